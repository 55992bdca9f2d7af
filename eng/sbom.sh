#!/usr/bin/env bash
# Writes the software bill of materials of each package (CycloneDX) to obj/sbom, where dotnet pack finds it: eng/package/Package.props.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

dotnet tool restore || exit 1
for project in src/*/*.csproj; do
    id=$(dotnet msbuild "$project" -getProperty:PackageId) && version=$(dotnet msbuild "$project" -getProperty:Version) || exit 1
    dotnet restore "$project" || exit 1
    dotnet dotnet-CycloneDX "$project" --output "$(dirname "$project")/obj/sbom" --filename bom.json --output-format Json \
        --exclude-dev --include-project-references --disable-package-restore --no-serial-number \
        --set-name "$id" --set-version "$version" || exit 1
done
