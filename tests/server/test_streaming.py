"""Downloads flow: the first rows come at once, nothing is held back, and nobody else waits for them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import psutil

from server.rooms import EXPORT_WORKERS, PANEL_WORKERS
from tests.server.conftest import ANNA, Door
from tests.server.stand_in import CHUNK


def memory(door: Door) -> int:
    """Resident bytes of the front door."""
    return psutil.Process(door.process.pid).memory_info().rss


def test_the_first_rows_come_before_the_last_are_made(door: Door):
    response = door.open("/exports/slow", token=ANNA)
    assert response.read(len(CHUNK)) == CHUNK  # the stand-in waits for `go` after them
    with door.marked("go"):
        assert response.read() == CHUNK


def test_a_large_download_is_not_gathered_in_memory(door: Door):
    before = memory(door)
    response = door.open("/exports/large", token=ANNA)
    response.read(len(CHUNK))
    time.sleep(0.5)  # time enough to gather the other 130 MB, if somebody did
    assert memory(door) - before < 50e6
    assert len(response.read()) == 2000 * len(CHUNK)


def test_slow_downloads_do_not_hold_up_the_panel(door: Door):
    many = EXPORT_WORKERS + PANEL_WORKERS
    with ThreadPoolExecutor(many) as people:
        downloads = [people.submit(door.ask, "/exports/slow", token=ANNA) for _ in range(many)]
        time.sleep(0.5)  # all of them are being made, or wait for a worker
        assert door.ask("/admin/", token=ANNA).status == 200
        assert not any(download.done() for download in downloads)
        with door.marked("go"):
            assert {download.result().body for download in downloads} == {CHUNK * 2}
