"""What is taken away: the meeting brief as PDF and DOCX, and the largest tables as XLSX beside pandas `to_excel`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from http import HTTPStatus

import pandas as pd
from flask.testing import FlaskClient

from admin.app import create_app
from dashboard.brief.request import DOCX, PDF, write_brief
from shared.access.sign_in import COOKIE, sign_in
from shared.deployment import deployment
from shared.interchange.cover_sheet import FileOrigin
from tests.benchmarks.commands import PASSWORD
from tests.benchmarks.demo_databases import DAY, Province, Provinces, on_both
from tests.benchmarks.page_queries import OFFICIAL
from tests.benchmarks.timing import Row, Work, in_turns

LOGIN, HERE, PLACE = "province-official", "127.0.0.1", "320000"
BRIEF_SECONDS, XLSX_SECONDS = 5.0, 2.0
PEER = "pandas to_excel of the same rows"
TABLES = {
    "all figures of all counties": f"figures.{{kind}}?keys=all&region={PLACE}&level=county&period={DAY[:4]}",
    "one figure of all townships": f"recipients_by_tier.{{kind}}?region={PLACE}&level=township&period={DAY[:4]}",
    "one figure of all counties, 36 months": (
        f"recipients_by_tier.{{kind}}?region={PLACE}&level=county&period=2021-01..{DAY[:7]}"
    ),
}


def rows(provinces: Provinces) -> Iterator[Row]:
    """On both databases."""
    yield from on_both("documents", lambda dialect: _on(provinces.get(dialect)))


def _on(province: Province) -> Iterator[Row]:
    with province.opened():
        client = create_app(deployment()).test_client()
        client.set_cookie(COOKIE, sign_in(deployment().engine, LOGIN, PASSWORD, HERE), domain=HERE)
        briefs = in_turns({kind: _writing_brief(kind) for kind in (PDF, DOCX)})
        for kind, spent in briefs.items():
            yield Row(f"meeting brief of the province, {kind.upper()}, {province.database}", spent, BRIEF_SECONDS)
        for name, address in TABLES.items():
            frame = pd.read_csv(io.BytesIO(_got(client, address.format(kind="csv"))), comment="#")
            works = {"ours": _getting(client, address.format(kind="xlsx")), PEER: _writing_frame(frame)}
            taken = in_turns(works)
            what = f"XLSX, {name}, {len(frame):,} rows, {province.database}"
            yield Row(what, taken["ours"], XLSX_SECONDS)
            yield Row(what, taken["ours"], None, PEER, taken[PEER])


def _writing_brief(kind: str) -> Work:
    origin = FileOrigin(OFFICIAL.name, f"http://{HERE}")
    return lambda: write_brief(deployment().engine, OFFICIAL, {"region": PLACE, "period": DAY[:4]}, kind, origin)


def _getting(client: FlaskClient, address: str) -> Work:
    return lambda: _got(client, address)


def _got(client: FlaskClient, address: str) -> bytes:
    answer = client.get(f"/exports/{address}", base_url=f"http://{HERE}")
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address} {answer.status}")
    return answer.data


def _writing_frame(frame: pd.DataFrame) -> Work:
    """The rows alone, in the columns of the file for machines: no cover, no formats."""
    return lambda: frame.to_excel(io.BytesIO(), index=False, engine="xlsxwriter")
