"""The commands, one a file: `suzhu export` is `export` in export.py; imported when it is called."""
