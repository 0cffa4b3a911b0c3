"""Records on both sides of every day and number at which a figure turns, each about a person of its own.

Random provinces are small: that a day lies exactly on a limit, and nothing else hides it, is rare in them.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from tests.shared.indicators.boundary_exits import (
    closed_months,
    deaths_and_divisions,
    exits_and_returns,
    payments_and_pledges,
)
from tests.shared.indicators.small_province import COUNTIES, PROVINCE, TIERS, VILLAGES, Row, law, regions

OFFSETS = (-1, 0, 1)
AGE_EDGES = (6, 16, 23, 45, 60, 80)
HELP_EDGES = (8, 16, 31, 61, 90, 91)
OVERDUE_EDGES = (1, 8, 16, 31)
LONG_AGO = -200  # days before the as-of day


class RecordBook:
    """Rows by table, numbered as they come; days count from the as-of day."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.rows: dict[str, list[Row]] = defaultdict(list, region=regions())

    def day(self, days: int) -> date:
        return self.as_of + timedelta(days=days)

    def add(self, table: str, **values: object) -> int:
        key = len(self.rows[table]) + 1
        common = {} if table == "programme_tier" else {"version": 1, "retired_on": None}
        common |= {"died_on": None} if table == "person" else {}
        self.rows[table].append({"id": key} | common | values)
        return key

    def person(self, born: date = date(1980, 5, 5), level: int | None = None, household: int = 0) -> Row:
        """Somebody new, alone unless a household is named: keys and place."""
        place = VILLAGES[len(self.rows["person"]) % len(VILLAGES)]
        number = f"H{len(self.rows['household'])}"
        household = household or self.add("household", region_code=place, number=number, address="1", residence="rural")
        known = {"name": "王", "sex": "12"[level == 1], "born_on": born, "identity_kind": "resident"}
        frailty = {"disability": "4" if level else None, "disability_level": level}
        shown = {"identity_masked": "", "identity_valid": level != 1}
        key = self.add("person", region_code=place, **known, **frailty, **shown)
        return {"person_id": key, "household_id": household, "region_code": place}

    def spell(self, whom: Row, start: int = LONG_AGO, end: int | None = None, **values: object) -> None:
        days = {"start_on": self.day(start), "end_on": None if end is None else self.day(end)}
        usual = {"tier": "dibao", "monthly_fen": 100, "entry_reason": "application", "exit_reason": None}
        self.add("spell", **usual | whom | days | values)


def boundary_records(as_of: date) -> dict[str, list[Row]]:
    """Rows by table, each table after those it points at."""
    book = RecordBook(as_of)
    for part in (
        recognitions,
        moves,
        assistance,
        warnings,
        outcomes,
        responses,
        mechanisms,
        cycles,
        eligibility,
        repeats,
        solar,
        parameters,
    ):
        part(book)
    exits_and_returns(book, warn)
    deaths_and_divisions(book)
    closed_months(book)
    payments_and_pledges(book, cycle_with_quotas(book, -30, 40))
    return dict(book.rows) | {"legal_parameter": law(as_of)}


def recognitions(book: RecordBook) -> None:
    for years in AGE_EDGES:
        for days in OFFSETS:
            book.spell(book.person(book.as_of.replace(year=book.as_of.year - years) + timedelta(days=days)))
    for level in (1, 2, 3, 4):
        book.spell(book.person(level=level))
    for days in OFFSETS:
        book.spell(book.person(), start=days)
        book.spell(book.person(), end=days, exit_reason="income")
    for size in range(1, 7):
        first = book.person()
        for tier in (TIERS * 2)[:size]:
            book.spell(book.person(household=first["household_id"]), tier=tier)
    book.spell(book.person(), retired_on=book.as_of)


def moves(book: RecordBook) -> None:
    """Into another tier, another place, both, or out and back, around the first day of this month and of the year."""
    month, year = book.as_of.replace(day=1), book.as_of.replace(month=1, day=1)
    for turn in ((first - book.as_of).days for first in (month, year)):
        for days in OFFSETS:
            for place, tier in product((VILLAGES[0], VILLAGES[2], VILLAGES[5], VILLAGES[7]), ("dibao", "marginal")):
                whom = book.person() | {"region_code": VILLAGES[0]}
                book.spell(whom, start=turn - 300, end=turn + days, exit_reason="tier_change")
                book.spell(whom | {"region_code": place}, start=turn + days, tier=tier)
        whom = book.person()
        book.spell(whom, start=turn - 300, end=turn - 1, exit_reason="income")
        book.spell(whom, start=turn + 1)


