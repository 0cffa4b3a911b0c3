"""Random records of a small province: everything the figures are counted from."""

from datetime import date, timedelta
from random import Random

from tests.shared.indicators.random_month_steps import month_steps
from tests.shared.indicators.small_province import (
    CITIES,
    COUNTIES,
    PROVINCE,
    REGIONS,
    TIERS,
    TOWNSHIPS,
    VILLAGES,
    RandomDraw,
    Row,
    law,
    numbered,
    regions,
)

KINDS = ["appliance", "solar", "medical"]
RESIDENCES = ("urban", "rural")


def records(random: Random, as_of: date) -> dict[str, list[Row]]:
    """Rows by table, each table after those it points at."""
    draw = RandomDraw(random, as_of)
    rows = {"region": regions()}
    rows |= register(draw)
    rows |= programmes(draw)
    rows |= charity(draw, rows)
    rows |= assistance(draw)
    rows |= monitoring(draw)
    rows |= {"month_step": month_steps(draw)}
    return rows | parameters(draw) | {"legal_parameter": law(as_of, draw.one([60, 90, 120]))}


def register(draw: RandomDraw) -> dict[str, list[Row]]:
    households = numbered(
        8,
        lambda n: (
            {"region_code": draw.place(), "number": f"H{n}", "address": "1", "residence": RESIDENCES[n % 2]}
            | draw.retired()
        ),
    )

    def person(n: int) -> Row:
        level = draw.maybe(draw.one([1, 2, 3, 4]))
        born = draw.one([draw.day().replace(year=1943, day=28), draw.day().replace(year=2007, day=1), draw.day()])
        return {
            "region_code": draw.place(),
            "name": f"王{n}",
            "sex": draw.one(["1", "2"]),
            "born_on": born,
            "died_on": draw.maybe(draw.after(born), 0.2),
            "identity_kind": draw.one(["resident", "resident", "taiwan", "none"]),
            "identity_masked": "",
            "identity_valid": draw.one([True, True, False]),
            "disability": None if level is None else "4",
            "disability_level": level,
        } | draw.retired()

    persons = numbered(16, person)
    return {"household": households, "person": persons, "person_disability": disabilities(draw), "spell": spells(draw)}


def disabilities(draw: RandomDraw) -> list[Row]:
    """What some persons' disabilities were before, one after the other, each of another length."""

    def former(person: int, end: date) -> Row:
        level = draw.maybe(draw.one([1, 2, 3, 4]))
        days = {"start_on": end - timedelta(days=5000), "end_on": end}
        frailty = {"disability": None if level is None else "4", "disability_level": level}
        return {"person_id": person, "region_code": draw.place()} | days | frailty | draw.retired()

    changes = [(person, {draw.day() for _ in range(draw.one([0, 0, 1, 2]))}) for person in range(1, 17)]
    found = [former(person, end) for person, ends in changes for end in sorted(ends)]
    return [{"id": n} | row for n, row in enumerate(found, 1)]


def spells(draw: RandomDraw) -> list[Row]:
    """Recognitions that never overlap for one person; many change the tier on the same day."""
    found: list[Row] = []
    for person in range(1, 17):
        day, place, household = draw.day() - timedelta(days=draw.one([0, 900])), draw.place(), draw.one([*range(1, 9)])
        for _ in range(draw.one([0, 1, 1, 2, 3])):
            end = draw.maybe(draw.after(day, least=1), 0.7)
            row = {
                "person_id": person,
                "household_id": household,
                "tier": draw.one(TIERS),
                "start_on": day,
                "end_on": end,
            }
            reason = draw.one(["income", "died", "tier_change", None]) if end else None
            row |= {"region_code": place, "monthly_fen": 100, "entry_reason": "application", "exit_reason": reason}
            found.append(row | draw.retired())
            if end is None:
                break
            day, place = draw.one([end, draw.after(end)]), draw.near(place)
    return [{"id": n} | row for n, row in enumerate(found, 1)]


