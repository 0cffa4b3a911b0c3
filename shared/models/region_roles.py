"""Records that stand in several regions: what each region is to the record, and what its offices may do with it.

A model names its columns in `__region_roles__`; where a role may do more or less than usual, in `__region_rights__`.
`shared.access` makes one condition of it for every query, and one check for every write.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Flag, StrEnum, auto


class RegionRole(StrEnum):
    """What a region is to a record (省内通办)."""

    ACCEPTING = "accepting"  # 受理地: where it was handed in
    PAYMENT = "payment"  # 发放地: where money is paid
    REGISTRATION = "registration"  # 户籍地
    RESIDENCE = "residence"  # 居住地
    RESPONSIBLE = "responsible"  # whose record it is: figures count it there


class RegionRight(Flag):
    """What offices of a region may do with a record that stands there."""

    NONE = 0
    READ = auto()
    EDIT = auto()


DEFAULT_REGION_RIGHTS: Mapping[RegionRole, RegionRight] = {
    RegionRole.ACCEPTING: RegionRight.READ,
    RegionRole.PAYMENT: RegionRight.READ,
    RegionRole.REGISTRATION: RegionRight.READ,
    RegionRole.RESIDENCE: RegionRight.READ,
    RegionRole.RESPONSIBLE: RegionRight.READ | RegionRight.EDIT,
}
