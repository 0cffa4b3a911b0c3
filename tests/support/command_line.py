"""Commands of `suzhu` run in the test's process, and what they print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.factories.regions import KUNSHAN

SECRET, PASSWORD = "kR7u0cC1v9QmB5xw2ZfJ4tLs8YhNqEa3", "correct horse battery"


@dataclass
class CommandResult:
    code: int
    out: str
    err: str


RunSuzhu = Callable[..., CommandResult]


def add_user(suzhu: RunSuzhu, login: str = "li.ming", region: str = KUNSHAN, *more: str) -> CommandResult:
    return suzhu("user", "add", login, "--name", "李明", "--region", region, *more, typed=PASSWORD + "\n")
