"""No record of the demo province but the planted faults would be refused, were it entered by hand."""

from __future__ import annotations

import pkgutil
from collections import Counter
from importlib import import_module

import pytest
from sqlalchemy import Engine, func, select

from seed.demo.toolkit.calibration import REFERENCE_DATE
from shared.access import SYSTEM, open_session
from shared.clock import freeze
from shared.models import Region
from shared.models.base import Base
from shared.services import checks
from shared.services.checks import ALWAYS, CHECKS, changed_columns, standard_checks
from shared.services.doubts import Doubt

SAMPLE = 100
PLANTED = {("delivery", "override_reason")}  # duplicates, ineligible, late: planted_planted_faults.py
MODULES = [import_module(found.name) for found in pkgutil.iter_modules(checks.__path__, f"{checks.__name__}.")]


@pytest.fixture
def _everything_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if each record were entered now; standards are compared with others when they change only."""
    asking = [one for one in MODULES if hasattr(one, "is_changed") and one not in {changed_columns, standard_checks}]
    assert len(asking) > 8
    for module in asking:
        monkeypatch.setattr(module, "is_changed", lambda *_: True)


@pytest.mark.usefixtures("_everything_is_new")
@pytest.mark.parametrize(
    "record_class", [cls for cls in CHECKS if cls is not Region], ids=lambda cls: cls.__tablename__
)
def test_every_record_of_the_demo_passes_the_checks(demo_province: Engine, record_class: type[Base]):
    freeze(REFERENCE_DATE)
    refused: Counter[tuple[str, str]] = Counter()
    with open_session(SYSTEM, demo_province) as session:
        count = session.scalar(select(func.count()).select_from(record_class)) or 0
        key = record_class.__mapper__.primary_key[0]
        step = max(1, count // SAMPLE)
        every = select(record_class).order_by(key).where(key % step == 0)
        for record in session.scalars(every.limit(SAMPLE)):
            for check in (*ALWAYS, *CHECKS[record_class]):
                found = [(column, sentence) for column, sentence in check(session, record)]
                refused.update((column, s) for column, s in found if not isinstance(s, Doubt))
    unplanted = {k: n for k, n in refused.items() if (record_class.__tablename__, k[0]) not in PLANTED}
    assert unplanted == {}
