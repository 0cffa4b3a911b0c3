"""What a view does not allow does not exist."""

from flask import Flask
from flask_admin import Admin

from admin.records.record_view import RecordView
from admin.views import VIEWS
from shared.models import Household

CLOSED = ("action", "ajax/lookup", "ajax/update", "delete", "export/csv")


class BareView(RecordView):
    """A view that names nothing."""

    record, section, column_list = Household, "registry", ("number",)


def test_a_view_that_names_no_verb_has_no_page():
    app = Flask("bare")
    Admin(app).add_view(BareView())
    assert not [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("household")]


def test_pages_are_open_for_the_named_verbs_only(panel):
    for rule in panel.app.url_map.iter_rules():
        endpoint, _, page = rule.endpoint.partition(".")
        view = next((v for v in panel.app.extensions["suzhu_views"].values() if v.endpoint == endpoint), None)
        if view is not None:
            assert getattr(view, page).verb in view.verbs


def test_the_pages_of_the_framework_stay_closed(panel):
    served = {rule.rule for rule in panel.app.url_map.iter_rules()}
    assert not [path for path in served if any(path.rstrip("/").endswith(page) for page in CLOSED)]
    browser = panel.browser("province")
    for page in CLOSED:
        assert browser.get(f"person/{page}/").status_code == 404
        assert browser.post(f"person/{page}/", {"id": "1", "list_form_pk": "1"}).status_code == 404


def test_nothing_is_edited_in_lists():
    assert not [view for view in VIEWS if view.column_editable_list]
