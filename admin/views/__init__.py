"""The pages of each kind of record, in the order of the menu."""

from admin.base import SecureView

from .account import AccountView
from .audit_event import AuditEventView
from .code_entry import CodeEntryView
from .delivery import DeliveryView
from .household import HouseholdView
from .legal_parameter import LegalParameterView
from .membership import MembershipView
from .outcome import OutcomeView
from .password_code import PasswordCodeView
from .payment import PaymentView
from .person import PersonView
from .pledge import PledgeView
from .population import PopulationView
from .programme import ProgrammeView
from .proposal import ProposalView
from .published_count import PublishedCountView
from .quota import QuotaView
from .receipt import ReceiptView
from .region import RegionView
from .resident_statistic import ResidentStatisticView
from .response import ResponseView
from .role_grant import RoleGrantView
from .run import RunView
from .sign_in_session import SignInSessionView
from .solar_installation import SolarInstallationView
from .solar_yield import SolarYieldView
from .special_assistance import SpecialAssistanceView
from .spell import SpellView
from .standard import StandardView
from .temporary_assistance import TemporaryAssistanceView
from .village_mechanism import VillageMechanismView
from .visit import VisitView
from .warning import WarningView

VIEWS: tuple[type[SecureView], ...] = (
    PersonView,
    HouseholdView,
    MembershipView,
    SpellView,
    PaymentView,
    SpecialAssistanceView,
    TemporaryAssistanceView,
    WarningView,
    VisitView,
    OutcomeView,
    ResponseView,
    VillageMechanismView,
    DeliveryView,
    ReceiptView,
    SolarInstallationView,
    SolarYieldView,
    ProgrammeView,
    RunView,
    PledgeView,
    QuotaView,
    StandardView,
    LegalParameterView,
    CodeEntryView,
    RegionView,
    PopulationView,
    ResidentStatisticView,
    PublishedCountView,
    AccountView,
    RoleGrantView,
    ProposalView,
    PasswordCodeView,
    SignInSessionView,
    AuditEventView,
)
