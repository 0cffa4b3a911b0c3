"""Compression of what is sent: Brotli where the browser accepts it (over HTTPS, and on this machine), else gzip.

At its best Brotli leaves a quarter less than gzip, and takes seconds of a processor. So a file is compressed quickly
for the first who asks, and well by a thread that yields to all others.
"""

from __future__ import annotations

import gzip
import os
import sys
import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from queue import SimpleQueue

import pyarrow as pa

BROTLI, GZIP, PLAIN = "br", "gzip", ""
QUICK, BEST = 5, 11
"""Of Brotli's levels: quick takes as long as gzip and leaves an eighth less."""
LOWEST_PRIORITY = 19


def choose_encoding(accepted: str) -> str:
    """The best encoding of those that a request accepts."""
    weights = {name.strip(): weight for name, _, weight in (part.partition(";") for part in accepted.split(","))}
    return next((one for one in (BROTLI, GZIP) if one in weights and weights[one].strip() != "q=0"), PLAIN)


def encoding_headers(encoding: str) -> dict[str, str]:
    """What a response says about its encoding."""
    return {"vary": "Accept-Encoding"} | ({"content-encoding": encoding} if encoding else {})


def compress(content: bytes, encoding: str, level: int = QUICK) -> bytes:
    """The content in an encoding; the level is Brotli's."""
    if encoding == BROTLI:
        return bytes(pa.Codec("brotli", compression_level=level).compress(content, asbytes=True))
    return gzip.compress(content, compresslevel=6, mtime=0) if encoding == GZIP else content


class CompressedFiles:
    """Files as they are sent. What is compressed is kept in memory."""

    def __init__(self, read: Callable[[Path], bytes]) -> None:
        self.read = read
        self.compressed: dict[tuple[Path, str], bytes] = {}

    def get(self, path: Path, encoding: str) -> bytes:
        """The content of a file in an encoding."""
        if encoding == PLAIN:
            return self.read(path)
        key = path, encoding
        if key not in self.compressed:
            self.compressed.setdefault(key, compress(self.read(path), encoding))
            if encoding == BROTLI:
                self._to_improve.put(path)
        return self.compressed[key]

    @cached_property
    def _to_improve(self) -> SimpleQueue[Path]:
        """Files that are compressed well next, by a thread that ends with the process."""
        files: SimpleQueue[Path] = SimpleQueue()
        threading.Thread(target=self._improve, args=(files,), name="compression", daemon=True).start()
        return files

    def _improve(self, files: SimpleQueue[Path]) -> None:
        if sys.platform == "linux":  # elsewhere the priority is that of the whole process
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOWEST_PRIORITY)
        while True:
            path = files.get()
            self.compressed[path, BROTLI] = compress(self.read(path), BROTLI, BEST)
