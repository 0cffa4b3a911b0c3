"""Values of dimensions that no record has as a column: figures put rows of several kinds together."""

from __future__ import annotations

from shared.locale import lazy as _l
from shared.models.labelled_enum import LabelledEnum


class MonitoredGroup(LabelledEnum):
    """Why somebody is in the low-income database, the first that holds."""

    IN_TIER = "in_tier", _l("In a tier")
    EXITED = "exited", _l("Left a tier lately")
    TEMPORARY = "temporary", _l("Given temporary assistance lately")
    FLAGGED = "flagged", _l("With an open warning")


class SuspectKind(LabelledEnum):
    """What looks wrong with a benefit spell in force."""

    DIED = "died", _l("Benefits after death")
    FORMER_REGION = "former_region", _l("In a region that no longer exists")
