"""What belongs to a record stands on its page: the newest of each kind, with the numbers."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from shared.models import AmountChange, EarlyWarning, HomeVisit, Household, Person, Spell
from tests.factories import records as make
from tests.support.admin_site import AdminSite
from tests.support.databases import ONE_DATABASE

pytestmark = ONE_DATABASE


def test_a_family_is_called_by_its_head(site: AdminSite):
    page = site.browser().page("household/details/", id=site.here[Household])
    number = site.stored(Household, site.here[Household])["number"]
    assert f"Household of 王芳 · {number}" in page.headings[0]


def test_what_the_band_says_is_not_said_again(site: AdminSite):
    text = site.browser().get("person/details/", id=site.here[Person]).text
    assert text.count("<dt>Date of birth</dt>") == 1


def test_what_belongs_to_a_record_leads_to_it(site: AdminSite):
    page = site.browser().page("spell/details/", id=site.here[Spell])
    assert f"/admin/amount-change/details/?id={site.here[AmountChange]}" in page.links
    assert f"/admin/amount-change/new/?spell_id={site.here[Spell]}" in page.links


def test_many_of_a_kind_lead_to_their_list(site: AdminSite):
    key = site.here[EarlyWarning]
    with Session(site.engine.execution_options(writing=True)) as session:
        warning = session.get_one(EarlyWarning, key)
        session.add_all(make.visit(warning, planned_on=date(2023, 3, day)) for day in range(1, 11))
        session.commit()
    page = site.browser().page("early-warning/details/", id=key)
    assert len([link for link in page.links if link.startswith("/admin/home-visit/details/")]) == 6
    assert f"/admin/home-visit/?warning_id={key}" in page.links
    assert '<small class="muted">11</small>' in page.text
    assert site.stored(HomeVisit, site.here[HomeVisit])["warning_id"] == key
