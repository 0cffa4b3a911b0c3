"""Charity programmes: cycles, pledges, quotas, deliveries and solar panels."""
