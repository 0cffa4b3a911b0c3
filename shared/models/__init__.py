"""Records: one noun, one file. Importing this package knows them all."""

from .account import Account
from .audit_event import AuditEvent
from .base import Base
from .choice import Choice, DataStatus, Level, Residence, Sex, Tier
from .code_entry import CodeEntry
from .dataset import Dataset, DatasetKind
from .delivery import Delivery
from .household import Household
from .identity_question import IdentityQuestion
from .legal_parameter import LegalParameter
from .membership import Membership, Relation
from .observation import Observation, StatisticsBuild
from .outcome import Outcome, Result
from .password_code import PasswordCode
from .payment import Payment
from .person import Disability, DisabilityGrade, IdentityKind, Person
from .pledge import Pledge
from .population import Population
from .programme import Beneficiary, Programme, ProgrammeKind, ProgrammeTier
from .proposal import Proposal, ProposalKind, ProposalState
from .published_count import PublishedCount
from .quota import Quota
from .receipt import Receipt
from .region import Region
from .resident_statistic import PopulationGroup, ResidentMeasure, ResidentStatistic
from .response import Response, ResponseKind
from .role_grant import RoleGrant
from .run import Run
from .sent_form import SentForm
from .sign_in_session import SignInAttempt, SignInSession
from .solar_installation import SolarInstallation
from .solar_yield import SolarYield
from .special_assistance import SpecialAssistance, SpecialKind
from .spell import CareLevel, EntryReason, ExitReason, Spell, SupportPlace
from .standard import Standard, StandardKind
from .temporary_assistance import TemporaryAssistance, TemporaryKind
from .village_mechanism import VillageMechanism
from .visit import Visit
from .warning import Risk, Warning, WarningLevel  # noqa: A004

__all__ = [name for name in dir() if name[0].isupper()]
