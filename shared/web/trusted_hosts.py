"""The host names that requests may use: a forged one could end up in a link."""

from __future__ import annotations

from shared.settings import Settings


def trusted_hosts(settings: Settings) -> frozenset[str]:
    """The names of SUZHU_TRUSTED_HOSTS and the address the server listens on, in lower case."""
    return frozenset((*_listed(settings), settings.host.strip().lower()))


def first_host(settings: Settings) -> str:
    """The name under which people reach the server: the first of SUZHU_TRUSTED_HOSTS."""
    return _listed(settings)[0]


def _listed(settings: Settings) -> list[str]:
    return [name.strip().lower() for name in settings.trusted_hosts.split(",")]
