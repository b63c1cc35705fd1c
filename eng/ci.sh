#!/usr/bin/env bash
set -uo pipefail
cd "$(dirname "$0")/.."
results=artifacts/test-results
rm -rf "$results"

echo "== the samples"
for sample in Quickstart Classify Rerank Entities Answers FillMask Generate Translate Sentences WordsInContext WordsByCharacters Intents; do
  dotnet run --project "samples/$sample" -c Release || { echo "0 passed, 1 failed"; exit 1; }
done

echo "== the tests"
dotnet test Generator.sln -c Release --logger "trx" --results-directory "$results"
status=$?

count() { # attribute of every <Counters …/> line, added up
  local sum=0 n
  for n in $(grep -ho "<Counters [^>]*" "$results"/*.trx 2>/dev/null | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*'); do sum=$((sum + n)); done
  echo "$sum"
}
passed=$(count passed); failed=$(count failed)
skipped=$(grep -ho 'outcome="NotExecuted"' "$results"/*.trx 2>/dev/null | wc -l)

# Everything is there on the build machine (shared data, npm): a skipped test is a test that should have run.
if [ "$skipped" -gt 0 ]; then
  echo "skipped tests, though nothing may be skipped here:"
  grep -h -B0 -A3 'outcome="NotExecuted"' "$results"/*.trx | grep -oE 'testName="[^"]*"|<Message>[^<]*' | head -20
  failed=$((failed + skipped))
fi
if [ "$passed" -eq 0 ]; then failed=$((failed + 1)); fi
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
