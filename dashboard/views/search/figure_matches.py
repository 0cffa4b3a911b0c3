"""Figures and terms that are called by the words that were searched for, in either language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from shared.indicators.catalogue import INDICATORS
from shared.indicators.indicator import Indicator
from shared.indicators.terms import TERMS, Term
from shared.locale import LANGUAGES, use_language
from shared.search_terms.texts import fold, fold_name, is_named


def find_figures(words: Sequence[str]) -> list[Indicator]:
    """Figures that every word names: by a part of the name, its pinyin, the code or the key; else by the definition."""
    named = [one for one in INDICATORS.values() if all(_is_called(one, word) for word in words)]
    return named or [one for one in INDICATORS.values() if all(word in str(one.definition) for word in words)]


def find_terms(words: Sequence[str]) -> list[Term]:
    """Terms whose name holds every word."""
    return [
        term for term, names in zip(TERMS, _names_of_terms(), strict=True) if all(_is_part(w, names) for w in words)
    ]


def _is_called(one: Indicator, word: str) -> bool:
    names, term = _names_of_figures()[one.key], fold_name(word)
    is_key = word.lower() in {one.code.lower(), one.key}
    return is_key or _is_part(word, names) or any(bool(term) and is_named(name, term) for name in names)


def _is_part(word: str, names: Sequence[str]) -> bool:
    return any(fold(word) in fold(name) for name in names)


@cache
def _names_of_figures() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = dict.fromkeys(INDICATORS, ())
    for language in LANGUAGES:
        with use_language(language):
            found = {key: (*names, str(INDICATORS[key].name)) for key, names in found.items()}
    return found


@cache
def _names_of_terms() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()] * len(TERMS)
    for language in LANGUAGES:
        with use_language(language):
            found = [(*names, str(term.name)) for names, term in zip(found, TERMS, strict=True)]
    return found
