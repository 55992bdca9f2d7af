#!/usr/bin/env python3
"""source_rules.py layering|length: rules of CONTRIBUTING.md that neither the compiler nor an analyzer checks."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LONGEST = 400 # lines of a file
WIDEST = 140 # characters of a line
FRIENDS = { # docs/decisions/0009
    "Dicom.Cms.Data": {"Dicom.Cms", "Dicom.Cms.Imaging", "Dicom.Cms.Tests", "Dicom.Cms.Fuzz"},
    "Dicom.Cms.Imaging": {"Dicom.Cms.Fuzz", "Dicom.Cms.Benchmarks"},
}


def hand_written():
    """Hand-written C# files, relative to the root."""
    folders = ("src", "tests", "benchmarks", "samples", "integrations", "eng", "fuzz")
    paths = (p.relative_to(ROOT) for folder in folders for p in (ROOT / folder).rglob("*.cs"))
    return sorted(str(p) for p in paths if not p.name.endswith(".g.cs") and not {"bin", "obj"} & set(p.parts))


def code_lines(path):
    """Numbered lines without line comments. A // inside a string hides the rest of its line: good enough for a guard."""
    for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1):
        yield number, re.sub(r"(?<!:)//.*", "", line)


def report(problems, figure):
    for problem in problems:
        print(" ", problem)
    print(figure)
    return 1 if problems else 0


def project(name):
    return (ROOT / "src" / name / f"{name}.csproj").read_text(encoding="utf-8")


def layering():
    problems = []
    allowed_references = {
        "Dicom.Cms.Data": set(),
        "Dicom.Cms.Envelopes": set(),
        "Dicom.Cms.Imaging": {"Dicom.Cms.Data"},
        "Dicom.Cms": {"Dicom.Cms.Data", "Dicom.Cms.Envelopes", "Dicom.Cms.Imaging"},
        "Dicom.Cms.Cli": {"Dicom.Cms"},
    }
    present = {p.parent.name for p in (ROOT / "src").glob("*/*.csproj")}
    problems += [f"src/{name}: this project has no place in the layers" for name in sorted(present - set(allowed_references))]
    for name, allowed in allowed_references.items():
        if name not in present:
            continue
        for reference in re.findall(r'<ProjectReference\s+Include="[^"]*?([^/\\"]+)\.csproj"', project(name)):
            if reference not in allowed:
                problems.append(f"{name} references {reference}")
        for friend in re.findall(r'<InternalsVisibleTo\s+Include="([^"]+)"', project(name)):
            if friend != f"{name}.Tests" and friend not in FRIENDS.get(name, set()):
                problems.append(f"{name} shows its internals to {friend}; only its own tests and the friends of decision 0009 see them")
    forbidden = [
        ("src/Dicom.Cms.Data/", r"\bSystem\.Security\.Cryptography\b", "Data contains no cryptography"),
        ("src/Dicom.Cms.Imaging/", r"\bSystem\.Security\.Cryptography\b", "Imaging contains no cryptography"),
        ("src/Dicom.Cms.Data/", r"\bDicom\.Cms\.Envelopes\b", "Data does not know Envelopes"),
        ("src/Dicom.Cms.Imaging/", r"\bSystem\.Security\.Cryptography\b", "Imaging contains no cryptography"),
        ("src/Dicom.Cms.Imaging/", r"\bDicom\.Cms\.Envelopes\b", "Imaging does not know Envelopes"),
        ("src/Dicom.Cms.Envelopes/", r"\bDicom\.Cms\.Data\b|\bDICOM\b", "Envelopes does not know the word DICOM"),
        ("src/", r"\bInternalsVisibleTo\b", "InternalsVisibleTo stands in the project file"),
    ]
    for path in hand_written():
        for number, line in code_lines(path):
            problems += [f"{path}:{number}: {why}" for prefix, pattern, why in forbidden
                         if path.startswith(prefix) and re.search(pattern, line)]
            declared = re.match(r"namespace ([\w.]+)", line)
            if path.startswith("src/") and declared and declared[1] != pathlib.PurePosixPath(path).parts[1]:
                problems.append(f"{path}:{number}: the namespace is that of the project; folders add none")
    return report(problems, f"{len(problems)} violations of the layering in {len(present)} projects")


def length():
    texts = {path: (ROOT / path).read_text(encoding="utf-8").splitlines() for path in hand_written()}
    ordered = sorted(map(len, texts.values()))
    at = lambda share: ordered[min(len(ordered) - 1, int(share * len(ordered)))]
    problems = [f"{path}: {len(lines)} lines" for path, lines in texts.items() if len(lines) > LONGEST]
    wide = [f"{path}:{number}: {len(line)} characters" for path, lines in texts.items()
            for number, line in enumerate(lines, 1) if len(line) > WIDEST]
    return report(problems + wide, f"{len(ordered)} hand-written files: median {at(.5)}, 90th percentile {at(.9)}, longest {ordered[-1]} "
                                   f"of at most {LONGEST} lines; {len(wide)} lines of more than {WIDEST} characters")


RULES = {"layering": layering, "length": length}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in RULES:
        sys.exit(f"usage: source_rules.py {'|'.join(RULES)}")
    sys.exit(RULES[sys.argv[1]]())
