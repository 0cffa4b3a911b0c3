"""The admin application: records, with Flask-Admin."""
