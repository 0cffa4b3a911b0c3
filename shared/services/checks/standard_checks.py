"""Standards: set by a city or above, one at a time, and in step with those that the law links to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import ROUND_CEILING, Decimal

from sqlalchemy import select

from shared.access import ScopedSession
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import AssistanceStandard, Level, StandardKind
from shared.models.region import level_of
from shared.rules.parameter_keys import TEKUN_BASIC_RATIO
from shared.rules.parameters import number_on
from shared.rules.standards_in_force import CARE_COVERAGE, standard_on
from shared.services.doubts import Doubt

from .amount_checks import IMPLAUSIBLE_FACTOR, yuan
from .changed_columns import is_changed, is_new

SET_BY = (Level.PROVINCE, Level.CITY)


def check(session: ScopedSession, standard: AssistanceStandard) -> Iterator[tuple[str, str]]:
    """Who sets it, what it overlaps, and what it has to be at least."""
    if standard.retired_on is not None:
        return
    if is_changed(standard, "region_code", "kind") and level_of(standard.region_code) not in SET_BY:
        yield "region_code", _("Standards are set by the city: choose a city.")
    if is_changed(standard, "region_code", "kind", "coverage", "valid_from", "valid_to", "retired_on"):
        yield from _check_overlap(session, standard)
    if is_changed(standard, "region_code", "kind", "coverage", "valid_from", "monthly_fen"):
        yield from _compare_with_previous(session, standard)
        yield from _check_linked_standards(session, standard)


def overlapping(session: ScopedSession, standard: AssistanceStandard) -> list[AssistanceStandard]:
    """Other standards of the same region, kind and coverage that share a day with it, the oldest first."""
    same = (
        AssistanceStandard.region_code == standard.region_code,
        AssistanceStandard.kind == standard.kind,
        AssistanceStandard.coverage == standard.coverage,
        AssistanceStandard.id != (standard.id or 0),
        AssistanceStandard.retired_on.is_(None),
        AssistanceStandard.overlaps(standard.valid_from, standard.valid_to),
    )
    return list(session.scalars(select(AssistanceStandard).where(*same).order_by(AssistanceStandard.valid_from)))


def is_closed_by(old: AssistanceStandard, new: AssistanceStandard) -> bool:
    """Whether an open standard simply ends where a later one begins."""
    return old.valid_to is None and old.valid_from < new.valid_from


def _check_overlap(session: ScopedSession, standard: AssistanceStandard) -> Iterator[tuple[str, str]]:
    for other in overlapping(session, standard):
        values = {
            "yuan": yuan(other.monthly_fen),
            "start": other.valid_from,
            "day": standard.valid_from,
            "id": other.id,
        }
        if is_new(standard) and is_closed_by(other, standard):
            doubt = _l("Saving ends the standard of {yuan} yuan valid since {start} (no. {id}) on {day}.")
            yield "valid_from", Doubt(doubt, **values)
        else:
            template = _(
                "A standard of {yuan} yuan from {start} on (no. {id}) applies on some of these days: end it or edit "
                "it first."
            )
            yield "valid_from", template.format(**values)


def _compare_with_previous(session: ScopedSession, standard: AssistanceStandard) -> Iterator[tuple[str, str]]:
    day = standard.valid_from - timedelta(days=1)
    previous = standard_on(session, standard.kind, standard.region_code, day, standard.coverage)
    if previous and not previous <= standard.monthly_fen <= IMPLAUSIBLE_FACTOR * previous:
        yield "monthly_fen", Doubt(_l("The previous standard was {yuan} yuan."), yuan=yuan(previous))


def _check_linked_standards(session: ScopedSession, standard: AssistanceStandard) -> Iterator[tuple[str, str]]:
    region_and_day = standard.region_code, standard.valid_from
    if standard.kind == StandardKind.TEKUN_CARE:
        yield from _check_levels(session, standard)
        return
    ratio = number_on(session, TEKUN_BASIC_RATIO, *region_and_day)
    other_kind = StandardKind.DIBAO if standard.kind == StandardKind.TEKUN_BASIC else StandardKind.TEKUN_BASIC
    linked = standard_on(session, other_kind, *region_and_day)
    if ratio is None or linked is None:
        return
    is_basic = standard.kind == StandardKind.TEKUN_BASIC
    dibao, basic = (linked, standard.monthly_fen) if is_basic else (standard.monthly_fen, linked)
    if basic < (expected := _rounded_up(dibao * ratio)):
        template = (
            _l("{ratio} times the dibao standard of {dibao} yuan is {expected} yuan.")
            if is_basic
            else _l(
                "The basic living standard (tekun) is {basic} yuan; {ratio} times this dibao standard is {expected} "
                "yuan."
            )
        )
        values = {"ratio": ratio, "dibao": yuan(dibao), "basic": yuan(basic), "expected": yuan(expected)}
        yield "monthly_fen", Doubt(template, **values)


def _rounded_up(fen: Decimal) -> int:
    return int(fen.to_integral_value(ROUND_CEILING))


def _check_levels(session: ScopedSession, standard: AssistanceStandard) -> Iterator[tuple[str, str]]:
    """Who cares less for himself costs no less care."""
    order = list(CARE_COVERAGE.values())
    if standard.coverage not in order:
        return
    level_number = order.index(standard.coverage)
    for other_number, coverage in enumerate(order):
        fen = standard_on(session, standard.kind, standard.region_code, standard.valid_from, coverage)
        if fen is not None and (
            (other_number < level_number and fen > standard.monthly_fen)
            or (other_number > level_number and fen < standard.monthly_fen)
        ):
            yield (
                "monthly_fen",
                Doubt(_l("The standard for {coverage} is {yuan} yuan."), coverage=coverage, yuan=yuan(fen)),
            )
