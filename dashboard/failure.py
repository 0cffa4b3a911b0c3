"""What nobody foresaw: a sentence in the person's language; what happened stands in the server's log, by reference."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from dashboard.parts.notice import notice
from shared.errors import UserError, stack_summary
from shared.locale import _
from shared.locale import lazy as _l

SENTENCE = _l(
    "The page could not be drawn. Try again; if it happens again, tell your administrator the reference {reference}."
)
log = logging.getLogger(__name__)


@contextmanager
def told() -> Iterator[None]:
    """Draw what is inside; a failure becomes a notice below what was drawn so far, and tells nothing else."""
    try:
        yield
    except UserError as problem:
        notice(_("This cannot be shown"), str(problem), "/", _("To the overview"))
    except Exception as error:  # noqa: BLE001 - people get a sentence, not a traceback
        reference = secrets.token_hex(4)
        log.error("reference %s: %s", reference, stack_summary(error))  # noqa: TRY400 - its message may hold personal data
        sentence = SENTENCE.format(reference=reference)
        notice(_("Something went wrong here"), sentence, "/", _("Try again"), soft=False)
