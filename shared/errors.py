"""Problems a person can do something about. Edges show the sentence; nobody sees a traceback."""

from __future__ import annotations

import errno
import logging
import secrets
import traceback
from collections.abc import Mapping
from difflib import get_close_matches

from shared.locale import _
from shared.locale import lazy as _l

# The system says these in English only.
OS_ERROR_MESSAGES = {
    errno.EACCES: _l("permission is missing"),
    errno.EDQUOT: _l("the disk is full"),
    errno.EFBIG: _l("the file would be larger than allowed"),
    errno.EIO: _l("the disk does not work"),
    errno.EISDIR: _l("it is a folder"),
    errno.ENAMETOOLONG: _l("the name is too long"),
    errno.ENOENT: _l("there is no such folder"),
    errno.ENOSPC: _l("the disk is full"),
    errno.ENOTDIR: _l("there is no such folder"),
    errno.EPERM: _l("permission is missing"),
    errno.EROFS: _l("the disk is read-only"),
}


class UserError(Exception):
    """Something is wrong with what was asked; the message is a translated sentence that says what to do."""


class DatabaseUnavailableError(UserError):
    """The database cannot be reached, is read-only, or its disk is full."""


class TransactionConflictError(DatabaseUnavailableError):
    """Two transactions waited for each other and the database ended this one: done again it will do."""


class SchemaMismatchError(UserError):
    """The database was made by another version of the program."""


DISK_FULL_ERRNOS = {errno.EDQUOT, errno.EFBIG, errno.ENOSPC}
"""What a disk without space answers."""


def os_error_message(error: OSError) -> str:
    """Why the system refused, in the person's language; the system's own number when it is a rare reason."""
    return str(OS_ERROR_MESSAGES.get(error.errno or 0, errno.errorcode.get(error.errno or 0, "?")))


def stack_summary(error: BaseException) -> str:
    """What happened where, for a log: kinds of error and lines of code. No message: it may hold personal data."""
    frames = [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    cause = error.__cause__ or error.__context__
    causes = [stack_summary(cause)] if cause is not None else []
    return "\n".join([*causes, f"{type(error).__module__}.{type(error).__qualname__}", *frames])


def new_reference() -> str:
    """Eight hexadecimal digits by which an administrator finds an error in the log."""
    return secrets.token_hex(4)


def log_unexpected(log: logging.Logger, error: BaseException) -> str:
    """Log an unexpected error without its message, which may hold personal data; returns its reference."""
    reference = new_reference()
    log.error("reference %s: %s", reference, stack_summary(error))
    return reference


def name_with_code(name: object, code: str) -> str:
    """A choice as a sentence offers it: what it is called, and what has to be written unless that is the same."""
    return code if str(name).casefold() == code.casefold() else f"{name} {code}"


def suggest(entered: str, valid: list[str], names: Mapping[str, object] | None = None) -> str:
    """The valid choices closest to what was asked, or all of them, in their own order, as a list for a sentence.

    `names`: what they are called, where people know them by another name.
    """
    close = get_close_matches(entered, valid, n=3, cutoff=0.5)
    choices = [choice for choice in valid if choice in close] or valid
    return _(", ").join(name_with_code(names[one], one) if names and one in names else one for one in choices)
