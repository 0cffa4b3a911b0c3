"""The release stands on every page: with a user, at the sign-in, and where something went wrong."""

import pytest

from shared.version import PRODUCT_VERSION
from tests.support.admin_site import AdminSite
from tests.support.databases import ONE_DATABASE

pytestmark = ONE_DATABASE
FOOTER = f'<footer class="version">{PRODUCT_VERSION}</footer>'


@pytest.mark.parametrize("path", ["/admin/", "/admin/person/", "/admin/no-such-page"])
def test_pages_of_a_user_name_the_release(site: AdminSite, path: str):
    assert FOOTER in site.browser("clerk").client.get(path).text


@pytest.mark.parametrize("path", ["/sign-in", "/invitation"])
def test_pages_before_the_sign_in_name_the_release(site: AdminSite, path: str):
    assert FOOTER in site.app.test_client().get(path).text
