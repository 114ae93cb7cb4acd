"""One yes or no with its reasons.

Whatever decides gives a `Gate`, and the writers know nothing else: `decide` does it from a run and
a baseline. Deciding for a consumer's list of operations is a second module beside it.
"""
