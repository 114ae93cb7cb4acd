"""A live run writes only what it created itself, and notes it before."""

import json
from contextlib import nullcontext
from dataclasses import replace

import pytest

from sipgate_compat.desk import Limits
from sipgate_compat.run import guard
from sipgate_compat.run.prepare import book

from .conftest import BUSY, CASES, URLS
from .test_sweep import swept

LIFE = "neo/createRegisterDevice/register-device-life"


@pytest.mark.parametrize("account", ["neo", "classic"], indirect=True)
def test_all_that_may_be_written_leaves_the_account_as_it_was(account, live, request):
    profile = request.node.callspec.params["account"]
    before = account.snapshot()
    made = live(profile)
    chosen = [c for c in CASES.values() if c.profile == profile and c.effects != {"read"}]
    verdicts = [made.judge.verdict(case) for case in chosen]
    found = [each.verdict for each in verdicts]
    assert account.snapshot() == before
    assert made.ledger.open() == []
    assert {"POST", "PUT", "DELETE"} <= {method for method, *_ in account.journal()}
    assert ("deviates" in found, "errored" in found, found.count("conforms") > 60) == (0, 0, 1)


def test_each_write_is_of_a_thing_that_was_created(account, live):
    made = live()
    made.put(LIFE, "neo/createContact/contact-life", "neo/createExternalDevice/display")
    ids = {each.id for each in made.ledger.lines() if each.kind == "created"}
    written = [path for method, path, _ in account.journal() if method in ("PUT", "DELETE")]
    assert len(ids) == 3
    assert [path for path in written if not ids & set(path.split("/"))] == []


def test_created_things_bear_our_name(account, live):
    made = live()
    seen = []
    create = made.judge.target.guard._create

    def look(*arguments):
        answer = create(*arguments)
        seen.extend(each["alias"] for each in account.get("/w0/devices")["items"])
        return answer

    made.judge.target.guard._create = look
    made.put("neo/createRegisterDevice/valid")
    assert [n for n in seen if n.startswith("sipgate-compat-") and n.endswith(" Desk upstairs")]


def test_the_note_stands_before_the_request(account, live):
    made = live()
    kinds, send = [], made.judge.target.client.send

    def noted(request, extra=None):
        if request.method == "POST":
            kinds.append([line.kind for line in made.ledger.lines()])
        return send(request, extra)

    made.judge.target.client.send = noted
    made.put("neo/createRegisterDevice/valid")
    assert kinds == [["creating"]]
    assert [line.kind for line in made.ledger.lines()] == ["creating", "created", "done"]


def test_what_a_case_leaves_is_removed(account, live):
    before, made = account.snapshot(), live()
    (verdict,) = made.put("neo/createClient/valid")
    assert (verdict.verdict, account.snapshot() == before) == ("conforms", True)
    assert [p.rpartition("/")[0] for m, p, _ in account.journal() if m == "DELETE"] == [
        "/v2/authorization/oauth2/clients"
    ]


@pytest.mark.parametrize(
    "address, reason",
    [
        pytest.param(
            "neo/changeDeviceSettings/unknown-device-id",
            "PUT /devices/{deviceId} would change something that this run did not create",
            id="of an unknown id",
        ),
        pytest.param(
            "neo/createRegisterDevice/without-body",
            "createRegisterDevice would create a thing without a name of ours, "
            "which could not be found again",
            id="nameless",
        ),
        pytest.param(
            "neo/setChannelName/valid",
            "needs a-channel: a channel of the administrator and a member, which is not private "
            "and has no events; only the emulator arranges that",
            id="arranged",
        ),
    ],
)
def test_what_is_not_written(account, live, address, reason):
    (verdict,) = live().put(address)
    assert (verdict.verdict, verdict.reason) == ("skipped", reason)
    assert {method for method, *_ in account.journal()} <= {"GET"}


