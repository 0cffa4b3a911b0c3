"""A folder for each page: page.py draws it, the other files are its sections."""
