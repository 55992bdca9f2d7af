#!/usr/bin/env bash
# fuzz.sh [N] [OPTION...]: N executions over all fuzz targets, 100,000 unless said otherwise; docs/fuzzing.md. The options are those
# of fuzz/Dicom.Cms.Fuzz, such as --seed S, --target T, --jobs J. Exit 0 without a finding, 1 with one; they stand in artifacts/fuzz.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

count=100000
if [[ "${1:-}" =~ ^[0-9]+$ ]]; then
    count=$1
    shift
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! dotnet build fuzz/Dicom.Cms.Fuzz -c Fuzz --nologo >"$log" 2>&1; then
    tail -n 20 "$log"
    exit 1
fi

rm -f artifacts/fuzz/*.running
dotnet fuzz/Dicom.Cms.Fuzz/bin/Fuzz/net10.0/Dicom.Cms.Fuzz.dll --count "$count" --artifacts artifacts/fuzz "$@"
status=$?

# A stack overflow is the one end that no handler sees: the iterations that were running are left behind.
for running in artifacts/fuzz/*.running; do
    [ $status -gt 2 ] && [ -e "$running" ] && echo "finding: the process died; $running was at iterations$(od -An -v -w8 -t d8 "$running" | tr -d '\n' | tr -s ' ')"
done
[ $status -gt 2 ] && exit 1
exit $status
