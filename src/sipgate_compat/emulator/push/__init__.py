"""The Push API: what calls tell the addresses that an account has set, and what those may answer.

A call's own life stands in `state`; here is what is told of it. `pusher` keeps the order and the
time, `form` writes what is sent, `sending` sends it, `xml` reads the answer, `following` does what
it says, and `deliveries` keeps all of it for whoever tests a receiver.
"""
