#!/usr/bin/env bash
# benchmark.sh                        all benchmarks; writes benchmarks/results/<cpu> and what docs/performance.md shows of it. For a quiet machine.
# benchmark.sh --short                fewer and shorter: fails when one allocates more than benchmarks/allocations.json allows
# benchmark.sh --short --accept       makes what is allocated now what is allowed
# benchmark.sh --side-by-side         what there are aims for, in turn with its baseline: prints ratios that a busy machine changes little
# ... --only CLASS                    one class, repeatable; writes nothing but artifacts/benchmarks
# Files that benchmarks need lie in /dev/shm where it has room. Exit 0: done; 1: a benchmark failed or allocates more; 2: usage.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

readonly project=benchmarks/Dicom.Cms.Benchmarks
readonly program=$project/bin/Release/net10.0/Dicom.Cms.Benchmarks.dll
readonly logs=artifacts/benchmarks
form=full
accept=()
only=()
while [ $# -gt 0 ]; do
    case $1 in
        --short) form=short ;;
        --side-by-side) form=side-by-side ;;
        --accept) accept=(--accept) ;;
        --only) only+=("${2:?--only CLASS}"); shift ;;
        *) sed -n '2,7s/^# //p' "$0"; exit 2 ;;
    esac
    shift
done
[ ${#accept[@]} -gt 0 ] && { [ $form != short ] || [ ${#only[@]} -gt 0 ]; } && { echo "--accept goes with --short, and with all classes"; exit 2; }

rm -rf "$logs"
mkdir -p "$logs"
if ! dotnet build "$project" -c Release --nologo >"$logs/build.log" 2>&1; then
    grep -E ': error ' "$logs/build.log" | sort -u | head -n 20
    exit 1
fi

memory=/dev/shm
{ [ -w $memory ] && [ "$(df --output=avail -k $memory | tail -n 1)" -gt 1048576 ]; } || memory=${TMPDIR:-/tmp} # containers may have 64 MB there
TMPDIR=$(mktemp -d "$memory/dicom-cms-benchmarks-XXXXXX")
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT

if [ $form = side-by-side ]; then
    dotnet "$program" side-by-side
    exit
fi

dotnet "$program" describe >"$logs/description.json" || exit 1
[ ${#only[@]} -gt 0 ] && classes=("${only[@]}") ||
    mapfile -t classes < <(python3 -c 'import json, sys; print(*json.load(sys.stdin)["classes"], sep="\n")' <"$logs/description.json")

words=()
if [ $form = short ]; then
    # What is allocated must not depend on how far the compiler has come, nor on how many threads share the chunks of a large value.
    export DOTNET_TieredCompilation=0 DOTNET_PROCESSOR_COUNT=2
    words=(short)
fi

# A process for each class: the profile that the compiler gathers from one does not serve the next.
measure() { # CLASS...
    local class start status
    for class in "$@"; do
        start=$SECONDS
        rm -rf "${logs:?}/$class"
        dotnet "$program" "${words[@]}" --filter "*.$class.*" --artifacts "$logs/$class" >"$logs/$class.log" 2>&1 </dev/null
        status=$?
        printf '%-28s %5d s  %s\n' "$class" $((SECONDS - start)) "$(grep -o 'executed benchmarks: .*' "$logs/$class.log" | tail -n 1)"
        if [ $status -ne 0 ]; then
            tail -n 20 "$logs/$class.log"
            exit 1
        fi
    done
}

measure "${classes[@]}"
if [ $form = short ]; then
    python3 eng/benchmarks/allocations.py "$logs" "${accept[@]}" && exit
    mapfile -t classes < <(python3 eng/benchmarks/allocations.py "$logs" --classes)
    echo "once more: a pooled array that one thread gave back and another misses, in few operations, is several percent; growth stays"
    measure "${classes[@]}"
    python3 eng/benchmarks/allocations.py "$logs"
elif [ ${#only[@]} -gt 0 ]; then
    python3 eng/benchmarks/report.py "$logs" "$logs/report"
else
    python3 eng/benchmarks/report.py "$logs" benchmarks/results --documents docs/performance.md
fi
