"""The host names that requests may use: a forged one could end up in a link."""

from __future__ import annotations

from shared.settings import Settings


def trusted_hosts(settings: Settings) -> frozenset[str]:
    """The names of SUZHU_TRUSTED_HOSTS and the address the server listens on, in lower case."""
    return frozenset(name.strip().lower() for name in (*settings.trusted_hosts.split(","), settings.host))
