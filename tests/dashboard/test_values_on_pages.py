"""The numbers on the pages are the figures, and each has its file."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import Engine, select

from dashboard.components.text.number_format import format_compact, format_exact
from shared.access import SYSTEM, open_session
from shared.clock import Period, today
from shared.indicators.values import load_value, load_values
from shared.interchange.extract_query import parse_query
from shared.interchange.figure_files import require_kind
from shared.interchange.layout_rows import parse_layout
from shared.interchange.many_figures import parse_queries
from shared.interchange.monthly_layouts import layout_of
from shared.locale import CHINESE, ENGLISH, use_language
from shared.models import Region, Spell
from shared.services import commit, records
from tests.dashboard.page_reader import PageReader
from tests.support.dashboard_pages import REGIONS, OpenPage

YEAR = Period.parse("2023")
PAGES = ("", "coverage", "warnings", "charity")


def read(engine: Engine, key: str, region: str, dimension: str = ""):
    with open_session(SYSTEM, engine) as session:
        return load_value(session, key, region, YEAR, dimension)


CARDS = (
    ("low_income_population", "低收入人口", "人"),
    ("assisted_after_warning", "预警后救助人数", "人"),
    ("temporary_assistance", "临时救助", "人次"),
)
CARD = re.compile(
    r'<section class="sz-card">\s*<h2><a[^>]*>([^<]*)</a></h2>.*?<p class="sz-value">(?:<a[^>]*>)?([^<]*)', re.DOTALL
)


@pytest.mark.parametrize("who", ["province", "county", "village"])
def test_cards_show_the_figures(look: OpenPage, province: Engine, who):
    texts = dict(CARD.findall(look("", who).html))
    for key, title, unit in CARDS:
        assert texts[title] == f"{read(province, key, REGIONS[who]).numerator:,}{unit}", title


@pytest.mark.parametrize(("who", "period"), [("province", "2023"), ("county", "2023-06")])
def test_each_number_of_a_card_stands_in_a_file_of_the_card(look: OpenPage, province: Engine, who, period):
    for card in look("", who, period=period).html.split('<section class="sz-card">')[1:]:
        numbers = re.findall(r'<p class="sz-(?:value|beside)">(.*?)</p>', card.partition("</section>")[0], re.DOTALL)
        told = {
            value
            for link in re.findall(r'href="(/exports/[^"]*)"', card)
            if ".csv?" in link and "keys=" not in link
            for value in in_file(province, unescape(link))
        }
        for words in filter(any_digit, (re.sub(r"<sup.*|<[^>]*>|（估计）", "", text) for text in numbers)):
            assert any(value in unescape(words) for value in told), (words, told)


def any_digit(words: str) -> bool:
    return any(letter.isdigit() for letter in words)


def in_file(engine: Engine, link: str) -> set[str]:
    """The values of a file as a card says them."""
    address = urlsplit(link)
    words = {name: values[0] for name, values in parse_qs(address.query).items() if name != "lang"}
    with open_session(SYSTEM, engine) as session, use_language(CHINESE):
        extract = parse_query(session, address.path.removeprefix("/exports/").removesuffix(".csv"), **words)
        if ".." in extract.span:
            return set()
        found = load_values(session, [extract.indicator.key], [extract.region], extract.periods)
        return {
            format_compact(side, one.indicator.unit)
            for one in found
            for side in (one.value, one.denominator)
            if side is not None
        }


@pytest.mark.parametrize(("who", "measure"), [("province", "coverage_rate"), ("county", "low_income_population")])
def test_the_ranked_table_shows_the_figures(look: OpenPage, province: Engine, who, measure):
    cells = look("", who, measure=measure).cells
    with open_session(SYSTEM, province) as session:
        standing = Region.parent_code == REGIONS[who], Region.valid_to.is_(None)
        regions = session.scalars(select(Region).where(*standing).order_by(Region.code)).all()
        found = load_values(session, [measure], [region.code for region in regions], [YEAR])
    for region, one in zip(regions, found, strict=True):
        assert cells[region.name][0].split()[0] == format_exact(one.value, one.indicator.unit)


def test_the_funnel_shows_the_figures(look: OpenPage, province: Engine):
    cells = look("warnings", "city", ENGLISH).cells
    for word, key in STEPS.items():
        row = next(cells[name] for name in cells if name.startswith(f"{word} "))  # the small funnels have no share
        one = read(province, key, REGIONS["city"])
        assert row[1].split()[0] == format_exact(one.value, one.indicator.unit)


STEPS = {
    "Verified": "persons_verified",
    "Eligible": "persons_eligible",
    "Assisted": "assisted_after_warning",
}


@pytest.mark.parametrize("who", ["province", "township"])
@pytest.mark.parametrize("page", PAGES)
def test_every_file_can_be_had(look: OpenPage, province: Engine, page, who):
    files = [link for link in look(page, who).links if link.startswith("/exports/")]
    assert files
    with open_session(SYSTEM, province) as session:
        for link in files:
            address = urlsplit(link)
            words = {name: values[0] for name, values in parse_qs(address.query).items()}
            assert words.pop("lang") == "zh"
            key, _dot, kind = address.path.removeprefix("/exports/").rpartition(".")
            if key == "brief":
                assert kind in {"pdf", "docx"}  # written in test_brief.py
                continue
            if key.startswith("layouts/"):
                parse_layout(session, layout_of(key.removeprefix("layouts/")), **words)
                continue
            assert ("page" in words) == (kind == "xlsx")  # for its cover
            words.pop("page", "")
            require_kind(session, kind, parse_queries(session, [words.pop("keys", key)], **words))


def test_an_edit_shows_at_the_next_look(look: OpenPage, province: Engine):
    seen = look("", "county")
    before = read(province, "low_income_population", REGIONS["county"]).value
    with open_session(SYSTEM, province, writing=True, reason="test") as session:
        in_county = Spell.region_code.startswith(REGIONS["county"]), Spell.end_on.is_(None), Spell.retired_on.is_(None)
        spell = session.scalars(select(Spell).where(*in_county, Spell.start_on <= today())).first()
        records.retire(session, spell, "entered twice", spell.version)
        commit(session)
    assert f"{before - 1:,}人" in PageReader(seen.test.run()).text.replace(" ", "")
