"""Coverage: who is in which tier, how many that is of the residents (A1, A2, A4)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, case, cast, func, literal, select

from shared.indicators.definition_version import CHANGED
from shared.indicators.indicator import Indicator
from shared.indicators.measure import Bands, GroupSize, History, Measure, Source, Timing, band_names, by_own_id
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import Household, Level, Person, PersonDisability, ResidentPopulation, Spell, Tier

from .legal_sources import ASSISTANCE, LOW_INCOME, RESIDENTS, TRAITS

AGE_EDGES = (6, 16, 23, 45, 60, 80)
RANK = case({tier.value: tier.rank for tier in Tier}, value=Spell.tier)
AGES = Bands(Person.born_on, "years", AGE_EDGES, band_names("age", 0, AGE_EDGES))


def _band_of(level: Any) -> ColumnElement[str]:
    return case((level.is_(None), "none"), (level <= 2, "severe"), else_="other")


_former = func.aggregate_strings(
    literal(";") + _band_of(PersonDisability.disability_level) + "<" + cast(PersonDisability.end_on, String), ""
)
_of_person = (PersonDisability.person_id == Spell.person_id, PersonDisability.retired_on.is_(None))


def _disability_on(day: date) -> ColumnElement[str]:
    band = _band_of(PersonDisability.disability_level)
    lasted = select(band).where(*_of_person, PersonDisability.end_on > day)
    first = lasted.order_by(PersonDisability.end_on, band).limit(1).correlate(Spell).scalar_subquery()
    return func.coalesce(first, _band_of(Person.disability_level))


DISABILITY = History(
    _band_of(Person.disability_level)
    + func.coalesce(select(_former).where(*_of_person).correlate(Spell).scalar_subquery(), ""),
    _disability_on,
    ("none", "other", "severe"),
)

spells = Source(
    "spells",
    Spell.__table__.join(Person.__table__),
    Spell.region_code,
    {
        **by_own_id(Spell),
        Person: ("id", Spell.person_id),
        PersonDisability: ("person_id", Spell.person_id),
        Household: ("id", Spell.household_id),
    },
    (Spell.retired_on.is_(None),),
    counted_together_by=Spell.household_id,
    one_at_a_time=Spell.person_id,
)

residents = Source(
    "residents",
    ResidentPopulation,
    ResidentPopulation.region_code,
    by_own_id(ResidentPopulation),
    (ResidentPopulation.retired_on.is_(None),),
    is_published=True,
)


MEASURES = [
    Measure(
        "recipients",
        spells,
        Timing.STOCK,
        Spell.start_on,
        Spell.end_on,
        subject=Spell.person_id,
        rank=RANK,
        dimensions={"tier": Spell.tier},
        deepest=Level.TOWNSHIP,
    ),
    Measure(
        "recipient_households",
        spells,
        Timing.STOCK,
        Spell.start_on,
        Spell.end_on,
        subject=Spell.household_id,
        rank=RANK,
        dimensions={"tier": Spell.tier, "size": GroupSize()},
        deepest=Level.TOWNSHIP,
    ),
    Measure(
        "recipients_by_trait",
        spells,
        Timing.STOCK,
        Spell.start_on,
        Spell.end_on,
        subject=Spell.person_id,
        rank=RANK,
        dimensions={"age": AGES, "sex": Person.sex, "disability": DISABILITY},
    ),
    Measure(
        "residents",
        residents,
        Timing.STOCK,
        ResidentPopulation.valid_from,
        ResidentPopulation.valid_to,
        amount=ResidentPopulation.persons,
        amount_in=Unit.PERSONS,
        status=ResidentPopulation.status,
        rolls_up=False,
        deepest=Level.TOWNSHIP,
    ),
]

INDICATORS = [
    Indicator(
        "A1",
        "recipients_by_tier",
        _l("Recipients by tier"),
        Unit.PERSONS,
        "recipients",
        _l("Recipients on the last day of the period, each counted once, in the highest-ranking tier."),
        ASSISTANCE,
    ),
    Indicator(
        "A1",
        "households_by_tier",
        _l("Recipient households by tier"),
        Unit.HOUSEHOLDS,
        "recipient_households",
        _l(
            "Households with at least one recipient at the end of the period, each counted once: in the "
            "highest-ranking tier of its members, in the region where that member is recognised. The categories "
            "by size count its recipients, not all its members."
        ),
        ASSISTANCE,
    ),
    Indicator(
        "A2",
        "low_income_population",
        _l("Low-income population"),
        Unit.PERSONS,
        "recipients",
        _l(
            "Recipients of the four tiers (people in extreme difficulty, dibao, low-income families just above "
            "dibao, families in hardship through expenditure) on the last day of the period, each counted once."
        ),
        LOW_INCOME,
    ),
    Indicator(
        "A2",
        "recipients_by_trait",
        _l("Low-income population by age, sex and disability"),
        Unit.PERSONS,
        "recipients_by_trait",
        _l("The low-income population on the last day of the period by age, sex and disability."),
        TRAITS,
        version=CHANGED,
    ),
    Indicator(
        "A4",
        "coverage_rate",
        _l("Low-income share of residents"),
        Unit.PER_MILLE,
        "recipients",
        _l(
            "Low-income population per 1,000 residents. At every level, the residents are those of the region's "
            "latest known year up to the year of the period; the row names that year, and is marked as estimated "
            "if it is an earlier one."
        ),
        RESIDENTS,
        denominator="residents",
        factor=1000,
        version=CHANGED,
    ),
]
