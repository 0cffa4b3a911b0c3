"""Fixtures of the tests of reference data and demo province."""

from tests.seed.province import province

__all__ = ["province"]
