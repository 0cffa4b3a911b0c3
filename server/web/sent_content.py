"""What is sent of the files of Streamlit: as they are, but for what costs a telephone seconds. None is changed on disk.

Where a release writes them otherwise, they are sent as they are; `tests/server/test_sent_content.py` says so.
"""

from __future__ import annotations

import re
from pathlib import Path

CHART_SCRIPT = "PlotlyChart."
TYPEFACE = re.compile(rb"@font-face\s*\{[^{}]*\}")
"""Streamlit's weigh 0.5 MB and are loaded whatever the theme says; every page is set in the system's own."""

# Plotly as a module of the kind that browsers, Node and others can load: one function of 4.6 MB, called at once.
PLOTLY_MODULE = re.compile(
    rb"\(function\((?P<root>\w),(?P<make>\w)\)\{typeof (?P<module>\w)==`object`&&(?P=module)\.exports\?"
    rb"(?P=module)\.exports=(?P=make)\(\):(?P=root)\.moduleName=(?P=make)\(\)\}\)"
    rb"\(typeof self<`u`\?self:\w,\(\)=>\{"
)
# A browser skims a function while it arrives and reads it when it is called, unless a parenthesis stands before it:
# then it reads it at once, beside the page. The end of the function, and all behind it, stays as it is.
READ_AT_ONCE = rb'let $made,$make;Object.defineProperty(\g<module>,"exports",{get:()=>$made??=$make()});$make=(()=>{'


def read_sent_content(path: Path) -> bytes:
    """The content of a file as it is sent."""
    content = path.read_bytes()
    if path.suffix == ".css":
        return TYPEFACE.sub(b"", content)
    return PLOTLY_MODULE.sub(READ_AT_ONCE, content, count=1) if path.name.startswith(CHART_SCRIPT) else content
