"""The example is a consumer: its tests pass with the wheel, and see platforms mixed up."""

import shutil

from sipgate_compat.paths import CHECKOUT

PLUGIN = "sipgate_compat.pytest_plugin"
EXAMPLE = CHECKOUT / "examples" / "click-to-dial"
FAST = ("-p", "no:schemathesis", "-p", "no:allure_pytest", "-p", "no:hypothesispytest")
pytest_plugins = ["pytester"]


def copied(root):
    """The example as a project of its own."""
    shutil.copytree(
        EXAMPLE,
        root,
        ignore=shutil.ignore_patterns("__pycache__", ".*"),
        dirs_exist_ok=True,
    )
    return root


def test_the_example_passes_on_all_profiles(consumer):
    copied(consumer.root / "example")
    done = consumer.run("python", "-m", "pytest", "-q", "-rp", *FAST, cwd="example")
    assert done.returncode == 0, done.stdout + done.stderr
    for profile in ("classic", "neo", "migrated"):
        assert f"test_a_call_from_click_to_end[{profile}]" in done.stdout


def test_an_example_that_dials_on_neo_as_on_classic_is_noticed(pytester):
    file = copied(pytester.path) / "click_to_dial" / "dialler.py"
    file.write_text(file.read_text().replace("return Neo(http)", "return Classic(http)"))
    ran = pytester.runpytest_inprocess(*FAST, "-p", PLUGIN, "-k", "click_to_end")
    ran.assert_outcomes(passed=1, failed=2)
    ran.stdout.fnmatch_lines(["*CannotDial: This endpoint requires a sipgate Classic PBX Account"])
