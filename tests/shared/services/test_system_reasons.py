"""Reasons the program gives are kept in one language and told in the reader's; a person's own stay as written."""

from __future__ import annotations

import re

import pytest

from shared.locale import CHINESE, ENGLISH, use_language
from shared.services import system_reasons
from shared.services.former_texts import FORMER_TEXTS


@pytest.mark.parametrize("writer", [CHINESE, ENGLISH])
@pytest.mark.parametrize(
    ("sentence", "parts", "english", "chinese"),
    [
        (system_reasons.DIED, {}, "Died", "死亡"),
        (system_reasons.MOVED, {}, "Moved", "迁移"),
        (system_reasons.RECOMPUTED, {}, "All statistics recomputed", "全部统计数据重新计算"),
        (system_reasons.GRANTED_AGAIN, {}, "Granted again", "重新授予"),
        (system_reasons.NOT_DIED, {}, "The death record was cancelled", "撤销死亡登记"),
        (
            system_reasons.PROPOSED,
            {"login": "li", "reason": "approved: {no. 3}\nin May"},
            "Proposed by li: approved: {no. 3}\nin May",
            "li 提出：approved: {no. 3}\nin May",
        ),
        (
            system_reasons.CONFIRMED,
            {"login": "li", "reason": "Died"},
            "Confirmed by li: Died",
            "审核人 li 确认：死亡",
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


@pytest.mark.parametrize(("language", "told"), [(ENGLISH, "The death record was cancelled"), (CHINESE, "撤销死亡登记")])
def test_what_an_earlier_release_stored_is_told_in_the_words_of_this_one(language, told):
    with use_language(language):
        assert system_reasons.translate_reason("The death was taken back") == told


@pytest.mark.parametrize("former", FORMER_TEXTS)
def test_a_former_text_has_the_same_placeholders_as_its_present_one(former):
    with use_language(ENGLISH):
        assert set(re.findall(r"{\w+}", str(FORMER_TEXTS[former]))) == set(re.findall(r"{\w+}", former))


@pytest.mark.parametrize("text", ["", "病故", "li 提出：调岗", "He Died", "certificate 12"])
@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_what_a_person_wrote_and_what_was_stored_before_stays(text, language):
    with use_language(language):
        assert system_reasons.translate_reason(text) == text
