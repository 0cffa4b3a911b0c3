"""Files that are the same for everybody (scripts, styles, map shapes): compressed once, cached by the browser."""

from __future__ import annotations

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from server.web.compression import CompressedFiles, choose_encoding, encoding_headers
from server.web.sent_content import read_sent_content

CACHE_IMMUTABLE = "public, max-age=31536000, immutable"
"""For files whose address changes with their content."""
CACHE_ONE_DAY = "public, max-age=86400"

# Text, worth compressing; fonts and pictures are compressed already.
COMPRESSIBLE_TYPES = {
    ".css": "text/css",
    ".geojson": "application/geo+json",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
SENT_FILES = CompressedFiles(read_sent_content)


class CachedStaticFiles:
    """Answers `{name}` with a file of `folder` that matched `pattern` when the server started, or with a 404."""

    def __init__(self, folder: Path, pattern: str, cache_control: str) -> None:
        self.files = {p.relative_to(folder).as_posix(): p for p in folder.glob(pattern) if p.is_file()}
        self.cache_control = cache_control

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, compressed if it is text and the browser accepts that."""
        path = self.files.get(scope["path_params"]["name"])
        if path is None:
            raise HTTPException(404)
        response: Response = FileResponse(path)
        if path.suffix in COMPRESSIBLE_TYPES:
            encoding = choose_encoding(Request(scope).headers.get("accept-encoding", ""))
            body = await run_in_threadpool(SENT_FILES.get, path, encoding)
            response = Response(body, media_type=COMPRESSIBLE_TYPES[path.suffix], headers=encoding_headers(encoding))
        response.headers["cache-control"] = self.cache_control
        await response(scope, receive, send)
