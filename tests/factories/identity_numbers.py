"""Identity numbers that can belong to nobody: the prefix is no region's, the check digit is right."""

from __future__ import annotations

from datetime import date

from stdnum.cn import ric

NO_REGION = "990101"


def identity_number(born_on: date, sequence: int) -> str:
    """The number of somebody born on a day; odd sequences are men's."""
    digits = f"{NO_REGION}{born_on:%Y%m%d}{sequence:03}"
    return digits + ric.calc_check_digit(digits + "0")
