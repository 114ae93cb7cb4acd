"""The page in a real browser: filters, deep links, search, keyboard, and life without scripts."""

import json

import pytest

from .conftest import AXE
from .runs import small

HOSTILE = "</script><!--\u2028</template><img src=x onerror=alert(1)>\"'><svg onload=alert(2)>"
WIDTHS = {"phone": (390, 844), "tablet": (820, 1180), "desktop": (1440, 900)}
EVERY = ["getHistory", "sendCallDtmf", "sendSms"]


def operations(page):
    """The operations of the matrix that are shown."""
    shown = "rows => rows.filter(r => r.checkVisibility()).map(r => r.querySelector('a').hash)"
    return sorted(
        each.removeprefix("#operation-")
        for each in page.locator(".matrix tbody tr").evaluate_all(shown)
    )


@pytest.mark.parametrize(
    "field, value, left",
    [
        pytest.param("tag", "sms", ["sendSms"], id="tag"),
        pytest.param("verdict", "deviates", ["sendCallDtmf"], id="verdict"),
        pytest.param("evidence", "assumed", ["getHistory"], id="evidence"),
        pytest.param("effect", "charges", ["sendSms"], id="effect"),
        pytest.param("differences", "1", ["sendCallDtmf", "sendSms"], id="only differences"),
        pytest.param("changes", "1", ["getHistory"], id="only changes"),
        pytest.param("q", "/history", ["getHistory"], id="search in a path"),
        pytest.param("q", "EMPTY-body dtmf", ["sendCallDtmf"], id="search in cases"),
        pytest.param("q", "nowhere", [], id="search without a hit"),
    ],
)
def test_a_filter_leaves_what_fits_and_stands_in_the_address(small_page, field, value, left):
    page = small_page
    control = page.locator(f"#{field}")
    if control.get_attribute("type") == "checkbox":
        control.check()
    elif field == "q":
        control.fill(value)
    else:
        control.select_option(value)
    assert operations(page) == left
    assert page.locator("#found").text_content() == f"{len(left)} of 3 operations"
    assert page.locator("#nothing").is_visible() is (not left)

    assert page.evaluate(f"new URLSearchParams(location.search).get('{field}')") == value


def test_filters_of_one_profile_look_at_its_cells_only(visit, address):
    page = visit(address, "?profile=classic&verdict=deviates")
    assert operations(page) == []
    page.locator("#profile").select_option("neo")
    assert operations(page) == ["sendCallDtmf"]
    assert page.locator("#cell-neo-sendCallDtmf").is_visible()
    assert not page.locator("#cell-classic-sendCallDtmf").is_visible()
    page.get_by_role("button", name="Clear").click()
    page.get_by_text("3 of 3 operations").wait_for()
    assert page.evaluate("location.search") == ""
    page.locator("details.tag summary").first.click()
    assert page.locator("#cell-classic-sendCallDtmf").is_visible()


def test_only_differences_hides_the_cases_that_are_alike(visit, address):
    page = visit(address, "?differences=1#operation-sendCallDtmf")
    assert page.locator('[id="case-sendCallDtmf/empty-body"]').is_visible()
    assert not page.locator('[id="case-sendCallDtmf/valid"]').is_visible()


def test_tags_are_folded_and_a_link_to_a_cell_opens_them(visit, address):
    page = visit(address)
    assert operations(page) == []
    page = visit(address, "#cell-neo-sendSms")
    assert operations(page) == ["sendSms"]
    cell = page.locator("#cell-neo-sendSms")
    assert "⊘ refused" in cell.inner_text()
    assert cell.locator("a").get_attribute("href") == "#cell-neo-sendSms"


@pytest.mark.parametrize("more", ["", "?tag=sms"], ids=["plain", "what is filtered away"])
def test_a_link_to_an_answer_shows_all_answers_side_by_side(visit, address, more):
    page = visit(address, f"{more}#case-neo/sendCallDtmf/empty-body")
    answers = page.locator(".answers > section")
    answers.first.wait_for()
    assert [each.split("\n")[0] for each in answers.all_inner_texts()] == [
        *("Classic", "Neo", "Migrated")
    ]
    assert page.locator(".answers > .hit h4").text_content() == "Neo"
    assert page.locator(".more .told").text_content().startswith("Classic: 400, an empty body is")
    neo = answers.nth(1).inner_text()
    for part in ("204: an empty body is accepted", "read 2026-11-23", "observed  400", "curl -i"):
        assert part in neo
    assert page.locator('[id="case-sendCallDtmf/empty-body"]').is_visible()


