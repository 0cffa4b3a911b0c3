"""Writes docs/indicators.md from the declarations: `make indicators`."""

from __future__ import annotations

from collections.abc import Iterator

from shared.indicators.catalogue import INDICATORS, MEASURES, dimensions_of, parameters_of
from shared.indicators.data_sources import DATA, tables_of
from shared.indicators.fact_sheet import fact_sheet
from shared.indicators.indicator import Indicator
from shared.indicators.not_counted import NOT_COUNTED
from shared.indicators.terms import TERMS
from shared.locale import CHINESE, ENGLISH, use_language
from shared.rules.parameter_keys import PARAMETER_KEYS
from tests.conventions.repository import ROOT

PATH = ROOT / "docs/indicators.md"
LAW = {name: f"`{name}`" for name in PARAMETER_KEYS}
HEAD = """# Indicators

Made by `make indicators` from the declarations in `shared/indicators/themes/`; a test compares the two.
The page of methodology (统计口径) shows the same, with the values of the legal parameters in force. Words of the code
and their Chinese stand in [glossary.md](glossary.md), columns of files in [csv.md](csv.md).
"""


def build_document() -> str:
    """The whole document."""
    return "\n".join(
        [
            HEAD,
            *(line for one in INDICATORS.values() for line in _section(one)),
            *_not_counted(),
            *_data_sources(),
            *_terms(),
        ]
    )


def _section(one: Indicator) -> Iterator[str]:
    with use_language(CHINESE):
        chinese = fact_sheet(one, LAW)
    with use_language(ENGLISH):
        english = fact_sheet(one, LAW)
    yield f"## {english.code} · {chinese.name} · {english.name}\n"
    yield f"`{english.key}`, {english.unit} ({chinese.unit}), version {english.version}\n"
    yield f"- 口径：{chinese.definition}"
    yield f"- Definition: {english.definition}"
    if english.denominator:
        yield f"- Numerator: {english.numerator} · {chinese.numerator}"
        yield f"- Denominator: {english.denominator} · {chinese.denominator}"
    yield f"- Why it matters: {english.reason} · {chinese.reason}"
    yield f"- Counted {english.timing}; {english.maturity}. {english.direction}. {english.band}"
    yield f"- Periods: {english.periods}"
    yield f"- {english.interval}"
    if named := ", ".join(f"`{name}`" for name in dimensions_of(one.key)):
        yield f"- Dimensions: {named}"
    if parameters := ", ".join(f"`{key.name}`" for key in parameters_of(one.key)):
        yield f"- Legal parameters: {parameters}"
    yield f"- Basis: {english.basis} · {chinese.basis}"
    yield f"- Data: {english.records}\n"


def _not_counted() -> Iterator[str]:
    yield "## Not counted yet\n"
    yield "| code | 指标 | figure | what is missing |"
    yield "| --- | --- | --- | --- |"
    for one in NOT_COUNTED:
        with use_language(CHINESE):
            name, missing = str(one.name), str(one.missing)
        with use_language(ENGLISH):
            yield f"| {one.code} | {name} | {one.name} | {missing} · {one.missing} |"
    yield ""


def _data_sources() -> Iterator[str]:
    yield "## Data sources\n"
    yield "| data | tables | system | counts for | cut-off | answers for it | rhythm |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    with use_language(ENGLISH):
        for source in {MEASURES[key].source.key: MEASURES[key].source for key in MEASURES}.values():
            about, tables = DATA[source.key], ", ".join(f"`{table}`" for table in tables_of(source))
            cells = (about.records, tables, about.system, about.attribution, about.cut_off, about.owner, about.rhythm)
            yield f"| {' | '.join(map(str, cells))} |"
    yield ""


def _terms() -> Iterator[str]:
    yield "## Terms\n"
    yield "| 中文 | English | meaning |"
    yield "| --- | --- | --- |"
    for term in TERMS:
        with use_language(CHINESE):
            name, meaning = str(term.name), str(term.meaning)
        with use_language(ENGLISH):
            yield f"| {name} | {term.name} | {meaning} · {term.meaning} |"
    yield ""


if __name__ == "__main__":
    PATH.write_text(build_document(), "utf-8")
