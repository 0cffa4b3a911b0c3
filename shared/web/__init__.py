"""What dashboard, admin and server show or send alike. Knows no web framework."""
