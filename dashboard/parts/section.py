"""What stands around a chart: the finding as its title, what is drawn, then table, definition, source, as-of, CSV."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from shared.indicators.catalogue import indicator
from shared.indicators.legal_bases import rests_on
from shared.indicators.notes import defined
from shared.indicators.values import CubeSnapshot

from .download import Download
from .frame import stamp
from .template import draw, render


def answer(sentence: str, beside: str) -> None:
    """The answer of the page, before any chart."""
    draw("answer", sentence=sentence, beside=beside)


def head(title: str, *drawn: str) -> None:
    """A chart's title (its finding) and under it what is drawn: measure, unit, region, period."""
    draw("head", title=title, subtitle=" · ".join(part for part in drawn if part))


def below(keys: Sequence[str], as_of: CubeSnapshot, downloads: Sequence[Download], table: Markup | str = "") -> Markup:
    """What stands under a chart: its table, the definitions of its figures, as-of, files."""
    declared = [indicator(key) for key in keys]
    definitions = [(i.name, i.code, defined(i), rests_on(i)) for i in declared]
    return render("foot", table=table, definitions=definitions, stamp=stamp(as_of), downloads=downloads)


def foot(keys: Sequence[str], as_of: CubeSnapshot, downloads: Sequence[Download], table: Markup | str = "") -> None:
    """Draw `below`."""
    draw("plain", content=below(keys, as_of, downloads, table))
