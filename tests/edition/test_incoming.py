"""A page from a server: asked for politely, a change looked at twice, an error keeping nothing."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sipgate_compat.edition import fetch
from sipgate_compat.edition.errors import FetchFailed
from sipgate_compat.edition.store import editions

from .make import PAGES

PAGE = (PAGES / "good" / "en-table.html").read_bytes()
OTHER = PAGE.replace(b"In progress", b"Implemented")
THIRD = PAGE.replace(b"In progress", b"Planned")
ETAG, MOMENT = '"v1"', "Mon, 23 Nov 2026 08:00:00 GMT"
ADDRESS = "/page?key=s3cret"


class Server:
    """Answers in turn as it was told to, the last one for ever; remembers what it was asked."""

    def __init__(self, base_url):
        self.base_url, self.answers, self.asked = base_url, [], []

    def gives(self, *answers):
        """Each is a status, or a page, or both with headers."""
        self.answers = list(answers)

    def answer(self, headers):
        self.asked.append(headers)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, int):
            return answer, b"", {}
        return (200, answer, {}) if isinstance(answer, bytes) else answer


@pytest.fixture
def server():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, body, headers = served.answer(dict(self.headers))
            if status == 0:  # hang up
                self.connection.close()
                return
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        served = Server(f"http://127.0.0.1:{http.server_port}")
        thread = threading.Thread(target=http.serve_forever, args=(0.01,))
        thread.start()
        yield served
        http.shutdown()
        thread.join()


@pytest.fixture
def brought(command, server, tmp_path):
    """Import the server's page of a day into a folder of our own."""

    def run(day, *arguments):
        place = f"{server.base_url}{ADDRESS}"
        return command("import", place, "--date", day, "--out", tmp_path / "kept", *arguments)

    run.kept = lambda: {each.name: each for each in editions(tmp_path / "kept")}
    return run


def test_what_the_server_calls_the_page_is_remembered(brought, server):
    server.gives((200, PAGE, {"ETag": ETAG, "Last-Modified": MOMENT}))
    brought("2026-05-01")
    (kept,) = brought.kept().values()
    assert (kept.remembered.etag, kept.remembered.last_modified) == (ETAG, MOMENT)
    assert "s3cret" not in kept.model_dump_json()


@pytest.mark.parametrize(
    "headers", [{}, {"ETag": "v1", "Last-Modified": "\x01"}, {"ETag": '"\xe4"'}]
)
def test_what_the_standard_does_not_allow_is_not_remembered(brought, server, headers):
    server.gives((200, PAGE, headers))
    brought("2026-05-01")
    assert brought.kept()["2026-05-01-en"].remembered is None


def test_a_page_that_the_server_calls_unchanged(brought, server):
    server.gives((200, PAGE, {"ETag": ETAG, "Last-Modified": MOMENT}), 304)
    brought("2026-05-01")
    code, out, err = brought("2026-05-02", "--format", "json")
    assert (code, err) == (0, "unchanged since 2026-05-01-en\n")
    assert json.loads(out)["date"] == "2026-05-01"
    assert (server.asked[1]["If-None-Match"], server.asked[1]["If-Modified-Since"]) == (
        ETAG,
        MOMENT,
    )
    assert list(brought.kept()) == ["2026-05-01-en"]


def test_a_server_is_not_asked_for_news_of_another_address(brought, server, command, tmp_path):
    server.gives((200, PAGE, {"ETag": ETAG}))
    brought("2026-05-01")
    place = f"{server.base_url}/page?key=other"
    command("import", place, "--date", "2026-05-02", "--out", tmp_path / "kept")
    assert "If-None-Match" not in server.asked[-1]


def test_304_without_having_been_asked_is_no_page(brought, server):
    server.gives(304)
    code, _, err = brought("2026-05-01")
    assert (code, "status 304, not 200" in err) == (2, True)


def test_a_change_is_looked_at_twice(brought, server, pauses):
    server.gives(PAGE, OTHER)
    brought("2026-05-01")
    code, _, err = brought("2026-05-02")
    assert (code, len(server.asked), pauses) == (0, 3, [fetch.PAUSE])
    assert err.startswith("2026-05-02-en differs from 2026-05-01-en:\nGET /calls: in-progress → ")
    assert list(brought.kept()) == ["2026-05-01-en", "2026-05-02-en"]


@pytest.mark.parametrize("second", [PAGE, THIRD], ids=["as before", "a third page"])
def test_two_different_answers_are_undecided(brought, server, second):
    server.gives(PAGE, OTHER, second)
    brought("2026-05-01")
    code, out, err = brought("2026-05-02")
    assert (code, out, err.count("\n"), "undecided" in err) == (3, "", 1, True)
    assert list(brought.kept()) == ["2026-05-01-en"]


@pytest.mark.parametrize("second, code", [(503, 3), (404, 2), (b"<h1>Log in</h1>", 2)])
def test_no_page_the_second_time_keeps_nothing(brought, server, second, code):
    server.gives(PAGE, OTHER, second)
    brought("2026-05-01")
    assert brought("2026-05-02")[:2] == (code, "")
    assert list(brought.kept()) == ["2026-05-01-en"]


def test_without_a_change_it_is_fetched_once(brought, server):
    server.gives(PAGE)
    brought("2026-05-01")
    code, _, err = brought("2026-05-02")
    assert (code, len(server.asked), "differs" in err) == (0, 2, False)


def test_the_first_edition_is_fetched_once(brought, server):
    server.gives(PAGE)
    assert (brought("2026-05-01")[0], len(server.asked)) == (0, 1)


def test_a_file_is_believed_at_once(command, tmp_path):
    for day, page in (("2026-05-01", PAGE), ("2026-05-02", OTHER)):
        (tmp_path / "page.html").write_bytes(page)
        place = ("import", tmp_path / "page.html", "--date", day, "--out", tmp_path / "kept")
        assert command(*place)[0] == 0


@pytest.mark.parametrize("fault", [0, 500, 502, 503])
def test_a_fault_is_tried_once_more(brought, server, pauses, fault):
    server.gives(fault, PAGE)
    assert (brought("2026-05-01")[0], len(server.asked), pauses) == (0, 2, [fetch.PAUSE])


@pytest.mark.parametrize("fault, asked", [(0, 2), (500, 2), (429, 1), (404, 1), (403, 1)])
def test_and_not_more_often(server, fault, asked):
    server.gives(fault)
    with pytest.raises((FetchFailed, fetch.NotThePage)):
        fetch.fetched(f"{server.base_url}/")
    assert len(server.asked) == asked


@pytest.mark.parametrize("answer, code", [(500, 3), (404, 2), (b"<h1>Cookies</h1>", 2), (0, 3)])
def test_an_error_keeps_the_last_good_edition(brought, server, answer, code):
    server.gives(PAGE, answer)
    brought("2026-05-01")
    assert brought("2026-05-02")[:2] == (code, "")
    assert list(brought.kept()) == ["2026-05-01-en"]


def test_a_page_that_never_ends_is_given_up(server):
    from sipgate_compat.errors import Undecided
    from sipgate_compat.web import download

    server.gives(PAGE)
    ticks = iter(range(0, 1000, 61))
    with pytest.raises(Undecided, match="more than 60 seconds"):
        download(server.base_url, len(PAGE), 5, within=60, clock=lambda: next(ticks))
