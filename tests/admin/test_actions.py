"""What a view does not allow does not exist."""

from flask import Flask
from flask_admin import Admin, BaseView
from flask_admin.model import BaseModelView

from admin.records.record_view import RecordView
from admin.request.actions import ViewAction, expose_action
from admin.request.view_registry import EXTENSION
from admin.views import VIEWS
from shared.models import Household

FRAMEWORK_PAGES = ("action", "ajax/lookup", "ajax/update", "delete", "export/csv")


class BareView(RecordView):
    """A view that names no action."""

    model, section, list_columns = Household, "registry", ("number",)


class ReplacingView(RecordView):
    """A view with a page of its own in place of a common one, and one beside them."""

    model, section, list_columns = Household, "registry", ("number",)
    actions = frozenset({ViewAction.LIST, ViewAction.READ})

    @expose_action("/", ViewAction.LIST)
    def index_view(self):
        return "another list"

    @expose_action("/extra/", ViewAction.READ, ("POST",), "extra:permission")
    def extra_view(self):
        return "one more page"


def served_by(view: RecordView) -> Flask:
    app = Flask("bare")
    Admin(app).add_view(view)
    return app


def test_a_view_that_names_no_action_has_no_page():
    app = served_by(BareView())
    assert not [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("household")]


def test_a_page_of_the_view_stands_for_the_common_one_or_beside_it():
    view = ReplacingView()
    app = served_by(view)
    rules = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("household")}
    common = {"index_view", "search", "details_view", "versions_view", "save_saved_view", "delete_saved_view"}
    assert set(rules) == {f"household.{page}" for page in (*common, "extra_view")}
    assert rules["household.extra_view"] == "/admin/household/extra/"
    assert app.test_client().get(rules["household.index_view"]).text == "another list"
    assert view.page_permission("extra_view") == "extra:permission"
    assert view.page_permission("index_view") == view.page_permission("search") == "registry:records:read"
    assert view.page_permission("create_view") is None


def test_pages_are_open_for_the_named_actions_only(site):
    looked_at = 0
    for rule in site.app.url_map.iter_rules():
        endpoint, _, page = rule.endpoint.partition(".")
        view = next((v for v in site.app.extensions[EXTENSION].values() if v.endpoint == endpoint), None)
        if view is not None:
            assert view.pages[page].route.action in view.actions
            looked_at += 1
    assert looked_at > 200


def test_the_pages_of_the_framework_stay_closed(site):
    served = {rule.rule for rule in site.app.url_map.iter_rules()}
    assert not [path for path in served if any(path.rstrip("/").endswith(page) for page in FRAMEWORK_PAGES)]
    browser = site.browser("province")
    for page in FRAMEWORK_PAGES:
        assert browser.get(f"person/{page}/").status_code == 404
        assert browser.post(f"person/{page}/", {"id": "1", "list_form_pk": "1"}).status_code == 404


def test_views_stand_on_the_plain_view_of_the_framework():
    """Its view for models would edit rows in lists, export and delete."""
    assert not [view for view in VIEWS if issubclass(view, BaseModelView) or not issubclass(view, BaseView)]
