"""Every address we answer, and who may knock. What is not named here does not exist."""

from __future__ import annotations

PANEL = ("/admin", "/sign-in", "/sign-out", "/language", "/panel-static")
"""Answered by the panel (Flask), with everything below them."""

EXPORTS = ("/exports",)
"""Answered by the panel too, by workers of their own: slow downloads must not hold up the clerks."""

STREAMLIT = ("/_stcore/health", "/_stcore/host-config")
"""What Streamlit's own script asks for. Uploads, media, components, metrics and agents stay closed."""

STREAM = "/_stcore/stream"
"""The WebSocket of the dashboard."""

OPEN = ("/static", "/panel-static", "/dashboard-static", "/front", "/geo", "/favicon.png", "/healthz")
"""The same for everybody: nothing in them says anything about anybody."""

ENTRANCE = ("/sign-in", "/language")
"""Nobody is signed in there yet; the database must answer all the same."""


def under(path: str, doors: tuple[str, ...]) -> bool:
    """Whether `path` is one of the doors or lies below it."""
    return any(path == door or path.startswith(f"{door}/") for door in doors)
