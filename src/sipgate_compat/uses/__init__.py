"""What an integration uses of the API, read from what it left behind, and whether it may move.

`sources` tells a list, a HAR file, an access log, an OpenAPI document and a recording apart by
their content; each is read into `Seen`, a request reduced to kinds of values. `decide` compares
these with the requests of the cases. No value of anybody goes further than `Reducer`.
"""
