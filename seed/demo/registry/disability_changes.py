"""Disabilities that changed: recognised, or graded higher, some days before a feed told of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seed.demo.toolkit.columnar_table import Array, ColumnarTable
from seed.demo.toolkit.sampling import Random, code_of
from shared.models import Tier

from .family_members import NONE_CODE
from .people_and_households import People

MILDER_LEVEL = 3  # of a grade that was raised to the second
DAYS_UNTIL_FEED = (3, 30)  # ASSUMED days from the certificate to the warning


@dataclass
class DisabilityChanges(ColumnarTable):
    """Until `day` the person had the disability `kind` and `level`, or none (NONE_CODE, 0)."""

    person: Array
    kind: Array
    level: Array
    day: Array


def draw_disability_changes(
    random: Random, people: People, person: Array, issued: Array, is_raised: Array
) -> DisabilityChanges:
    """What was before of people of whom a feed told so; `is_raised`: the grade rose, else it was recognised.

    Nobody who was recognised as unable to work: that rests on the disability.
    """
    _, first = np.unique(person, return_index=True)
    person, issued, is_raised = person[first], issued[first], is_raised[first]
    tekun = code_of(Tier.TEKUN)
    day = issued - random.integers(*DAYS_UNTIL_FEED, len(person))
    fits = (people.last.tier[person] != tekun) & (people.previous.tier[person] != tekun) & (people.born[person] < day)
    person, day, is_raised = person[fits], day[fits], is_raised[fits]
    kind = np.where(is_raised, people.disability[person], NONE_CODE)
    return DisabilityChanges(person, kind, np.where(is_raised, MILDER_LEVEL, 0), day.astype(np.int32))
