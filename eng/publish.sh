#!/usr/bin/env bash
# Publishes the tool to artifacts/dicom-cms/dicom-cms for this machine: ReadyToRun when the package source has crossgen, else plain.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

project=src/Dicom.Cms.Cli
output=artifacts/dicom-cms
rid=$(dotnet --info | sed -n 's/^ *RID: *//p' | head -n 1)
log=$(mktemp)
trap 'rm -f "$log"' EXIT

ready_to_run=(-r "$rid" --self-contained false -p:PublishReadyToRun=true)
rm -rf "$output"

# Only a missing package may fall back to a plain publish: a compile error must fail, not be tried twice.
if dotnet restore "$project" -r "$rid" -p:PublishReadyToRun=true >"$log" 2>&1; then
    kind="ReadyToRun for $rid"
    dotnet publish "$project" -c Release "${ready_to_run[@]}" -o "$output" || exit 1
elif grep -qE 'NU110[123]' "$log"; then
    kind="plain: $(grep -oE 'NU110[123]: .*' "$log" | head -n 1)"
    dotnet publish "$project" -c Release -o "$output" || exit 1
else
    cat "$log"
    exit 1
fi

[ -x "$output/dicom-cms" ] || { echo "no executable $output/dicom-cms"; exit 1; }
echo "published $output/dicom-cms ($kind)"
