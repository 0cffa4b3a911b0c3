"""Both apps on one origin behind one sign-in (`server.web`), and the command line (`server.cli`)."""
