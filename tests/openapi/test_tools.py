"""Tools that read OpenAPI accept the documents: a validator, a client generator, schemathesis."""

import json

import pytest

from .conftest import operations


def test_the_validator_accepts_it(openapi):
    from openapi_spec_validator import OpenAPIV31SpecValidator

    assert [error.message for error in OpenAPIV31SpecValidator(openapi).iter_errors()] == []


def test_the_client_generator_accepts_it(openapi, tmp_path):
    from openapi_python_client import generate
    from openapi_python_client.config import Config, ConfigFile, MetaType

    (tmp_path / "openapi.json").write_text(json.dumps(openapi))
    config = Config.from_sources(
        ConfigFile(post_hooks=[], package_name_override="made"),
        MetaType.NONE,
        tmp_path / "openapi.json",
        "utf-8",
        False,
        tmp_path / "made",
    )
    assert [f"{error.header}: {error.detail}" for error in generate(config=config)] == []
    modules = [m for m in (tmp_path / "made" / "api").glob("*/*.py") if m.stem != "__init__"]
    assert len(modules) == len(list(operations(openapi)))


@pytest.mark.parametrize("profile", ["neo"], indirect=True)
def test_schemathesis_finds_all_operations(openapi):
    import schemathesis

    schema = schemathesis.openapi.from_dict(openapi)
    found = [each.ok().definition.raw["operationId"] for each in schema.get_all_operations()]
    assert sorted(found) == sorted(each["operationId"] for each in operations(openapi))
