"""One yes or no with its reasons.

Whatever decides gives a `Gate`, and the writers know nothing else: `decide` does it from a run and
a baseline. `uses` answers for what an integration uses.
"""