def test_the_keyboard_reaches_everything(visit, address):
    page = visit(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the matrix"
    page.keyboard.press("/")
    page.keyboard.type("dtmf")
    assert operations(page) == ["sendCallDtmf"]
    page.keyboard.press("Escape")
    assert page.locator("#q").input_value() == ""
    page.locator("details.operation summary").first.focus()
    page.keyboard.press("Enter")
    page.locator(".open").first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".answers").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"


def test_hostile_texts_stay_texts(visit, rendered):
    page = visit(rendered("hostile", lambda: small(HOSTILE)), "#case-neo/sendCallDtmf/empty-body")
    page.locator(".answers").wait_for()
    assert page.locator("img, main script, [onload], [onerror]").count() == 0
    assert page.locator(".answers").get_by_text("<img src=x").count() > 0
    assert page.locator(".claims, .log, .work").get_by_text("<img src=x").count() > 0


def test_without_scripts_the_page_tells_all_the_same(visit, address):
    page = visit(address, "#cell-neo-sendSms", java_script_enabled=False)
    assert page.locator("#cell-neo-sendSms").is_visible(), "the browser itself unfolds the place"
    assert not page.locator("#filters").is_visible()
    for anchor in ("rtcm", "claims", "contradictions", "changes-log", "skipped", "deviations"):
        assert page.locator(f"#{anchor}").is_visible(), anchor
    page = visit(address, "#operation-sendCallDtmf", java_script_enabled=False)
    told = page.locator("#operation-sendCallDtmf").inner_text()
    for part in ("✗ 204 deviates", "✓ 400", "an empty body is refused", "documented", "curl -i"):
        assert part in told


def test_the_page_tells_the_run_the_contradictions_and_the_life_of_each_row(small_page):
    header = small_page.locator("header").inner_text()
    for part in ("emulator", "12 s", "2026-11-23-en", "0123456789ab", "1, see below"):
        assert part in header
    work = small_page.locator(".work").inner_text()
    for part in ("documented against observed", "55 days", "since 2026-10-01", "2 days"):
        assert part in work
    assert small_page.locator("svg.timeline rect.box").count() >= 2
    assert "planned → in-progress" in small_page.locator(".log").inner_text()
    assert "the web app" in small_page.locator(".instead").first.text_content()


def test_print_shows_the_folded_matrix(small_page):
    small_page.emulate_media(media="print")
    assert operations(small_page) == EVERY
    assert not small_page.locator("nav").is_visible()


@pytest.mark.parametrize("scheme, width", [("light", "desktop"), ("dark", "phone")])
def test_axe_finds_nothing_serious(visit, address, scheme, width):
    if not AXE.is_file():
        pytest.skip("axe-core is not installed; make clients does it")
    size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
    page = visit(address, "#case-neo/sendCallDtmf/empty-body", viewport=size, color_scheme=scheme)
    page.locator(".answers").wait_for()
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({runOnly: tags})", tags)
    serious = [
        (each["id"], node["html"][:200], node["failureSummary"][:300])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]
    assert not serious
    assert len(found["passes"]) > 20


def test_the_whole_page_paints_within_a_second_and_is_kept_as_pictures(
    visit, whole_address, output
):
    entries = "performance.getEntriesByType('paint').map(each => [each.name, each.startTime])"
    for _ in range(3):  # a machine may be busy for a moment
        page = visit(whole_address)
        paints = dict(page.evaluate(entries))
        if paints["first-contentful-paint"] < 1000:
            break
    for name, (width, height) in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=output / f"{name}-{scheme}.png")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide == width, "the page scrolls in one direction only"
    (output / "paint.json").write_text(json.dumps(paints, indent=2) + "\n")
    assert paints["first-contentful-paint"] < 1000
