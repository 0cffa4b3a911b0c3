"""Coverage: who is in which tier, how many that is of the residents, who came and who left (A1, A2, A4, A6)."""

from __future__ import annotations

from sqlalchemy import case

from shared.indicators.indicator import Indicator
from shared.indicators.measure import Bands, GroupSize, Measure, Source, Timing, own
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import Level, Person, Population, Spell, Tier

RANK = case({tier.value: tier.rank for tier in Tier}, value=Spell.tier)
AGES = Bands(
    Person.born_on,
    "years",
    (6, 16, 23, 45, 60, 80),
    ("0-5", "6-15", "16-22", "23-44", "45-59", "60-79", "80+"),
)
DISABILITY = case((Person.disability_level.is_(None), "none"), (Person.disability_level <= 2, "severe"), else_="other")

spells = Source(
    "spells",
    Spell.__table__.join(Person.__table__),
    Spell.region_code,
    {**own(Spell), Person: ("id", Spell.person_id)},
    (Spell.retired_on.is_(None),),
    kin=Spell.household_id,
)
residents = Source("residents", Population, Population.region_code, own(Population), (Population.retired_on.is_(None),))


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
        "entries",
        spells,
        Timing.FLOW,
        Spell.start_on,
        dimensions={"tier": Spell.tier},
        deepest=Level.TOWNSHIP,
    ),
    Measure(
        "exits",
        spells,
        Timing.FLOW,
        Spell.end_on,
        dimensions={"tier": Spell.tier, "reason": Spell.exit_reason},
        deepest=Level.TOWNSHIP,
    ),
    Measure(
        "residents",
        residents,
        Timing.STOCK,
        Population.valid_from,
        Population.valid_to,
        amount=Population.persons,
        status=Population.status,
        rolls_up=False,
        deepest=Level.TOWNSHIP,
    ),
]

INDICATORS = [
    Indicator(
        "A1",
        "recipients_by_tier",
        _l("Persons in assistance by tier"),
        Unit.PERSONS,
        "recipients",
        _l("Distinct persons in force on the last day of the period, each in the highest-ranking tier."),
        "社会救助暂行办法 (国务院令第649号)",
    ),
    Indicator(
        "A1",
        "households_by_tier",
        _l("Households in assistance by tier"),
        Unit.HOUSEHOLDS,
        "recipient_households",
        _l(
            "Distinct households with a member in force, each in the highest-ranking tier of its members, where that "
            "member is recognised."
        ),
        "社会救助暂行办法 (国务院令第649号)",
    ),
    Indicator(
        "A2",
        "low_income_population",
        _l("Low-income population"),
        Unit.PERSONS,
        "recipients",
        _l(
            "Distinct persons of the four tiers (extremely poor, dibao, marginal, expenditure) in force on the last "
            "day of the period."
        ),
        "江苏省低保边缘家庭和支出型困难家庭认定暂行办法 (苏民规〔2021〕1号)",
    ),
    Indicator(
        "A2",
        "recipients_by_trait",
        _l("Low-income population by age, sex and disability"),
        Unit.PERSONS,
        "recipients_by_trait",
        _l("The low-income population on the last day of the period by age, sex and disability."),
        "GB/T 2261.1-2003; GB/T 26341-2010",
    ),
    Indicator(
        "A4",
        "coverage_rate",
        _l("Coverage rate"),
        Unit.PER_MILLE,
        "recipients",
        _l("Low-income population per 1,000 residents; residents of the latest year known for the region."),
        "江苏统计年鉴 (常住人口)",
        denominator="residents",
        factor=1000,
    ),
    Indicator(
        "A6",
        "entries",
        _l("Entries"),
        Unit.PERSONS,
        "entries",
        _l("Recognitions that began in the period."),
        "最低生活保障审核确认办法 (民发〔2021〕57号)",
    ),
    Indicator(
        "A6",
        "exits",
        _l("Exits"),
        Unit.PERSONS,
        "exits",
        _l("Recognitions that ended in the period; a change of tier ends one and begins another."),
        "最低生活保障审核确认办法 (民发〔2021〕57号)",
    ),
    Indicator(
        "A6",
        "net_change",
        _l("Net change"),
        Unit.PERSONS,
        "entries",
        _l("Entries less exits; stock at the end = stock before + entries − exits."),
        "最低生活保障审核确认办法 (民发〔2021〕57号)",
        minus="exits",
    ),
]
