"""Downloads are streamed: the first rows come at once, nothing is kept in memory, nobody else waits for them."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
from starlette.types import Message, Receive, Scope, Send

from server.web.download_spooling import MAX_DOWNLOADS_PER_USER, SpoolingMiddleware
from server.web.routes import ADMIN_WORKERS, EXPORT_WORKERS
from shared.access import Actor
from tests.server.fake_apps import CHUNK
from tests.support.gateway import ANNA, ERIK, Gateway


def memory(gateway: Gateway) -> int:
    """Resident bytes of the gateway's process."""
    return psutil.Process(gateway.process.pid).memory_info().rss


def test_the_first_rows_come_before_the_last_are_made(gateway: Gateway):
    response = gateway.open("/exports/slow", token=ANNA)
    assert response.read(len(CHUNK)) == CHUNK  # the fake app waits for `go` after them
    with gateway.switched_on("go"):
        assert response.read() == CHUNK


def test_a_large_download_is_not_gathered_in_memory(gateway: Gateway):
    before = memory(gateway)
    response = gateway.open("/exports/large", token=ANNA)
    response.read(len(CHUNK))
    time.sleep(0.5)  # time enough to gather the other 130 MB, if somebody did
    assert memory(gateway) - before < 50e6
    assert len(response.read()) == 2000 * len(CHUNK)


def test_slow_downloads_do_not_hold_up_the_admin_app(gateway: Gateway):
    many = EXPORT_WORKERS + ADMIN_WORKERS
    with ThreadPoolExecutor(many) as people:
        downloads = [people.submit(gateway.request, "/exports/slow", token=ANNA) for _ in range(many)]
        time.sleep(0.5)  # all of them are being made, or wait for a worker
        assert gateway.request("/admin/", token=ANNA).status == 200
        assert not any(download.done() for download in downloads)
        with gateway.switched_on("go"):
            assert {download.result().body for download in downloads} == {CHUNK * 2}


def test_slow_readers_of_large_files_hold_nobody_up(gateway: Gateway):
    many = 3 * EXPORT_WORKERS
    lines = [gateway.open("/exports/large", token=ANNA) for _ in range(many)]
    try:
        assert all(line.read(10) == CHUNK[:10] for line in lines)  # and then nothing for a while
        began = time.monotonic()
        assert gateway.request("/exports/quick", token=ERIK).body == CHUNK * 2
        assert gateway.request("/exports/records/quick", token=ERIK).status in {200, 404}
        assert time.monotonic() - began < 20
        assert lines[0].read() == CHUNK[10:] + CHUNK * 2000
    finally:
        for line in lines:
            line.close()


def test_one_person_has_no_more_than_some_under_way():
    async def all_statuses() -> list[int]:
        go, statuses = asyncio.Event(), []

        async def made(_scope: Scope, _receive: Receive, send: Send) -> None:
            await go.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"x"})

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        async def receive() -> Message:
            return {"type": "http.request"}

        spooling = SpoolingMiddleware(made)
        answers = [
            asyncio.create_task(spooling({"type": "http", "actor": Actor(who, who, ())}, receive, send))
            for who in ["li"] * (MAX_DOWNLOADS_PER_USER + 1) + ["wang"]
        ]
        await asyncio.sleep(0.01)
        assert statuses == [429]
        go.set()
        await asyncio.gather(*answers)
        assert not spooling.responses
        return statuses

    assert asyncio.run(all_statuses()).count(200) == MAX_DOWNLOADS_PER_USER + 1