def test_an_id_that_something_else_bears_is_not_written(account, live):
    """The list answers with a contact of somebody, as if it were the one that was created."""
    before, made = account.snapshot(), live()
    case = CASES["neo/createContact/contact-life"]
    steps = list(case.steps)
    steps[1] = replace(steps[1], request=steps[1].request.model_copy(update={"query": {}}))
    verdict = made.judge.verdict(replace(case, steps=tuple(steps)))
    assert verdict.verdict in ("skipped", "deviates")
    assert account.snapshot() == before


def test_a_number_that_is_blocked_already_stays_so(account, live):
    case = CASES["neo/addIncomingEntry/valid"]
    theirs = account.get("/blacklist/incoming")["items"][0]["phoneNumber"]
    step = case.steps[0]
    request = step.request.model_copy(update={"body": {"phoneNumber": theirs}})
    verdict = live().judge.verdict(replace(case, steps=(replace(step, request=request),)))
    assert verdict.reason == "addIncomingEntry would create what is there already"


@pytest.mark.parametrize(
    "case, account",
    [pytest.param(BUSY, "neo", id="busy"), pytest.param(URLS, "classic", id="urls")],
    indirect=["account"],
)
@pytest.mark.parametrize("end", [None, KeyboardInterrupt, RuntimeError])
def test_settings_are_put_back(account, live, monkeypatch, case, end):
    before, made = account.snapshot(), live(case.profile)
    answers, judged = [], made.judge._judged

    def ends(*arguments):
        answers.append(account.snapshot() != before)
        if end:
            raise end
        return judged(*arguments)

    monkeypatch.setattr(made.judge, "_judged", ends)
    with pytest.raises(KeyboardInterrupt) if end is KeyboardInterrupt else nullcontext():
        made.judge.verdict(case)
    assert (answers, account.snapshot() == before) == ([True], True)
    assert [line.kind for line in made.ledger.lines()] == ["changing", "done"]


def test_what_was_written_is_undone_when_the_budget_is_spent(account, live, monkeypatch):
    before, made = account.snapshot(), live()
    desk, judged = made.judge.target.client.desk, made.judge._judged

    def spent(*arguments):
        desk.limits = Limits(requests=desk.sent)
        return judged(*arguments)

    monkeypatch.setattr(made.judge, "_judged", spent)
    verdict = made.judge.verdict(BUSY)
    assert (verdict.notes, account.snapshot() == before) == ((), True)
    assert [method for method, *_ in account.journal()].count("PUT") == 2


