"""Open connections of the dashboard: how many a signed-in browser has, and whose each Streamlit session is.

Streamlit gives a connection that names a known session that session, and cuts the one that had it, whoever asks. So
the gate remembers which sign-in a session was made for, and takes the name out of anybody else's request.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from google.protobuf.message import DecodeError
from starlette.types import Message, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

MOST_TABS = 12
"""Open pages of the dashboard a sign-in: each holds memory and may draw at any moment."""
REMEMBERED = 10_000
PROTOCOL = b"sec-websocket-protocol"
NAMED_THIRD = 2  # "streamlit, <token of forms>, <session to go on with>"


class Streams:
    """What the gate knows about open connections."""

    def __init__(self) -> None:
        self._open: Counter[int] = Counter()
        self._owners: OrderedDict[str, int] = OrderedDict()

    def is_full(self, sign_in: int) -> bool:
        """Whether a sign-in has all the tabs it may have, and one that is perhaps being reloaded."""
        return self._open[sign_in] > MOST_TABS

    @contextmanager
    def counted(self, sign_in: int) -> Iterator[None]:
        """Inside the block one more connection is open."""
        self._open[sign_in] += 1
        try:
            yield
        finally:
            self._open[sign_in] -= 1
            if not self._open[sign_in]:
                del self._open[sign_in]

    def own_only(self, scope: Scope, sign_in: int) -> Scope:
        """The request without the name of a session that is somebody else's."""
        named = list(scope.get("subprotocols", ()))
        if len(named) <= NAMED_THIRD or self._owners.get(named[NAMED_THIRD]) == sign_in:
            return scope
        headers = [(name, value) for name, value in scope["headers"] if name != PROTOCOL]
        kept = named[:NAMED_THIRD]
        return {**scope, "subprotocols": kept, "headers": [*headers, (PROTOCOL, ", ".join(kept).encode("latin-1"))]}

    def learning(self, send: Send, sign_in: int) -> Send:
        """Pass messages on, and remember for whom Streamlit makes a session: its first message says its name."""
        is_known = False

        async def pass_on(message: Message) -> None:
            nonlocal is_known
            name = "" if is_known or message["type"] != "websocket.send" else _session_in(message.get("bytes") or b"")
            if name:
                self._owners[name], is_known = sign_in, True
                while len(self._owners) > REMEMBERED:
                    self._owners.popitem(last=False)
            await send(message)

        return pass_on


def _session_in(data: bytes) -> str:
    """The name of the session that a message of Streamlit begins; nothing for other messages."""
    try:
        return str(ForwardMsg.FromString(data).new_session.initialize.session_id)
    except DecodeError:
        return ""
