"""What somebody may only look at says who keeps it, and no form is offered for what could not be saved."""

from __future__ import annotations

from sqlalchemy.orm import Session

from shared.models import LegalParameter, Programme, PublishedCount
from tests.factories.regions import PROVINCE, region
from tests.support.admin_site import Panel


def kept(panel: Panel, record) -> int:
    with Session(panel.engine.execution_options(writing=True)) as session:
        session.add(record)
        session.commit()
        return record.id


def published(**more) -> PublishedCount:
    values = {"dated": "2023-09", "indicator": "特困人员", "value": "469.4", "unit": "万人", "status": "secondary"}
    return PublishedCount(source="民政部", **values | more)


def test_a_record_of_the_province_says_so_to_a_county(panel: Panel):
    about = {"key": "dibao.days", "valid_from": panel.stored(Programme, panel.here[Programme])["started_on"]}
    key = kept(panel, LegalParameter(region_code=PROVINCE, kind="days", value="10", status="confirmed", **about))
    seen = panel.browser().get("legal-parameter/details/", id=key).text
    assert f"Maintained by {region(PROVINCE).name}; you can only view it." in seen
    assert "legal-parameter/edit/" not in seen
    assert "Maintained by" not in panel.browser("province").get("legal-parameter/details/", id=key).text
    assert "Maintained by the province" in panel.browser().get("programme/details/", id=panel.here[Programme]).text


def test_a_count_of_the_nation_is_reference_data_for_everybody(panel: Panel):
    key, browser = kept(panel, published()), panel.browser("province")
    seen = browser.get("published-count/details/", id=key).text
    assert "national value" in seen
    assert "published-count/edit/" not in seen
    assert browser.get("published-count/edit/", id=key).status_code == 403
    ours = kept(panel, published(region_code=PROVINCE))
    assert "published-count/edit/" in browser.get("published-count/details/", id=ours).text


def test_a_published_count_without_a_region_is_refused_at_the_field(panel: Panel):
    entries = {"indicator": "特困人员", "dated": "2023-09", "value": "469.4", "status": "secondary"}
    answer = panel.browser("province").filled("published-count/new/", entries)
    assert answer.status_code == 422
    assert "Region: this field is required." in answer.text
    assert 'value="469.4"' in answer.text


def test_no_form_is_offered_for_what_could_not_be_saved(panel: Panel):
    county, province = panel.browser(), panel.browser("province")
    for noun in ("programme", "run", "pledge", "code-entry"):
        address = f"/admin/{noun}/new/"
        assert address not in county.page(f"{noun}/").links
        assert county.get(f"{noun}/new/").status_code == 403
        assert address in province.page(f"{noun}/").links
    assert "/admin/quota/new/" in county.page("quota/").links


def test_a_count_without_a_printed_day_says_so_in_words(panel: Panel):
    key = kept(panel, published(region_code=PROVINCE, dated="seed year"))
    for path in ("published-count/", f"published-count/details/?id={key}"):
        seen = panel.browser().get(path).text
        assert ("year of the published description" in seen, "seed year" in seen) == (True, False)
