"""The shares of counties that submitted their month (H1) follow each step of the close."""

from shared.access import SYSTEM
from shared.indicators.observation_status import ObservationStatus
from shared.services.month_close.punctuality import load_punctuality
from shared.services.month_close.submitting import return_to_county, submit
from tests.factories.regions import KUNSHAN, PROVINCE
from tests.shared.services.test_month_close import CITY, EXPLAINED, NOVEMBER, done, value
from tests.support.two_counties import CLERK, TwoCounties

KEYS = ("submission_rate", "submission_in_time_rate")


def shares(counties: TwoCounties) -> list[tuple[int | None, int | None]]:
    """Both figures of the province; where any county began the month, the page of punctuality says the same."""
    found = [value(counties, NOVEMBER, key, PROVINCE) for key in KEYS]
    assert {one.state for one in found} <= {ObservationStatus.PROVISIONAL, ObservationStatus.NOT_APPLICABLE}
    with counties.session(SYSTEM) as session:
        page = load_punctuality(session, [NOVEMBER])
    if found[0].denominator:
        assert found[0].numerator == sum(one.submitted for one in page)
        assert found[1].numerator == sum(one.in_time for one in page)
        assert found[0].denominator == sum(one.expected for one in page)
    return [(one.numerator, one.denominator) for one in found]


def test_what_counties_submit_is_a_figure_at_once_and_no_revision(counted: TwoCounties):
    assert shares(counted) == [(0, 0), (0, 0)]  # nobody has begun to close months
    done(counted, CLERK, submit, NOVEMBER, KUNSHAN, EXPLAINED)
    assert shares(counted) == [(1, 4), (0, 4)]  # weeks late
    done(counted, CITY, return_to_county, NOVEMBER, KUNSHAN, "two families are missing")
    assert shares(counted) == [(0, 4), (0, 4)]
    done(counted, CLERK, submit, NOVEMBER, KUNSHAN, EXPLAINED)
    assert shares(counted) == [(1, 4), (0, 4)]
