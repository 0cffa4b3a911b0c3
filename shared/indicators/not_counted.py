"""Figures of the catalogue that are not counted yet, and what is missing: no list is silently shorter than another."""

from __future__ import annotations

from typing import NamedTuple

from babel.support import LazyProxy

from shared.locale import lazy as _l


class NotCounted(NamedTuple):
    """A figure by its code in the catalogue, and what this system would need to count it."""

    code: str
    name: LazyProxy
    missing: LazyProxy


NO_APPLICATIONS = _l("There are no records of applications and decisions in this system yet.")
NO_ENTITLEMENT = _l("Who is entitled to which special assistance is not kept as rules of the law yet.")
NO_ENROLMENT = _l("There are no records of enrolment in medical insurance in this system yet.")

NOT_COUNTED = (
    NotCounted(
        "B4",
        _l("Adequacy of benefits"),
        _l("It divides benefits by all income; there are no records of the verified income of families yet."),
    ),
    NotCounted("D1", _l("Share of cases decided in time"), NO_APPLICATIONS),
    NotCounted("D2", _l("Share of approvals by deliberation"), NO_APPLICATIONS),
    NotCounted("D3", _l("Share of cases decided by townships"), NO_APPLICATIONS),
    NotCounted("D4", _l("Share of applications made elsewhere in the province"), NO_APPLICATIONS),
    NotCounted(
        "D5",
        _l("Share of means checks with a discrepancy"),
        _l("There are no records of checks of family means in this system yet."),
    ),
    NotCounted(
        "D6",
        _l("Share of periodic reviews in time"),
        _l("There are no records of periodic reviews in this system yet."),
    ),
    NotCounted("E1", _l("Reach of special assistance"), NO_ENTITLEMENT),
    NotCounted("E2", _l("People entitled but not assisted"), NO_ENTITLEMENT),
    NotCounted("E5", _l("Share of subsidised enrolment in medical insurance"), NO_ENROLMENT),
    NotCounted("E6", _l("Enrolment subsidy as a share of the premium"), NO_ENROLMENT),
    NotCounted(
        "E7",
        _l("Share of in-policy medical costs paid"),
        _l("There are no records of medical costs and of what insurance paid in this system yet."),
    ),
    NotCounted(
        "H4",
        _l("Age of the data"),
        _l("Records are entered in this system; when those of another one were last loaded is not recorded yet."),
    ),
)
