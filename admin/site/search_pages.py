"""/admin/search: the search box of every page, and the people it finds.

What was typed goes by POST and on into the address encrypted, as filters of lists do; a whole identity number leads to
its person and into no address at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from admin.display import households_today, region_names
from admin.forms.fields import normalise_text
from admin.records.record_urls import record_url
from admin.request import context, params
from admin.request.actions import ViewAction
from admin.request.view_registry import view_of
from shared.identity_text import contains_identity_number, holds_whole_number, redact
from shared.locale import _
from shared.models import Person
from shared.services import moved_families
from shared.services.person_search import MAX_TEXT_LENGTH, find_by_number, find_persons

MAX_PERSONS = 50
blueprint = Blueprint("search", __name__, url_prefix="/admin/search")


@blueprint.post("")
def submit() -> ResponseReturnValue:
    """Take what was typed: an identity number leads to its person, all else to the people it finds."""
    context.use_read_only_session()
    text = normalise_text(request.form.get("q", ""))[:MAX_TEXT_LENGTH]
    if contains_identity_number(text):
        person = find_by_number(context.session(), text, context.deployment().sealer, context.system_reader())
        if person is not None:
            _audit([person], by="identity number")
            return redirect(record_url(person), HTTPStatus.SEE_OTHER)
    if holds_whole_number(text):
        _audit([], by="identity number")
        flash(_("No one with this identity number is registered in your regions."))
        text = ""
    return redirect(url_for(".show", **params.encode_params([("q", text)])), HTTPStatus.SEE_OTHER)


@blueprint.get("")
def show() -> ResponseReturnValue:
    """The people whom all words of the text fit, with what tells them apart."""
    text = normalise_text(params.query_params().get("q", ""))
    session, system = context.session(), context.system_reader()
    result = find_persons(session, text, context.deployment().sealer, MAX_PERSONS, system=system)
    if text:
        _audit(result.persons, by="search", filters=" ".join(map(_audited_word, text.split())))
    _preload(result.persons)
    return render_template(
        "search.html",
        text=text,
        result=result,
        head_of=households_today.head_of,
        has_moved_away=moved_families.has_moved_away,
        household_of=households_today.household_of,
        person_view=view_of(Person),
        create_url=url_for("person.create_view") if view_of(Person).may(ViewAction.CREATE) else "",
        ignored=params.ignored_params(),
        ignored_message=params.ignored_params_message(),
    )


def _audit(persons: Sequence[Person], **how: str) -> None:
    context.audit_read(Person.__tablename__, rows=len(persons), people=[person.id for person in persons], **how)


def _audited_word(word: str) -> str:
    """A word as the trail keeps it: digits of a number are none of its business."""
    return "…" if any(character.isdigit() for character in word) else redact(word)


def _preload(persons: Sequence[Person]) -> None:
    """Read at once what the rows show."""
    keys = [person.id for person in persons]
    households_today.preload_tiers(keys)
    households_today.preload_households(keys)
    households = (households_today.household_of(key) for key in keys)
    households_today.preload_heads(household.id for household in households if household)
    region_names.preload(person.region_code for person in persons)
