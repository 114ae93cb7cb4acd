"""The page of the day is kept where it changed; the specification is compared with the last one."""

import pytest

PLACES = {"PAGE_URL": "https://page.example/x", "SPECIFICATION_URL": "https://api.example/x"}


@pytest.fixture
def sources(stage):
    (stage.folder / "contracts" / "editions").mkdir(parents=True)
    for day in ("2025-11-27-de", "2026-11-20-en", "2026-11-23-en"):
        (stage.folder / "contracts" / "editions" / f"{day}.yaml").touch()
    stage.does("sipgate-compat edition import", "touch night/editions/2026-11-25-en.yaml")
    stage.does("curl --fail", 'while [[ "$1" != --output ]]; do shift; done; echo new >"$2"')
    return stage


@pytest.mark.parametrize("code, kept", [(0, False), (1, True)])
def test_an_edition_stays_where_the_page_changed(sources, code, kept):
    sources.does("sipgate-compat edition diff", f"exit {code}")
    assert sources.run("sources.sh", **PLACES).returncode == 0
    assert (sources.folder / "night/editions/2026-11-25-en.yaml").exists() is kept
    assert sources.called("sipgate-compat", "edition", "diff")[0][3].endswith("2026-11-23-en.yaml")


@pytest.mark.parametrize(
    "broken, code",
    [
        pytest.param("sipgate-compat edition import", 2, id="not the page"),
        pytest.param("sipgate-compat edition diff", 2, id="editions cannot be compared"),
        pytest.param("curl --fail", 22, id="no specification"),
        pytest.param("sipgate-compat spec coverage", 2, id="not a specification"),
    ],
)
def test_a_source_that_cannot_be_read_is_a_failure(sources, broken, code):
    sources.does(broken, f"exit {code}")
    assert sources.run("sources.sh", **PLACES).returncode == code
    assert not (sources.folder / "specification/document.json").exists()


def test_the_document_is_compared_with_the_one_of_the_night_before(sources):
    sources.run("sources.sh", **PLACES)
    assert sources.called("sipgate-compat", "spec", "diff") == []
    sources.run("sources.sh", **PLACES)
    assert len(sources.called("sipgate-compat", "spec", "diff")) == 1
    assert (sources.folder / "night/changes/2026-11-25-specification.json").exists()
    assert (sources.folder / "specification/document.json").read_text() == "new\n"
