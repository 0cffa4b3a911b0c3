"""What every area draws with: day numbers, random samples, columnar tables, targets and planted faults."""
