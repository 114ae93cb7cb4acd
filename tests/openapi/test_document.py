"""What holds for every document: it is whole, its references lead somewhere, nothing leaks."""

import json
import re
from urllib.parse import urlsplit

import pytest

from sipgate_compat import paths
from sipgate_compat.compare import pointed
from sipgate_compat.contract.book import digest
from sipgate_compat.contract.model import PROFILES
from sipgate_compat.openapi.document import documents
from sipgate_compat.shapes import Shapes

from .conftest import operations, walked

SIPGATES = {"api.sipgate.com", "login.sipgate.com"}
# Hosts of the standards, and of stories (RFC 2606).
OTHERS = {"json-schema.org", "example.com", "example.net", "example.org", "example"}


def test_the_committed_documents_are_fresh(book):
    stale = [
        name
        for name, text in documents(book).items()
        if not (paths.CHECKOUT / name).is_file() or (paths.CHECKOUT / name).read_text() != text
    ]
    assert not stale, "run `make reports` and commit what it changed"


def test_nothing_else_is_committed_beside_them():
    found = {each.name for each in (paths.CHECKOUT / "contracts" / "openapi").iterdir()}
    assert found == {f"{profile}.json" for profile in PROFILES}


def test_the_documents_do_not_change_the_contracts_digest(tmp_path):
    (tmp_path / "a.yaml").write_text("a: 1\n")
    before = digest(tmp_path)
    (tmp_path / "openapi").mkdir()
    (tmp_path / "openapi" / "neo.json").write_text("{}\n")
    assert digest(tmp_path) == before


def test_every_operation_of_the_book_is_there(book, openapi):
    found = [each["operationId"] for each in operations(openapi)]
    assert sorted(found) == sorted(book.operations)


def test_every_operation_stands_where_its_contract_says(book, openapi):
    for each in book.operations.values():
        found = openapi["paths"][each.path][each.method.lower()]
        assert found["operationId"] == each.operation


def test_no_two_paths_differ_in_the_names_of_parameters_only(openapi):
    bare = [re.sub(r"{[^}]*}", "{}", path) for path in openapi["paths"]]
    assert len(set(bare)) == len(bare)


def test_every_reference_resolves(openapi):
    targets = {v["$ref"] for v in walked(openapi) if isinstance(v, dict) and "$ref" in v}
    assert targets
    assert all(isinstance(pointed(openapi, target.removeprefix("#")), dict) for target in targets)


def test_every_component_is_used(openapi):
    named = {v["$ref"].rsplit("/", 1)[1] for v in walked(openapi) if _is_reference(v)}
    assert named == set(openapi["components"]["schemas"])


def _is_reference(value):
    return isinstance(value, dict) and isinstance(value.get("$ref"), str)


def test_no_word_of_ours_leaks(openapi):
    keys = {key for value in walked(openapi) if isinstance(value, dict) for key in value}
    assert {key for key in keys if key.startswith("$")} == {"$ref"}
    assert "nullable" not in keys
    texts = [value for value in walked(openapi) if isinstance(value, str)]
    assert not [text for text in texts if re.match(r"\$(?!response\.|request\.)", text)]


def test_only_documented_hosts_are_named(openapi):
    urls = re.findall(r"https?://[^\s\"\\]+", json.dumps(openapi))
    hosts = {urlsplit(url).hostname for url in urls}
    assert hosts >= SIPGATES
    assert {h for h in hosts - SIPGATES if not _is_of(h, OTHERS)} == set()


def _is_of(host, domains):
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def test_every_path_parameter_is_declared_and_required(openapi):
    for path, item in openapi["paths"].items():
        for each in (each for method, each in item.items() if method != "servers"):
            declared = [p for p in each.get("parameters", ()) if p["in"] == "path"]
            assert [p["name"] for p in declared] == re.findall(r"{([^}]*)}", path)
            assert all(p["required"] for p in declared)


def test_every_scope_is_one_of_the_flow(openapi):
    flow = openapi["components"]["securitySchemes"]["oauth2"]["flows"]["authorizationCode"]
    asked = {
        scope
        for each in operations(openapi)
        for way in each["security"]
        for scope in way.get("oauth2", ())
    }
    assert asked == set(flow["scopes"])


def test_every_operation_says_how_it_is_known(openapi):
    for each in operations(openapi):
        assert each["x-sipgate-evidence"].keys() >= {"evidence", "page", "read"}
        assert each["x-sipgate-availability"] in {"available", "refused", "absent", "unknown"}


def test_every_response_says_how_it_is_known(openapi):
    for each in operations(openapi):
        for status, response in each["responses"].items():
            assert response["description"]
            assert status == "default" or response["x-sipgate-evidence"][0].keys() >= {"page"}


def test_what_is_refused_has_no_success(openapi):
    gone = [e for e in operations(openapi) if e["x-sipgate-availability"] in {"refused", "absent"}]
    assert not [e["operationId"] for e in gone if any(s < "400" for s in e["responses"])]


@pytest.mark.parametrize("where", ["requestBody", "responses"])
def test_every_example_holds_its_schema(book, openapi, where):
    shapes = Shapes(book.shapes)
    medias = [v for e in operations(openapi) for v in walked(e.get(where)) if _has_examples(v)]
    for media in medias:
        name = media["schema"]["$ref"].rsplit("/", 1)[1]
        for example in media["examples"].values():
            assert shapes.validator(name).is_valid(example["value"])


def _has_examples(value):
    return isinstance(value, dict) and "examples" in value and "$ref" in value.get("schema", {})


def test_every_link_names_an_operation_and_its_parameters(openapi):
    known = {each["operationId"]: each for each in operations(openapi)}
    links = [
        link
        for each in known.values()
        for response in each["responses"].values()
        for link in response.get("links", {}).values()
    ]
    for link in links:
        declared = known[link["operationId"]]["parameters"]
        assert set(link["parameters"]) <= {f"{p['in']}.{p['name']}" for p in declared}


def test_the_document_says_which_contracts_it_is_made_of(book, openapi, profile):
    info = openapi["info"]
    assert info["x-sipgate-contracts"] == book.digest
    assert info["x-sipgate-profile"] == profile
