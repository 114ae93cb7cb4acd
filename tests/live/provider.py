"""A provider that answers like the API, and plants a canary in every field of every answer."""

import json
import re
from collections import Counter
from contextlib import contextmanager
from urllib.parse import urlsplit

from ..servers import Quiet, listening

NUMBERS = ("number", "source", "target", "callee", "caller", "from", "to", "tel", "fax", "mobile")
TIMES = ("created", "modified", "date", "time", "At", "expires")
UUID = "7c1d9e20-3b4a-4c5d-8e6f-1a2b3c4d5e6f"
# What an operation answers, one after another: mostly well, then wrong in one way each.
TURNS = ("well", "well", "well", "error", "sentence", "page", "half", "odd", "table", "card")


class Api:
    """Answers of every operation, made of the contracts' shapes."""

    def __init__(self, book, canaries):
        self.book, self.canaries = book, canaries
        self.routes = [
            (each.method, re.compile(re.sub(r"\{[^}]+\}", "[^/]+", f"(?:/v2)?{each.path}")), each)
            for each in book.operations.values()
        ]
        self.seen = Counter()

    def answer(self, method, path):
        """Status, content type and body of an answer."""
        operation = self.find(method, path)
        if operation is None:
            return 404, "text/plain", self.canaries.sentence()
        if operation.operation == "userinfo":
            return (
                200,
                "application/json",
                json.dumps({**self.extras(), "sub": "w0", "masterSipId": self.canaries.digits()}),
            )
        turn = TURNS[self.seen[operation.operation] % len(TURNS)]
        self.seen[operation.operation] += 1
        if operation.label == "GET /groups":
            turn = "well"  # by it the profile is recognised
        return getattr(self, turn)(operation)

    def find(self, method, path):
        fits = [o for m, route, o in self.routes if m == method and route.fullmatch(path)]
        return min(fits, key=lambda o: o.path.count("{"), default=None)

    def well(self, operation):
        status = min(operation.responses)
        shape = self.book.shapes.get(operation.responses[status] or "")
        if shape is None or shape.content == "none":
            return status, "", ""
        if shape.content != "application/json":
            return status, shape.content, self.table(operation)[2]
        return status, "application/json", json.dumps(self.made({"$ref": f"/{shape.shape}"}, "", 0))

    def error(self, operation):
        detail = {
            "status": 400,
            "title": self.canaries.sentence(),
            "detail": self.canaries.sentence(),
        }
        body = {"errors": [detail | self.extras()], "message": self.canaries.sentence()}
        return 400, "application/json", json.dumps(body, ensure_ascii=False)

    def sentence(self, operation):
        return 404, "text/plain", self.canaries.sentence()

    def page(self, operation):
        text = self.canaries.sentence()
        return (
            502,
            "text/html",
            f"<html><title>{text}</title><p class='{self.canaries.word()}'>{text}",
        )

    def half(self, operation):
        return 200, "application/json", json.dumps(self.extras())[:-30]

    def odd(self, operation):
        return 200, f"text/{self.canaries.word()}", json.dumps(self.extras())

    def table(self, operation):
        c = self.canaries
        rows = [f"{c.word()};{c.word()};{c.email()};{c.number()};{c.address()}" for _ in range(3)]
        head = f"firstname;lastname;email;phone;{c.word()}"
        return 200, "text/csv", "\r\n".join([head, *rows])

    def card(self, operation):
        c = self.canaries
        lines = (
            "BEGIN:VCARD",
            "VERSION:3.0",
            f"N:{c.word()};{c.word()};;;",
            f"FN:{c.word()} {c.word()}",
            f"item1.TEL;TYPE=CELL,{c.word()}:{c.number()}",
            f"EMAIL:{c.email()}",
            f"ADR;TYPE=HOME:;;{c.address()};{c.word()};;40221;{c.word()}",
            f" {c.word()} folded",
            f"NOTE:{c.sentence()}",
            "END:VCARD",
        )
        return 200, "text/vcard", "\r\n".join(lines)

    def made(self, schema, name, depth):
        """A value that keeps a schema, with a canary wherever one fits."""
        if "$ref" in schema:
            schema = self.book.shapes[schema["$ref"].rsplit("/", 1)[1]].json_schema
        if variants := schema.get("anyOf") or schema.get("oneOf"):
            return self.made(variants[0], name, depth)
        if "enum" in schema:
            return schema["enum"][-1]
        kind = schema.get("type")
        kind = kind[0] if isinstance(kind, list) else kind
        if kind == "object" or "properties" in schema:
            own = {k: self.made(v, k, depth + 1) for k, v in schema.get("properties", {}).items()}
            return {**own, **self.extras()} if depth < 3 else own
        if kind == "array":
            # Some shapes hold themselves.
            items = range(2 if depth < 5 else 0)
            return [self.made(schema.get("items", {}), name, depth + 1) for _ in items]
        return {"integer": 3, "number": 1.5, "boolean": True, "null": None}.get(kind) or self.text(
            name
        )

    def text(self, name):
        c, low = self.canaries, name.lower()
        if any(each in name for each in TIMES):
            return "2026-11-23T09:00:00Z"
        if low.endswith(("id", "ids")) and next(c.numbers) % 2:
            return UUID
        if name == "sipServer":
            return "sip.sipgate.de"
        if low == "id":
            return "w0"
        if "mail" in low:
            return c.email()
        if low.endswith(("url", "link", "uris", "origins")):
            return c.url()
        if any(low.endswith(each) for each in NUMBERS):
            return c.number()
        if any(each in low for each in ("error", "detail", "title", "message")):
            return c.sentence()
        return c.anything()

    def extras(self):
        """Fields that no shape knows, also such whose names are data."""
        c = self.canaries
        return {
            "surprise": c.word(),
            "surpriseCount": c.integer(),
            "surpriseAmount": float(c.integer()),
            "nested": {
                "list": [c.anything(), [c.anything()]],
                "PIN": int(c.digits()),
                "type": c.word(),
            },
            "password": c.secret(),
            "status": c.word().upper(),
            c.number(): c.word(),
            c.email(): 1,
            f"{c.word()} {c.word()}": True,
            c.url(): 0,
            f"a/{c.word()}/b": {c.number(): c.word()},
            f"{c.word()}{c.digits()}": None,
        }


