"""Telephone numbers of households are kept in one form, whoever writes them."""

from __future__ import annotations

import pytest

from shared.models import Household
from shared.services import records
from shared.services.service_errors import ValidationError
from tests.support.two_counties import HERE

FAMILY = {"number": "900", "address": "人民路 8 号", "residence": "urban", "region_code": HERE}


@pytest.mark.parametrize("number", ["13812345678", "0512-57301234", None])
def test_a_number_in_its_one_form_is_kept(clerk, number):
    assert records.create(clerk, Household, FAMILY | {"telephone": number}).telephone == number


@pytest.mark.parametrize("number", ["138 1234 5678", "57301234", "x"])
def test_any_other_is_refused(clerk, number):
    with pytest.raises(ValidationError) as error:
        records.create(clerk, Household, FAMILY | {"telephone": number})
    assert error.value.fields.keys() == {"telephone"}
