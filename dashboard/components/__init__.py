"""Parts of pages. They take data, never a session."""
