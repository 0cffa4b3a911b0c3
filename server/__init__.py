"""The front door: both apps on one origin behind one sign-in; and the command line."""
