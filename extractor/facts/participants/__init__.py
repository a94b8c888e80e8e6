"""Counts of people and organisations that take part."""
