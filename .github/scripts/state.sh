#!/usr/bin/env bash
# What the monitor knows from earlier nights: an archive at a release of its own, so that it neither
# expires nor swells the repository. `fetch` unpacks the newest into state/, `keep` adds today's.
# Reads GH_TOKEN and GITHUB_REPOSITORY; keep also DAY and GITHUB_RUN_ID.
set -euo pipefail

tag=monitor-state
last=7 # so many archives stay, in case one is spoiled

# The names of the archives, oldest first; nothing before the first night.
archives() {
  local answer
  if answer=$(gh release view "$tag" --repo "$GITHUB_REPOSITORY" --json assets 2>&1); then
    jq --raw-output '[.assets[].name | select(startswith("state-"))] | sort | .[]' <<<"$answer"
  elif [[ "$answer" != *"release not found"* ]]; then
    echo "$answer" >&2
    return 1
  fi
}

fetch() {
  local names
  mkdir -p state/editions
  names=$(archives)
  if [[ -z "$names" ]]; then
    echo "::notice::no state of earlier nights"
    return
  fi
  gh release download "$tag" --repo "$GITHUB_REPOSITORY" --pattern "$(tail -n 1 <<<"$names")" \
    --output state.tar.gz --clobber
  tar --extract --gzip --file state.tar.gz
}

keep() {
  local names name archive="state-$DAY-$GITHUB_RUN_ID.tar.gz"
  tar --create --gzip --file "$archive" state
  names=$(archives)
  if [[ -z "$names" ]]; then
    gh release create "$tag" --repo "$GITHUB_REPOSITORY" --prerelease --latest=false \
      --title "State of the monitor" --notes "Written by the monitor each night; not for people." ||
      gh release view "$tag" --repo "$GITHUB_REPOSITORY" >/dev/null
  fi
  gh release upload "$tag" "$archive" --repo "$GITHUB_REPOSITORY" --clobber
  head -n -$((last - 1)) <<<"$names" | while read -r name; do
    [[ -z "$name" ]] || gh release delete-asset "$tag" "$name" --repo "$GITHUB_REPOSITORY" --yes
  done
}

case "${1:-}" in
  fetch | keep) "$1" ;;
  *) echo "state.sh: say fetch or keep" >&2 && exit 2 ;;
esac
