"""Numerals: the one grammar of numbers that dates, counts and sums share."""
