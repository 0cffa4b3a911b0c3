"""No test leaves the machine."""

from __future__ import annotations

import socket
import urllib.request

import pytest


def test_an_address_elsewhere_is_refused() -> None:
    with pytest.raises(RuntimeError, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_a_name_elsewhere_is_not_even_looked_up() -> None:
    with pytest.raises(RuntimeError, match=r"example\.org"):
        urllib.request.urlopen("http://example.org/")


def test_this_machine_may_be_asked() -> None:
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", 1))
