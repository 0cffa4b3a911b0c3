"""The command line `suzhu`."""
