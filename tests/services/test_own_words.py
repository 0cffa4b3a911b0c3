"""Reasons the program gives are kept in one language and told in the reader's; a person's own stay as written."""

from __future__ import annotations

import pytest

from shared.locale import CHINESE, ENGLISH, speaking
from shared.services import own_words


@pytest.mark.parametrize("writer", [CHINESE, ENGLISH])
@pytest.mark.parametrize(
    ("sentence", "parts", "english", "chinese"),
    [
        (own_words.DIED, {}, "Died", "死亡"),
        (own_words.MOVED, {}, "Moved", "迁移"),
        (own_words.GRANTED_AGAIN, {}, "Granted again", "重新授予"),
        (own_words.NOT_DIED, {}, "The death was taken back", "撤销死亡登记"),
        (
            own_words.PROPOSED,
            {"login": "li", "reason": "approved: {no. 3}\nin May"},
            "Proposed by li: approved: {no. 3}\nin May",
            "li 提出：approved: {no. 3}\nin May",
        ),
    ],
)
def test_kept_in_english_and_told_in_the_reader_s_language(writer, sentence, parts, english, chinese):
    with speaking(writer):
        kept = own_words.kept(sentence, **parts)
    assert kept == english
    for language, told in ((ENGLISH, english), (CHINESE, chinese)):
        with speaking(language):
            assert own_words.told(kept) == told


@pytest.mark.parametrize("text", ["", "病故", "li 提出：调岗", "He Died", "certificate 12"])
@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_what_a_person_wrote_and_what_was_stored_before_stays(text, language):
    with speaking(language):
        assert own_words.told(text) == text
