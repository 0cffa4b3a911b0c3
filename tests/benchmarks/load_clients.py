"""Officials at their dashboards: WebSocket clients that speak Streamlit's protocol as its own script does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import perf_counter

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.benchmarks.servers import Server

PATIENCE = 300.0
THINKING = 5.0


@dataclass(frozen=True)
class PageRequest:
    """A page to open: its name in the address, and the query behind it."""

    page: str = ""
    query: str = ""


@dataclass(frozen=True)
class DrawnScript:
    """What a run of the script took: seconds until it was finished, bytes that came."""

    seconds: float
    size: int


@dataclass
class OfficialClient:
    """One open page. Messages the server calls cacheable are kept and not asked for again."""

    server: Server
    cookie: str = ""
    drawn: list[DrawnScript] = field(default_factory=list)
    _cached: set[str] = field(default_factory=set)

    def connection(self) -> connect:
        """The WebSocket, opened as the browser does."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        return connect(
            f"ws://127.0.0.1:{self.server.port}/_stcore/stream",
            origin=self.server.address,  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers=headers,
            max_size=None,
        )

    async def open(self, stream: ClientConnection, page_request: PageRequest) -> DrawnScript:
        """Ask for a page and wait until it is drawn."""
        begin, size = perf_counter(), 0
        await stream.send(self._request(page_request).SerializeToString())
        while True:
            data = await asyncio.wait_for(stream.recv(), PATIENCE)
            size += len(data)
            message = ForwardMsg.FromString(data)  # type: ignore[arg-type]
            kind = message.WhichOneof("type")
            if message.metadata.cacheable and message.hash:
                self._cached.add(message.hash)
            if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(message.delta.new_element.exception.message)
            if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                self.drawn.append(DrawnScript(perf_counter() - begin, size))
                return self.drawn[-1]

    def _request(self, page_request: PageRequest) -> BackMsg:
        request = BackMsg()
        request.rerun_script.page_name = page_request.page
        request.rerun_script.query_string = page_request.query
        request.rerun_script.cached_message_hashes.extend(self._cached)
        request.rerun_script.context_info.url = f"{self.server.address}/{page_request.page}"
        request.rerun_script.context_info.timezone = "Asia/Shanghai"
        request.rerun_script.context_info.locale = "zh-CN"
        return request

    async def work(self, pages: Iterator[PageRequest], seconds: float, late: float, thinking: float) -> None:
        """Arrive, then open one page after the other until the time is over."""
        await asyncio.sleep(late)
        async with self.connection() as stream:
            await self.open(stream, next(pages))
            until = perf_counter() + seconds
            while perf_counter() < until:
                await asyncio.sleep(thinking)
                await self.open(stream, next(pages))


def at_work(
    officials: list[OfficialClient],
    pages: Callable[[int], Iterator[PageRequest]],
    seconds: float,
    thinking: float = THINKING,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[DrawnScript]:
    """Let them work side by side; every page drawn but each one's first. `meanwhile` is done while all are there."""

    async def all_of_them() -> None:
        late = thinking / len(officials)
        working = [o.work(pages(n), seconds, n * late, thinking) for n, o in enumerate(officials)]
        group = asyncio.gather(*working)
        await asyncio.sleep(seconds)
        meanwhile()
        await group

    asyncio.run(all_of_them())
    return [drawn for official in officials for drawn in official.drawn[1:]]