def assistance(book: RecordBook) -> None:
    """Persons and households differ: two of one household, one twice and in two places."""
    for kind in ("education", "housing"):
        for days in (*OFFSETS, -40):
            first = book.person()
            second = book.person(household=first["household_id"])
            for whom in (first, first | {"region_code": VILLAGES[0]}, second):
                book.add("special_assistance", **whom, kind=kind, granted_on=book.day(days), amount_fen=50)
    whom = book.person()
    for kind, days in (("emergency", 0), ("emergency", 1), ("expenditure", -1)):
        for is_early, is_resident in ((False, True), (True, True), (False, False)):
            common = {"amount_fen": 333, "is_aid_before_paperwork": is_early, "is_resident": is_resident}
            book.add("temporary_assistance", **whom, kind=kind, granted_on=book.day(days), **common)


def warn(book: RecordBook, issued: int, due: int, **values: object) -> Row:
    """A warning about somebody new: its key and place."""
    whom = book.person()
    where = {"region_code": whom["region_code"]}
    days = {"issued_on": book.day(issued), "due_on": book.day(due)}
    usual = {"rule_key": "r", "risk": "illness", "level": "red", "facts": "", "person_id": whom["person_id"]}
    return where | {"warning_id": book.add("warning", **where | usual | days | values)}


def warnings(book: RecordBook) -> None:
    for due in (-1, 0, 1, 6, 7, 8):
        warn(book, -20, due)
        warn(book, min(due - 1, 0), due)
    warn(book, 1, 5)
    for days in (*OFFSETS, -91, -90, -89):
        warn(book, days, days + 14)
    for edge in OVERDUE_EDGES:
        for days in OFFSETS:
            warn(book, LONG_AGO, days - edge)
    warn(book, -5, 5, retired_on=book.as_of)


def outcomes(book: RecordBook) -> None:
    for decided in OFFSETS:
        for result in ("eligible", "not_in_need"):
            for due in OFFSETS:
                of = warn(book, -20, due)
                book.add("outcome", **of, result=result, decided_on=book.day(decided))
    book.add("outcome", **warn(book, -20, 0), result="eligible", decided_on=book.day(-3), retired_on=book.as_of)


def responses(book: RecordBook) -> None:
    def respond(issued: int, after: int, kind: str = "special", result: str = "", **values: object) -> None:
        of = warn(book, issued, issued + 14)
        if result:
            book.add("outcome", **of, result=result, decided_on=book.day(issued + 14))
        record = {"special_id": 1, "department": None} if kind == "special" else {"special_id": None, "department": "x"}
        book.add("response", **of, kind=kind, started_on=book.day(issued + after), **record, **values)

    for edge in (0, *HELP_EDGES):
        for days in OFFSETS:
            respond(LONG_AGO, edge + days)
    for issued in (-91, -90, -89):
        for days in OFFSETS:
            respond(issued, 90 + days)
            respond(issued, days - issued)
            respond(issued, 90 + days, result="eligible")
    respond(LONG_AGO, 5, result="not_in_need")
    respond(LONG_AGO, 5, "referral")
    respond(LONG_AGO, 5, retired_on=book.as_of)


def mechanisms(book: RecordBook) -> None:
    """Built and ended around the as-of day; a village that was founded or abolished that day has one from before."""
    villages = [row for row in book.rows["region"] if row["level"] == "village"]
    days = [(built, None) for built in OFFSETS] + [(LONG_AGO, ended) for ended in OFFSETS]
    for village, (built, ended) in zip(villages, days, strict=False):
        values = {"built_on": book.day(built), "ended_on": None if ended is None else book.day(ended)}
        book.add("village_mechanism", region_code=village["code"], responsible="x", **values)
    for number, turn in enumerate(OFFSETS):
        for begins in (True, False):
            code = f"{villages[0]['code'][:9]}9{number}{int(begins)}"
            day = {"valid_from": book.day(turn)} if begins else {"valid_to": book.day(turn)}
            book.rows["region"].append(villages[0] | {"code": code, "name": code} | day)
            book.add("village_mechanism", region_code=code, responsible="x", built_on=book.day(LONG_AGO), ended_on=None)


def cycle_with_quotas(book: RecordBook, starts: int, deadline: int, kind: str = "appliance") -> int:
    """A cycle of a programme of its own, for people in dibao, with a quota in every county."""
    key = f"p{len(book.rows['programme'])}"
    to = "person" if kind == "medical" else "household"
    named = {"key": key, "name": key, "name_en": key, "kind": kind, "beneficiary": to, "started_on": date(2015, 1, 1)}
    programme = book.add("programme", **named)
    book.add("programme_tier", programme_id=programme, tier="dibao")
    days = {"starts_on": book.day(starts), "deadline_on": book.day(deadline)}
    cycle = book.add("run", programme_id=programme, label=key, planned_units=9, unit_value_fen=1, **days)
    for county in COUNTIES:
        book.add("quota", cycle_id=cycle, region_code=county, units=7)
    return cycle


