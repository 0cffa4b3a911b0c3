"""The address of the sign-in page that leads back to where a user was."""

from __future__ import annotations

from urllib.parse import quote

from shared.identity_text import without_numbers

SIGN_IN_PATH, FIRST_ADMIN_PAGE = "/sign-in", "/admin/"


def sign_in_url(method: str, path: str, query: str) -> str:
    """Back to the same page or form afterwards; after any other POST to the first page of the admin app.

    What may be an identity number is taken out of a query of the admin app: none stands in an address.
    """
    if method == "POST" and not path.endswith(("/new/", "/edit/")):
        return f"{SIGN_IN_PATH}?next={FIRST_ADMIN_PAGE}"
    if path.startswith("/admin"):
        query = without_numbers(query)
    back = quote(path) + (f"?{query}" if query else "")
    return f"{SIGN_IN_PATH}?next={quote(back, safe='/')}"
