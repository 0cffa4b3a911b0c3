"""What this database holds: real records or a synthetic demo province."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped

from shared.locale import lazy as _l

from . import columns
from .base import Base, Keyed, check_in
from .labelled_enum import LabelledEnum


class DatasetKind(LabelledEnum):
    """Real or made up."""

    REAL = "real", _l("Real records")
    DEMO = "demo", _l("Synthetic records")


class Dataset(Base, Keyed):
    """One row. A demo database stands still on its reference date and says on every page that it is synthetic."""

    __tablename__ = "dataset"
    __labels__ = (_l("Dataset"), _l("Datasets"))
    __area__ = "figures"
    __table_args__ = (check_in("kind", DatasetKind),)

    kind: Mapped[str] = columns.coded(_l("Kind of records"), DatasetKind, 5)
    reference_on: Mapped[date | None] = columns.day(_l("Reference date"), comment="today, for a demo database")
    scale: Mapped[float] = columns.number(_l("Scale"), default=1.0, comment="1 is the real size of the province")
    seed: Mapped[int] = columns.number(_l("Seed"), default=0)
    generator: Mapped[str] = columns.identifier(_l("Generator"), 20, default="", comment="version of the generator")
