"""The domain of social assistance: records, access, rules, services, indicators, exports."""
