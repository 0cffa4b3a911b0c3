"""Use cases: the only writers of records. A service never commits; the edge does, once, through `commit`."""

from .commit import commit, commit_with_retry

__all__ = ["commit", "commit_with_retry"]
