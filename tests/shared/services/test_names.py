"""Names are stored in one spelling, whatever was typed; a person's name holds letters only."""

from __future__ import annotations

from datetime import date

import pytest

from shared.models import EarlyWarning, HomeVisit, Person, Pledge, ProgrammeCycle
from shared.models.base import Base
from shared.models.columns import MEANING, ColumnKind
from shared.person_names import DOT
from shared.services import records
from shared.services.service_errors import ValidationError
from tests.support.two_counties import HERE, PROVINCIAL, TwoCounties

PERSON = {"sex": "2", "born_on": date(1950, 1, 1), "region_code": HERE, "identity_kind": "none"}


def test_every_column_that_names_somebody_is_marked():
    named = {
        f"{m.class_.__tablename__}.{c.name}"
        for m in Base.registry.mappers
        for c in m.columns
        if c.info[MEANING].kind is ColumnKind.PERSON_NAME
    }
    assert named == {
        "account.display_name",
        "person.name",
        "pledge.donor",
        "receipt.signed_by",
        "village_mechanism.responsible",
        "visit.visitor",
    }


@pytest.mark.parametrize("dot", ["\u00b7", "\u2022", "\u30fb", "\u2027", "\uff0e", " · "])
def test_a_person_is_stored_in_one_spelling(clerk, dot):
    person = records.create(clerk, Person, PERSON | {"name": f"\u200b买买提{dot}艾力 "})
    assert person.name == f"买买提{DOT}艾力"
    records.update(clerk, person, {"name": "Ａｎｎ　Smith"}, person.version)
    assert person.name == "Ann Smith"


def test_visitors_and_donors_too(counties: TwoCounties):
    with counties.session(PROVINCIAL) as session:
        seen = {"warning_id": counties.here[EarlyWarning], "planned_on": date(2023, 3, 5)}
        assert records.create(session, HomeVisit, seen | {"visitor": "阿依•古丽"}).visitor == f"阿依{DOT}古丽"
        common = {"cycle_id": counties.here[ProgrammeCycle], "pledged_on": date(2023, 1, 2), "units": 1, "value_fen": 1}
        assert records.create(session, Pledge, common | {"donor": "苏州　慈善总会"}).donor == "苏州慈善总会"


def test_names_have_fifty_characters(clerk):
    assert records.create(clerk, Person, PERSON | {"name": "a" * 50}).name == "a" * 50
    with pytest.raises(ValidationError):
        records.create(clerk, Person, PERSON | {"name": "a" * 51})


@pytest.mark.parametrize("name", ["<b>王</b>", "王１２３", "王A", "=1", "\u200b"])
def test_what_is_no_name_is_refused_at_its_field(clerk, name):
    with pytest.raises(ValidationError) as refusal:
        records.create(clerk, Person, PERSON | {"name": name})
    assert refusal.value.fields.keys() == {"name"}
