#!/usr/bin/env bash
# One shard of one profile: live where its account's credentials are set, else on the emulator.
# `put` looks at the account and puts the contracts; `sweep` undoes what a killed run left.
# Reads PROFILE, SHARD (as 1/2), the credentials TOKEN_ID, TOKEN, ACCESS_TOKEN, REFRESH_TOKEN,
# CLIENT_ID, CLIENT_SECRET, and of a live run the budgets MAX_REQUESTS, MAX_TIME, MAX_COST and what
# it may do besides reading, ALLOW. Leaves runs/run-TARGET-PROFILE-I.
set -euo pipefail

target=emulator
for name in TOKEN_ID TOKEN ACCESS_TOKEN REFRESH_TOKEN CLIENT_ID CLIENT_SECRET; do
  if [[ -n "${!name:-}" ]]; then
    target=live
    export "SIPGATE_COMPAT_${PROFILE^^}_$name=${!name}"
  fi
done
name="run-$target-$PROFILE-${SHARD%/*}"
allow=()
if [[ $target == live && -n "${ALLOW:-}" ]]; then allow=(--allow "$ALLOW"); fi

# What the account is fit for, for whoever reads the night; the run itself decides whether it can.
look() {
  {
    printf '### %s\n\n```text\n' "$PROFILE"
    sipgate-compat doctor --profile "$PROFILE" "${allow[@]}" || true
    printf '```\n'
  } >>"$GITHUB_STEP_SUMMARY" 2>&1
}

put() {
  local code=0
  local run_options=(--target "$target" --profile "$PROFILE" --shard "$SHARD" --no-allure)
  echo "name=$name" >>"$GITHUB_OUTPUT"
  # What earlier runs saw tells an account that was migrated since.
  if [[ -f state/history.sqlite ]]; then run_options+=(--history state/history.sqlite); fi
  if [[ $target == live ]]; then
    run_options+=("${allow[@]}" --max-requests "$MAX_REQUESTS" --max-time "$MAX_TIME")
    run_options+=(--max-cost "$MAX_COST")
    look
  fi
  sipgate-compat run "${run_options[@]}" --out "runs/$name" || code=$?
  # A finding is the night's result. So is a run that came to its end and could not tell of all: the
  # night names what is missing. Whatever else went wrong is the night's failure.
  if ((code == 3)) && grep --quiet '^{"kind":"footer"' "runs/$name/run.jsonl"; then
    echo "::warning::$PROFILE $SHARD: not all could be told"
    code=0
  fi
  if ((code > 1)); then exit "$code"; fi
}

sweep() {
  if [[ $target == live && -f reports/ledger.jsonl ]]; then
    sipgate-compat sweep --profile "$PROFILE"
  fi
}

case "${1:-}" in
  put | sweep) "$1" ;;
  *) echo "shard.sh: say put or sweep" >&2 && exit 2 ;;
esac
