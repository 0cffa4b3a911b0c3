"""Security headers of every response, and the content security policies built on one strict default."""

from __future__ import annotations

CSP_DEFAULTS = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}


def content_security_policy(**sources: str) -> str:
    """A policy that allows nothing but the named `sources`, as in `script_src="'self'"`."""
    rules = CSP_DEFAULTS | {name.replace("_", "-"): value for name, value in sources.items()}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


DEFAULT_HEADERS = {
    # A page that needs more sets its own policy: the dashboard's and the admin app's do.
    "Content-Security-Policy": content_security_policy(),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
