"""Fixtures of the tests of reference data and demo province."""

from tests.seed.demo_queries import province
from tests.seed.generated_sample import sample

__all__ = ["province", "sample"]
