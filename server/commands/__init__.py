"""The command line, one verb a file: `suzhu run` is `run` in run.py."""
