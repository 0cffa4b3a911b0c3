"""Terms by which people are found: every part of a name, its pinyin and initials; every part of an address.

Pure text: what stands in the database is written in `shared.models.search_term_rows`.
"""

from .texts import MAX_TERM_LENGTH, address_terms, fold, fold_name, is_named, leading_term, name_terms

__all__ = ["MAX_TERM_LENGTH", "address_terms", "fold", "fold_name", "is_named", "leading_term", "name_terms"]
