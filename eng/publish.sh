#!/usr/bin/env bash
# Publishes the tool to artifacts/dicom-cms/dicom-cms for this machine, as the package source allows: Native AOT; else with the runtime
# beside it, what is used of it, and everything compiled ahead into one image (ReadyToRun composite); else ReadyToRun alone; else plain. Says which.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

project=src/Dicom.Cms.Cli
output=artifacts/dicom-cms
rid=$(dotnet --info | sed -n 's/^ *RID: *//p' | head -n 1)
log=$(mktemp)
trap 'rm -f "$log"' EXIT

rm -rf "$output"

# Images compiled for one kind of publishing do not fit another. The libraries have none: only the tool's output is compiled ahead.
clean() { rm -rf $project/obj/Release $project/bin/Release; }

# Only a missing package may fall back to the next kind: a compile error must fail, not be tried again.
publish() { # KIND PROPERTY...
    local kind=$1
    shift
    if ! dotnet restore "$project" -r "$rid" "$@" >"$log" 2>&1; then
        grep -qE 'NU110[123]' "$log" && return 1
        cat "$log"
        exit 1
    fi
    clean
    dotnet publish "$project" -c Release -r "$rid" "$@" -o "$output" || exit 1
    rm -f "$output/libcoreclrtraceptprovider.so" # Passes events on to LTTng: the runtime loads it at each start where it is, which takes 3 ms.
    [ -x "$output/dicom-cms" ] || { echo "no executable $output/dicom-cms"; exit 1; }
    echo "published $output/dicom-cms ($kind for $rid)"
    exit 0
}

# The runtime's own images hold code for AVX2, which compiling them anew leaves out unless told; a processor without it compiles at start.
vectors=()
[[ $rid == *-x64 ]] && vectors=(-p:PublishReadyToRunCrossgen2ExtraArgs=--instruction-set:x86-64-v3)

# Native AOT links with what links C programs, and needs it to find the system's libraries.
can_link() {
    [[ $rid == win-* ]] && return 0
    local driver
    driver=$(command -v clang || command -v gcc) || return 1
    echo 'int main(void) { return 0; }' | "$driver" -x c - -o "$log" 2>/dev/null
}

if can_link; then publish "Native AOT" -p:PublishAot=true; else echo "no Native AOT: clang or gcc, and the C library to link with, are needed"; fi
publish "ReadyToRun with the runtime" -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=true -p:SelfContained=true -p:PublishTrimmed=true "${vectors[@]}"
publish "ReadyToRun" -p:PublishReadyToRun=true -p:SelfContained=false

kind="plain: $(grep -oE 'NU110[123]: .*' "$log" | head -n 1)"
clean
dotnet publish "$project" -c Release -o "$output" || exit 1
echo "published $output/dicom-cms ($kind)"
