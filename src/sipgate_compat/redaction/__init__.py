"""What is personal or secret in an answer, and what stands in its place.

On a live account nothing is kept that is not known to be harmless: a value stays where its field
and its form say so, or where the contracts themselves write it. All else becomes a pseudonym.
"""
