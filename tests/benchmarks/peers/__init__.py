"""The same work done the usual way: simple, fair, and without what makes ours quick."""
