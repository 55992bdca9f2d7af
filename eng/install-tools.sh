#!/usr/bin/env bash
# Installs the Debian packages that eng/check.sh, the checks of ../shared and some tests need, where a command is missing, apt-get is there and we are root.
# Exit 0: nothing is missing now. 1: an installation failed. 3: something is missing and cannot be installed here.
set -uo pipefail

declare -A package_of=(
    [python3]=python3 [openssl]=openssl [gdcmanon]=libgdcm-tools [dcmdump]=dcmtk [dciodvfy]=dicom3tools
    [ojph_expand]=openjph-tools [softhsm2-util]=softhsm2 [pkcs11-tool]=opensc [codespell]=codespell
)
missing=()
for command in "${!package_of[@]}"; do
    command -v "$command" >/dev/null 2>&1 || missing+=("${package_of[$command]}")
done
compgen -G '/usr/lib/*/engines-3/pkcs11.so' >/dev/null || missing+=(libengine-pkcs11-openssl)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "missing: ${missing[*]} (installing them needs root and apt-get)"
    exit 3
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update -q && apt-get install -q -y --no-install-recommends "${missing[@]}" || {
    echo "apt-get could not install: ${missing[*]}"
    exit 1
}
