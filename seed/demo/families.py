"""Families as the registry meets them: who lives together, how old, how frail. All shares are assumptions.

Members are declared so that each comes after the one its age is measured from: child, head, spouse.
"""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Age:
    """Years on the day the family is looked at; with `than`, years older than that member (by position)."""

    low: float
    mode: float
    high: float
    than: int | None = None
    least: float = 0.3


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
YOUNG = Age(0.3, 11, 21.5)


def _spouse(than: int, *, gone: bool = False) -> Member:
    return Member(SPOUSE, Age(-5, -1, 3, than), None, ELDER if gone else COMMON, gone=gone)


def _parent(than: int, male: float, frailty: Frailty = COMMON) -> Member:
    return Member(HEAD, Age(23, 26, 40, than), male, frailty)


ONE_CHILD = Member(OFFSPRING, YOUNG, frailty=CHILD)
OLDER_CHILD = Member(OFFSPRING, Age(8.5, 13, 21.5), frailty=CHILD)
YOUNGER_CHILD = Member(OFFSPRING, Age(-7, -3, -1.2, 0), frailty=CHILD)
FRAIL_ADULT = Member(OFFSPRING, Age(20, 33, 52), 0.58, SEVERE)
GRANDCHILD = Member(Relation.GRANDCHILD, Age(2, 11, 19), frailty=CHILD)

SINGLE_ELDER = Family((Member(HEAD, Age(60, 70, 95), 0.56, ELDER),))
SINGLE_ADULT = Family((Member(HEAD, Age(24, 50, 59.9), 0.64, WORKING),))
OLD_COUPLE = Family((Member(HEAD, Age(60, 69, 88), 1.0, ELDER), Member(SPOUSE, Age(-6, -1, 3, 0), None, ELDER)))
WIDOWED = Family((Member(HEAD, Age(60, 74, 94), 0.35, ELDER), _spouse(0, gone=True)))
COUPLE = Family((Member(HEAD, Age(30, 50, 59.9), 0.8, WORKING), _spouse(0)))
LONE_PARENT = Family((ONE_CHILD, _parent(0, 0.35, WORKING)))
LONE_PARENT_OF_TWO = Family((OLDER_CHILD, _parent(0, 0.35, WORKING), YOUNGER_CHILD))
PARENTS = Family((ONE_CHILD, _parent(0, 0.85, WORKING), _spouse(1)))
PARENTS_OF_TWO = Family((OLDER_CHILD, _parent(0, 0.85, WORKING), _spouse(1), YOUNGER_CHILD))
FRAIL_AT_HOME = Family((FRAIL_ADULT, _parent(0, 0.9), _spouse(1)))
FRAIL_ALONE_IN_DIBAO = Family(
    (Member(OFFSPRING, Age(20, 33, 52), 0.58, SEVERE, alone_in=Tier.DIBAO), _parent(0, 0.9), _spouse(1))
)
GRANDPARENT = Family((GRANDCHILD, Member(HEAD, Age(45, 53, 64, 0), 0.4, ELDER)))
OLD_SINGLE_TEKUN = Family((Member(HEAD, Age(60, 71, 97), 0.8, ELDER),), head_from=60)
OLD_SIBLINGS_TEKUN = Family(
    (Member(HEAD, Age(64, 71, 86), 0.9, ELDER), Member(Relation.SIBLING, Age(-3.5, -2, 6, 0), 0.8, ELDER)),
    head_from=64,
)
FRAIL_TEKUN = Family((Member(HEAD, Age(18, 46, 59.5), 0.7, SEVERE),), head_from=16)
ORPHAN = Family((Member(HEAD, Age(1, 10, 15.7), 0.53, CHILD),), head_from=0.4)

# Shares of families in a tier; assumed, so that dibao has about 1.6 persons a household, tekun is mostly single
# elderly, and marginal and expenditure families have about 2.3 persons.
MIXES: dict[Tier | None, dict[Family, float]] = {
    Tier.TEKUN: {OLD_SINGLE_TEKUN: 0.865, OLD_SIBLINGS_TEKUN: 0.015, FRAIL_TEKUN: 0.09, ORPHAN: 0.03},
    Tier.DIBAO: {
        SINGLE_ELDER: 0.21,
        WIDOWED: 0.03,
        SINGLE_ADULT: 0.31,
        OLD_COUPLE: 0.10,
        COUPLE: 0.05,
        LONE_PARENT: 0.11,
        LONE_PARENT_OF_TWO: 0.03,
        PARENTS: 0.05,
        PARENTS_OF_TWO: 0.02,
        FRAIL_AT_HOME: 0.04,
        GRANDPARENT: 0.05,
    },
    Tier.MARGINAL: {
        SINGLE_ELDER: 0.09,
        SINGLE_ADULT: 0.10,
        OLD_COUPLE: 0.15,
        COUPLE: 0.11,
        LONE_PARENT: 0.15,
        LONE_PARENT_OF_TWO: 0.04,
        PARENTS: 0.18,
        PARENTS_OF_TWO: 0.09,
        FRAIL_ALONE_IN_DIBAO: 0.06,
        GRANDPARENT: 0.03,
    },
    Tier.EXPENDITURE: {
        SINGLE_ELDER: 0.08,
        SINGLE_ADULT: 0.10,
        OLD_COUPLE: 0.16,
        COUPLE: 0.14,
        LONE_PARENT: 0.12,
        PARENTS: 0.26,
        PARENTS_OF_TWO: 0.10,
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