def programmes(draw: RandomDraw) -> dict[str, list[Row]]:
    def programme(n: int) -> Row:
        kind = KINDS[n - 1]
        to = "person" if kind == "medical" else "household"
        named = {"key": f"p{n}", "name": f"p{n}", "name_en": f"p{n}", "kind": kind, "beneficiary": to}
        return named | {"started_on": date(2015, 1, 1), "version": 1, "retired_on": None}

    def cycle(n: int) -> Row:
        start = draw.day() - timedelta(days=400)
        plan = {"starts_on": start, "deadline_on": draw.after(start, least=1), "planned_units": 9, "unit_value_fen": 1}
        return {"programme_id": draw.one([1, 2, 3]), "label": f"r{n}", "version": 1, "retired_on": None} | plan

    tiers = [(p, tier) for p in (1, 2, 3) for tier in TIERS if draw.random.random() < 0.6]
    quotas = [(cycle, county) for cycle in range(1, 5) for county in COUNTIES if draw.random.random() < 0.7]

    def pledge(n: int) -> Row:  # noqa: ARG001
        units = {"units": draw.one([0, 2, 7]), "value_fen": 5, "donor": "x"}
        return {"cycle_id": draw.one([1, 2, 3, 4]), "pledged_on": draw.day()} | units | draw.retired()

    return {
        "pledge": numbered(9, pledge),
        "programme": numbered(3, programme),
        "programme_tier": numbered(len(tiers), lambda n: {"programme_id": tiers[n - 1][0], "tier": tiers[n - 1][1]}),
        "run": numbered(4, cycle),
        "quota": numbered(
            len(quotas),
            lambda n: (
                {"cycle_id": quotas[n - 1][0], "region_code": quotas[n - 1][1], "units": draw.one([0, 1, 5])}
                | draw.retired()
            ),
        ),
    }


