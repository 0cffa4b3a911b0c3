"""What the law says: dated, region-specific parameters. The rules themselves come with the case work."""
