"""Every address we answer, and who may knock. What is not named here does not exist."""

from __future__ import annotations

PANEL = ("/admin", "/sign-in", "/sign-out", "/language", "/password", "/invitation", "/panel-static")
"""Answered by the panel (Flask), with everything below them."""

EXPORTS = ("/exports",)
"""Answered by the panel too, by workers of their own: slow downloads must not hold up the clerks."""

RECORDS = ("/exports/records", "/exports/lists")
"""Of these the files of records, long ones: figures must not wait behind them."""

STREAMLIT = ("/_stcore/health", "/_stcore/host-config")
"""What Streamlit's own script asks for. Uploads, media, components, metrics and agents stay closed."""

STREAM = "/_stcore/stream"
"""The WebSocket of the dashboard."""

OPEN = ("/static", "/panel-static", "/dashboard-static", "/front", "/geo", "/favicon.png", "/healthz")
"""The same for everybody: nothing in them says anything about anybody."""

ENTRANCE = ("/sign-in", "/language", "/invitation")
"""Nobody is signed in there yet; the database must answer all the same."""

WITHOUT_OWN_PASSWORD = ("/password", "/sign-out")
"""All that is open to somebody whose password was set by somebody else."""


def under(path: str, doors: tuple[str, ...]) -> bool:
    """Whether `path` is one of the doors or lies below it."""
    return any(path == door or path.startswith(f"{door}/") for door in doors)
