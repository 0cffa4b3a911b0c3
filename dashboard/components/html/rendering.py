"""HTML of the dashboard: every value that goes into a template is escaped; output is sent in few messages."""

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


PendingOutput = tuple[Callable[[], Markup], bool]  # what will be sent, and whether in an element of its own
_pending: ContextVar[list[PendingOutput] | None] = ContextVar("pending", default=None)


@contextmanager
def batch_output() -> Iterator[None]:
    """Inside, output waits and is sent in few messages: each costs the server more than its text."""
    token = _pending.set([])
    try:
        yield
        flush_output()
    except Exception:
        flush_output()  # the page header with its links stays in sight
        raise
    finally:
        _pending.reset(token)


def emit_html(content: Markup) -> None:
    """Add HTML to the page."""
    pending = _pending.get()
    if pending is None:
        st.html(content)
    else:
        pending.append((lambda: content, False))


def emit_template(name: str, **data: Any) -> None:
    """Add a filled template to the page."""
    emit_html(render_template(name, **data))


def emit_deferred(content: Callable[[], Markup]) -> None:
    """Add an element whose content is made when it is sent: the header links to options that are read below it."""
    pending = _pending.get()
    if pending is None:
        st.html(content())
    else:
        pending.append((content, True))


def flush_output() -> None:
    """Send pending output: before anything that is not HTML, and before the container changes."""
    pending = _pending.get() or []
    for is_own, parts in groupby(pending, key=lambda part: part[1]):
        for html in [part() for part, _own in parts] if is_own else ["".join(part() for part, _own in parts)]:
            st.html(html)
    pending.clear()
