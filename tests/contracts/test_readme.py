"""contracts/README.md explains every key and word, and its examples are read by the models."""

import re
from pathlib import Path
from typing import get_args

import pytest

from sipgate_compat import compare, yamlfile
from sipgate_compat.contract import events, model

ROOT = Path(__file__).parents[2]
README = ROOT / "contracts" / "README.md"
TEXT = README.read_text()
MODELS = {
    "operation": model.Operation,
    "case": model.CaseData,
    "convention": model.Convention,
    "situation": model.Situation,
    "shape": model.Shape,
    "source": model.SourceData,
    "claim": model.Claim,
    "deviation": model.Deviation,
    "event": events.Event,
    "rule": events.Rule,
    "element": events.Element,
}
EXAMPLES = re.findall(r"^```yaml (\S+)\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
EXPLAINED = [
    *MODELS.values(),
    *(model.Request, model.Parameters, model.Expectation, model.Dispute, model.Paging),
    *(model.Step, model.Lifecycle, model.Conventions, model.ConventionExcept, model.ProfileData),
    *(events.PushField, events.Presences, events.Ruling, events.Attribute, events.Inside),
]
# Pages that are input of tests or made by a run are not ours to read.
PAGES = [
    *ROOT.glob("*.md"),
    *(
        page
        for folder in ("contracts", "docs", "reports/emulator")
        for page in (ROOT / folder).rglob("*.md")
    ),
]


@pytest.mark.parametrize("name, text", EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_an_example_is_read_by_its_model(name, text):
    assert MODELS[name].model_validate(yamlfile.parse(text, README))


@pytest.mark.parametrize("explained", EXPLAINED, ids=lambda each: each.__name__)
def test_every_key_is_explained(explained):
    keys = {field.alias or name for name, field in explained.model_fields.items()} - {"mirror"}
    assert not {key for key in keys if not re.search(rf"\b{re.escape(key)}\b", TEXT)}


def test_every_word_is_explained():
    words = {*compare.WORDS, *get_args(model.Applies), *model.Actor, *model.Evidence}
    assert not {each for each in words if f"`{each}" not in TEXT}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_point_at_files_that_exist(page):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text())
    relative = [each for each in links if "://" not in each]
    assert not [each for each in relative if not (page.parent / each).exists()]
