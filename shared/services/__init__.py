"""Use cases: the only writers of records. A service never commits; the edge does, once, through `commit`."""

from .commit import commit

__all__ = ["commit"]
