"""The shares of counties that submitted their month (H1) follow each step of the close."""

from shared.indicators.observation_status import ObservationStatus
from shared.services.month_close.submitting import return_to_county, submit
from tests.factories.regions import KUNSHAN, PROVINCE
from tests.shared.services.test_month_close import CITY, EXPLAINED, NOVEMBER, done, value
from tests.support.two_counties import CLERK, TwoCounties


def test_what_counties_submit_is_a_figure_at_once_and_no_revision(counted: TwoCounties):
    def shares() -> list[tuple[int | None, int | None]]:
        found = [value(counted, NOVEMBER, key, PROVINCE) for key in ("submission_rate", "submission_in_time_rate")]
        assert {one.state for one in found} <= {ObservationStatus.PROVISIONAL, ObservationStatus.NOT_APPLICABLE}
        return [(one.numerator, one.denominator) for one in found]

    assert shares() == [(0, 0), (0, 0)]  # nobody has begun to close months
    done(counted, CLERK, submit, NOVEMBER, KUNSHAN, EXPLAINED)
    assert shares() == [(1, 4), (0, 4)]  # weeks late
    done(counted, CITY, return_to_county, NOVEMBER, KUNSHAN, "two families are missing")
    assert shares() == [(0, 4), (0, 4)]
    done(counted, CLERK, submit, NOVEMBER, KUNSHAN, EXPLAINED)
    assert shares() == [(1, 4), (0, 4)]
