"""Nobody holds the role of who enters and of who confirms, whichever came first and wherever the other one lies."""

from __future__ import annotations

import pytest

from shared.access import SYSTEM, Role
from shared.locale import ENGLISH, set_language
from shared.services import accounts
from shared.services.service_errors import ValidationError
from tests.factories.regions import CHANGSHU, KUNSHAN, SUZHOU, TOWNSHIPS
from tests.support.administrators import PASSWORD, SECURITY_ADMIN, Administrators, granting, opened
from tests.support.databases import Filled

PLACES = {
    "the same": (KUNSHAN, KUNSHAN),
    "above": (KUNSHAN, SUZHOU),
    "below": (KUNSHAN, TOWNSHIPS[0]),
    "beside": (KUNSHAN, CHANGSHU),
}


@pytest.fixture
def administrators(filled: Filled[None]) -> Administrators:
    set_language(ENGLISH)
    found = opened(filled)
    found.act(SYSTEM, lambda s: accounts.create_account(s, "sun", "孙", SUZHOU, PASSWORD))
    return found


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("first", [Role.CLERK, Role.APPROVER])
def test_who_enters_is_not_granted_to_confirm_nor_the_other_way_round(administrators, first, place):
    second = Role.APPROVER if first is Role.CLERK else Role.CLERK
    own, other = PLACES[place]
    administrators.act(SECURITY_ADMIN, granting(first, own, "sun"))
    refused = administrators.refuses(SECURITY_ADMIN, granting(second, other, "sun"), ValidationError)
    assert "The person who enters records may not confirm them" in refused
    assert administrators.roles("sun") == {first}
