"""A county with a family, another with another, and clerks at work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from shared.access import SYSTEM, ScopedSession
from shared.clock import freeze
from shared.indicators import cube
from shared.locale import ENGLISH, set_language
from shared.services import commit
from tests.support.databases import Filled
from tests.support.family_home import Home
from tests.support.two_counties import Keys, TwoCounties, confirming, two_families


@pytest.fixture
def counties(filled: Filled[list[Keys]]) -> TwoCounties:
    freeze(date(2023, 12, 31))
    set_language(ENGLISH)
    engine, (here, there) = filled(two_families)
    return TwoCounties(engine, dict(here), dict(there))


@pytest.fixture
def counted(counties: TwoCounties) -> TwoCounties:
    """Both counties, with all figures counted."""
    with counties.session(SYSTEM) as session:
        cube.build(session)
        session.commit()
    return counties


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
