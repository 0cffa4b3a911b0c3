"""Flask-Admin's own view of the same persons, as its manual shows it: one line, and what can be searched."""

from __future__ import annotations

from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_babel import Babel
from sqlalchemy import Engine
from sqlalchemy.orm import scoped_session, sessionmaker

from shared.models import Person


class PersonView(ModelView):
    """All defaults, but for what must be said: where to search, and that sealed columns are no text."""

    column_searchable_list = ("name", "identity_masked")
    form_excluded_columns = ("identity_encrypted", "identity_index")


def create_app(engine: Engine) -> Flask:
    """An application with the one view at /admin/person/."""
    app = Flask(__name__)
    app.secret_key = "a peer keeps no secrets"
    session = scoped_session(sessionmaker(engine))
    app.teardown_appcontext(lambda _error: session.remove())
    Babel(app)  # Flask-Admin asks for it where it is installed
    Admin(app).add_view(PersonView(Person, session))
    return app
