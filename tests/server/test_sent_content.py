"""What is sent of Streamlit's files: no typefaces, and what draws charts in a form that browsers read once."""

from __future__ import annotations

import re
from pathlib import Path

from server.web.dashboard_shell import STREAMLIT_DIR, render_index_html
from server.web.sent_content import PLOTLY_MODULE, read_sent_content
from tests.support.gateway import Gateway

SCRIPTS = STREAMLIT_DIR / "static" / "js"


def test_streamlits_typefaces_are_never_asked_for(gateway: Gateway):
    page = render_index_html("zh_CN")
    (style,) = re.findall(r'href="\./(static/css/[^"]+)"', page)
    sent = gateway.request(f"/{style}").text
    assert "@font-face" in (STREAMLIT_DIR / style).read_text(encoding="utf-8")
    assert "@font-face" not in sent
    assert "woff" not in sent + page
    assert ".katex" in sent  # the rest is as it was


def test_what_draws_charts_is_read_once():
    (chart,) = SCRIPTS.glob("PlotlyChart.*.js")
    content, sent = chart.read_bytes(), read_sent_content(chart)
    (found,) = PLOTLY_MODULE.finditer(content)
    start, end = found.span()
    assert sent[:start] == content[:start]
    assert sent.endswith(b"$make=(()=>{" + content[end:])


def test_a_script_of_another_form_is_sent_as_it_is(tmp_path: Path):
    contents = {"PlotlyChart.x.js": b"var e=(()=>{})", "index.x.js": b"@font-face{}", "y.css": b"p{}"}
    for name, content in contents.items():
        path = tmp_path / name
        path.write_bytes(content)
        assert read_sent_content(path) == content
