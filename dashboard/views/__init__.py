"""One page a file: filters, figures, charts, downloads."""
