"""A place in a document: reads what must be there, and says where it is not.

References within the document are followed by the library `referencing`, which is given this one
resource and no way to fetch another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import DataError
from .words import a_kind, shown

ANYTHING: dict[str, Any] = {}
NOTHING: dict[str, Any] = {"not": {}}
LONGEST_CHAIN = 100


class References:
    """The references of one document, each resolved once."""

    def __init__(self, contents: Any, name: str) -> None:
        from referencing import Registry, Resource

        resource: Any = Resource.opaque(contents)
        registry: Any = Registry().with_resource("", resource)
        self.name = name
        self._resolver = registry.resolver()
        self._known: dict[str, Any] = {}

    def target(self, reference: str, at: str) -> Any:
        """What a reference names.

        Raises:
            DataError: nothing in this document.
        """
        if reference not in self._known:
            self._known[reference] = self._resolved(reference, at)
        return self._known[reference]

    def _resolved(self, reference: str, at: str) -> Any:
        if not reference.startswith("#"):
            raise self.wrong(
                at,
                f"$ref {shown(reference, 80)!r} leads out of the document; "
                "only #/… is followed, nothing is fetched",
            )
        try:
            return self._resolver.lookup(reference).contents
        except Exception:  # a pointer into a text or number fails in many ways
            raise self.wrong(at, f"$ref {shown(reference, 80)!r} names nothing") from None

    def wrong(self, at: str, reason: str) -> DataError:
        """A complaint that names document and place."""
        return DataError(f"{self.name}: {shown(at) or '/'}: {reason}")


class Node:
    """An object of a document, with its place."""

    __slots__ = ("at", "references", "value")

    def __init__(self, value: dict[str, Any], at: str, references: References) -> None:
        self.value = value
        self.at = at
        self.references = references

    def child(self, key: str) -> Node | None:
        """The object under a key, its reference followed; None where there is none."""
        value = self.value.get(key)
        return None if value is None else self.at_(key, value)

    def children(self, key: str) -> Iterator[tuple[str, Node]]:
        """The objects in the object under a key, by their names."""
        found = self.child(key)
        for name in found.value if found else ():
            # An extension; a content type may begin like one.
            if found and (not name.startswith("x-") or "/" in name):
                yield name, found.child(name) or found.at_(name, {})

    def listed(self, key: str) -> list[Node]:
        """The objects in the list under a key."""
        return [self.at_(f"{key}/{i}", each) for i, each in enumerate(self.list_(key))]

    def list_(self, key: str) -> list[Any]:
        """The list under a key; empty where there is none."""
        value = self.value.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.wrong(key, f"{a_kind(value)}, not a list")
        return value

    def words(self, key: str) -> list[str]:
        """The texts in the list under a key."""
        found = self.list_(key)
        if not all(isinstance(each, str) for each in found):
            raise self.wrong(key, "a list of something else than texts")
        return found

    def text(self, key: str) -> str:
        """The text under a key; empty where there is none."""
        value = self.value.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if value is not None and not isinstance(value, str):
            raise self.wrong(key, f"{a_kind(value)}, not a text")
        return value or ""

    def flag(self, key: str) -> bool:
        """Whether a key says true."""
        return self.value.get(key) is True

    def schema(self, key: str) -> Node | None:
        """The schema under a key; in 3.1 it may be true or false."""
        value = self.value.get(key)
        return None if value is None else self._schema(key, value)

    def schemas(self, key: str) -> list[Node]:
        """The schemas in the list under a key."""
        return [self._schema(f"{key}/{i}", each) for i, each in enumerate(self.list_(key))]

    def named_schemas(self, key: str) -> dict[str, Node]:
        """The schemas in the object under a key, by their names."""
        found = self.value.get(key)
        if found is None:
            return {}
        if not isinstance(found, dict):
            raise self.wrong(key, f"{a_kind(found)}, not an object")
        return {name: self._schema(f"{key}/{name}", each) for name, each in found.items()}

    def _schema(self, key: str, value: Any) -> Node:
        if isinstance(value, bool):
            value = ANYTHING if value else NOTHING
        if not isinstance(value, dict):
            raise self.wrong(key, f"{a_kind(value)}, not a schema")
        found = Node(value, f"{self.at}/{key}", self.references)
        # A bare reference is what it names, so that the same schema is the same object everywhere.
        return found.followed() if value.keys() == {"$ref"} else found

    def at_(self, key: str, value: Any) -> Node:
        """An object at a place below this one, its reference followed."""
        if not isinstance(value, dict):
            raise self.wrong(key, f"{a_kind(value)}, not an object")
        return Node(value, f"{self.at}/{key}", self.references).followed()

    def followed(self) -> Node:
        """What this refers to, or itself; a reference's own siblings are not looked at."""
        node = self
        for _ in range(LONGEST_CHAIN):
            reference = node.value.get("$ref")
            if not isinstance(reference, str):
                return node
            found = self.references.target(reference, node.at)
            if isinstance(found, bool):
                found = ANYTHING if found else NOTHING
            if not isinstance(found, dict):
                raise node.wrong("$ref", f"leads to {a_kind(found)}, not an object")
            node = Node(found, reference, self.references)
        raise self.wrong("$ref", "goes round in a circle")

    def wrong(self, key: str, reason: str) -> DataError:
        """A complaint that names document and place."""
        return self.references.wrong(f"{self.at}/{key}", reason)
