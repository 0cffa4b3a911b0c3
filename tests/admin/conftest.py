"""The admin over a small world: two families in two counties, and people of every role."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from admin.app import create_app
from admin.records import file_links
from shared import clock
from shared.clock import freeze
from shared.models import ConfirmationRule, SignInSession
from tests.support.admin_site import TODAY, AdminSite, Keys, opened_on, two_families
from tests.support.databases import Filled


@pytest.fixture(scope="session")
def app() -> Flask:
    """One app for all tests of a worker: making it takes longer than most of them."""
    return create_app(opened_on(None))  # type: ignore[arg-type]


@pytest.fixture
def site(app: Flask, filled: Filled[tuple[Keys, Keys]]) -> AdminSite:
    """The admin over both families."""
    freeze(TODAY)
    engine, (here, there) = filled(two_families)
    now = clock.now()
    with engine.execution_options(writing=True).begin() as connection:
        connection.execute(update(SignInSession).values(started_at=now, seen_at=now))
    file_links._exceeding.clear()  # what it knows of the last test's database
    app.extensions["suzhu"] = opened_on(engine)
    return AdminSite(app, engine, dict(here), dict(there))


@pytest.fixture
def two(site: AdminSite) -> AdminSite:
    """The site where every kind of change needs a second person."""
    with Session(site.engine.execution_options(writing=True)) as session:
        session.execute(update(ConfirmationRule).values(is_required=True))
        session.commit()
    return site
