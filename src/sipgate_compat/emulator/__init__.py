"""A stateful double of the platform: three accounts behind one API, and a control plane.

It is an implementation in its own right, written from public facts, and is judged by the suite
like any other provider; it reads and imports nothing of the contracts. What it answers says nothing
about sipgate.
"""
