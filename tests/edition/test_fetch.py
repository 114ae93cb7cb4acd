"""Pages from files and servers, and every way in which none comes."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sipgate_compat.edition import decode, errors, fetch
from sipgate_compat.edition.fetch import fetched, shown

from .make import PAGES

PAGE = (PAGES / "good" / "de-table.html").read_bytes()


class Pages(BaseHTTPRequestHandler):
    """Answers `/404` with 404, and so on; `/moved` leads to `/200`."""

    def do_GET(self):
        moved = self.path == "/moved"
        self.send_response(302 if moved else int(self.path[1:4]))
        if moved:
            self.send_header("Location", "/200")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_):
        """Says nothing."""


@pytest.fixture(scope="module")
def base_url():
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["/200", "/moved"])
def test_a_page_comes_from_a_server(base_url, path):
    page = fetched(base_url + path)
    assert (page.data, page.charset, page.source) == (PAGE, "utf-8", base_url + path)


@pytest.mark.parametrize(
    "path, error, code",
    [
        ("/404", errors.NotThePage, 2),
        ("/403", errors.NotThePage, 2),
        ("/204", errors.NotThePage, 2),
        ("/500", errors.FetchFailed, 3),
        ("/503", errors.FetchFailed, 3),
        ("/429", errors.FetchFailed, 3),
    ],
    ids=lambda value: value.strip("/") if isinstance(value, str) else "",
)
def test_another_status_is_no_page(base_url, path, error, code):
    with pytest.raises(error) as raised:
        fetched(base_url + path)
    assert raised.value.exit_code == code


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://[", "https://127.0.0.1:1/x?key=s3cret"]
)
def test_no_answer_is_undecided(url):
    with pytest.raises(errors.FetchFailed, match="could not be fetched") as raised:
        fetched(url)
    assert "s3cret" not in str(raised.value)


def test_a_server_may_not_give_more_than_the_limit(base_url, monkeypatch):
    monkeypatch.setattr(fetch, "MAX_BYTES", 10)
    with pytest.raises(errors.TooLarge):
        fetched(f"{base_url}/200")


def test_a_file_may_not_be_larger_than_the_limit(tmp_path, monkeypatch):
    (tmp_path / "page").write_bytes(b"x" * 11)
    monkeypatch.setattr(fetch, "MAX_BYTES", 10)
    with pytest.raises(errors.TooLarge, match="too large"):
        fetched(str(tmp_path / "page"))


def test_bytes_may_not_be_more_than_the_limit(monkeypatch):
    monkeypatch.setattr(decode, "MAX_BYTES", 10)
    with pytest.raises(errors.TooLarge, match="too large"):
        decode.decoded(b"x" * 11, "page")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(errors.NotFound, match="no such file"):
        fetched(str(tmp_path / "page.html"))


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(errors.Unreadable, match="cannot be read"):
        fetched(str(tmp_path))


def test_a_file_is_known_by_its_name_alone(tmp_path):
    (tmp_path / "page.html").write_bytes(PAGE)
    assert fetched(str(tmp_path / "page.html")).source == "page.html"


def test_what_may_be_secret_in_a_url_is_not_kept():
    assert shown("https://me:s3cret@example.com:8443/a/b?key=x#y") == "https://example.com:8443/a/b"
