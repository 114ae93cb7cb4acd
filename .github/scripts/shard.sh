#!/usr/bin/env bash
# One shard of one profile: live where its account's credentials are set, else on the emulator.
# Reads PROFILE, SHARD (as 1/2) and the credentials TOKEN_ID, TOKEN, ACCESS_TOKEN, REFRESH_TOKEN,
# CLIENT_ID, CLIENT_SECRET; a live run sends reads only. Leaves runs/run-TARGET-PROFILE-I.
set -euo pipefail

target=emulator
for name in TOKEN_ID TOKEN ACCESS_TOKEN REFRESH_TOKEN CLIENT_ID CLIENT_SECRET; do
  if [[ -n "${!name:-}" ]]; then
    target=live
    export "SIPGATE_COMPAT_${PROFILE^^}_$name=${!name}"
  fi
done
name="run-$target-$PROFILE-${SHARD%/*}"
echo "name=$name" >>"$GITHUB_OUTPUT"

run_options=(--target "$target" --profile "$PROFILE" --shard "$SHARD" --no-allure)
# What earlier runs saw tells an account that was migrated since.
if [[ -f state/history.sqlite ]]; then run_options+=(--history state/history.sqlite); fi
code=0
sipgate-compat run "${run_options[@]}" --out "runs/$name" || code=$?
# A finding is the night's result; whatever else went wrong is the night's failure.
if ((code > 1)); then exit "$code"; fi
