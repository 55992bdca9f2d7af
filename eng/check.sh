#!/usr/bin/env bash
# What the repository checks about itself. Every check runs, whatever became of those before; the summary stands at the end, the
# logs in artifacts/check, the coverage in artifacts/coverage. Exit 0 only when nothing failed. The independent checks need ../shared (or DICOM_CMS_SHARED).
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

readonly minimum_branch_coverage=85
readonly limit=1500 # seconds for one check: a hang is a failure
readonly logs=$PWD/artifacts/check
readonly results=$logs/results.tsv
shared=${DICOM_CMS_SHARED:-../shared}
[ -d "$shared" ] && shared=$(cd "$shared" && pwd) || shared=

rm -rf "$logs"
mkdir -p "$logs"
: >"$results"

record() { # STATUS NAME DETAIL
    printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$results"
    printf '%-8s %s: %s\n' "$1" "$2" "$3"
}

check() { # NAME COMMAND...: judged by its exit code, its last line is the figure
    local name=$1 log status
    shift
    log=$logs/$(tr -c 'a-zA-Z0-9\n' '-' <<<"$name").log
    timeout "$limit" bash -c '"$@"' check "$@" >"$log" 2>&1 </dev/null # bash, because it may be one of our functions
    status=$?
    local figure
    figure=$(grep -v '^[[:space:]]*$' "$log" | tail -n 1 | sed 's/^ *//' | cut -c1-200)
    case $status in
        0) record passed "$name" "${figure:-no output}" ;;
        124) record failed "$name" "no end after $limit s" ;;
        *) record failed "$name" "exit $status: ${figure:-no output}" ;;
    esac
    if [ $status -ne 0 ]; then
        grep -E ': error |\[FAIL\]' "$log" | sort -u | head -n 40 | grep . || tail -n 13 "$log" | sed 's/^/  /' | cut -c1-200
        echo "  ... $log"
    fi
    return $status
}

skip() { record skipped "$1" "skipped: $2"; }

# The build has run the analyzers, with warnings as errors: dotnet format need not run them once more.
format() {
    dotnet format whitespace Dicom.Cms.sln --verify-no-changes --no-restore &&
        dotnet format style Dicom.Cms.sln --verify-no-changes --no-restore && echo "no file needs formatting"
}

tests_with_coverage() {
    rm -rf artifacts/coverage
    RunSettingsFilePath=$PWD/eng/coverage.runsettings dotnet test Dicom.Cms.sln && echo "the tests of Dicom.Cms.sln passed"
}

