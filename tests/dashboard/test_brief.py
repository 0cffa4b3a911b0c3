"""The meeting brief: two pages that say what the overview says, as PDF and as DOCX, for who may take files."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import pytest
from docx import Document
from pypdf import PdfReader
from sqlalchemy import Engine, select
from starlette.requests import Request
from starlette.responses import Response

from dashboard import page_runner
from dashboard.brief.content import build_brief, list_sentences
from dashboard.brief.key_figures import KEYS, list_key_values, show
from dashboard.brief.request import DOCX, PDF, write_brief
from dashboard.figure_page.html_page import Assets
from dashboard.figure_page.sheet import render_frozen_sheet
from dashboard.page_context import build_page_context
from dashboard.page_query import InvalidPageQueryError
from dashboard.static_page import render_static_page
from server.web import brief_files
from shared.access import SYSTEM, Actor, Grant, Permission, Role, open_session
from shared.access.permission_denied import PermissionDenied
from shared.access.roles import PERMISSIONS
from shared.clock import Period, freeze
from shared.errors import UserError
from shared.indicators.catalogue import indicator
from shared.indicators.cube_snapshot import pin_as_of
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.values import load_value
from shared.interchange.cover_sheet import FileOrigin
from shared.locale import CHINESE, ENGLISH, HTML_LANGUAGES, use_language
from shared.models import AuditEvent
from tests.support.dashboard_pages import REGIONS
from tests.support.databases import REFERENCE_DAY
from tests.support.locked_year import lock_2022

pytestmark = pytest.mark.parametrize("province", ["sqlite"], indirect=True)  # about files, not about SQL
HOSTILE = '<b>&"李\u202e\x07</b>{x}'
ORIGIN = FileOrigin(HOSTILE, "https://suzhu.example")
CASES = [
    ("province", "2023", CHINESE),
    ("city", "2023-Q3", ENGLISH),
    ("township", "2023-11", CHINESE),
    ("village", "2023", ENGLISH),
]
Write = Callable[..., bytes]


def official(region: str = "province", language: str = CHINESE, role: Role = Role.LIST_READER) -> Actor:
    return Actor("anna", "Anna", (Grant(role, REGIONS[region]),), language=language)


@pytest.fixture
def write(province: Engine) -> Write:
    freeze(REFERENCE_DAY)

    def at(region: str, period: str, language: str, kind: str = PDF) -> bytes:
        params = {"region": REGIONS[region], "period": period}
        return write_brief(province, official(region, language), params, kind, ORIGIN).content

    return at


def squeezed(text: str) -> str:
    """A text without blanks, which lines and cells begin and end with."""
    return re.sub(r"\s", "", text)


def words_of_docx(content: bytes) -> str:
    document = Document(BytesIO(content))
    return "".join(element.text or "" for element in document.element.body.iter() if element.tag.endswith("}t"))


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_two_pages_say_what_the_overview_says(write: Write, province: Engine, case: tuple[str, str, str]):
    region, period, language = case
    pages = [squeezed(page.extract_text()) for page in PdfReader(BytesIO(write(*case))).pages]
    docx = squeezed(words_of_docx(write(*case, DOCX)))
    assert [len(pages), *("第1页，共2页" in page or "Page1of2" in page for page in pages)] == [2, True, False]
    assert "第2页，共2页" in pages[1] or "Page2of2" in pages[1]
    assert "〓" not in "".join(pages)  # the typeface has every character
    with use_language(language), open_session(official(region), province) as session:
        asked = {"region": REGIONS[region], "period": period}
        context = build_page_context(session, "overview", pin_as_of(session), asked)
        for sentence in list_sentences(context):
            assert squeezed(sentence) in pages[0]
            assert squeezed(sentence) in docx
        for key in KEYS:
            value = load_value(session, key, REGIONS[region], Period.parse(period))
            named = squeezed(f"{indicator(key).name}")
            assert named in pages[0]
            assert squeezed(show(value)) in pages[0]
            assert squeezed(str(value.state.label)) in pages[0]
            assert squeezed(indicator(key).define(value.law))[:40] in pages[1]
            assert named in docx
            assert squeezed(show(value)) in docx


def test_its_head_says_the_weakest_state_of_what_it_shows(province: Engine, monkeypatch: pytest.MonkeyPatch):
    """What became of those flagged is never locked: a brief of a locked year is not final as a whole."""
    freeze(REFERENCE_DAY)
    lock_2022(monkeypatch)
    with use_language(ENGLISH), open_session(official("city"), province) as session:
        asked = {"region": REGIONS["city"], "period": "2022"}
        context = build_page_context(session, "overview", pin_as_of(session), asked)
        states = {value.state for value in list_key_values(context)}
        _place, about = build_brief(context, ORIGIN).facts
    assert states >= {ObservationStatus.FINAL, ObservationStatus.PROVISIONAL}
    assert about.startswith("Provisional (not locked) · Locked by the province on 2023-01-12; ")
    assert "not every figure shown here is final" in about


def test_what_a_reader_is_not_shown_is_a_mark(province: Engine):
    """An official without access to the records: the same figures, those of few people as a mark, explained below."""
    freeze(REFERENCE_DAY)
    params, region = {"region": REGIONS["city"], "period": "2023-11"}, REGIONS["city"]
    actor = official("city", role=Role.OFFICIAL)
    table = Document(BytesIO(write_brief(province, actor, params, DOCX, ORIGIN).content)).tables[0]
    shown = {row.cells[0].text: [cell.text for cell in row.cells] for row in table.rows}
    with use_language(CHINESE), open_session(actor, province) as session:
        values = [load_value(session, key, region, Period.parse("2023-11")) for key in KEYS]
    hidden = [value for value in values if value.is_suppressed]
    assert hidden
    for value in hidden:
        _name, number, *changes, base, state = shown[f"{value.indicator.name}（{value.indicator.code}）"]
        assert (number, {*changes, base}, state) == ("*", {""}, "不予显示（保密）")
    second = PdfReader(BytesIO(write_brief(province, actor, params, PDF, ORIGIN).content)).pages[1].extract_text()
    assert "* 不予显示" in second
    assert "∅ 未加载" in second


def test_the_sentences_are_those_of_the_page(write: Write, look):
    page = look("", region=REGIONS["province"], period="2023")
    drawn = squeezed(unescape("".join(part.body for part in page.test.html)))
    first = squeezed(PdfReader(BytesIO(write("province", "2023", CHINESE))).pages[0].extract_text())
    found = re.findall(r"<li>([^<]*)<ahref", drawn)
    assert len(found) > 2
    assert squeezed(page.answer) in first
    assert all(sentence in first for sentence in found[:4])


def test_typefaces_are_embedded_and_names_are_only_text(write: Write):
    reader = PdfReader(BytesIO(write("city", "2023", CHINESE)))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)
    assert '<b>&"李</b>{x}' in reader.pages[1].extract_text()
    assert reader.metadata.title == "苏州市2023年社会救助会议简报"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert '<b>&"李</b>{x}' in words_of_docx(write("city", "2023", CHINESE, DOCX))


def test_the_links_and_the_pages_of_the_docx(write: Write):
    page = "https://suzhu.example/?region=320500&period=2023&as_of=2023-12-31"
    reader = PdfReader(BytesIO(write("city", "2023", CHINESE)))
    links = [note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", ())]
    document = Document(BytesIO(write("city", "2023", CHINESE, DOCX)))
    footer = document.sections[0].footer._element.xml
    assert links[1] == page
    assert links[0].startswith("https://suzhu.example/figures?region=320500&period=2023&frozen=~")
    assert f"{links[0][:110]}…" in squeezed(reader.pages[1].extract_text())
    of_docx = [one.target_ref for one in document.part.rels.values() if "suzhu.example" in one.target_ref]
    assert [len(address) for address in of_docx] == [len(links[0]), len(page)]
    assert re.findall(r"<w:instrText>(\w+)", footer) == ["PAGE", "NUMPAGES"]
    assert document.element.body.xml.count('w:fill="595959"') > 8  # bars
    assert len(document.inline_shapes) == 1  # the line, with its words beside it
    assert "低收入人口" in document.element.body.xml.partition("descr=")[2][:40]


def test_it_is_in_the_trail_before_it_is_handed_out(write: Write, province: Engine):
    write("city", "2023-11", ENGLISH)
    with open_session(SYSTEM, province) as session:
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (event.actor, event.action, event.record) == ("anna", "export", "brief")
    assert event.changes == {"asked": [None, "320500 2023-11 pdf en"], "rows": [None, len(KEYS)]}


def test_who_may_not_take_it_gets_a_sentence(province: Engine):
    freeze(REFERENCE_DAY)
    asked = {"region": REGIONS["province"], "period": "2023"}
    with pytest.raises(InvalidPageQueryError, match="您没有查看江苏省数据的权限"):
        write_brief(province, official("county"), asked, PDF, ORIGIN)
    with pytest.raises(PermissionDenied):
        write_brief(province, official(role=Role.SYSTEM_ADMIN), asked, PDF, ORIGIN)
    for wrong in ({"period": "2019"}, {"region": "999999"}, {"lang": "fr"}):
        with pytest.raises(UserError):
            write_brief(province, official(), asked | wrong, PDF, ORIGIN)
    with pytest.raises(UserError):
        write_brief(province, official(), asked, "exe", ORIGIN)


def test_the_link_proves_the_figures_of_the_table(write: Write, province: Engine):
    """Opened, it says of each row the value that stands in the file."""
    document = Document(BytesIO(write("city", "2023", CHINESE, DOCX)))
    address = next(one.target_ref for one in document.part.rels.values() if "frozen=" in one.target_ref)
    reader, params = official("city"), dict(parse_qsl(urlsplit(address).query))
    html = render_frozen_sheet(province, reader, params, Assets([], "/b.js"))[1]
    then = re.findall(r"<b[^>]*>(.*?)</b>", unescape(html))
    values = [row.cells[1].text.split()[0] for row in document.tables[0].rows[1:]]
    assert len(values) == len(then) == len(KEYS)
    assert all(shown.startswith(value) for value, shown in zip(values, then, strict=True))


def test_files_are_for_who_may_export(province: Engine, monkeypatch: pytest.MonkeyPatch):
    freeze(REFERENCE_DAY)
    monkeypatch.setattr(page_runner, "deployment", lambda: SimpleNamespace(engine=province))
    monkeypatch.setitem(PERMISSIONS, Role.OFFICIAL, PERMISSIONS[Role.OFFICIAL] - {Permission.FIGURES_EXPORT})
    two_places = Actor("anna", "Anna", (Grant(Role.OFFICIAL, "320000"), Grant(Role.LIST_READER, "320583")))
    with pytest.raises(PermissionDenied):
        write_brief(province, two_places, {"region": "320000", "period": "2023"}, PDF, ORIGIN)
    assert write_brief(province, two_places, {"region": "320583", "period": "2023"}, PDF, ORIGIN).name.endswith(".pdf")
    content = render_static_page(two_places, "", {"region": "320000"})
    assert content is not None
    assert "/exports/brief" not in content.html


def test_the_server_answers(province: Engine, monkeypatch: pytest.MonkeyPatch):
    freeze(REFERENCE_DAY)
    monkeypatch.setattr(brief_files, "deployment", lambda: SimpleNamespace(engine=province))
    answer = respond(official(), "lang=en")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="brief-320000-2023-en.pdf"'
    assert answer.body.startswith(b"%PDF")


REFUSED = [
    (official("county"), "", "pdf", 404, "您没有查看江苏省数据的权限"),
    (official("county", ENGLISH), "", "pdf", 404, "You do not have permission to see the statistics of Jiangsu"),
    (official(), "lang=en", "csv", 404, "pdf"),
    (official("province", ENGLISH), "lang=fr", "pdf", 404, "zh"),
    (official("province", ENGLISH, Role.SYSTEM_ADMIN), "", "pdf", 403, "ask your administrator."),
]


@pytest.mark.parametrize(("reader", "query", "kind", "status", "reason"), REFUSED)
def test_a_refused_brief_says_why_in_the_language_of_the_reader(
    province: Engine, monkeypatch: pytest.MonkeyPatch, reader: Actor, query: str, kind: str, status: int, reason: str
):
    freeze(REFERENCE_DAY)
    monkeypatch.setattr(brief_files, "deployment", lambda: SimpleNamespace(engine=province))
    answer = respond(reader, query, kind)
    page = unescape(bytes(answer.body).decode())
    assert answer.status_code == status
    assert reason in page
    languages = {HTML_LANGUAGES[ENGLISH if query == "lang=en" else reader.language]}
    assert set(re.findall(r'lang="([^"]+)"', page)) == languages
    assert (re.search("[一-鿿]", page.partition("<main>")[2].partition("<nav>")[0]) is None) == (languages == {"en"})


def respond(reader: Actor, query: str, kind: str = PDF) -> Response:
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"suzhu.example")], "scheme": "http"}
    scope |= {"query_string": f"region=320000&period=2023&{query}".encode(), "path_params": {"kind": kind}}
    return brief_files._respond(Request(scope | {"actor": reader}))


def test_the_overview_links_to_it(look):
    html = unescape("".join(part.body for part in look("", region=REGIONS["city"], period="2023-11").test.html))
    for kind in (PDF, DOCX):
        assert f'href="/exports/brief.{kind}?region=320500&period=2023-11&lang=zh"' in html
