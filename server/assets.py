"""Files that are the same for everybody: scripts, styles, map shapes. Packed once, kept by the browser."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

FOREVER = "public, max-age=31536000, immutable"
"""For files whose name changes with their content."""
FOR_A_DAY = "public, max-age=86400"

# Text, worth packing; fonts and pictures are packed already.
TEXT = {
    ".css": "text/css",
    ".geojson": "application/geo+json",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


class Assets:
    """Answers `{name}` with a file of `folder` that matched `pattern` at the start, or with a 404."""

    def __init__(self, folder: Path, pattern: str, keep: str) -> None:
        self.files = {p.relative_to(folder).as_posix(): p for p in folder.glob(pattern) if p.is_file()}
        self.keep = keep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the packed text, or the file as it is."""
        path = self.files.get(scope["path_params"]["name"])
        if path is None:
            raise HTTPException(404)
        response: Response = FileResponse(path)
        if path.suffix in TEXT:
            wants_packed = "gzip" in Request(scope).headers.get("accept-encoding", "")
            read = packed if wants_packed else Path.read_bytes
            response = Response(await run_in_threadpool(read, path), media_type=TEXT[path.suffix])
            response.headers["vary"] = "Accept-Encoding"
            if wants_packed:
                response.headers["content-encoding"] = "gzip"
        response.headers["cache-control"] = self.keep
        await response(scope, receive, send)


@cache
def packed(path: Path) -> bytes:
    """The file, gzipped, once: Streamlit's scripts shrink from 7.6 MB to 2.6 MB."""
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)
