"""Sealed parameters of addresses: they open beside their own address under their own key, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from shared.sealed_links import MAX_LENGTH, open_sealed, seal, set_link_key

WORDS = st.lists(st.text(max_size=8), max_size=4)
CONTENT = st.binary(min_size=1, max_size=200)


def session_with(secret: str) -> Session:
    engine = create_engine("sqlite://")
    set_link_key(engine, secret)
    return Session(engine)


@pytest.fixture(scope="module")
def ours() -> Iterator[Session]:
    with session_with("a secret") as session:
        yield session


@pytest.fixture(scope="module")
def foreign() -> Iterator[Session]:
    with session_with("another secret") as session:
        yield session


@settings(max_examples=50)
@given(content=CONTENT, about=WORDS, other=WORDS)
def test_what_is_sealed_opens_beside_its_address_and_no_other(ours, foreign, content, about, other):
    text = seal(ours, content, about)
    assert text == seal(ours, content, about)
    assert open_sealed(ours, text, about) == content
    assert (open_sealed(ours, text, other) == content) == (about == other)
    assert open_sealed(foreign, text, about) is None
    assert content not in text.encode() or len(content) < 4


@settings(max_examples=50)
@given(content=CONTENT, data=st.data())
def test_a_text_that_was_changed_or_cut_does_not_open(ours, content, data):
    text = seal(ours, content, ["320000"])
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("AZaz09-_~+/= é％").filter(lambda one: one != text[place]))
    for wrong in (text[:place], text[:place] + letter + text[place + 1 :], f"{text}A", f"{text}=", text[1:]):
        assert open_sealed(ours, wrong, ["320000"]) is None


@pytest.mark.parametrize("text", ["", "~", "~AAAA", "~" + "A" * (MAX_LENGTH + 1), "~" + "A" * 22, "中" * 40, "\0"])
def test_what_was_never_sealed_does_not_open(ours, text):
    assert open_sealed(ours, text, []) is None


def test_without_a_key_nothing_is_sealed():
    with Session(create_engine("sqlite://")) as session, pytest.raises(RuntimeError, match="set_link_key"):
        seal(session, b"1", [])
