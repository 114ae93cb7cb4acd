#!/usr/bin/env bash
# One night of all shards: merged, kept in the history, compared, and made a site.
# Reads DAY and LINK, runs/ (the shards), night/ (of sources.sh) and state/ (of state.sh). Leaves
# the merged runs in night/TARGET, the carried state in state/, and the site in site/.
set -euo pipefail
shopt -s nullglob

mkdir -p night/changes night/editions state/editions site
for each in night/editions/*.yaml; do cp "$each" state/editions/; done
for each in state/editions/*.yaml; do cp "$each" contracts/editions/; done

# What a target is compared with: the baselines that are committed, else those of the first night.
# Tonight's stand in night/baselines, to be committed where a drift is to stay.
baselines() {
  local target=$1 kept="state/baselines/$1" each
  mkdir -p "$kept"
  for each in "reports/baselines/$target"/*.yaml; do cp "$each" "$kept/"; done
  sipgate-compat history baseline --run "night/$target" --baseline night/baselines --write
  for each in "night/baselines/$target"/*.yaml; do
    [[ -f "$kept/${each##*/}" ]] || cp "$each" "$kept/"
  done
}

merged=()
for target in live emulator; do
  shards=("runs/run-$target-"*)
  ((${#shards[@]})) || continue
  sipgate-compat merge "${shards[@]}" --out "night/$target"
  sipgate-compat history add "night/$target" --db state/history.sqlite
  baselines "$target"
  sipgate-compat history drift --db state/history.sqlite --run "night/$target" \
    --baseline state/baselines --format json >"night/changes/$DAY-$target.json"
  mkdir -p "site/$target"
  cp "night/$target/"{index.html,matrix.json,matrix.md,matrix.csv} "site/$target/"
  sipgate-compat report "night/$target" --format svg --out "site/$target/badge.svg"
  sipgate-compat report "night/$target" --format shields --out "site/$target/badge.json"
  sipgate-compat report "night/$target" --format prometheus --out "site/$target/metrics.prom"
  merged+=("night/$target")
done

sipgate-compat changes --out state/log --new --format md --from night/changes >night/changes.md
cp state/log/changes.{json,md,atom} site/
# The pages once more: with the log, and with when each operation last held on a live account.
for each in "${merged[@]}"; do
  sipgate-compat report "$each" --format html --history state/history.sqlite --changes state/log \
    --out "site/${each#night/}/index.html"
done
sipgate-compat monitor site "${merged[@]}" --out site --link "$LINK" --heartbeat state/heartbeat.json
cp site/heartbeat.json state/
cat night/changes.md >>"$GITHUB_STEP_SUMMARY"