def test_what_an_impatient_person_leaves_is_made_good_at_the_end(account, live, monkeypatch):
    before, made = account.snapshot(), live()
    monkeypatch.setattr(guard, "undo", raises(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        made.judge.verdict(BUSY)
    assert account.snapshot() != before
    monkeypatch.undo()
    made.judge.target.close()
    assert account.snapshot() == before


def raises(error):
    def do(*arguments):
        raise error

    return do


def test_a_setting_that_cannot_be_read_is_not_set(account, live):
    made = live()
    with account.wrong(operation="getUser", kind="status", status=500):
        verdict = made.judge.verdict(BUSY)
    assert verdict.reason == "busy-on-busy cannot be read: GET /users/{userId} answers 500"
    assert {method for method, *_ in account.journal()} == {"GET"}


def test_what_cannot_be_removed_is_told(account, live):
    made = live()
    with account.wrong(operation="deleteClient", kind="status", status=500):
        (verdict,) = made.put("neo/createClient/valid")
    assert verdict.notes[0].startswith("left behind for `sipgate-compat sweep`: DELETE ")
    assert len(made.ledger.open()) == 1


CALLS = [
    pytest.param("neo/startCall/valid", "neo", id="from a device"),
    pytest.param("classic/newCall/valid", "classic", id="device first"),
]


@pytest.mark.parametrize("case, account", CALLS, indirect=["account"])
def test_a_call_that_the_run_started_is_hung_up(account, live, case):
    made = live(case.split("/")[0])
    (verdict,) = made.put(case)
    assert (verdict.verdict, verdict.notes) == ("conforms", ())
    lines = list(made.ledger.lines())
    assert [line.kind for line in lines] == ["calling", "created", "done"]
    written = [each for each in account.journal() if each[0] != "GET"]
    assert written[1:] == [("DELETE", f"/v2/calls/{lines[1].id}", 204)]


def test_a_call_that_was_not_started_is_not_hung_up(account, live):
    made = live()
    with account.wrong(operation="startCall", kind="status", status=403):
        made.put("neo/startCall/valid")
    assert "DELETE" not in {method for method, *_ in account.journal()}
    assert made.ledger.open() == []


def test_a_call_that_goes_on_is_told_and_swept(account, live):
    made = live()
    with account.wrong(operation="hangupCall", kind="status", status=500):
        (verdict,) = made.put("neo/startCall/valid")
    assert verdict.notes == (
        "left behind for `sipgate-compat sweep`: DELETE /calls/{id} answers 500, "
        "so the call may still go on",
    )
    made.judge.target.close()
    (step,) = swept(made.ledger.path)[1]["steps"]
    assert (step["what"], step["done"]) == ("startCall: a call", "hung up")


FAX = "neo/sendFax/valid"


@pytest.mark.parametrize(
    "limit, found",
    [
        pytest.param(None, ["conforms"] * 3, id="no limit"),
        pytest.param(0.60, ["conforms"] * 3, id="enough for three"),
        pytest.param(0.45, ["conforms", "conforms", "skipped"], id="enough for two"),
        pytest.param(0.0, ["skipped"] * 3, id="nothing may be spent"),
    ],
)
def test_a_budget_of_money(account, live, limit, found):
    made = live(max_cost=limit)
    verdicts = made.put(FAX, FAX, FAX)
    assert [each.verdict for each in verdicts] == found
    assert [each.left_out for each in verdicts] == [each == "skipped" for each in found]
    assert sum(path == "/v2/sessions/fax" for _, path, _ in account.journal()) == found.count(
        "conforms"
    )


def test_workers_share_the_budget(account, live, tmp_path):
    one, two = live(max_cost=0.30), live(max_cost=0.30)
    two.judge.target.guard.run = one.judge.target.guard.run
    assert one.put(FAX)[0].verdict == "conforms"
    (verdict,) = two.put(FAX)
    assert verdict.reason == (
        "may cost about 0.20 EUR, and 0.10 EUR of --max-cost 0.30 are left (estimates)"
    )


def test_the_ledger_is_for_its_owner_alone(account, live):
    made = live()
    made.put("neo/createClient/valid")
    assert made.ledger.path.stat().st_mode & 0o077 == 0


def test_a_line_that_a_kill_cut_in_two_is_passed_over(account, live):
    made = live()
    made.put("neo/createClient/valid")
    with made.ledger.path.open("a") as stream:
        stream.write('{"kind": "creating", "en')
    made.put("neo/createClient/wildcard-host")
    kinds = [json.loads(line)["kind"] for line in _whole(made.ledger.path)]
    assert kinds == ["creating", "created", "done"] * 2
    assert made.ledger.open() == []


def _whole(path):
    return [line for line in path.read_text().splitlines() if line.endswith("}")]


def test_every_word_of_the_data_is_known():
    known = book().operations
    effects, costs = book().effects, book().costs
    described = (*effects.creates, *effects.settings, *effects.calls)
    named = [*(each.operation for each in described), *effects.sends]
    assert [
        each for each in [*named, *(c.operation for c in costs.costs)] if each not in known
    ] == []


def test_what_charges_has_an_estimate():
    charging = {o.operation for o in book().operations.values() if o.effect == "charges"}
    assert charging <= {each.operation for each in book().costs.costs}
