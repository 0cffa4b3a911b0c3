"""What a frozen address holds reads as it was written; what another release wrote may not be readable."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.figure_page.frozen_figure import FrozenFigure, FrozenFigures, Trait, decode, encode
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.units import Unit

LETTERS = 'ab_中%"'
SIDES = st.none() | st.integers(1 - 2**63, 2**63 - 1)
FIGURES = st.builds(
    FrozenFigure,
    key=st.text(LETTERS, max_size=30),
    code=st.text(LETTERS, max_size=4),
    numerator=SIDES,
    denominator=SIDES,
    factor=st.integers(0, 1000),
    unit=st.sampled_from(Unit),
    state=st.sampled_from(ObservationStatus),
    version=st.integers(1, 99),
    definition=st.text(LETTERS, max_size=12),
    selection=st.text(LETTERS, max_size=12),
    traits=st.integers(0, 15).map(Trait),
)
DAY, MOMENT = date(2023, 12, 31), datetime(2026, 11, 30, 23, 47, tzinfo=UTC)


@settings(max_examples=25)
@given(figures=st.lists(FIGURES, max_size=4), day=st.dates(), minutes=st.integers(0, 10**8))
def test_what_is_fixed_reads_as_it_was(figures, day, minutes):
    frozen = FrozenFigures(day, datetime.fromtimestamp(60 * minutes, UTC), tuple(figures))
    assert decode(encode(frozen)) == frozen


@settings(max_examples=25)
@given(figure=FIGURES, numerator=SIDES, denominator=SIDES, state=st.sampled_from(ObservationStatus))
def test_the_length_of_an_address_tells_nothing_of_the_number(figure, numerator, denominator, state):
    other = replace(figure, numerator=numerator, denominator=denominator, state=state)
    assert len(encode(FrozenFigures(DAY, MOMENT, (figure,)))) == len(encode(FrozenFigures(DAY, MOMENT, (other,))))


def test_what_this_release_does_not_know_is_not_read():
    def with_unit(unit) -> bytes:
        sides = 1, 2, 100, unit, ObservationStatus.FINAL
        return encode(FrozenFigures(DAY, MOMENT, (FrozenFigure("key", "A1", *sides, 1, "", "", Trait(0)),)))

    assert decode(with_unit(Unit.PERSONS)) is not None
    assert decode(with_unit(SimpleNamespace(value="parsec"))) is None
    assert decode(b"\xff\xff") is None
