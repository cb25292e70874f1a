#!/usr/bin/env bash
# Builds the workspace for release in a folder that is empty; prints how long that took, the CPU time
# that it cost, and which crates cost most of it, their C compiled by build scripts with them.
# Arguments go to `cargo build`, as `--no-default-features`.
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/seconds"

# A compiler that notes its CPU time under the crate that cargo calls it for.
cat >"$work/bin/timed" <<'END'
#!/usr/bin/env bash
TIMEFORMAT='%U %S'
exec 3>&2
{ time "$@" 2>&3; } 2>"$COLD_SECONDS/${CARGO_PKG_NAME:-cargo}.$$"
END
printf '#!/usr/bin/env bash\nexec %q cc "$@"\n' "$work/bin/timed" >"$work/bin/timed-cc"
printf '#!/usr/bin/env bash\nexec %q c++ "$@"\n' "$work/bin/timed" >"$work/bin/timed-c++"
chmod +x "$work"/bin/*

cargo fetch --locked --quiet
export COLD_SECONDS=$work/seconds RUSTC_WRAPPER=$work/bin/timed CC=$work/bin/timed-cc CXX=$work/bin/timed-c++
SECONDS=0
cargo build --release --workspace --locked --quiet --target-dir "$work/target" "$@"
wall=$SECONDS

awk -v wall="$wall" -v cores="$(nproc)" '
  { name = FILENAME; sub(/.*\//, "", name); sub(/\.[0-9]+$/, "", name); spent[name] += $1 + $2; all += $1 + $2 }
  END {
    printf "%d s on %d cores, %.0f CPU-seconds\n\n| crate | CPU-seconds |\n|---|---|\n", wall, cores, all
    while (shown++ < 14) {
      most = ""
      for (name in spent) if (most == "" || spent[name] > spent[most]) most = name
      if (most == "") break
      printf "| `%s` | %.0f |\n", most, spent[most]
      all -= spent[most]
      delete spent[most]
    }
    printf "| all others together | %.0f |\n", all
  }' "$work"/seconds/*