def deliver(book: RecordBook, cycle: int, days: int, whom: Row | None = None, **values: object) -> int:
    """A delivery to a household, somebody new unless named."""
    to = (whom or book.person()) | {"person_id": None}
    usual = {"cycle_id": cycle, "delivered_on": book.day(days), "value_fen": 233, "override_reason": None}
    return book.add("delivery", **to | usual | values)


def cycles(book: RecordBook) -> None:
    """Around the start, the deadline and the day of the receipt."""
    for starts, deadline in ((-400, -1), (-400, 0), (-400, 1), (-1, 40), (0, 40), (1, 40)):
        cycle = cycle_with_quotas(book, starts, deadline)
        for days in {deadline - 1, deadline, deadline + 1, *OFFSETS}:
            deliver(book, cycle, days)
    for signed in OFFSETS:
        where = {"region_code": VILLAGES[3], "signed_by": "x", "signed_on": book.day(signed)}
        book.add("receipt", delivery_id=deliver(book, cycle, -2), **where)
        book.add("receipt", delivery_id=deliver(book, cycle, -2), **where, retired_on=book.as_of)
    book.add(
        "quota", cycle_id=cycle_with_quotas(book, -400, -300), region_code=PROVINCE, units=100, retired_on=book.as_of
    )


def eligibility(book: RecordBook) -> None:
    cycle = cycle_with_quotas(book, -400, 40)
    for days in OFFSETS:
        for start, end in ((-50 + days, None), (LONG_AGO, -50 + days)):
            whom = book.person()
            book.spell(whom, start=start, end=end, exit_reason="income" if end else None)
            deliver(book, cycle, -50, whom)
    for values in ({"tier": "tekun"}, {"retired_on": book.as_of}):
        whom = book.person()
        book.spell(whom, **values)
        deliver(book, cycle, -50, whom)


def repeats(book: RecordBook) -> None:
    cycle, to_persons = cycle_with_quotas(book, -400, -10), cycle_with_quotas(book, -400, 40, "medical")
    for first, second in ((-50, -40), (-50, -50), (-40, -50)):
        for values in ({}, {"retired_on": book.as_of}, {"override_reason": "x"}):
            whom = book.person()
            deliver(book, cycle, first, whom, **values)
            deliver(book, cycle, second, whom)
    whom = book.person()
    other = book.person(household=whom["household_id"])
    for person in (whom, whom, other):
        deliver(book, to_persons, -5, person, person_id=person["person_id"])
    deliver(book, to_persons, -5, book.person())  # to the household


def solar(book: RecordBook) -> None:
    cycle, year_end = cycle_with_quotas(book, -900, 40, "solar"), date(book.as_of.year - 1, 12, 31)
    back = (year_end - book.as_of).days
    for connected in (*OFFSETS, *(back - n for n in (363, 364, 365, 366)), -364, -365, -366, None):
        for values in ({}, {"retired_on": book.as_of}):
            whom = book.person()
            of = {"delivery_id": deliver(book, cycle, -800, whom, **values), "region_code": whom["region_code"]}
            day = None if connected is None else book.day(connected)
            panels = book.add("solar_installation", **of, capacity_watt=4000, connected_on=day)
            for year in (book.as_of.year - 1, book.as_of.year):
                of_year = {"installation_id": panels, "year": year, "energy_kwh": 10, "income_fen": 7 * year}
                retired = book.as_of if connected == -1 else None
                book.add("solar_yield", **of_year, region_code=whom["region_code"], retired_on=retired)


def parameters(book: RecordBook) -> None:
    """What must be used, beside what must not: another kind, a part of the region, another group."""
    common = {"region_code": COUNTIES[0][:4] + "00", "status": "confirmed", "source": "test"}
    year = book.as_of.year
    for kind, coverage, fen in _standards():
        days = {"valid_from": date(year - 1, 7, 1), "valid_to": None, "note": ""}
        book.add("standard", **common, kind=kind, coverage=coverage, monthly_fen=fen, **days)
    for measure, group in (("consumption", "all"), ("consumption", "urban"), ("income", "all")):
        for of in (year - 2, year - 1, year):
            amount = {"amount_fen": 3_000_000 + of + len(group) + len(measure)}
            book.add("resident_statistic", **common, measure=measure, population_group=group, year=of, **amount)
    for of, days in ((year - 1, date(year - 1, 1, 1)), (year, date(year, 1, 1))):
        book.add("population", **common, year=of, persons=of, valid_from=days, valid_to=None)


def _standards() -> Iterator[tuple[str, str, int]]:
    yield "dibao", "全市", 90_000
    yield "dibao", "市区", 80_000
    yield "tekun_basic", "全市", 130_000
