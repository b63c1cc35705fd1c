#!/usr/bin/env bash
# Looks at a model's report in a real browser (Debian: package chromium), where the tests look at its text alone.
# usage: eng/report.sh [project folder, samples/Quickstart by default]   writes artifacts/report/*.png; fails on a page that the browser does not show whole
set -euo pipefail
cd "$(dirname "$0")/.."
project=${1:-samples/Quickstart}
out=$PWD/artifacts/report
mkdir -p "$out"
dotnet build "$project" -c Release -v quiet -nologo -p:SememeReport=true
find artifacts/obj/"$(basename "$project")" -path '*/sememe/*' -name report.html | while read -r page; do
  name=$(basename "$(dirname "$page")")
  url="file://$(realpath "$page")"
  browser() { chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --virtual-time-budget=2000 "$@" 2> "$out/$name.log"; }
  browser --dump-dom "$url" > "$out/$name.dom.html"
  browser --window-size=1280,2600 --screenshot="$out/$name.png" "$url"
  browser --window-size=400,2600 --screenshot="$out/$name.narrow.png" "$url"
  # As parsed by the browser: every section of the file, with its table.
  for tag in h1 h2 main table; do
    in_file=$(grep -o "<$tag[ >]" "$page" | wc -l); in_dom=$(grep -o "<$tag[ >]" "$out/$name.dom.html" | wc -l)
    [ "$in_file" -eq "$in_dom" ] && [ "$in_dom" -gt 0 ] || { echo "$name: the file has $in_file <$tag>, the browser $in_dom"; exit 1; }
  done
  if grep -E "Refused to|ERR_" "$out/$name.log"; then echo "$name: the page asks for something from elsewhere"; exit 1; fi
  echo "$name: shown whole, see $out/$name.png"
done
