"""The room that writes: the record panel, in Flask-Admin."""
