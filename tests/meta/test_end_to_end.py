"""The command against an emulator behind a proxy that takes one documented difference away."""

import json
import os

from .proxy import proxying


def test_a_difference_that_is_gone_is_a_finding_that_names_its_claim(warm, own_emulator, tmp_path):
    classic = own_emulator["accounts"]["classic"]

    def alter(passing):
        """Classic accepts an empty DTMF body, as Neo does."""
        import base64

        pair = base64.b64encode(f"{classic['token_id']}:{classic['token']}".encode()).decode()
        if (
            passing.path.endswith("/dtmf")
            and pair in passing.authorization
            and passing.status == 400
        ):
            passing.status, passing.body = 204, b""

    with proxying(own_emulator["base_url"], alter) as url:
        done = warm.python(
            *("sipgate_compat", "run", "--target", "emulator", "--base-url", url),
            *("--out", ".", "-k", "sendCallDtmf"),
            cwd=tmp_path,
            env=os.environ,
        )
    assert done.returncode == 1, done.stderr
    assert "dtmf-empty-body" in done.stdout
    assert "classic/sendCallDtmf/empty-body" in done.stdout
    matrix = json.loads((tmp_path / "matrix.json").read_text())
    claim = next(each for each in matrix["claims"] if each["claim"] == "dtmf-empty-body")
    assert claim["profiles"]["classic"] == "deviates"
    assert claim["profiles"]["neo"] == "conforms"
