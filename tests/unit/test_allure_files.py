"""Files of an earlier run are written over, and a reader sees none of them."""

import os

import pytest

from sipgate_compat.run.allure.spare import Spares


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "results"
    folder.mkdir()
    for name, text in (("one", "a long text of an earlier run"), ("two", "short")):
        (folder / name).write_text(text)
    return folder


def told(folder):
    return {each.name: each.read_text() for each in folder.iterdir()}


def written(folder, files, anew=True):
    made = Spares(folder, anew=anew)
    for name, text in files.items():
        made.write(name, text.encode(), whole=name != "two")
    made.close()
    return told(folder)


@pytest.mark.parametrize("number", [1, 2, 3], ids=["fewer", "as many", "more"])
def test_only_what_was_written_is_there(folder, number):
    files = {f"new-{n}": "a text of another length" * n for n in range(number)}
    assert written(folder, files) == files
    assert [each.name for each in folder.parent.iterdir()] == ["results"]


def test_an_earlier_file_is_used_again(folder):
    before = {each.stat().st_ino for each in folder.iterdir()}
    written(folder, {"new": "", "two": "x"})
    assert {each.stat().st_ino for each in folder.iterdir()} == before


def test_a_killed_run_shows_no_result_but_its_own(folder):
    made = Spares(folder, anew=True)
    made.write("new", b"new", whole=True)
    assert told(folder) == {"new": "new"}
    assert written(folder, {"next": "next"}) == {"next": "next"}
    assert [each.name for each in folder.parent.iterdir()] == ["results"]


def test_where_nothing_is_written_the_earlier_ones_come_back(folder):
    before = told(folder)
    assert written(folder, {}) == before


def test_a_copy_by_another_name_keeps_its_text(folder, tmp_path):
    copy = tmp_path / "copy"
    os.link(folder / "one", copy)
    (folder / "two").unlink()
    written(folder, {"new": "new"})
    assert copy.read_text() == "a long text of an earlier run"


def test_what_others_write_stays(folder):
    before = told(folder)
    assert written(folder, {"new": "new"}, anew=False) == {**before, "new": "new"}


def test_a_folder_that_lies_elsewhere_is_left_to_itself(folder, tmp_path):
    (tmp_path / "link").symlink_to(folder)
    assert set(written(tmp_path / "link", {"new": "new"})) == {"one", "two", "new"}


def test_half_a_file_is_never_seen(folder, monkeypatch):
    seen = []
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda *of: (seen.append(told(folder)), replace(*of)))
    assert written(folder, {"three": "3", "four": "4", "five": "5"}) == told(folder)
    assert seen[:2] == [{}, {"three": "3"}]
