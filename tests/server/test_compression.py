"""What is sent is compressed as well as the browser can take it."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from server.web.compression import BROTLI, GZIP, PLAIN, CompressedFiles, choose_encoding
from server.web.dashboard_shell import STREAMLIT_DIR
from tests.support.gateway import ANNA, Gateway

CHART = next(path.name for path in (STREAMLIT_DIR / "static" / "js").glob("PlotlyChart.*.js"))
UNPACK: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": lambda body, _size: gzip.decompress(body),
    "br": lambda body, size: pa.decompress(body, size, "brotli", asbytes=True),
}


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", BROTLI),
        ("br;q=0, gzip", GZIP),
        ("br; q=0,gzip;q=0.5", GZIP),
        ("gzip, deflate", GZIP),
        ("identity", PLAIN),
        ("gzip;q=0", PLAIN),
        ("", PLAIN),
    ],
)
def test_the_best_of_what_is_accepted(accepted: str, chosen: str):
    assert choose_encoding(accepted) == chosen


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, br", "br"), ("gzip", "gzip")])
@pytest.mark.parametrize(
    ("path", "token", "least"), [(f"/static/js/{CHART}", "", 3), ("/geo/cities.geojson", "", 2), ("/", ANNA, 2)]
)
def test_text_is_packed_for_those_who_can_unpack(
    gateway: Gateway, path: str, token: str, least: int, accepted: str, encoding: str
):
    packed = gateway.request(path, token=token, Accept_Encoding=accepted)
    plain = gateway.request(path, token=token)
    assert (packed.headers["Content-Encoding"], plain.headers["Content-Encoding"]) == (encoding, None)
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert UNPACK[encoding](packed.body, len(plain.body)) == plain.body
    assert len(packed.body) * least < len(plain.body)


def test_scripts_are_kept_for_ever(gateway: Gateway):
    assert "immutable" in gateway.request(f"/static/js/{CHART}", Accept_Encoding="br").headers["Cache-Control"]


def test_downloads_are_not_packed(gateway: Gateway):
    assert "Content-Encoding" not in gateway.request("/exports/x", token=ANNA, Accept_Encoding="gzip, br").headers


def test_a_file_that_was_asked_for_is_soon_packed_better():
    content = Path(__file__).read_bytes() * 3
    files = CompressedFiles(lambda _path: content)
    quick = files.get(Path("x.js"), BROTLI)
    deadline = time.monotonic() + 30
    while (packed := files.get(Path("x.js"), BROTLI)) == quick and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(packed) < len(quick)
    assert UNPACK["br"](packed, len(content)) == content
