"""Open WebSockets of the dashboard: how many each sign-in has, and which sign-in owns each Streamlit session.

Streamlit lets any connection that names an existing session take it over, and cuts the one that had it. So the
server records which sign-in a session was made for, and drops the session id from requests of anybody else.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from google.protobuf.message import DecodeError
from starlette.types import Message, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

MAX_TABS_PER_SIGN_IN = 12
"""Open pages of the dashboard a sign-in: each holds memory and may rerun at any moment."""
MAX_RECORDED_OWNERS = 10_000
PROTOCOL_HEADER = b"sec-websocket-protocol"
SESSION_ID_POSITION = 2  # "streamlit, <XSRF token>, <id of the session to resume>"


class WebSocketSessions:
    """Counts of open connections and owners of Streamlit sessions, by the id of the sign-in."""

    def __init__(self) -> None:
        self._open: Counter[int] = Counter()
        self._owners: OrderedDict[str, int] = OrderedDict()

    def is_full(self, sign_in_id: int) -> bool:
        """Whether a sign-in has all the tabs it may have, and one more that is perhaps being reloaded."""
        return self._open[sign_in_id] > MAX_TABS_PER_SIGN_IN

    @contextmanager
    def count_connection(self, sign_in_id: int) -> Iterator[None]:
        """Count one more open connection inside the block."""
        self._open[sign_in_id] += 1
        try:
            yield
        finally:
            self._open[sign_in_id] -= 1
            if not self._open[sign_in_id]:
                del self._open[sign_in_id]

    def drop_foreign_session_id(self, scope: Scope, sign_in_id: int) -> Scope:
        """The request, without the id of a session that belongs to another sign-in."""
        protocols = list(scope.get("subprotocols", ()))
        if len(protocols) <= SESSION_ID_POSITION or self._owners.get(protocols[SESSION_ID_POSITION]) == sign_in_id:
            return scope
        protocols = protocols[:SESSION_ID_POSITION]
        headers = [(name, value) for name, value in scope["headers"] if name != PROTOCOL_HEADER]
        headers.append((PROTOCOL_HEADER, ", ".join(protocols).encode("latin-1")))
        return {**scope, "subprotocols": protocols, "headers": headers}

    def record_owner(self, send: Send, sign_in_id: int) -> Send:
        """A `send` that also records the session Streamlit makes for the connection: its first message has the id."""
        is_recorded = False

        async def send_and_record(message: Message) -> None:
            nonlocal is_recorded
            if not is_recorded and message["type"] == "websocket.send":
                session_id = _session_id_in(message.get("bytes") or b"")
                is_recorded = bool(session_id)
                if session_id:
                    self._record(session_id, sign_in_id)
            await send(message)

        return send_and_record

    def _record(self, session_id: str, sign_in_id: int) -> None:
        self._owners[session_id] = sign_in_id
        while len(self._owners) > MAX_RECORDED_OWNERS:
            self._owners.popitem(last=False)


def _session_id_in(data: bytes) -> str:
    """The id of the session that a Streamlit message starts; empty for other messages."""
    try:
        return str(ForwardMsg.FromString(data).new_session.initialize.session_id)
    except DecodeError:
        return ""
