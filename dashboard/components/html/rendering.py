"""HTML of the dashboard: every value that goes into a template is escaped; output is sent in few messages.

Where a page is recorded (`record_output`), nothing is sent: the server puts what was recorded into the first answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from shared.locale import _

INDENTATION = re.compile(r"^\s+", re.MULTILINE)


class DedentLoader(FileSystemLoader):
    """Loads templates without their indentation, which would be sent with every page."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The dedented text of a template, its path, and whether it is still current."""
        text, path, is_current = super().get_source(environment, template)
        return INDENTATION.sub("", text), path, is_current


TEMPLATES = Environment(
    loader=DedentLoader(Path(__file__).parents[2] / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
    auto_reload=False,
)
TEMPLATES.globals["_"] = _


def render_template(name: str, /, **data: Any) -> Markup:
    """The template `name`.html filled with `data`."""
    return Markup(TEMPLATES.get_template(f"{name}.html").render(data))  # noqa: S704 - the template escapes


@dataclass
class RecordedPage:
    """What a page would have sent: the title of its window, and its HTML."""

    title: str = ""
    parts: list[Markup] = field(default_factory=list)


_recorded: ContextVar[RecordedPage | None] = ContextVar("recorded", default=None)


@contextmanager
def record_output() -> Iterator[RecordedPage]:
    """Inside, a page is recorded, without Streamlit; what only Streamlit can draw leaves an empty place."""
    page = RecordedPage()
    token = _recorded.set(page)
    try:
        yield page
    finally:
        _recorded.reset(token)


def set_window_title(title: str) -> None:
    """Name the window after what it shows."""
    recorded = _recorded.get()
    if recorded is None:
        st.set_page_config(page_title=title)
    else:
        recorded.title = title


Replace = Callable[[Markup], object]


def _send(content: Markup) -> Replace:
    """What puts something else in its place."""
    recorded = _recorded.get()
    if recorded is None:
        return st.html(content).html
    recorded.parts.append(content)
    return partial(recorded.parts.__setitem__, len(recorded.parts) - 1)


@dataclass(frozen=True)
class PendingOutput:
    """What will be sent; whether in an element of its own, and whether it is made once more when the page is drawn."""

    content: Callable[[], Markup]
    is_own: bool = False
    is_made_again: bool = False


_pending: ContextVar[list[PendingOutput] | None] = ContextVar("pending", default=None)
_made_again: ContextVar[list[tuple[PendingOutput, Markup, Replace]] | None] = ContextVar("made_again", default=None)


@contextmanager
def batch_output() -> Iterator[None]:
    """Inside, output waits and is sent in few messages: each costs the server more than its text."""
    token, sent = _pending.set([]), _made_again.set([])
    try:
        yield
        flush_output()
        _make_again()
    except Exception:
        flush_output()  # the page header with its links stays in sight
        raise
    finally:
        _pending.reset(token)
        _made_again.reset(sent)


def _make_again() -> None:
    """Replace what reads otherwise by the end of the page."""
    for part, html, replace in _made_again.get() or []:
        if (now := part.content()) != html:
            replace(now)


def emit_html(content: Markup) -> None:
    """Add HTML to the page."""
    pending = _pending.get()
    if pending is None:
        _send(content)
    else:
        pending.append(PendingOutput(lambda: content))


def emit_template(name: str, **data: Any) -> None:
    """Add a filled template to the page."""
    emit_html(render_template(name, **data))


def emit_deferred(content: Callable[[], Markup], *, is_made_again: bool = False) -> None:
    """Add an element whose content is made when it is sent: the header links to options that are read below it.

    `is_made_again`: and once more at the end of the page, for what is said of all that stands below.
    """
    pending = _pending.get()
    if pending is None:
        _send(content())
    else:
        pending.append(PendingOutput(content, is_own=True, is_made_again=is_made_again))


def flush_output() -> None:
    """Send pending output: before anything that is not HTML, and before the container changes."""
    pending, sent = _pending.get() or [], _made_again.get()
    for is_own, group in groupby(pending, key=lambda part: part.is_own):
        parts = list(group)
        if not is_own:
            _send(Markup().join(part.content() for part in parts))
            continue
        for part in parts:
            html = part.content()
            replace = _send(html)
            if part.is_made_again and sent is not None:
                sent.append((part, html, replace))
    pending.clear()


def draw_element(draw: Callable[[], object], height: int) -> None:
    """Let Streamlit draw what is not HTML, of so many pixels."""
    flush_output()
    recorded = _recorded.get()
    if recorded is None:
        draw()
    else:
        recorded.parts.append(render_template("element_place", height=height))


def draw_side_by_side(widths: Sequence[int], *parts: Callable[[], None]) -> None:
    """Draw parts beside each other, or below each other where they do not fit; their widths are shares."""
    flush_output()
    recorded = _recorded.get()
    if recorded is not None:
        columns = [_record(draw) for draw in parts]
        recorded.parts.append(render_template("static_columns", columns=columns, widths=widths))
        return
    for column, draw in zip(st.columns(widths, gap="large"), parts, strict=True):
        with column:
            draw()
            flush_output()


def _record(draw: Callable[[], None]) -> Markup:
    with record_output() as page:
        draw()
        flush_output()
    return Markup().join(page.parts)
