"""The two tables a run writes: what their columns are, how facts become rows, how rows become files."""
