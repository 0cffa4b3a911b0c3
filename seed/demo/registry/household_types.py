"""Types of household: relations, ages and disabilities of the members. All shares are assumptions.

Members are declared so that each comes after the one its age is measured from: child, head, spouse.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from shared.models import Disability, Relation, Tier

MALE, FEMALE = 0, 1


@dataclass(frozen=True)
class DisabilityProfile:
    """The share with a disability, the weights of levels 1 to 4, and of kinds."""

    share: float
    levels: tuple[float, float, float, float] = (0.16, 0.34, 0.28, 0.22)
    kinds: tuple[tuple[Disability, float], ...] = (
        (Disability.SIGHT, 0.12),
        (Disability.HEARING, 0.14),
        (Disability.SPEECH, 0.02),
        (Disability.LIMBS, 0.46),
        (Disability.INTELLECT, 0.11),
        (Disability.MIND, 0.10),
        (Disability.MULTIPLE, 0.05),
    )


SEVERE_DISABILITY_KINDS = ((Disability.LIMBS, 0.4), (Disability.INTELLECT, 0.35), (Disability.MIND, 0.25))
CHILD_DISABILITY, FREQUENT_DISABILITY, ELDER_DISABILITY, WORKING_DISABILITY = (
    DisabilityProfile(0.05),
    DisabilityProfile(0.14),
    DisabilityProfile(0.23),
    DisabilityProfile(0.52),
)
SEVERE_DISABILITY = DisabilityProfile(
    1.0, (0.45, 0.55, 0, 0), SEVERE_DISABILITY_KINDS
)  # 特困人员认定办法: counts as no working capacity


Knots = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class AgeDistribution:
    """Years on the day the family is looked at, as likely as `knots` (age, weight) say, straight between them.

    With `than`, years older than that member (by position).
    """

    knots: Knots
    than: int | None = None
    least: float = 0.0


@dataclass(frozen=True)
class MemberType:
    """One member; `male` is a share, None means the other sex than the member `than`."""

    relation: Relation
    age: AgeDistribution
    male: float | None = 0.52
    disability: DisabilityProfile = FREQUENT_DISABILITY
    alone_in: Tier | None = None  # recognised alone in another tier than the family (单人户)
    has_died: bool = False  # died during the spell of the household


@dataclass(frozen=True)
class HouseholdType:
    """The members, and the age of the head from which the household can be in a tier."""

    members: tuple[MemberType, ...]
    head_from: float = 18


HEAD, SPOUSE, OFFSPRING = Relation.HEAD, Relation.SPOUSE, Relation.CHILD


def _relative_age(low: float, mode: float, high: float, than: int) -> AgeDistribution:
    return AgeDistribution(((low, 0), (mode, 1), (high, 0)), than)


def _head(*knots: tuple[float, float], male: float, disability: DisabilityProfile = ELDER_DISABILITY) -> MemberType:
    return MemberType(HEAD, AgeDistribution(knots), male, disability)


def _spouse(than: int, *, has_died: bool = False, disability: DisabilityProfile = FREQUENT_DISABILITY) -> MemberType:
    return MemberType(
        SPOUSE, _relative_age(-5, -1, 3, than), None, ELDER_DISABILITY if has_died else disability, has_died=has_died
    )


def _parent(than: int, male: float, disability: DisabilityProfile = FREQUENT_DISABILITY) -> MemberType:
    return MemberType(HEAD, _relative_age(22, 26, 41, than), male, disability)


# One pyramid: as many children of each age, fewer once they may earn; adults more with age; no gap before 60.
ONE_CHILD = MemberType(
    OFFSPRING,
    AgeDistribution(((0, 0.95), (16, 1), (19, 0.9), (22, 0.8), (26, 0.25), (30, 0))),
    disability=CHILD_DISABILITY,
)
OLDER_CHILD = MemberType(
    OFFSPRING, AgeDistribution(((8.5, 0.9), (17, 1), (22, 0.8), (26, 0.2), (29, 0))), disability=CHILD_DISABILITY
)
YOUNGER_CHILD = MemberType(OFFSPRING, _relative_age(-8.4, -3, -1.2, 0), disability=CHILD_DISABILITY)
YOUNGEST_CHILD = MemberType(OFFSPRING, _relative_age(-8.4, -5, -3.5, 0), disability=CHILD_DISABILITY)
DISABLED_CHILD = MemberType(
    OFFSPRING, AgeDistribution(((20, 0.7), (34, 1), (50, 0.6), (56, 0))), 0.58, SEVERE_DISABILITY
)
GRANDCHILD = MemberType(
    Relation.GRANDCHILD, AgeDistribution(((1, 0.7), (7, 1), (17, 1), (20, 0.4), (24, 0))), disability=CHILD_DISABILITY
)
OWN_PARENT = MemberType(Relation.PARENT, _relative_age(22, 27, 36, 1), 0.35, ELDER_DISABILITY)

SINGLE_ELDER = HouseholdType((_head((60, 1), (70, 0.95), (80, 0.62), (90, 0.2), (98, 0.01), male=0.56),))
SINGLE_ADULT = HouseholdType(
    (_head((19, 0.3), (32, 0.55), (46, 1), (60, 1.2), male=0.64, disability=WORKING_DISABILITY),)
)
OLD_COUPLE = HouseholdType(
    (_head((60, 0.45), (68, 1), (77, 0.75), (90, 0), male=1.0), _spouse(0, disability=ELDER_DISABILITY))
)
WIDOWED = HouseholdType((_head((60, 0.3), (74, 1), (85, 0.6), (96, 0), male=0.35), _spouse(0, has_died=True)))
COUPLE = HouseholdType((_head((28, 0.2), (45, 0.8), (60, 1.1), male=0.8, disability=WORKING_DISABILITY), _spouse(0)))
LONE_PARENT = HouseholdType((ONE_CHILD, _parent(0, 0.35, WORKING_DISABILITY)))
LONE_PARENT_OF_TWO = HouseholdType((OLDER_CHILD, _parent(0, 0.35, WORKING_DISABILITY), YOUNGER_CHILD))
PARENTS = HouseholdType((ONE_CHILD, _parent(0, 0.85, WORKING_DISABILITY), _spouse(1)))
PARENTS_OF_TWO = HouseholdType((OLDER_CHILD, _parent(0, 0.85, WORKING_DISABILITY), _spouse(1), YOUNGER_CHILD))
PARENTS_OF_THREE = HouseholdType((*PARENTS_OF_TWO.members, YOUNGEST_CHILD))
THREE_GENERATIONS = HouseholdType((*PARENTS_OF_TWO.members, OWN_PARENT))
SIX_AT_HOME = HouseholdType((*PARENTS_OF_THREE.members, OWN_PARENT))
PARENTS_OF_DISABLED = HouseholdType((DISABLED_CHILD, _parent(0, 0.9), _spouse(1)))
PARENTS_OF_DISABLED_IN_DIBAO = HouseholdType(
    (replace(DISABLED_CHILD, alone_in=Tier.DIBAO), _parent(0, 0.9), _spouse(1))
)
GRANDPARENT = HouseholdType((GRANDCHILD, MemberType(HEAD, _relative_age(43, 53, 64, 0), 0.4, ELDER_DISABILITY)))
OLD_SINGLE_TEKUN = HouseholdType(
    (_head((60, 0.12), (65, 0.75), (71, 1), (80, 0.8), (88, 0.36), (97, 0.05), (100, 0), male=0.8),), head_from=60
)
OLD_SIBLINGS_TEKUN = HouseholdType(
    (
        _head((64, 0.6), (71, 1), (86, 0), male=0.9),
        MemberType(Relation.SIBLING, _relative_age(-3.5, -2, 6, 0), 0.8, ELDER_DISABILITY),
    ),
    head_from=64,
)
DISABLED_TEKUN = HouseholdType(
    (_head((18, 0.5), (40, 0.9), (58, 1.1), (68, 0), male=0.7, disability=SEVERE_DISABILITY),), head_from=16
)
ORPHAN = HouseholdType((_head((1, 0.4), (8, 1), (15.7, 1), male=0.53, disability=CHILD_DISABILITY),), head_from=0.4)

# Shares of families in a tier; assumed, so that dibao has about 1.6 persons a household, tekun is mostly single
# elderly, and marginal and expenditure families have about 2.4 persons.
HOUSEHOLD_TYPE_SHARES: dict[Tier | None, dict[HouseholdType, float]] = {
    Tier.TEKUN: {OLD_SINGLE_TEKUN: 0.865, OLD_SIBLINGS_TEKUN: 0.015, DISABLED_TEKUN: 0.09, ORPHAN: 0.03},
    Tier.DIBAO: {
        SINGLE_ELDER: 0.22,
        WIDOWED: 0.03,
        SINGLE_ADULT: 0.315,
        OLD_COUPLE: 0.10,
        COUPLE: 0.065,
        LONE_PARENT: 0.09,
        LONE_PARENT_OF_TWO: 0.024,
        PARENTS: 0.045,
        PARENTS_OF_TWO: 0.016,
        PARENTS_OF_THREE: 0.003,
        THREE_GENERATIONS: 0.004,
        SIX_AT_HOME: 0.001,
        PARENTS_OF_DISABLED: 0.045,
        GRANDPARENT: 0.035,
    },
    Tier.MARGINAL: {
        SINGLE_ELDER: 0.08,
        SINGLE_ADULT: 0.09,
        OLD_COUPLE: 0.12,
        COUPLE: 0.10,
        LONE_PARENT: 0.16,
        LONE_PARENT_OF_TWO: 0.05,
        PARENTS: 0.19,
        PARENTS_OF_TWO: 0.09,
        PARENTS_OF_THREE: 0.012,
        THREE_GENERATIONS: 0.02,
        SIX_AT_HOME: 0.003,
        PARENTS_OF_DISABLED_IN_DIBAO: 0.06,
        GRANDPARENT: 0.03,
    },
    Tier.EXPENDITURE: {
        SINGLE_ELDER: 0.08,
        SINGLE_ADULT: 0.10,
        OLD_COUPLE: 0.16,
        COUPLE: 0.14,
        LONE_PARENT: 0.12,
        PARENTS: 0.25,
        PARENTS_OF_TWO: 0.10,
        THREE_GENERATIONS: 0.01,
        GRANDPARENT: 0.04,
    },
    None: {
        SINGLE_ELDER: 0.16,
        SINGLE_ADULT: 0.22,
        OLD_COUPLE: 0.22,
        COUPLE: 0.14,
        LONE_PARENT: 0.10,
        PARENTS: 0.12,
        GRANDPARENT: 0.04,
    },
}
