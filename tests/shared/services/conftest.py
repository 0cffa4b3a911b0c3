"""A county with a family, another with another, and clerks at work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shared.access import ScopedSession
from shared.services import commit
from tests.support.databases import Filled
from tests.support.family_home import Home
from tests.support.two_counties import Keys, TwoCounties, confirming, open_counties, with_figures


@pytest.fixture
def counties(filled: Filled[list[Keys]]) -> TwoCounties:
    return open_counties(filled)


@pytest.fixture
def counted(counties: TwoCounties, filled: Filled[list[Keys]]) -> TwoCounties:
    """Both counties, with all figures counted: another database in the place of the one the clerk works on."""
    assert counties.engine.pool.checkedout() == 0, "nobody has begun yet"
    return open_counties(filled, with_figures)


@pytest.fixture
def clerk(counties: TwoCounties) -> Iterator[ScopedSession]:
    """The clerk's session; nothing is committed unless a test does."""
    with counties.session() as session:
        yield session


@pytest.fixture
def home(counties: TwoCounties, clerk: ScopedSession) -> Home:
    """The family to which something happens; nothing is confirmed yet."""
    made = Home(clerk, counties)
    commit(confirming(clerk))
    clerk.confirmed = frozenset()
    return made
