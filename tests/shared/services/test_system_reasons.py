"""Reasons the program gives are kept in one language and told in the reader's; a person's own stay as written."""

from __future__ import annotations

import pytest

from shared.locale import CHINESE, ENGLISH, use_language
from shared.services import system_reasons


@pytest.mark.parametrize("writer", [CHINESE, ENGLISH])
@pytest.mark.parametrize(
    ("sentence", "parts", "english", "chinese"),
    [
        (system_reasons.DIED, {}, "Died", "死亡"),
        (system_reasons.MOVED, {}, "Moved", "迁移"),
        (system_reasons.GRANTED_AGAIN, {}, "Granted again", "重新授予"),
        (system_reasons.NOT_DIED, {}, "The death was taken back", "撤销死亡登记"),
        (
            system_reasons.PROPOSED,
            {"login": "li", "reason": "approved: {no. 3}\nin May"},
            "Proposed by li: approved: {no. 3}\nin May",
            "li 提出：approved: {no. 3}\nin May",
        ),
    ],
)
def test_kept_in_english_and_told_in_the_reader_s_language(writer, sentence, parts, english, chinese):
    with use_language(writer):
        stored = system_reasons.in_english(sentence, **parts)
    assert stored == english
    for language, text in ((ENGLISH, english), (CHINESE, chinese)):
        with use_language(language):
            assert system_reasons.translate_reason(stored) == text


@pytest.mark.parametrize("text", ["", "病故", "li 提出：调岗", "He Died", "certificate 12"])
@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_what_a_person_wrote_and_what_was_stored_before_stays(text, language):
    with use_language(language):
        assert system_reasons.translate_reason(text) == text
