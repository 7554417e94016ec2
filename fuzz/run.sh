#!/usr/bin/env bash
# Fuzzes every target for some seconds, one after another, and says in one line each what came of it.
#
# Usage: fuzz/run.sh [SECONDS] [TARGET…]
# Starts from corpus/, regressions/ and the built-in frameworks; finds go to work/, failures to artifacts/.
# A failure is copied to regressions/TARGET/, where the normal tests replay it, and its story to regressions/README.md.
# corpus/ has named seeds, and of earlier finds the fewest small ones that reach everything reached
# (the built target with -set_cover_merge=1).
set -euo pipefail
cd "$(dirname "$0")"

seconds=${1:-60}
shift || true
if [ $# -gt 0 ]; then targets=("$@"); else targets=(gate_apply wire_frames awareness framework_toml); fi

command -v cargo-fuzz >/dev/null || cargo install cargo-fuzz --locked

# The address sanitizer is what sees yrs read freed memory. It is an unstable option of the stable compiler.
export RUSTC_BOOTSTRAP=1

found=0
for target in "${targets[@]}"; do
  mkdir -p "work/$target" "artifacts/$target" "regressions/$target"
  folders=("work/$target" "corpus/$target" "regressions/$target")
  if [ "$target" = framework_toml ]; then folders+=(../protocol/frameworks); fi
  cargo fuzz build --fuzz-dir . --sanitizer address "$target" 2>"work/$target.log" || { cat "work/$target.log"; exit 1; }
  before=$(find "artifacts/$target" -type f | wc -l)
  cargo fuzz run --fuzz-dir . --sanitizer address "$target" "${folders[@]}" -- \
    -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    >"work/$target.log" 2>&1 || true
  findings=$(($(find "artifacts/$target" -type f | wc -l) - before))
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "work/$target.log")
  if [ -z "$runs" ]; then tail -n 40 "work/$target.log"; fi
  echo "$target: ${runs:-unknown} runs in $seconds s, $findings findings"
  found=$((found + findings))
  if [ -z "$runs" ] && [ "$findings" = 0 ]; then found=$((found + 1)); fi
done
[ "$found" = 0 ] || { echo "see fuzz/artifacts"; exit 1; }
