"""Families as the registry meets them: who lives together, how old, how frail. All shares are assumptions.

Members are declared so that each comes after the one its age is measured from: child, head, spouse.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from shared.models import Disability, Relation, Tier

MALE, FEMALE = 0, 1


@dataclass(frozen=True)
class Frailty:
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


SEVERE_KINDS = ((Disability.LIMBS, 0.4), (Disability.INTELLECT, 0.35), (Disability.MIND, 0.25))
CHILD, COMMON, ELDER, WORKING = Frailty(0.05), Frailty(0.14), Frailty(0.23), Frailty(0.52)
SEVERE = Frailty(1.0, (0.45, 0.55, 0, 0), SEVERE_KINDS)  # 特困人员认定办法: counts as no working capacity


Knots = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Age:
    """Years on the day the family is looked at, as likely as `knots` (age, weight) say, straight between them.

    With `than`, years older than that member (by position).
    """

    knots: Knots
    than: int | None = None
    least: float = 0.0


@dataclass(frozen=True)
class Member:
    """One member; `male` is a share, None means the other sex than the member `than`."""

    relation: Relation
    age: Age
    male: float | None = 0.52
    frailty: Frailty = COMMON
    alone_in: Tier | None = None  # recognised alone in another tier than the family (单人户)
    gone: bool = False  # died while the family stood in its tier


@dataclass(frozen=True)
class Family:
    """The members, and the age of the head from which the family can stand in a tier."""

    members: tuple[Member, ...]
    head_from: float = 18


HEAD, SPOUSE, OFFSPRING = Relation.HEAD, Relation.SPOUSE, Relation.CHILD


def _about(low: float, mode: float, high: float, than: int) -> Age:
    return Age(((low, 0), (mode, 1), (high, 0)), than)


def _head(*knots: tuple[float, float], male: float, frailty: Frailty = ELDER) -> Member:
    return Member(HEAD, Age(knots), male, frailty)


def _spouse(than: int, *, gone: bool = False, frailty: Frailty = COMMON) -> Member:
    return Member(SPOUSE, _about(-5, -1, 3, than), None, ELDER if gone else frailty, gone=gone)


def _parent(than: int, male: float, frailty: Frailty = COMMON) -> Member:
    return Member(HEAD, _about(22, 26, 41, than), male, frailty)


# One pyramid: as many children of each age, fewer once they may earn; adults more with age; no gap before 60.
ONE_CHILD = Member(OFFSPRING, Age(((0, 0.95), (16, 1), (19, 0.9), (22, 0.8), (26, 0.25), (30, 0))), frailty=CHILD)
OLDER_CHILD = Member(OFFSPRING, Age(((8.5, 0.9), (17, 1), (22, 0.8), (26, 0.2), (29, 0))), frailty=CHILD)
YOUNGER_CHILD = Member(OFFSPRING, _about(-8.4, -3, -1.2, 0), frailty=CHILD)
YOUNGEST_CHILD = Member(OFFSPRING, _about(-8.4, -5, -3.5, 0), frailty=CHILD)
FRAIL_CHILD = Member(OFFSPRING, Age(((20, 0.7), (34, 1), (50, 0.6), (56, 0))), 0.58, SEVERE)
GRANDCHILD = Member(Relation.GRANDCHILD, Age(((1, 0.7), (7, 1), (17, 1), (20, 0.4), (24, 0))), frailty=CHILD)
OWN_PARENT = Member(Relation.PARENT, _about(22, 27, 36, 1), 0.35, ELDER)

SINGLE_ELDER = Family((_head((60, 1), (70, 0.95), (80, 0.62), (90, 0.2), (98, 0.01), male=0.56),))
SINGLE_ADULT = Family((_head((19, 0.3), (32, 0.55), (46, 1), (60, 1.2), male=0.64, frailty=WORKING),))
OLD_COUPLE = Family((_head((60, 0.45), (68, 1), (77, 0.75), (90, 0), male=1.0), _spouse(0, frailty=ELDER)))
WIDOWED = Family((_head((60, 0.3), (74, 1), (85, 0.6), (96, 0), male=0.35), _spouse(0, gone=True)))
COUPLE = Family((_head((28, 0.2), (45, 0.8), (60, 1.1), male=0.8, frailty=WORKING), _spouse(0)))
LONE_PARENT = Family((ONE_CHILD, _parent(0, 0.35, WORKING)))
LONE_PARENT_OF_TWO = Family((OLDER_CHILD, _parent(0, 0.35, WORKING), YOUNGER_CHILD))
PARENTS = Family((ONE_CHILD, _parent(0, 0.85, WORKING), _spouse(1)))
PARENTS_OF_TWO = Family((OLDER_CHILD, _parent(0, 0.85, WORKING), _spouse(1), YOUNGER_CHILD))
PARENTS_OF_THREE = Family((*PARENTS_OF_TWO.members, YOUNGEST_CHILD))
THREE_GENERATIONS = Family((*PARENTS_OF_TWO.members, OWN_PARENT))
SIX_AT_HOME = Family((*PARENTS_OF_THREE.members, OWN_PARENT))
FRAIL_AT_HOME = Family((FRAIL_CHILD, _parent(0, 0.9), _spouse(1)))
FRAIL_ALONE_IN_DIBAO = Family((replace(FRAIL_CHILD, alone_in=Tier.DIBAO), _parent(0, 0.9), _spouse(1)))
GRANDPARENT = Family((GRANDCHILD, Member(HEAD, _about(43, 53, 64, 0), 0.4, ELDER)))
OLD_SINGLE_TEKUN = Family(
    (_head((60, 0.12), (65, 0.75), (71, 1), (80, 0.8), (88, 0.36), (97, 0.05), (100, 0), male=0.8),), head_from=60
)
OLD_SIBLINGS_TEKUN = Family(
    (
        _head((64, 0.6), (71, 1), (86, 0), male=0.9),
        Member(Relation.SIBLING, _about(-3.5, -2, 6, 0), 0.8, ELDER),
    ),
    head_from=64,
)
FRAIL_TEKUN = Family((_head((18, 0.5), (40, 0.9), (58, 1.1), (68, 0), male=0.7, frailty=SEVERE),), head_from=16)
ORPHAN = Family((_head((1, 0.4), (8, 1), (15.7, 1), male=0.53, frailty=CHILD),), head_from=0.4)

# Shares of families in a tier; assumed, so that dibao has about 1.6 persons a household, tekun is mostly single
# elderly, and marginal and expenditure families have about 2.4 persons.
MIXES: dict[Tier | None, dict[Family, float]] = {
    Tier.TEKUN: {OLD_SINGLE_TEKUN: 0.865, OLD_SIBLINGS_TEKUN: 0.015, FRAIL_TEKUN: 0.09, ORPHAN: 0.03},
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
        FRAIL_AT_HOME: 0.045,
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
        FRAIL_ALONE_IN_DIBAO: 0.06,
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
