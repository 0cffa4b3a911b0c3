"""Records of one kind from a file of an office: its columns found, its rows read and checked as forms check them."""
