"""Use cases: the only writers of records. A service never commits; the edge does, once, through `commit`."""

from .commit import commit, completed

__all__ = ["commit", "completed"]
