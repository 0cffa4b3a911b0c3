"""Several figures in one file: for the same regions and periods, each with the categories it has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from shared.access import ScopedSession
from shared.errors import UserError
from shared.indicators.catalogue import INDICATORS, indicator
from shared.locale import _

from .extract_query import ExtractQuery, parse_query

EVERY_FIGURE = "all"  # stands for the whole catalogue
SEVERAL = "figures"  # what the audit trail calls a file of several
MOST_NAMED = 4  # keys that a file's name holds
RANKING = ("sort", "only", "search", "peers")


def parse_queries(session: ScopedSession, keys: Iterable[str], **words: str) -> tuple[ExtractQuery, ...]:
    """A checked request for each key, in their order and each once; `all` asks for every figure.

    UserError, in the person's language, when there is none, or when a league table is asked of several figures.
    """
    listed = tuple(dict.fromkeys(key for text in keys for key in text.split(",") if key))
    if EVERY_FIGURE in listed:
        listed = tuple(INDICATORS)
    if not listed:
        raise UserError(_("Name the figures of the file: key=low_income_population&key=coverage_rate, or keys=all."))
    first, *others = listed
    if others and any(words.get(name) for name in RANKING):
        named = _(", ").join(name for name in RANKING if words.get(name))
        raise UserError(_("Regions are ranked by one figure: leave out {words}, or the others.").format(words=named))
    query = parse_query(session, first, **words)
    if query.filter.dimension or query.former:
        return (query, *(parse_query(session, key, **words) for key in others))
    return (query, *(replace(query, indicator=indicator(key)) for key in others))


def count_rows(session: ScopedSession, requests: Sequence[ExtractQuery]) -> int:
    """How many observations a file holds."""
    categories = sum(max(1, len(request.filter.categories)) for request in requests)
    return requests[0].count_regions(session) * len(requests[0].periods) * categories


def audit_words(requests: Sequence[ExtractQuery], kind: str) -> tuple[str, str]:
    """(what was taken, as it was asked for), as the audit trail holds them.

    The first is short, since a column of the trail holds it: of several figures the keys stand in the second.
    """
    first, keys = requests[0], _subject(requests)
    words = ["" if kind == "csv" else kind, keys if len(requests) > 1 else "", str(first)]
    return (keys if len(requests) == 1 else SEVERAL), " ".join(filter(None, words))


def _subject(requests: Sequence[ExtractQuery]) -> str:
    keys = [request.indicator.key for request in requests]
    return EVERY_FIGURE if keys == list(INDICATORS) else ",".join(keys)


def name_file(requests: Sequence[ExtractQuery], kind: str) -> str:
    """The name of a file of a kind (csv, xlsx, zip): keys of a few figures, how many of many."""
    first, subject = requests[0], _subject(requests)
    if len(requests) > MOST_NAMED and subject != EVERY_FIGURE:
        subject = f"{len(requests)}-figures"
    stem = first.file_name.removesuffix(".csv").removeprefix(first.indicator.key)
    return f"{subject.replace(',', '-')}{stem}.{kind}"
