"""Every address the server answers, and who may open it. What is not named here does not exist."""

from __future__ import annotations

ADMIN_PREFIXES = ("/admin", "/sign-in", "/sign-out", "/language", "/password", "/invitation", "/admin-static")
"""Answered by the admin app (Flask), with everything below them."""

EXPORT_PREFIXES = ("/exports",)
"""Answered by the admin app too, by workers of their own: slow downloads must not hold up the clerks."""

RECORD_EXPORT_PREFIXES = ("/exports/records", "/exports/lists")
"""Of these the files of records, long ones: figures must not wait behind them."""

BRIEF_PATH = "/exports/brief"
"""Briefs for meetings, of which the dashboard knows the words; with `.pdf` or `.docx` behind it."""

FIGURE_PREFIX = "/figures"
"""Pages of single figures: proof, citation and the lists behind them; itself several figures as they stood."""

STREAMLIT_PATHS = ("/_stcore/health", "/_stcore/host-config")
"""What Streamlit's own script requests. Uploads, media, components, metrics and agents stay closed."""

WEBSOCKET_PATH = "/_stcore/stream"
"""The WebSocket of the dashboard."""

PUBLIC_PREFIXES = (
    "/static",
    "/admin-static",
    "/dashboard-static",
    "/server-static",
    "/geo",
    "/favicon.png",
    "/healthz",
)
"""The same for everybody, signed in or not: they hold no data about anybody."""

SIGN_IN_PREFIXES = ("/sign-in", "/language", "/invitation")
"""Nobody is signed in there yet; the database must answer all the same."""

TEMPORARY_PASSWORD_PREFIXES = ("/password", "/sign-out")
"""All that is open to a user whose password was set by somebody else."""


def matches_prefix(path: str, prefixes: tuple[str, ...]) -> bool:
    """Whether `path` is one of the prefixes or lies below it."""
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in prefixes)
