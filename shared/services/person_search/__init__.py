"""Finding people by whatever is known of them: the search box of every page, and the lookups of forms."""

from .all_words import PersonSearch, find_persons, may_search_birth_dates

__all__ = ["PersonSearch", "find_persons", "may_search_birth_dates"]
