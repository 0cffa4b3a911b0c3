"""Lists of values a column may hold, each value with its name in the person's language."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from babel.support import LazyProxy

from shared.locale import CHINESE, ENGLISH
from shared.locale import lazy as _l


class LabelledEnum(StrEnum):
    """A value stored as a plain string, with a label: `TEKUN = "tekun", _l("Extremely poor person")`."""

    label: LazyProxy

    def __new__(cls, value: str, label: LazyProxy) -> Self:
        """Keep the label beside the stored string."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


def label_of(known: type[LabelledEnum], value: str | int) -> LazyProxy | str:
    """What people call a stored value; the value itself when the list does not know it."""
    return next((choice.label for choice in known if choice == str(value)), str(value))


class Level(LabelledEnum):
    """Levels of the administrative divisions (GB/T 2260, GB/T 10114)."""

    PROVINCE = "province", _l("Province")
    CITY = "city", _l("City")
    COUNTY = "county", _l("County")
    TOWNSHIP = "township", _l("Township")
    VILLAGE = "village", _l("Village")

    @property
    def below(self) -> Level | None:
        """The next level down; None under a village."""
        levels = list(Level)
        position = levels.index(self) + 1
        return levels[position] if position < len(levels) else None


class Tier(LabelledEnum):
    """The circles (圈层) of people in assistance, highest ranking first. At most one is in force for a person."""

    TEKUN = "tekun", _l("People in extreme difficulty (tekun)")
    DIBAO = "dibao", _l("Minimum living guarantee (dibao)")
    MARGINAL = "marginal", _l("Low-income families just above dibao")
    EXPENDITURE = "expenditure", _l("Families in hardship through expenditure")

    @property
    def rank(self) -> int:
        """1 for the highest-ranking tier."""
        return list(Tier).index(self) + 1


class Language(LabelledEnum):
    """Languages of the screens; each is called by its own name."""

    CHINESE = CHINESE, _l("中文")
    ENGLISH = ENGLISH, _l("English")


class Sex(LabelledEnum):
    """GB/T 2261.1-2003."""

    UNKNOWN = "0", _l("Unknown sex")
    MALE = "1", _l("Male")
    FEMALE = "2", _l("Female")
    UNSTATED = "9", _l("Sex not stated")


class Residence(LabelledEnum):
    """Whether a household lives in an urban or a rural place (城乡属性)."""

    URBAN = "urban", _l("Urban")
    RURAL = "rural", _l("Rural")


class DataStatus(LabelledEnum):
    """How far a reference value can be relied on; shown wherever the value is shown."""

    CONFIRMED = "confirmed", _l("Confirmed")
    SECONDARY = "secondary", _l("Secondary source")
    SEED = "seed", _l("Published description")
    DERIVED = "derived", _l("Derived")
    ESTIMATED = "estimated", _l("Estimated")
    PROPOSED = "proposed", _l("Proposed, unverified")
    UNCONFIRMED = "unconfirmed", _l("Unverified")
    NOT_FOUND = "not_found", _l("Not found")

    @property
    def needs_mark(self) -> bool:
        """Whether a figure that rests on this value must say so."""
        return self not in {DataStatus.CONFIRMED, DataStatus.SECONDARY, DataStatus.SEED}


RELIABILITY_ORDER: list[str] = ["", *sorted(DataStatus, key=lambda status: status.needs_mark)]


def least_reliable(statuses: Iterable[str]) -> str:
    """Of several statuses the one a figure that rests on all of them must show; empty when there is none."""
    return max(statuses, key=RELIABILITY_ORDER.index, default="")
