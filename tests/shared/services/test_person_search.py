"""One search for people: what it finds is what a patient person finds, inside the scope and no further."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from shared.access import Actor, Grant, Role, open_session
from shared.clock import freeze
from shared.models import Household, HouseholdMember, Person
from shared.models.region import prefix_of
from shared.services import person_search, records
from shared.services.batches import create_many
from shared.services.person_search import find_persons
from tests.factories import records as make
from tests.factories.regions import KUNSHAN, PROVINCE, SUZHOU, TOWNSHIPS, VILLAGES, tree
from tests.shared.services import person_search_oracle as oracle
from tests.support.admin_site import SEALER
from tests.support.databases import Filled
from tests.support.two_counties import TwoCounties

DAY = date(2023, 12, 31)
SURNAMES, GIVEN = "王单曾吕", "伟秀英芳"
OTHER_NAMES = ("阿依·古丽", "Ann Smith")
STREETS = ("双塘村", "王塘村", "人民路")
LIMIT = 500


def random_families(engine: Engine, seed: int) -> None:
    """Some sixty families in four villages; some members left, some records are void."""
    draw = random.Random(seed)  # noqa: S311 - repeatable, not secret
    with Session(engine.execution_options(writing=True)) as session:
        session.add_all(tree())
        session.flush()
        for number in range(60):
            village = draw.choice(VILLAGES)
            address = f"{draw.choice(STREETS)}{draw.randint(1, 3)}组{draw.randint(1, 12)}号"
            household = make.household(village, number=f"H{number:06}", address=address)
            household.retired_on = DAY if draw.random() < 0.05 else None
            for position in range(draw.randint(1, 4)):
                session.add(
                    make.membership(random_person(draw, village), household, **membership_values(draw, position))
                )
        session.commit()


def random_person(draw: random.Random, village: str) -> Person:
    name = draw.choice(SURNAMES) + "".join(draw.choice(GIVEN) for _ in range(draw.randint(1, 2)))
    return make.person(
        draw.choice(VILLAGES) if draw.random() < 0.05 else village,
        name=draw.choice(OTHER_NAMES) if draw.random() < 0.1 else name,
        born_on=date(1950, 1, 1) + timedelta(days=draw.randint(0, 700)),
        identity_masked=f"**************{draw.randint(1951, 1958)}",
        retired_on=DAY if draw.random() < 0.05 else None,
    )


def membership_values(draw: random.Random, position: int) -> dict[str, object]:
    end = DAY if draw.random() < 0.1 else None
    return {"relation": "other" if position else "head", "end_on": end}


def random_text(draw: random.Random, everyone: list[oracle.Registered]) -> str:
    """What somebody may type who looks for one of them: one thing they know, or two."""
    one = draw.choice(everyone)
    known = [part_of(draw, one.person.name), typed(draw, one.person.name), one.person.identity_masked[-4:]]
    known += [f"{one.person.born_on:%Y%m%d}", f"{one.person.born_on}", f"{one.person.born_on:%Y-%m}"]
    known += [f"{one.person.born_on:%Y}"]
    for household in one.households:
        known += [household.number, household.number[:6], part_of(draw, household.address), household.address[:3]]
    known += [part_of(draw, head.name) for head in one.heads]
    return " ".join(draw.sample(known, draw.choice([1, 1, 2, 3])))


def part_of(draw: random.Random, text: str) -> str:
    start = draw.randint(0, len(text) - 1)
    part = text[start : draw.randint(start + 1, len(text))].replace(" ", "").strip("·")
    return part if part and not part.isdigit() else text.split(maxsplit=1)[0]


def typed(draw: random.Random, name: str) -> str:
    """Pinyin or initials of a part of a name, or the beginning of it."""
    letters = name.replace("·", "")
    if letters[0].isascii():
        return draw.choice(letters.lower().split())
    spelled = draw.choice(list(oracle.spellings(letters[draw.randint(0, len(letters) - 1) :])))
    return spelled[: draw.randint(1, len(spelled))]


@pytest.mark.parametrize("seed", range(4))
def test_a_search_finds_what_a_patient_person_finds(filled: Filled[None], seed: int):
    freeze(DAY)
    engine, _ = filled(random_families, seed)
    draw = random.Random(seed)  # noqa: S311 - repeatable, not secret
    everyone = oracle.everybody(engine, DAY)
    for code in (PROVINCE, SUZHOU, KUNSHAN, TOWNSHIPS[0]):
        with open_session(clerk_of(code), engine) as session:
            for _ in range(60):
                text = random_text(draw, everyone)
                found = find_persons(session, text, SEALER, LIMIT)
                expected = oracle.search(everyone, text, prefix_of(code))
                assert ({person.id for person in found.persons}, found.has_more) == (expected, False), (text, code)


def clerk_of(code: str) -> Actor:
    return Actor("clerk", "李强", (Grant(Role.CLERK, code),), account_id=1)


@pytest.fixture
def families(filled: Filled[None]) -> Engine:
    freeze(DAY)
    return filled(random_families, 0)[0]


def names(session, text: str, limit: int = LIMIT) -> list[str]:
    return [person.name for person in find_persons(session, text, SEALER, limit).persons]


def test_a_cut_list_says_so_and_begins_with_the_very_name(families: Engine):
    with open_session(clerk_of(PROVINCE), families) as session:
        everyone = find_persons(session, "王", SEALER, LIMIT)
        few = find_persons(session, "王", SEALER, 3)
        assert (len(everyone.persons) > 3, everyone.has_more) == (True, False)
        assert (len(few.persons), few.has_more) == (3, True)
        assert names(session, "wei")[0].endswith("伟")


def test_a_search_that_reads_too_much_says_so(families: Engine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("shared.services.person_search.all_words.MAX_ROWS", 10)
    with open_session(clerk_of(PROVINCE), families) as session:
        found = find_persons(session, "王 双塘村", SEALER, LIMIT)
        assert found.has_more


def test_an_address_that_very_many_share_finds_some_of_them(families: Engine, monkeypatch: pytest.MonkeyPatch):
    """The households of the first villages alone are more than the search may read."""
    monkeypatch.setattr("shared.services.person_search.all_words.MAX_ROWS", 12)
    with open_session(clerk_of(PROVINCE), families) as session:
        found = find_persons(session, "村", SEALER, LIMIT)
        assert (bool(found.persons), found.has_more) == (True, True)


def test_many_names_are_found_page_by_page(families: Engine, monkeypatch: pytest.MonkeyPatch):
    """Also those of a township, where the names that are borne there are looked through instead."""
    for code in (PROVINCE, TOWNSHIPS[0]):
        with open_session(clerk_of(code), families) as session:
            at_once = names(session, "w")
            monkeypatch.setattr("shared.services.person_search.names.PAGE", 2)
            assert sorted(names(session, "w")) == sorted(at_once) != []
            monkeypatch.undo()


def test_nothing_typed_and_words_without_meaning_find_nobody(families: Engine):
    with open_session(clerk_of(PROVINCE), families) as session:
        for text in ("", "   ", "12", "??", "·", "王 12", "%", "_"):
            assert names(session, text) == [], text


def test_who_only_reads_may_not_search_by_the_day_of_birth(families: Engine):
    """Day by day it would tell the number that the list masks. The year is shown, and helps beside another word."""
    approver = Actor("approver", "陈", (Grant(Role.APPROVER, PROVINCE),))
    with open_session(clerk_of(PROVINCE), families) as session:
        person = session.scalars(select(Person).where(Person.name == "王伟", Person.retired_on.is_(None))).first()
        assert person is not None
        day = f"{person.born_on}"
        assert person in find_persons(session, day, SEALER, LIMIT).persons
    with open_session(approver, families) as session:
        found = find_persons(session, day, SEALER, LIMIT)
        assert (list(found.persons), found.ignores_birth_dates) == ([], True)
        assert person.id in {p.id for p in find_persons(session, f"王伟 {day[:4]}", SEALER, LIMIT).persons}


def test_a_whole_identity_number_leads_to_its_person_alone(counties: TwoCounties):
    number = "99000019500101001X"
    with counties.session() as session:
        person = session.get_one(Person, counties.here[Person])
        person.identity_encrypted, person.identity_index = SEALER.encrypt(number)
        session.flush()
        found = find_persons(session, f"王芳 {number[:6]} {number[6:14]} {number[14:]}", SEALER, 5)
        assert ([p.id for p in found.persons], found.by_identity_number) == ([person.id], True)


def test_terms_follow_what_is_saved(counties: TwoCounties):
    with counties.session() as session:
        household = session.get_one(Household, counties.here[Household])
        person = session.get_one(Person, counties.here[Person])
        assert names(session, "qiujd") == []
        records.update(session, person, {"name": "仇经典"}, person.version)
        records.update(session, household, {"address": "花桥镇曹安路9号"}, household.version)
        for text in ("qiujd", "qiujingdian", "jd", "dian", "经典", "曹安路9", "花桥镇曹安", "安路"):
            assert names(session, text) == ["仇经典"], text
        assert names(session, "王芳") == []


def test_a_person_of_another_office_is_not_found(counties: TwoCounties):
    with counties.session() as session:
        assert names(session, "王强") == []
        assert names(session, "人民路") == ["王芳"]


def test_a_batch_writes_terms_too(counties: TwoCounties):
    values = {"name": "单于飞", "sex": "1", "born_on": date(1980, 1, 1), "identity_kind": "none"}
    with counties.session() as session:
        create_many(session, Person, [values | {"region_code": VILLAGES[0]}])
        assert names(session, "shanyf") == ["单于飞"]


def test_a_rename_of_the_head_finds_the_family(counties: TwoCounties):
    with counties.session() as session:
        head = session.scalars(select(HouseholdMember)).first()
        child = make.person(VILLAGES[0], name="吕英")
        session.add(make.membership(child, head.household, relation="child"))
        session.flush()
        assert sorted(names(session, head.person.name)) == sorted([head.person.name, "吕英"])
        assert person_search.may_search_birth_dates(session.actor)
