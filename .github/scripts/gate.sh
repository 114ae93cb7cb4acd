#!/usr/bin/env bash
# Put the contracts to a target and ask the gate, for GitHub's and GitLab's pipelines alike.
# Reads TARGET, BASE_URL, PROFILES, ALLOW, BASELINE, FAIL_ON, STRICT and OUT; empty is not given.
# Leaves the reports in OUT, beside them gate.md, annotations.txt, summary.md and outputs.txt
# (verdict, changed, report-path), and ends with the gate's exit code.
set -euo pipefail

run_options=(--target "${TARGET:-emulator}" --out "$OUT")
if [[ -n "${BASE_URL:-}" ]]; then run_options+=(--base-url "$BASE_URL"); fi
if [[ -n "${ALLOW:-}" ]]; then run_options+=(--allow "$ALLOW"); fi
gate_options=(--run "$OUT")
diff_options=(--format md --fail-on info)
if [[ -n "${PROFILES:-}" ]]; then
  run_options+=(--profile "$PROFILES")
  gate_options+=(--profile "$PROFILES")
  diff_options+=(--profile "$PROFILES")
fi
if [[ -n "${BASELINE:-}" ]]; then gate_options+=(--baseline "$BASELINE"); fi
if [[ -n "${FAIL_ON:-}" ]]; then gate_options+=(--fail-on "$FAIL_ON"); fi
if [[ "${STRICT:-false}" == true ]]; then gate_options+=(--strict); fi

mkdir -p "$OUT"
rm -f -- "$OUT"/{run.jsonl,matrix.md,gate.md,annotations.txt,changes.md}
code=0
sipgate-compat run "${run_options[@]}" || code=$?
# A run that found something, or that could not tell of all, is the gate's to judge; none is not.
if ((code == 0 || code == 1 || code == 3)) && [[ -f "$OUT/run.jsonl" ]]; then
  ran=$code code=0
  sipgate-compat gate "${gate_options[@]}" || code=$?
  sipgate-compat gate "${gate_options[@]}" --format md --out "$OUT/gate.md" || true
  sipgate-compat gate "${gate_options[@]}" --format github --out "$OUT/annotations.txt" || true
  # A run that was cut short is no run to the gate; that is undecided, and no fault of the caller.
  if ((ran == 3 && code == 2)); then code=3; fi
fi

changed=unknown
if [[ -n "${BASELINE:-}" && -f "$OUT/run.jsonl" ]]; then
  compared=0
  sipgate-compat diff "$BASELINE" "$OUT" "${diff_options[@]}" >"$OUT/changes.md" || compared=$?
  case $compared in 0) changed=false ;; 1) changed=true ;; esac
fi
case $code in 0) verdict=open ;; 1) verdict=closed ;; 3) verdict=undecided ;; *) verdict=failed ;; esac

{
  printf '# sipgate-compat: %s\n\n' "$verdict"
  for part in gate changes matrix; do
    if [[ -f "$OUT/$part.md" ]]; then cat "$OUT/$part.md"; fi
  done
} >"$OUT/summary.md"
printf '%s\n' "verdict=$verdict" "changed=$changed" "report-path=$OUT" >"$OUT/outputs.txt"
exit "$code"
