#!/usr/bin/env bash
# The help page and the specification as they are today.
# Reads DAY, PAGE_URL and SPECIFICATION_URL. Leaves in night/ the edition, where the page is not as
# it was when it was last kept, the specification's changes and its coverage by the contracts, and
# in specification/document.json the document, for the next night to compare with.
set -euo pipefail

mkdir -p night/editions night/changes specification
kept=(contracts/editions/*-en.yaml)
sipgate-compat edition import "$PAGE_URL" --date "$DAY" --lang en --out night/editions >/dev/null
code=0
sipgate-compat edition diff "${kept[-1]}" "night/editions/$DAY-en.yaml" --fail-on info || code=$?
case $code in
  0) rm "night/editions/$DAY-en.yaml" ;;
  1) echo "::notice::the help page is not as it was in ${kept[-1]}" ;;
  *) exit "$code" ;;
esac

new=specification/new.json
curl --fail --silent --show-error --location --proto =https --max-time 60 --max-filesize 20000000 \
  --output "$new" "$SPECIFICATION_URL"
sipgate-compat spec coverage "$new" --format json >night/coverage.json
if [[ -f specification/document.json ]]; then
  sipgate-compat spec diff specification/document.json "$new" --format json \
    >"night/changes/$DAY-specification.json"
fi
mv "$new" specification/document.json