# A test project without a report and an assembly without a line in it would be coverage that nobody measured.
coverage() {
    local projects reports file assembly summary=artifacts/coverage/report/Summary.txt
    projects=$(find tests -name '*.Tests.csproj' | wc -l)
    reports=$(find artifacts/coverage -name coverage.opencover.xml | wc -l)
    [ "$reports" -eq "$projects" ] || { echo "$reports coverage reports of $projects test projects"; return 1; }
    dotnet tool restore || return 1
    dotnet reportgenerator '-reports:artifacts/coverage/*/coverage.opencover.xml' -targetdir:artifacts/coverage/report \
        '-reporttypes:TextSummary;MarkdownSummaryGithub;Cobertura' -verbosity:Warning \
        minimumCoverageThresholds:branchCoverage=$minimum_branch_coverage
    local status=$?
    for file in src/*/*.csproj; do
        assembly=$(sed -n 's:.*<AssemblyName>\(.*\)</AssemblyName>.*:\1:p' "$file")
        assembly=${assembly:-$(basename "$file" .csproj)}
        grep -E "^$assembly " "$summary" || { echo "not measured, because no test loads it: $assembly"; status=1; }
    done
    echo "$(sed -n 's/^ *Line coverage: /lines /p' "$summary"), $(sed -n 's/^ *Branch coverage: /branches /p' "$summary")," \
        "at least $minimum_branch_coverage % of branches"
    return $status
}

# A package that the source does not carry is a fact about the machine; anything else that goes wrong is a failure.
integration() { # SOLUTION
    local name="integration ${1#integrations/}" log
    log=$logs/restore-$(tr -c 'a-zA-Z0-9\n' '-' <<<"$1").log
    if dotnet restore "$1" >"$log" 2>&1; then
        check "$name" dotnet test "$1" --no-restore
        return
    fi
    local missing
    missing=$(grep -oE "NU110[12]: Unable to find package [A-Za-z0-9_.-]+" "$log" | sed 's/.*package //; s/\.$//' | sort -u | paste -sd, -)
    if [ -n "$missing" ] && ! grep -E ': error ' "$log" | grep -qvE 'NU110[12]'; then
        skip "$name" "package $missing not available"
    else
        record failed "$name" "restore failed: $log"
        grep -E 'error' "$log" | sort -u | head -n 10
    fi
}

# Sets missing to what is not there and cannot be installed here.
install_tools() {
    missing=
    bash eng/install-tools.sh >"$logs/install-tools.log" 2>&1
    case $? in
        0) ;;
        3) missing=$(tail -n 1 "$logs/install-tools.log") ;;
        *) record failed "Debian packages" "$(tail -n 1 "$logs/install-tools.log")" ;;
    esac
}

# Documents and hand-written sources; .codespellrc has the words that are none.
spelling() {
    local files
    mapfile -d '' files < <(git ls-files -z '*.md' 'src/*.cs' ':!*.g.cs')
    codespell "${files[@]}" || return 1
    echo "no misspelled word in ${#files[@]} files"
}

# What we protect, gdcmanon restores, and the other way. One file differs, and no other may: its JP2 boxes, ICC profile and uuid boxes among
# them, are cut (docs/clean-pixel-data.md), and gdcmanon knows nothing of what brings them back.
gdcmanon_both_ways() {
    local output status differences
    output=$(python3 "$shared/checks/gdcmanon.py" "$shared/corpus")
    status=$?
    differences=$(grep -E '^  (in|out): ' <<<"$output")
    printf '%s\n' "$output"
    [ $status -eq 0 ] && return 0
    [ "$differences" = "  out: pydicom-GDCMJ2K_TextGBR.dcm: ['changed 7fe00010']" ] || return 1
    [ "$(tail -n 1 <<<"$output")" = "of 120 files: gdcmanon restores ours 119, we restore gdcmanon's 120" ] || return 1
    echo "of 120 files: gdcmanon restores ours 119 and a known one but for its JP2 boxes, we restore gdcmanon's 120"
}

independent_checks() {
    if [ -z "$shared" ]; then
        skip "independent checks" "../shared is not here"
        return
    fi

    if [ ! -x "$DICOM_CMS" ]; then
        record failed "independent checks" "there is no tool to check"
        return
    fi

    local suite
    for suite in authenticated oaep conformant; do
        check "roundtrip $suite" python3 "$shared/checks/roundtrip.py" "$shared/corpus" -- --suite $suite
    done
    check "residual" python3 "$shared/checks/residual.py" "$shared/corpus"
    check "crafted" python3 "$shared/checks/crafted.py"
    if command -v dciodvfy >/dev/null; then check "validity" python3 "$shared/checks/validity.py" "$shared/corpus"; else skip "validity" "$missing"; fi
    if command -v dcmdjpeg >/dev/null; then check "codestream" python3 "$shared/checks/codestream.py" "$shared/corpus"; else skip "codestream" "$missing"; fi
    if command -v openssl >/dev/null; then check "openssl_cms" python3 "$shared/checks/openssl_cms.py"; else skip "openssl_cms" "$missing"; fi
    if command -v gdcmanon >/dev/null; then check "gdcmanon" gdcmanon_both_ways; else skip "gdcmanon" "$missing"; fi
}

export shared minimum_branch_coverage
export -f format tests_with_coverage coverage spelling gdcmanon_both_ways

install_tools
if command -v codespell >/dev/null; then check "spelling" spelling; else skip "spelling" "${missing:-codespell is not installed}"; fi
check "layering" python3 eng/source_rules.py layering
check "length" python3 eng/source_rules.py length
# .ci/run has just run the tests, and measured their coverage: DICOM_CMS_TESTED says so. They build everything, analyzers included.
[ "${DICOM_CMS_TESTED:-}" = 1 ] || check "tests" tests_with_coverage
check "coverage" coverage
check "format" format
check "generated files" dotnet run --project eng/GenerateTables -- --check
# What follows compiles the same sources in other configurations: no analyzer would find more there.
export RunAnalyzers=false
check "fuzz targets" bash eng/fuzz.sh 5000 --seed 1
check "allocations" bash eng/benchmark.sh --short
check "publish" bash eng/publish.sh
check "packages" python3 eng/packages.py
export DICOM_CMS=$PWD/artifacts/dicom-cms/dicom-cms
independent_checks
unset RunAnalyzers
while IFS= read -r solution; do
    integration "$solution"
done < <(find integrations -name '*.sln' 2>/dev/null | sort)

count() { cut -f1 "$results" | grep -cx "$1"; }
echo
echo "== Summary of eng/check.sh"
while IFS=$'\t' read -r status name detail; do printf '  %-8s %-28s %s\n' "$status" "$name" "$detail"; done <"$results"
echo "$(count passed) passed, $(count failed) failed, $(count skipped) skipped"
[ "$(count failed)" -eq 0 ]
