"""Chart data of each page beside Datasette's JSON of GROUP BY over the same records, both over HTTP on SQLite.

Datasette is no dependency: `--datasette PATH` names the command, in an environment of its own
(`python -m venv DIR && DIR/bin/pip install datasette`).
"""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from sqlalchemy import make_url

from shared.access.sign_in import COOKIE, sign_in
from tests.benchmarks.baselines import grouped_sql
from tests.benchmarks.commands import FOLDER, PASSWORD, say
from tests.benchmarks.demo_databases import DAY, Province, Provinces
from tests.benchmarks.servers import Server, product
from tests.benchmarks.timing import Row, in_turns
from tests.support.server_process import free_port, server_process

OFFICIAL, PEER = "province-official", "Datasette, the numbers alone"
PATIENCE = 600
LIMITS = {"sql_time_limit_ms": PATIENCE * 1000, "max_returned_rows": 100_000, "num_sql_threads": 1}
PATHS = {"overview": "", "coverage": "coverage", "warnings": "warnings", "charity": "charity"}


def rows(provinces: Provinces) -> Iterator[Row]:
    """Our whole page, as HTML before any script, beside the peer's numbers for it."""
    if provinces.datasette is None:
        say("pages beside Datasette are not measured: name its command with --datasette")
        return
    province = provinces.get("sqlite")
    with province.opened() as engine:
        token = sign_in(engine, OFFICIAL, PASSWORD, "127.0.0.1")
    with product(province) as ours, _datasette(str(provinces.datasette), province) as peer:
        for name, path in PATHS.items():
            taken = in_turns({"ours": lambda p=path: _page(ours, p, token), PEER: lambda n=name: _numbers(peer, n)})  # type: ignore[misc]
            yield Row(f"{name} page as HTML, SQLite", taken["ours"], 1.0, PEER, taken[PEER])


@contextmanager
def _datasette(command: str, province: Province) -> Iterator[str]:
    """Datasette over the province, its limits lifted, its files untouched."""
    port, file = free_port(), make_url(province.url).database or ""
    settings = [word for name, value in LIMITS.items() for word in ("--setting", name, str(value))]
    words = [command, "serve", file, "--port", str(port), *settings]
    with server_process(words, port, health="/-/versions.json", log=FOLDER / "datasette.log", env=os.environ.copy()):
        name = file.rpartition("/")[2].removesuffix(".db")
        yield f"http://127.0.0.1:{port}/{name}.json"


def _numbers(address: str, page: str) -> None:
    for statement in grouped_sql.page(page, "sqlite", DAY):
        query = urlencode({"sql": statement, "_shape": "arrays", "_ttl": "0"})
        with urllib.request.urlopen(f"{address}?{query}", timeout=PATIENCE) as answer:  # noqa: S310 - our own port
            if not json.load(answer)["ok"]:
                raise RuntimeError(statement)


def _page(ours: Server, path: str, token: str) -> None:
    request = urllib.request.Request(f"{ours.address}/{path}", headers={"Cookie": f"{COOKIE}={token}"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - our own port
        if b"static-headline" not in answer.read():
            raise RuntimeError(path)
