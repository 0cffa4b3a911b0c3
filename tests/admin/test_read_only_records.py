"""What somebody may only look at says who keeps it, and no form is offered for what could not be saved."""

from __future__ import annotations

from sqlalchemy.orm import Session

from shared.models import LegalParameter, Programme, PublishedCount
from tests.factories.regions import PROVINCE, region
from tests.support.admin_site import AdminSite
from tests.support.databases import ONE_DATABASE

pytestmark = ONE_DATABASE


def store(site: AdminSite, record) -> int:
    with Session(site.engine.execution_options(writing=True)) as session:
        session.add(record)
        session.commit()
        return record.id


def published(**more) -> PublishedCount:
    values = {
        "reference_period": "2023-09",
        "indicator": "特困人员",
        "value": "469.4",
        "unit": "万人",
        "status": "secondary",
    }
    return PublishedCount(source="民政部", **values | more)


def test_a_record_of_the_province_says_so_to_a_county(site: AdminSite):
    about = {"key": "dibao.days", "valid_from": site.stored(Programme, site.here[Programme])["started_on"]}
    key = store(site, LegalParameter(region_code=PROVINCE, kind="days", value="10", status="confirmed", **about))
    seen = site.browser().get("legal-parameter/details/", id=key).text
    assert f"Maintained by {region(PROVINCE).name}; you can only view it." in seen
    assert "legal-parameter/edit/" not in seen
    assert "Maintained by" not in site.browser("province").get("legal-parameter/details/", id=key).text
    assert "Maintained by the province" in site.browser().get("programme/details/", id=site.here[Programme]).text


def test_a_count_of_the_nation_is_reference_data_for_everybody(site: AdminSite):
    key, browser = store(site, published()), site.browser("province")
    seen = browser.get("published-count/details/", id=key).text
    assert "national value" in seen
    assert "published-count/edit/" not in seen
    assert browser.get("published-count/edit/", id=key).status_code == 403
    own_key = store(site, published(region_code=PROVINCE))
    assert "published-count/edit/" in browser.get("published-count/details/", id=own_key).text


def test_a_published_count_without_a_region_is_refused_at_the_field(site: AdminSite):
    entries = {"indicator": "特困人员", "reference_period": "2023-09", "value": "469.4", "status": "secondary"}
    answer = site.browser("province").filled("published-count/new/", entries)
    assert answer.status_code == 422
    assert "Region: this field is required." in answer.text
    assert 'value="469.4"' in answer.text


def test_no_form_is_offered_for_what_could_not_be_saved(site: AdminSite):
    county, province = site.browser(), site.browser("province")
    for path in ("programme", "programme-cycle", "pledge", "code-list-item"):
        address = f"/admin/{path}/new/"
        assert address not in county.page(f"{path}/").links
        assert county.get(f"{path}/new/").status_code == 403
        assert address in province.page(f"{path}/").links
    assert "/admin/quota/new/" in county.page("quota/").links


def test_a_count_without_a_printed_day_says_so_in_words(site: AdminSite):
    key = store(site, published(region_code=PROVINCE, reference_period="seed year"))
    for path in ("published-count/", f"published-count/details/?id={key}"):
        seen = site.browser().get(path).text
        assert ("year of the published description" in seen, "seed year" in seen) == (True, False)
