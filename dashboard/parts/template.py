"""Our own HTML: every value that goes into it is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import groupby
from pathlib import Path
from typing import Any

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from shared.locale import _


class Flush(FileSystemLoader):
    """Templates without their indentation: it would go out with every page."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template with its lines flush left, where it stands, whether it still does."""
        text, path, is_current = super().get_source(environment, template)
        return INDENTED.sub("", text), path, is_current


INDENTED = re.compile(r"^\s+", re.MULTILINE)
TEMPLATES = Environment(
    loader=Flush(Path(__file__).parents[1] / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
    auto_reload=False,
)
TEMPLATES.globals["_"] = _


def render(name: str, **data: Any) -> Markup:
    """The template `name`.html filled with `data`."""
    return Markup(TEMPLATES.get_template(f"{name}.html").render(data))  # noqa: S704 - the template escapes


Waiting = tuple[Callable[[], Markup], bool]  # what will be drawn, and whether in a place of its own
_waiting: ContextVar[list[Waiting] | None] = ContextVar("waiting", default=None)


@contextmanager
def sheet() -> Iterator[None]:
    """Inside, what is drawn waits and goes out in few pieces: each message costs the server more than its text."""
    before = _waiting.set([])
    try:
        yield
        flush()
    except Exception:
        flush()  # the frame with its ways out stays in sight
        raise
    finally:
        _waiting.reset(before)


def draw(name: str, **data: Any) -> None:
    """Put the filled template on the page."""
    waiting, html = _waiting.get(), render(name, **data)
    if waiting is None:
        st.html(html)
    else:
        waiting.append((lambda: html, False))


def draw_late(content: Callable[[], Markup]) -> None:
    """Hold a place of its own for what is known only when it is sent: the frame links to what is asked below it."""
    waiting = _waiting.get()
    if waiting is None:
        st.html(content())
    else:
        waiting.append((content, True))


def flush() -> None:
    """Send what waits: before anything that is not HTML, and before the place to draw in changes."""
    waiting = _waiting.get() or []
    for is_own, parts in groupby(waiting, key=lambda part: part[1]):
        for html in [part() for part, _own in parts] if is_own else ["".join(part() for part, _own in parts)]:
            st.html(html)
    waiting.clear()
