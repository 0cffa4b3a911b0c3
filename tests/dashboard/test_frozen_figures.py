"""Frozen addresses: the figure as it stood, what has changed since, and nothing for whom it is hidden."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import Engine
from starlette.requests import Request

from dashboard.brief.key_figures import KEYS
from dashboard.figure_page.figure_request import RequestedFigure, read_figure
from dashboard.figure_page.frozen_figure import FrozenFigure, FrozenFigures, Trait, encode
from dashboard.figure_page.frozen_link import FROZEN, PLACE, freeze, frozen_sheet_url, frozen_url, seal_figures
from dashboard.figure_page.html_page import Assets
from dashboard.figure_page.page import render_figure_page
from dashboard.figure_page.sheet import render_frozen_sheet
from server.web import figure_pages
from shared.access import SYSTEM, Actor, Grant, Role, open_session
from shared.clock import Period
from shared.clock import freeze as freeze_clock
from shared.indicators.catalogue import INDICATORS
from shared.indicators.cube_snapshot import pin_as_of
from shared.indicators.hidden_cells import is_hidden_from_some
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.units import Unit
from shared.indicators.values import load_value, load_values
from shared.locale import CHINESE, ENGLISH
from shared.sealed_links import seal, set_link_key
from tests.dashboard.page_reader import TAG
from tests.support.dashboard_pages import REGIONS
from tests.support.databases import REFERENCE_DAY, SECRET

pytestmark = pytest.mark.parametrize("province", ["sqlite"], indirect=True)  # about addresses, not about SQL
EACH = 6  # every sixth figure is looked at
ORIGIN, KEY = "https://suzhu.example", "assisted_share"
MOMENT = datetime(2026, 11, 30, 23, 47, tzinfo=UTC)
WHERE = {"region": REGIONS["province"], "period": "2023"}
SMALL = {"region": REGIONS["county"], "period": "2023"}  # of persons_warned: too few for some readers
Params = dict[str, str]
Open = Callable[..., tuple[int, str]]


@pytest.fixture
def open_page(province: Engine) -> Iterator[Open]:
    freeze_clock(REFERENCE_DAY)

    def at(params: Params, key: str = KEY, role: Role = Role.LIST_READER, language: str = ENGLISH, region: str = ""):
        grants = (Grant(role, region or REGIONS["province"]),)
        actor, assets = Actor("anna", "Anna", grants, session_id=1, language=language), Assets([], "/b.js")
        if key:
            status, html = render_figure_page(province, actor, key, params, ORIGIN, assets)
        else:
            status, html = render_frozen_sheet(province, actor, params, assets)
        return int(status), " ".join(unescape(TAG.sub(" ", html.partition("<main")[2])).split())

    return at


def params_of(address: str) -> Params:
    return dict(parse_qsl(urlsplit(address).query))


def of(province: Engine, read: Callable[[RequestedFigure], object], where: Params = WHERE, key: str = KEY):
    with open_session(SYSTEM, province) as session:
        return read(read_figure(session, key, where))


def fixed(province: Engine, one: FrozenFigure, where: Params = WHERE, key: str = KEY) -> Params:
    """The address of a figure that is said to have stood so."""
    with open_session(SYSTEM, province) as session:
        frozen = FrozenFigures(REFERENCE_DAY, MOMENT, (one,))
        return where | {FROZEN: seal_figures(session, frozen, key, where)}


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_figure_as_it_stood_and_that_nothing_has_changed(open_page: Open, province: Engine, language: str):
    value, address, digest = of(province, lambda figure: (figure.value, frozen_url(figure, ORIGIN), figure.digest))
    status, text = open_page(params_of(address), language=language)
    assert status == 200
    then = text.partition("截至2023-12-31的数据（现在）" if language == CHINESE else "Today, as of 2023-12-31")[0]
    assert ("2023-12-31 时的数据" if language == CHINESE else "As it stood on 2023-12-31") in then
    for part in (f"{value.value:.1f}%", f"{value.numerator:,}", f"{value.denominator:,}", digest[:12]):
        assert part in then
    assert re.search(r"\d{2}:\d{2} 固定" if language == CHINESE else r"Fixed at 20\d\d-\d\d-\d\d \d\d:\d\d", then)
    assert ("与固定时相同" if language == CHINESE else "Nothing has changed since") in text


@pytest.mark.parametrize(("flagged", "is_grey"), [(29, True), (30, False)])
def test_a_share_of_few_is_grey_as_it_was_then(province: Engine, flagged: int, is_grey):
    assert replace(of(province, freeze), denominator=flagged).is_small is is_grey
    assert not replace(of(province, freeze), denominator=flagged, factor=0, unit=Unit.PERSONS).is_small


def test_what_has_changed_since(open_page: Open, province: Engine):
    now = of(province, freeze)
    changed = {"numerator": 1, "denominator": 40, "state": ObservationStatus.FINAL, "version": 9, "selection": "0a"}
    text = open_page(fixed(province, replace(now, **changed)))[1]
    assert "Fixed at 2026-12-01 07:47" in text
    assert "2.5% Final (locked) Numerator People assisted after a warning: 1 Denominator People flagged: 40" in text
    assert f"Value: then 2.5% (1 / 40), today {100 * now.numerator / now.denominator:.1f}%" in text
    assert "Status: then Final (locked), today Incomplete (too recent)." in text
    assert f"Definition: then version 9 ({now.definition}), today version {now.version} ({now.definition})." in text
    assert f"Selection: then 0a, today {now.selection}." in text


def test_who_may_not_see_a_figure_does_not_learn_it_from_a_link(open_page: Open, province: Engine):
    """Small counts: neither where the link was made by somebody who sees them, nor where they were many once."""
    now = of(province, freeze, SMALL, "persons_warned")
    assert Trait.PUBLIC not in now.traits
    for traits in (Trait(0), Trait.PUBLIC):
        params = fixed(province, replace(now, numerator=77777, traits=traits), SMALL, "persons_warned")
        status, text = open_page(params, "persons_warned", Role.OFFICIAL)
        assert status == 200
        assert "The figure as it stood then is not shown." in text
        assert not any(words in text for words in ("77,777", "Value:", "Nothing has changed", "Fixed at"))
        assert "77,777" in open_page(params, "persons_warned", Role.LIST_READER)[1]


def test_what_everybody_sees_is_shown_to_everybody_and_what_was_hidden_then_is_not(open_page: Open, province: Engine):
    key = "low_income_population"
    now = of(province, freeze, WHERE, key)
    assert Trait.PUBLIC in now.traits
    for traits, is_shown in ((Trait.PUBLIC, True), (Trait(0), False)):
        params = fixed(province, replace(now, numerator=77777, traits=traits), WHERE, key)
        assert ("77,777" in open_page(params, key, Role.OFFICIAL)[1]) == is_shown
        assert "77,777" in open_page(params, key, Role.CLERK)[1]


def test_public_is_what_a_reader_without_access_is_shown(province: Engine):
    """At all levels the seal says the same as what such a reader gets to see."""
    actor = Actor("li", "Li", (Grant(Role.OFFICIAL, REGIONS["province"]),))
    with open_session(SYSTEM, province) as system, open_session(actor, province) as session:
        state = pin_as_of(system)
        about = list(INDICATORS)[::EACH], list(REGIONS.values()), [Period.parse("2023"), Period.parse("2023-11")]
        both = list(zip(load_values(system, *about), load_values(session, *about), strict=True))
        found = [(is_hidden_from_some(system, one, state.refreshed_at), shown.is_suppressed) for one, shown in both]
        earlier = state.refreshed_at - timedelta(seconds=1)  # somebody corrected records since the figure was read
        population = load_value(system, "low_income_population", REGIONS["province"], Period.parse("2023"))
        by_moment = [is_hidden_from_some(system, population, at) for at in (earlier, state.refreshed_at)]
    assert {*found} == {(True, True), (False, False)}
    assert by_moment == [True, False]


def test_a_village_is_public_for_nobody(province: Engine):
    where = {"region": REGIONS["village"], "period": "2023"}
    assert Trait.PUBLIC not in of(province, freeze, where, "low_income_population").traits
    of_tier = WHERE | {"dimension": "tier", "category": "dibao"}
    assert Trait.PUBLIC in of(province, freeze, of_tier, "coverage_rate").traits


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
@pytest.mark.parametrize("how", ["forged", "cut", "key", "region", "period", "category", "figure", "huge", "empty"])
def test_what_was_not_fixed_here_gets_a_sentence_and_no_number(open_page: Open, province: Engine, how, language):
    good = fixed(province, replace(of(province, freeze), numerator=77777, denominator=None, factor=0))
    sealed = good[FROZEN]
    with open_session(SYSTEM, other_key(province)) as session:
        about = [KEY, *(WHERE.get(name, "") for name in PLACE)]
        foreign = seal(session, encode(FrozenFigures(REFERENCE_DAY, MOMENT, ())), about)
    set_link_key(province, SECRET)
    wrong = {
        "forged": {FROZEN: f"{sealed[:-9]}AAAA{sealed[-5:]}"},
        "cut": {FROZEN: sealed[:-8]},
        "key": {FROZEN: foreign},
        "region": {"region": REGIONS["city"]},
        "period": {"period": "2022"},
        "category": {"dimension": "tier", "category": "dibao"},
        "huge": {FROZEN: sealed * 1000},
        "empty": {FROZEN: ""},
    }
    status, text = open_page(good | wrong.get(how, {}), "coverage_rate" if how == "figure" else KEY, language=language)
    assert status == 404
    assert "77,777" not in text
    assert ("网址中固定的数据无法读取" if language == CHINESE else "cannot be read") in text


def other_key(province: Engine) -> Engine:
    set_link_key(province, "another secret of another installation")
    return province


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_what_is_no_more_still_stands_in_its_link(open_page: Open, province: Engine, language: str):
    """A figure that is declared no more, a period that the cube holds no more, a region that there is no more."""
    one = replace(of(province, freeze), numerator=77777, factor=0, unit=Unit.PERSONS)
    gone = [("no_such_figure", WHERE), (KEY, WHERE | {"period": "2015-03"}), (KEY, WHERE | {"region": "320299"})]
    for key, where in gone:
        params = fixed(province, replace(one, key=key), where, key)
        status, text = open_page(params, key, language=language)
        assert status == 200, (key, where)
        assert "77,777" in text
        assert "77,777" not in open_page(params, key, Role.OFFICIAL)[1] or where["period"] == "2015-03"
    assert open_page(params, key, region=REGIONS["county"])[0] == 403


def test_a_colleague_without_the_right_learns_which_region_it_is_about(open_page: Open, province: Engine):
    address = of(province, lambda figure: frozen_url(figure, ORIGIN))
    status, text = open_page(params_of(address), region=REGIONS["county"])
    assert status == 403
    assert "You do not have permission to see the statistics of Jiangsu" in text
    assert "Numerator" not in text


def sheet(province: Engine, where: Params) -> str:
    with open_session(SYSTEM, province) as session:
        snapshot = pin_as_of(session)
        values = load_values(session, KEYS, [where["region"]], [Period.parse(where["period"])])
        return frozen_sheet_url(session, values, snapshot, ORIGIN)


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_sheet_of_a_brief(open_page: Open, province: Engine, language: str):
    address = sheet(province, SMALL)
    assert address.startswith("https://suzhu.example/figures?region=320583&period=2023&frozen=~")
    assert len(address) < 1500  # a word processor takes 2,079 characters for a link
    status, text = open_page(params_of(address), "", language=language)
    assert status == 200
    assert text.count("未变" if language == CHINESE else "Unchanged") == len(KEYS)
    hidden = open_page(params_of(address), "", Role.OFFICIAL, language)[1]
    assert ("固定时的数据不予显示" if language == CHINESE else "The figure as it stood then is not shown.") in hidden
    warned = str(of(province, lambda figure: figure.value.numerator, SMALL, "persons_warned"))
    assert re.search(rf"\b{warned} ?(人|people)", text)
    assert not re.search(rf"\b{warned} ?(人|people)", hidden)


def test_the_server_answers_both_addresses(province: Engine, monkeypatch: pytest.MonkeyPatch):
    freeze_clock(REFERENCE_DAY)
    monkeypatch.setattr(figure_pages, "deployment", lambda: SimpleNamespace(engine=province))
    actor = Actor("anna", "Anna", (Grant(Role.LIST_READER, REGIONS["province"]),), session_id=1, language=ENGLISH)
    one = of(province, lambda figure: frozen_url(figure, ORIGIN))
    for address, path in ((one, {"key": KEY}), (sheet(province, SMALL), {})):
        scope = {"type": "http", "scheme": "http", "path": "/", "headers": [(b"host", b"suzhu.example")]}
        scope |= {"method": "GET", "query_string": urlsplit(address).query.encode(), "path_params": path}
        status, html = figure_pages._render(Request(scope | {"actor": actor}))
        assert status == 200
        assert "stood on 2023-12-31" in html


def test_a_sheet_says_what_changed_and_what_is_no_more(open_page: Open, province: Engine):
    one = of(province, freeze)
    with open_session(SYSTEM, province) as session:
        figures = (replace(one, numerator=1), replace(one, key="no_such_figure"))
        sealed = seal_figures(session, FrozenFigures(date(2023, 1, 1), MOMENT, figures), "", WHERE)
    text = open_page(WHERE | {FROZEN: sealed}, "")[1]
    assert "Figures as they stood on 2023-01-01" in text
    assert "Changed: Value" in text
    assert "no_such_figure" in text
    assert "There is no such figure today." in text
    assert open_page(WHERE | {FROZEN: sealed})[0] == 404  # nor is it the address of one figure
    assert open_page(WHERE, "")[0] == 404
    assert open_page(WHERE | {FROZEN: sealed} | {"period": "2022"}, "")[0] == 404
