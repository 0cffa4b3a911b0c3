"""Finding people by whatever is known of them: the search box of every page, and the lookups of forms."""

from .all_words import MAX_TEXT_LENGTH, PersonSearch, find_by_number, find_persons, may_search_birth_dates

__all__ = ["MAX_TEXT_LENGTH", "PersonSearch", "find_by_number", "find_persons", "may_search_birth_dates"]
