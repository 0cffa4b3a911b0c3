"""The sentence that cites a figure, in both languages, with the address that holds it."""

from __future__ import annotations

from dashboard.components.text.number_format import format_exact_with_unit
from dashboard.figure_page.figure_request import SHORT_DIGEST, RequestedFigure
from dashboard.figure_page.figure_sides import format_sides
from shared.locale import CHINESE, ENGLISH, HTML_LANGUAGES, LANGUAGES, _, current_language, use_language


def cite_in_both_languages(figure: RequestedFigure, address: str) -> list[tuple[str, str, str]]:
    """(tag, name of the language, sentence with `address`); nothing where there is no number to cite."""
    if figure.value.value is None:
        return []
    sentences = []
    for code in (CHINESE, ENGLISH):
        with use_language(code):
            sentences.append((HTML_LANGUAGES[code], LANGUAGES[code], _cite(figure, address)))
    return sentences


def _cite(figure: RequestedFigure, address: str) -> str:
    one, value = figure.value.indicator, figure.value
    what = _with_detail(str(one.name), figure.category_name)
    number = _with_detail(format_exact_with_unit(value.value or 0, one.unit), format_sides(value))
    template = _(
        "{region}, {period}: {figure} {value}; {state}. Definition {code}, version {version} ({definition}); as of "
        "{day}; selection {selection}. Suzhu, {address}"
    )
    return template.format(
        region=_write_out(figure),
        period=figure.period_name,
        figure=what,
        value=number,
        state=str(value.state.label),
        code=one.code,
        version=one.version.number,
        definition=figure.definition_version,
        day=figure.snapshot.day,
        selection=figure.digest[:SHORT_DIGEST] or "—",
        address=address,
    )


def _write_out(figure: RequestedFigure) -> str:
    """The region with those around it, the widest first in Chinese and last in English."""
    names = figure.region_names
    return "".join(names) if current_language() == CHINESE else ", ".join(reversed(names))


def _with_detail(text: str, detail: str) -> str:
    return _("{text} ({detail})").format(text=text, detail=detail) if detail else text
