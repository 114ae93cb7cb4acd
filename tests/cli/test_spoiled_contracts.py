"""Contracts that do not hold: one line, exit 2, nothing written; for the command and for pytest."""

import shutil

import pytest

DTMF = "operations/rtcm/sendCallDtmf.yaml"
NEO_AS_CLASSIC = "      neo: classic\n"


SPOILED = [
    pytest.param(DTMF, "cases:", "cases: [", f"{DTMF}:", id="no YAML"),
    pytest.param(
        DTMF, "scope:", "skope:", "unknown key 'skope'; did you mean 'scope'?", id="unknown key"
    ),
    pytest.param(
        DTMF, NEO_AS_CLASSIC, "      neo: neo\n", "mirrors lead nowhere", id="mirror of itself"
    ),
    pytest.param(
        "operations/rtcm/setCallHold.yaml",
        "operation: getCalls",
        "operation: getKalls",
        "getKalls: no such operation; did you mean 'getCalls'?",
        id="unknown operation",
    ),
]


@pytest.mark.parametrize("file, old, new, complaint", SPOILED)
def test_a_run_of_spoiled_contracts_is_one_line(checkout, file, old, new, complaint):
    checkout.spoil(file, old, new)
    ran = checkout.python("sipgate_compat", "run", "-k", "neo/getCalls")
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1), ran.stderr
    assert complaint in ran.stderr
    assert not (checkout.root / "reports").exists()


@pytest.mark.parametrize("workers", ["0", "2"])
@pytest.mark.parametrize("file, old, new, complaint", [SPOILED[0], SPOILED[2]])
def test_plain_pytest_names_what_is_spoiled(checkout, workers, file, old, new, complaint):
    checkout.spoil(file, old, new)
    ran = checkout.python("pytest", "-n", workers, "-k", "neo/getCalls")
    assert (ran.returncode, complaint in ran.stdout) == (2, True), ran.stdout
    assert "Traceback" not in ran.stdout + ran.stderr
    assert " line " not in ran.stdout


def test_contracts_without_an_edition_of_the_page(checkout):
    shutil.rmtree(checkout.root / "contracts" / "editions")
    ran = checkout.python("sipgate_compat", "run", "-k", "neo/getCalls")
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1), ran.stderr
    assert "contracts/editions: no editions here" in ran.stderr


def test_a_shape_that_does_not_exist_is_named(checkout):
    checkout.spoil("operations/rtcm/getCalls.yaml", "200: Calls", "200: Kalls")
    ran = checkout.python("sipgate_compat", "run", "-k", "classic/getCalls/valid")
    assert "Kalls: no such shape; did you mean 'Calls'?" in ran.stderr
    assert (ran.returncode, "Traceback" in ran.stderr) == (3, False)
