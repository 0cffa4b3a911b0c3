"""Reports that the server writes by itself."""
