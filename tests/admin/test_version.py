"""The release stands on every page: with a user, at the sign-in, and where something went wrong."""

import pytest

from shared.version import PRODUCT_VERSION
from tests.admin.conftest import Panel


@pytest.mark.parametrize("path", ["/admin/", "/admin/person/", "/admin/no-such-page", "/sign-in", "/invitation"])
def test_pages_name_the_release(panel: Panel, path: str):
    assert f'<footer class="version">{PRODUCT_VERSION}</footer>' in panel.browser("clerk").client.get(path).text
