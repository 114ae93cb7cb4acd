#!/usr/bin/env bash
# The tracker's issues after a night: read, planned, changed.
# Reads GH_TOKEN, GITHUB_REPOSITORY, and RESULTS: the results of the night's jobs as JSON, by name.
# The runs are night/live and night/emulator, where the night came so far.
set -euo pipefail
shopt -s nullglob

monitor_options=()
while read -r trouble; do
  monitor_options+=(--trouble "$trouble")
done < <(jq --raw-output 'to_entries[] | select(.value.result != "success")
  | "job \(.key): \(.value.result)"' <<<"$RESULTS")
runs=(night/*/run.jsonl)
for each in night/changes/*-live.json; do monitor_options+=(--drift "$each"); done

gh label create monitor --repo "$GITHUB_REPOSITORY" --force --description "Kept by the monitor"
gh issue list --repo "$GITHUB_REPOSITORY" --label monitor --state all --limit 1000 \
  --json number,title,body,state,stateReason >issues.json
sipgate-compat monitor issues "${runs[@]}" "${monitor_options[@]}" --tracker issues.json \
  --heartbeat state/heartbeat.json --format json >plan.json
python .github/scripts/apply.py plan.json
