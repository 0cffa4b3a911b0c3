"""Our own HTML: every value that goes into it is escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from shared.locale import _

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
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


def draw(name: str, **data: Any) -> None:
    """Put the filled template on the page."""
    st.html(render(name, **data))
