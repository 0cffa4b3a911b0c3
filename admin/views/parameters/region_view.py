"""Regions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from flask import request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import ColumnElement, Select, false, or_, select

from admin.display import region_names
from admin.display.division_history import abolished_line, history_lines
from admin.display.division_proposals import waiting_lines
from admin.records.detail_page import DetailPage
from admin.records.pagination import KeysetOrder
from admin.records.record_lookup import MAX_LOOKUP_RESULTS
from admin.records.record_view import RecordView
from admin.request import context
from admin.request.actions import SIGNED_IN, ViewAction, expose_action
from admin.request.params import QueryParams
from admin.views.parameters.division_changes.division_merger_page import DivisionMergerPage
from admin.views.parameters.division_changes.division_name_page import DivisionNamePage
from admin.views.parameters.division_changes.division_split_page import DivisionSplitPage
from shared.access import Permission
from shared.access.actor import in_subtrees
from shared.access.permissions import Action, permission_for
from shared.clock import today
from shared.locale import CHINESE, _, current_language
from shared.locale import lazy as _l
from shared.models import Level, Region
from shared.patterns import REGION_CODE_AT_END
from shared.services.division_changes.past_changes import former_names, load_history
from shared.services.division_changes.plan import county_of
from shared.services.division_changes.waiting import ProposedDivisions, load_waiting_about


class RegionPage(DetailPage):
    """One region; of a township or village also what became of it and what is proposed."""

    def load_content(self, record: Region) -> dict[str, Any]:
        """With its changes, the names it had, and what waits."""
        history = load_history(context.session(), record.code)
        about = {
            "division_history": history_lines(record.code, history),
            "former_names": former_names(history, record.code),
            "waiting_divisions": waiting_lines(_waiting(record)),
            "abolished": abolished_line(record),
        }
        return super().load_content(record) | about


def _waiting(region: Region) -> list[ProposedDivisions]:
    if region.level not in (Level.TOWNSHIP, Level.VILLAGE):
        return []
    return load_waiting_about(context.session(), county_of(region.code), [region.code])


class RegionView(RecordView):
    """Administrative divisions. They are closed with a last day and a successor, never taken out of use."""

    model, area, menu_position = Region, "regions", 4
    actions = frozenset(ViewAction) - {ViewAction.RETIRE}
    list_columns = ("code", "name", "name_en", "level", "kind", "valid_from", "valid_to")
    filter_columns = ("level", "parent_code", "kind", "is_zone", "valid_from", "valid_to")
    form_columns = (
        "code",
        "name",
        "name_en",
        "level",
        "kind",
        "parent_code",
        "is_zone",
        "valid_from",
        "valid_to",
        "successor_code",
        "source",
    )
    number_search_column, name_search_column = "code", "name"
    search_help = _l("Name or code, or its first characters")
    summary_columns = ("code", "level", "kind", "parent_code", "valid_from", "valid_to")
    detail_columns = form_columns
    suggests_untyped = True
    detail_template, detail_page_class = "region.html", RegionPage
    act_pages: ClassVar = (DivisionMergerPage, DivisionSplitPage, DivisionNamePage)

    @expose_action("/lookup", ViewAction.LOOKUP, ("GET", "POST"), SIGNED_IN)
    def lookup(self) -> ResponseReturnValue:
        """Open to everybody signed in: whoever grants a role or opens an account names a place."""
        return self.lookup_page.lookup()

    def default_order(self) -> KeysetOrder:
        """Along the codes."""
        return KeysetOrder((Region.code,))

    def headings(self) -> list[tuple[str, str]]:
        """With the name in the user's language only; the page of a region holds both."""
        other_name = "name_en" if current_language() == CHINESE else "name"
        return [(name, label) for name, label in super().headings() if name != other_name]

    def find(self, key: str) -> Any | None:
        """The region with this code."""
        return context.session().get(Region, key) if REGION_CODE_AT_END.fullmatch(key) else None

    def list_remarks(self, params: QueryParams, errors: dict[str, str]) -> list[str]:
        """Where townships and villages are merged, split and renamed."""
        link = Markup('<a href="{}">{}</a>').format(url_for("division_change.index_view"), _("Changes of divisions"))
        text = _("A township or village is merged, split or renamed from its own page.")
        return [*super().list_remarks(params, errors), Markup("{} {}").format(text, link)]

    def may_change_division(self, region: Region) -> bool:
        """Whether the user may merge, split and rename it."""
        is_division = region.level in (Level.TOWNSHIP, Level.VILLAGE) and region.valid_to is None
        return is_division and context.actor().has_permission(Permission.REGIONS_EDIT, region.code)

    def lookup_params(self) -> dict[str, Any]:
        """Which records the region is for, and the levels they belong to."""
        return {"area": request.args.get("area", ""), "levels": request.args.getlist("level")}

    def find_for_lookup(
        self, text: str, limit: int = MAX_LOOKUP_RESULTS, *, area: str = "", levels: Any = (), **_params: Any
    ) -> list[Any]:
        """Regions that stand, of these levels, in which the user may work with records of the area."""
        query = self.query()
        if code := REGION_CODE_AT_END.search(text):
            query = query.where(Region.code == code[1])
        else:
            query = query.where(Region.is_in_force(today()), *(_is_called(word) for word in text.split()))
        if levels:
            query = query.where(Region.level.in_([level for level in levels if level in set(Level)]))
        if area:
            prefixes = context.actor().prefixes(permission_for(area, Action.EDIT))
            query = query.where(or_(false(), in_subtrees(Region.code, prefixes)))
        return list(context.session().scalars(query.order_by(Region.code).limit(limit)))

    def preload(self, records: Iterable[Any]) -> None:
        """The regions above them."""
        region_names.preload(record.code for record in records)

    def lookup_label(self, record: Any) -> str:
        """Path and code."""
        return f"{region_names.region_path(record.code)} {record.code}"


def _is_called(word: str) -> ColumnElement[bool]:
    """A condition: the region, or one of the two above it, is called so in either language."""
    has_name = or_(Region.name.contains(word, autoescape=True), Region.name_en.icontains(word, autoescape=True))
    named_codes = _filter_by_start(select(Region.code), word)
    child_codes = select(Region.code).where(Region.parent_code.in_(named_codes))
    return or_(has_name, Region.parent_code.in_(named_codes), Region.parent_code.in_(child_codes))


def _filter_by_start(codes: Select[tuple[str]], word: str) -> Select[tuple[str]]:
    starts = or_(Region.name.startswith(word, autoescape=True), Region.name_en.istartswith(word, autoescape=True))
    return codes.where(starts)
