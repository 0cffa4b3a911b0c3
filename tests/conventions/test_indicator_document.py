"""Every figure is declared whole, and docs/indicators.md says what is declared."""

from shared.indicators.catalogue import INDICATORS
from shared.indicators.fact_sheet import fact_sheet
from shared.indicators.not_counted import NOT_COUNTED
from shared.locale import CHINESE, ENGLISH, use_language
from tests.conventions.indicator_document import LAW, PATH, build_document


def test_the_document_says_what_is_declared():
    assert PATH.read_text("utf-8") == build_document(), "run `make indicators`"


def test_every_figure_is_declared_whole_in_both_languages():
    """Nothing is left empty but what a figure does not have: a denominator."""
    for language in (CHINESE, ENGLISH):
        with use_language(language):
            for one in INDICATORS.values():
                sheet = vars(fact_sheet(one, LAW))
                empty = {name for name, text in sheet.items() if not text}
                assert empty <= (set() if one.denominator else {"denominator"}), (one.key, empty)


def test_what_is_not_counted_is_no_figure():
    codes = [one.code for one in NOT_COUNTED]
    assert codes == sorted(set(codes) - {one.code for one in INDICATORS.values()})
