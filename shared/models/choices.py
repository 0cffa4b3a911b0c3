"""Which list of values a column chooses from, for labels, filters and forms."""

from __future__ import annotations

from babel.support import LazyProxy

from .assistance_standard import StandardKind
from .base import Base
from .dataset import DatasetKind
from .early_warning import Risk, WarningLevel
from .household_member import Relation
from .labelled_enum import DataStatus, LabelledEnum, Level, Residence, Sex, Tier
from .legal_parameter import ParameterKind
from .person import Disability, DisabilityGrade, IdentityKind
from .programme import Beneficiary, ProgrammeKind
from .proposal import ProposalKind, ProposalState
from .resident_statistic import PopulationGroup, ResidentMeasure
from .special_assistance import SpecialKind
from .spell import CareLevel, EntryReason, ExitReason, SupportPlace
from .temporary_assistance import TemporaryKind
from .warning_outcome import OutcomeResult
from .warning_response import ResponseKind
from .working_day_exception import DayKind

COLUMNS: dict[str, type[LabelledEnum]] = {
    "beneficiary": Beneficiary,
    "care_level": CareLevel,
    "dataset.kind": DatasetKind,
    "disability": Disability,
    "disability_level": DisabilityGrade,
    "entry_reason": EntryReason,
    "exit_reason": ExitReason,
    "identity_kind": IdentityKind,
    "legal_parameter.kind": ParameterKind,
    "population_group": PopulationGroup,
    "programme.kind": ProgrammeKind,
    "proposal.kind": ProposalKind,
    "proposal.state": ProposalState,
    "region.level": Level,
    "relation": Relation,
    "residence": Residence,
    "resident_statistic.measure": ResidentMeasure,
    "response.kind": ResponseKind,
    "result": OutcomeResult,
    "risk": Risk,
    "sex": Sex,
    "special_assistance.kind": SpecialKind,
    "standard.kind": StandardKind,
    "status": DataStatus,
    "support_place": SupportPlace,
    "temporary_assistance.kind": TemporaryKind,
    "tier": Tier,
    "warning.level": WarningLevel,
    "working_day_exception.kind": DayKind,
}


def choices(record: type[Base], column: str) -> type[LabelledEnum] | None:
    """The list of values of a column; None when it may hold anything."""
    if column not in record.__mapper__.columns:
        return None
    return COLUMNS.get(f"{record.__tablename__}.{column}") or COLUMNS.get(column)


def label_of(known: type[LabelledEnum], value: str | int) -> LazyProxy | str:
    """What people call a stored value; the value itself when the list does not know it."""
    return next((choice.label for choice in known if choice == str(value)), str(value))