class RefusesInItsOwnWords(Api):
    """Refuses the credentials, and says whose they are."""

    def answer(self, method, path):
        return 401, "text/plain", self.canaries.sentence()


class SpeaksOfSomethingElse(Api):
    """Answers what no API answers, under a name that nobody knows."""

    def answer(self, method, path):
        return 200, f"text/{self.canaries.word()}", self.canaries.sentence()


class ListsInPlaceOfGroups(Api):
    """Is the API, but answers groups as no platform does."""

    def answer(self, method, path):
        if path.endswith("/userinfo"):
            return super().answer(method, path)
        return 403, "text/plain", self.canaries.sentence()


class NestsTooDeep(Api):
    """Answers JSON that is deeper than anybody can read."""

    def answer(self, method, path):
        deep = "[" * 5000
        return 200, "application/json", f'{{"sub": "{self.canaries.word()}", "items": {deep}'


WRONG = (RefusesInItsOwnWords, SpeaksOfSomethingElse, ListsInPlaceOfGroups, NestsTooDeep)


@contextmanager
def serving(api):
    """The base URL of a provider on loopback."""

    class Handler(Quiet):
        def answer(self):
            self.received()
            status, content_type, body = api.answer(self.command, urlsplit(self.path).path)
            c = api.canaries
            headers = [
                ("X-Account", c.word()),
                ("Set-Cookie", f"session={c.word()}; Domain={c.word()}"),
                ("Location", c.url()),
            ]
            if content_type:
                told = f"{content_type}; charset=utf-8; name={c.word()}"
                headers.append(("Content-Type", told))
            self.send_response_only(status, c.word())
            self.say(status, headers, body.encode())

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815

    with listening(Handler) as origin:
        yield f"{origin}/v2"
