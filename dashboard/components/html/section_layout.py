"""What stands around a chart: headline, header, and below it table, definitions, source, as-of and files."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dashboard.components.html.download_links import Download
from dashboard.components.html.figure_list_links import figure_url_of
from dashboard.components.html.page_header import format_as_of
from dashboard.components.html.rendering import emit_html, emit_template, render_template
from shared.indicators.catalogue import indicator
from shared.indicators.cube_snapshot import CubeSnapshot
from shared.indicators.data_sources import rests_on
from shared.indicators.indicator_value import IndicatorValue
from shared.indicators.notes import defined
from shared.indicators.side_names import describe_sides


def draw_page_headline(message: str, note: str, figures: Sequence[IndicatorValue]) -> None:
    """The answer of the page, before any chart; `figures` are those it names, each with the link to its page."""
    links = [(value.indicator.name, url) for value in figures if (url := figure_url_of(value))]
    emit_template("page_headline", message=message, note=note, figures=links)


def draw_section_header(title: str, *subtitle: str) -> None:
    """A chart's title (its finding) and under it what is drawn: measure, unit, region, period."""
    emit_template("section_header", title=title, subtitle=" · ".join(part for part in subtitle if part))


def render_section_footer(
    keys: Sequence[str], as_of: CubeSnapshot, downloads: Sequence[Download], table: Markup | str = ""
) -> Markup:
    """What stands under a chart: its table, the definitions of its indicators, as-of, files."""
    indicators = [indicator(key) for key in keys]
    definitions = [(i.name, i.code, f"{defined(i, as_of.law)} {describe_sides(i)}", rests_on(i)) for i in indicators]
    return render_template(
        "section_footer", table=table, definitions=definitions, as_of=format_as_of(as_of), downloads=downloads
    )


def draw_section_footer(
    keys: Sequence[str], as_of: CubeSnapshot, downloads: Sequence[Download], table: Markup | str = ""
) -> None:
    """Draw the footer of a section."""
    emit_html(render_section_footer(keys, as_of, downloads, table))
