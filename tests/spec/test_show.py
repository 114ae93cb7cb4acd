"""A diff as text and as Markdown: what several operations share stands once."""

from sipgate_compat.spec.diff import diff
from sipgate_compat.spec.read import document
from sipgate_compat.spec.show import diff_markdown, diff_text

from .make import json_of, make_document

TEXT = {"type": "string"}


def rows(kind, summary=""):
    """Thirty operations with one schema; a summary bears the operation's number."""
    answer = {"description": "x", "content": json_of({"$ref": "#/components/schemas/Row"})}
    made = make_document(components={"schemas": {"Row": {"properties": {"a": kind}}}})
    responses = {"200": answer}
    return made | {
        "paths": {
            f"/rows/{i:02}": {"get": {"summary": f"{summary}{i}", "responses": responses}}
            for i in range(30)
        }
    }


def between(old, new):
    return diff(document(old, "old"), document(new, "new"))


def test_a_shared_change_stands_once_with_all_its_operations():
    found = between(rows(TEXT), rows({"type": "integer"}))
    first, *others = diff_text(found).splitlines()
    assert first == "breaking  response 200 /a: type changed: string → integer"
    assert others[0].startswith("            GET /rows/00, GET /rows/01, ")
    assert others[-3].endswith("GET /rows/29")
    assert others[-2:] == ["", "30 breaking"]
    assert all(len(line) <= 100 for line in others)
    assert len(found.changes) == 30


def test_prose_is_not_printed_where_much_of_it_changed():
    found = between(rows(TEXT, "Shows it"), rows(TEXT, "Tells it"))
    assert diff_text(found).startswith("info      description changed\n            GET /rows/00,")
    assert "it1" not in diff_text(found)


def test_markdown_has_a_heading_per_severity_and_no_markup_of_others():
    old, new = rows(TEXT), rows({**TEXT, "enum": ["<b>*"]})
    new["info"] = {"title": "[x](y)", "version": "1"}
    text = diff_markdown(between(old, new))
    assert text.startswith("# Parcels 1 → \\[x\\](y) 1\n\n30 notice, 1 info\n\n## Notice\n")
    assert '- `response 200 /a`: any value, now only listed ones: "\\<b\\>\\*" – `GET' in text


def test_markdown_of_nothing_says_so():
    assert diff_markdown(between(rows(TEXT), rows(TEXT))).endswith("\n\nNo change.")
