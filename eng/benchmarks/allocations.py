#!/usr/bin/env python3
"""allocations.py RESULTS [--accept | --classes]: compares what each benchmark of the short form allocates with benchmarks/allocations.json.
--accept writes the file; --classes prints nothing but the classes that it complains of.

Octets for each operation are nearly the same in every run: up to 0.6 % was seen in six, from pooled arrays that one thread returns and
another misses. Above the share and the octets of tolerance is growth. Baselines and peers call nothing of ours and are not compared. Less
than allowed is reported, so that the file may be tightened; a benchmark that is new or gone fails until it is accepted.
"""
import json
import pathlib
import sys

from measurements import load

ALLOWED = pathlib.Path(__file__).resolve().parents[2] / "benchmarks/allocations.json"
TOLERANCE = {"share": 0.02, "octets": 64}


def compare(measured, allowed, is_expected):
    """Complaints, and notes."""
    tolerance, rows = allowed["tolerance"], allowed["octets"]
    complaints, notes = [], []
    for name, octets in measured.items():
        if name not in rows:
            complaints.append(f"{name}: {octets} octets, and no figure in {ALLOWED.name}")
        elif octets > rows[name] * (1 + tolerance["share"]) + tolerance["octets"]:
            complaints.append(f"{name}: {octets} octets, allowed are {rows[name]}")
        elif octets < rows[name] * (1 - tolerance["share"]) - tolerance["octets"]:
            notes.append(f"{name}: only {octets} octets, allowed are {rows[name]}")
    complaints += [f"{name}: gone, allowed are {octets}" for name, octets in rows.items()
                   if name not in measured and is_expected(name.split(".")[0])]
    return complaints, notes


def main(folder, accept, only_classes):
    cases, description, _ = load(folder)
    measured = {c.name: c.allocated for c in sorted(cases, key=lambda c: c.name) if not c.is_peer}
    if accept:
        rows = {"runtime": description["runtime"], "tolerance": TOLERANCE, "octets": measured}
        ALLOWED.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
        print(f"{len(measured)} benchmarks accepted into benchmarks/{ALLOWED.name}")
        return 0
    allowed = json.loads(ALLOWED.read_text(encoding="utf-8"))
    left_out = set(description["classes"]) - {c.type for c in cases}  # by --only
    complaints, notes = compare(measured, allowed, lambda name: name not in left_out)
    if only_classes:
        print(*dict.fromkeys(line.split(".")[0] for line in complaints), sep="\n")
        return 0
    for line in complaints + notes:
        print(" ", line)
    if complaints and allowed["runtime"] != description["runtime"]:
        print(f"  measured under {description['runtime']}, accepted under {allowed['runtime']}")
    print(f"{len(measured)} benchmarks, {len(complaints)} allocate more than accepted (or have no figure), {len(notes)} less")
    return 1 if complaints else 0


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word not in ("--accept", "--classes")]
    if len(words) != 1:
        sys.exit(__doc__.splitlines()[0])
    sys.exit(main(words[0], "--accept" in sys.argv, "--classes" in sys.argv))
