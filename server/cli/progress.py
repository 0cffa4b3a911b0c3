"""Progress of long commands: a bar on a terminal, else one line a stage."""

from __future__ import annotations

import sys
import time
from typing import Self

import click

WIDTH = 24


class Progress:
    """Call it with the name of a stage and its done fraction (0 to 1); leaving the `with` block ends the line."""

    def __init__(self) -> None:
        self.stage, self.started = "", 0.0
        self.on_terminal = sys.stderr.isatty()

    def __call__(self, stage: str, fraction: float) -> None:
        """Show the progress of `stage`."""
        if stage != self.stage:
            self._end()
            self.stage, self.started = stage, time.monotonic()
            if not self.on_terminal:
                click.echo(stage, err=True)
        if self.on_terminal:
            filled = round(WIDTH * fraction)
            click.echo(f"\r{'█' * filled}{'░' * (WIDTH - filled)} {fraction:4.0%}  {stage} ", nl=False, err=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._end(is_complete=kind is None)

    def _end(self, *, is_complete: bool = True) -> None:
        if self.stage and self.on_terminal:
            if is_complete:
                self(self.stage, 1)
            click.echo(f"({time.monotonic() - self.started:.0f} s)", err=True)
