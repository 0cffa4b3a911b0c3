"""Fixtures of the tests of reference data and demo province."""

from tests.seed.province import province
from tests.seed.sample import sample

__all__ = ["province", "sample"]