def charity(draw: RandomDraw, rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    kinds = {cycle["id"]: KINDS[cycle["programme_id"] - 1] for cycle in rows["run"]}

    def delivery(n: int) -> Row:  # noqa: ARG001
        cycle = draw.one(rows["run"])
        near_deadline = cycle["deadline_on"] + timedelta(days=draw.one([-1, 0, 1]))
        return {
            "cycle_id": cycle["id"],
            "household_id": draw.one([*range(1, 6)]),
            "person_id": draw.one([*range(1, 7)]) if kinds[cycle["id"]] == "medical" else None,
            "delivered_on": draw.one([draw.day(), near_deadline]),
            "value_fen": draw.one([100, 233]),
            "override_reason": draw.maybe("x", 0.2),
            "region_code": draw.place(),
        } | draw.retired()

    deliveries = numbered(20, delivery)

    def receipt(n: int) -> Row | None:
        signed = {"delivery_id": n, "signed_on": draw.after(deliveries[n - 1]["delivered_on"]), "signed_by": "x"}
        return draw.maybe(signed | {"region_code": draw.near(deliveries[n - 1]["region_code"])} | draw.retired(), 0.7)

    return {"delivery": deliveries, "receipt": numbered(20, receipt)} | solar(draw, deliveries)


def solar(draw: RandomDraw, deliveries: list[Row]) -> dict[str, list[Row]]:
    chosen = [d for d in deliveries if draw.random.random() < 0.5]

    def installation(n: int) -> Row:
        fixed = {"delivery_id": chosen[n - 1]["id"], "capacity_watt": draw.one([3000, 5000])}
        place = draw.near(chosen[n - 1]["region_code"])
        return fixed | {"connected_on": draw.maybe(draw.day(), 0.8), "region_code": place} | draw.retired()

    installations = numbered(len(chosen), installation)
    years = [(i, draw.as_of.year - back) for i in installations for back in (0, 1, 2) if draw.random.random() < 0.6]

    def solar_yield(n: int) -> Row:
        of, year = years[n - 1]
        made = {"energy_kwh": draw.one([10, 21]), "income_fen": draw.one([7, 90]), "installation_id": of["id"]}
        return made | {"year": year, "region_code": draw.near(of["region_code"])} | draw.retired()

    return {"solar_installation": installations, "solar_yield": numbered(len(years), solar_yield)}


def assistance(draw: RandomDraw) -> dict[str, list[Row]]:
    def of(n: int, kinds: list[str]) -> Row:  # noqa: ARG001
        whose = {"person_id": draw.one([*range(1, 7)]), "household_id": draw.one([*range(1, 5)])}
        given = {"granted_on": draw.day(), "amount_fen": draw.one([1, 50, 333]), "region_code": draw.place()}
        return {"kind": draw.one(kinds)} | whose | given | draw.retired()

    def temporary(n: int) -> Row:
        flags = {"is_aid_before_paperwork": draw.one([True, False]), "is_resident": draw.one([True, True, False])}
        return of(n, ["emergency", "expenditure"]) | flags

    return {
        "special_assistance": numbered(16, lambda n: of(n, ["education", "housing", "medical"])),
        "temporary_assistance": numbered(14, temporary),
        "payment": payments(draw),
    }


def payments(draw: RandomDraw) -> list[Row]:
    """Payment lists of some townships and months, dibao and others."""
    months = [f"{draw.as_of.year - back}-{month:02}" for back in (0, 1) for month in (1, draw.as_of.month)]
    paid = [(place, month) for place in TOWNSHIPS for month in months if draw.random.random() < 0.4]

    def payment(n: int) -> Row:
        place, month = paid[n - 1]
        what = {"tier": draw.one(["dibao", "dibao", "tekun"]), "amount_fen": draw.one([700, 933]), "paid_on": None}
        return what | {"household_id": draw.one([*range(1, 5)]), "month": month, "region_code": place} | draw.retired()

    return numbered(len(paid), payment)


def monitoring(draw: RandomDraw) -> dict[str, list[Row]]:
    def warning(n: int) -> Row:
        issued = draw.day()
        due = draw.after(issued, least=1)
        said = {"rule_key": f"r{n}", "risk": draw.one(["illness", "income"]), "level": draw.one(["red", "yellow"])}
        when = {"issued_on": issued, "due_on": due, "facts": "", "person_id": draw.one([*range(1, 9)])}
        return said | when | {"region_code": draw.place()} | draw.retired()

    warnings = numbered(20, warning)

    def outcome(n: int) -> Row | None:
        of = warnings[n - 1]
        decided = draw.one([draw.after(of["issued_on"]), of["due_on"], of["due_on"] + timedelta(days=1)])
        result = draw.one(["eligible", "eligible", "not_in_need"])
        row = {"warning_id": n, "result": result, "decided_on": decided, "region_code": draw.near(of["region_code"])}
        return draw.maybe(row | draw.retired(), 0.7)

    def response(n: int) -> Row:  # noqa: ARG001
        of = draw.one(warnings)
        kind = draw.one(["special", "special", "referral"])
        points = {"special_id": 1, "department": None} if kind == "special" else {"special_id": None, "department": "x"}
        when = {"started_on": draw.one([draw.after(of["issued_on"]), of["issued_on"] - timedelta(days=1)])}
        place = draw.near(of["region_code"])
        return {"warning_id": of["id"], "kind": kind, "region_code": place} | when | points | draw.retired()

    def mechanism(n: int) -> Row:
        built = draw.day()
        days = {"built_on": built, "ended_on": draw.maybe(draw.after(built, least=1))}
        return days | {"region_code": VILLAGES[n % len(VILLAGES)], "responsible": "x"} | draw.retired()

    return {
        "warning": warnings,
        "outcome": numbered(20, outcome),
        "response": numbered(16, response),
        "visit": visits(draw, warnings),
        "village_mechanism": numbered(16, mechanism),
    }


def visits(draw: RandomDraw, warnings: list[Row]) -> list[Row]:
    """Home visits because of warnings, some only planned."""

    def visit(n: int) -> Row:  # noqa: ARG001
        of = draw.one(warnings)
        day = draw.one([draw.after(of["issued_on"]), draw.day()])
        done = {"planned_on": day, "done_on": draw.maybe(day, 0.8), "visitor": "x", "findings": ""}
        return {"warning_id": of["id"], "region_code": draw.near(of["region_code"])} | done | draw.retired()

    return numbered(16, visit)


def parameters(draw: RandomDraw) -> dict[str, list[Row]]:
    """Values of single regions: some known, some followed by the next year's, some of unsure source."""
    year = draw.as_of.year
    sure = ["confirmed", "secondary", "estimated", "proposed", "derived"]
    residents = [(code, y) for code in REGIONS for y in (year - 2, year - 1) if draw.random.random() < 0.6]
    spent = [
        (code, y) for code in [PROVINCE, *CITIES] for y in (year - 3, year - 2, year - 1) if draw.random.random() < 0.7
    ]
    kinds = ("dibao", "tekun_basic")
    standards = [
        (code, y, kind) for code in CITIES for y in (year - 2, year - 1) for kind in kinds if draw.random.random() < 0.8
    ]

    def common(code: str) -> Row:
        return {"region_code": code, "status": draw.one(sure), "source": "test"} | draw.retired()

    def population(n: int) -> Row:
        code, of = residents[n - 1]
        valid = {"valid_from": date(of, 12, 31), "valid_to": draw.maybe(date(of + 1, 12, 31))}
        return {"year": of, "persons": draw.one([1000, 4321])} | valid | common(code)

    def statistic(n: int) -> Row:
        code, of = spent[n - 1]
        return {"measure": "consumption", "population_group": "all", "year": of, "amount_fen": 3_000_100} | common(code)

    def standard(n: int) -> Row:
        code, of, kind = standards[n - 1]
        valid = {"valid_from": date(of, 7, 1), "valid_to": draw.maybe(date(of + 1, 7, 1)), "note": ""}
        fen = 90_000 + of + 30_000 * (kind == "tekun_basic")
        return {"kind": kind, "coverage": "全市", "monthly_fen": fen} | valid | common(code)

    return {
        "population": numbered(len(residents), population),
        "resident_statistic": numbered(len(spent), statistic),
        "standard": numbered(len(standards), standard),
    }
