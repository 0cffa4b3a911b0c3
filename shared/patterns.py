"""Regular expressions of codes that many modules read. ASCII only; use `fullmatch`."""

from __future__ import annotations

import re

REGION_CODE = re.compile(r"[1-9][0-9]{5}(?:[0-9]{3}){0,2}", re.ASCII)
"""Province, city and county have 6 digits, a township 9, a village 12."""
REGION_CODE_AT_END = re.compile(rf"(?<![0-9])({REGION_CODE.pattern})\s*$", re.ASCII)
"""As in `Kunshan 320583`."""

YEAR, MONTH_NUMBER = "[12][0-9]{3}", "(?:0[1-9]|1[0-2])"
MONTH = re.compile(f"{YEAR}-{MONTH_NUMBER}", re.ASCII)
DAY = re.compile(f"{YEAR}-{MONTH_NUMBER}-[0-3][0-9]", re.ASCII)
PERIOD = re.compile(
    f"(?P<year>{YEAR})(?:-(?:(?P<month>{MONTH_NUMBER})|Q(?P<quarter>[1-4])|H(?P<half>[12])|YTD(?P<to>{MONTH_NUMBER})))?",
    re.ASCII,
)
"""A year, or of a year a month (`-12`), a quarter (`-Q4`), a half (`-H2`) or the months up to one (`-YTD08`)."""
