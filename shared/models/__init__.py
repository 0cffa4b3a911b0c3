"""Records: one noun, one file. Importing this package knows them all."""

from . import search_term_rows  # which listens to what is flushed
from .account import Account
from .amount_change import AmountChange
from .assistance_standard import AssistanceStandard, StandardKind
from .audit_event import AuditEvent
from .base import Base
from .benefit_payment import BenefitPayment
from .code_list_item import CodeListItem
from .confirmation_rule import LIMITED_KINDS, ChangeKind, ConfirmationRule
from .dataset import Dataset, DatasetKind
from .delivery import Delivery
from .discovery_mechanism import DiscoveryMechanism
from .division_change import DivisionChange, DivisionChangeKind
from .early_warning import EarlyWarning, Risk, WarningLevel
from .home_visit import HomeVisit
from .household import Household
from .household_member import HouseholdMember, Relation
from .household_place import HouseholdPlace, PlaceRole
from .household_transfer import HouseholdTransfer, TransferState
from .identity_question import IdentityQuestion
from .labelled_enum import DataStatus, LabelledEnum, Level, Residence, Sex, Tier
from .legal_parameter import LegalParameter, ParameterKind
from .locked_observation import LockedObservation
from .locked_set import LockedSet
from .month_step import MonthStep, MonthStepKind
from .observation import CubeBuild, Observation
from .password_code import PasswordCode
from .person import Disability, DisabilityGrade, IdentityKind, Person
from .person_disability import PersonDisability
from .person_registration import PersonRegistration
from .pledge import Pledge
from .programme import Beneficiary, Programme, ProgrammeKind, ProgrammeTier
from .programme_cycle import ProgrammeCycle
from .proposal import Proposal, ProposalKind, ProposalState
from .proposed_change import ChangeState, ProposedChange
from .published_count import PublishedCount
from .quota import Quota
from .receipt import Receipt
from .region import Region
from .resident_population import ResidentPopulation
from .resident_statistic import PopulationGroup, ResidentMeasure, ResidentStatistic
from .revised_cell import RevisedCell
from .role_grant import RoleGrant
from .saved_view import SavedView
from .sent_form import SentForm
from .sign_in_session import SignInAttempt, SignInSession
from .solar_installation import SolarInstallation
from .solar_yield import SolarYield
from .special_assistance import SpecialAssistance, SpecialKind
from .spell import CONTINUED, CONTINUES, SET_BY_ACTS, CareLevel, EntryReason, ExitReason, Spell, SupportPlace
from .temporary_assistance import TemporaryAssistance, TemporaryKind
from .warning_outcome import OutcomeResult, WarningOutcome
from .warning_response import ResponseKind, WarningResponse
from .working_day_exception import DayKind, WorkingDayException

__all__ = [name for name in dir() if name[0].isupper()]
