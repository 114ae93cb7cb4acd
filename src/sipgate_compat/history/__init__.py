"""Runs over time: what was observed, reduced to facts that can be kept and compared."""
