#!/usr/bin/env python3
"""coverage.py RESULTS MINIMUM: line and branch coverage of src, per assembly and in total; fails under MINIMUM % of branches.

Reads every coverage.json that coverlet left under RESULTS. Several test projects cover the same assembly, so a line or a branch
(method, line, offset, path) counts as covered when any of them reached it: the maximum of the hits. Generated code is left out.
"""
import collections
import json
import pathlib
import sys

ASSEMBLIES = ("Dicom.Cms.Data.dll", "Dicom.Cms.Envelopes.dll", "Dicom.Cms.Imaging.dll", "Dicom.Cms.dll", "dicom-cms.dll")


def is_generated(path):
    return path.endswith(".g.cs") or "/obj/" in path


def merge(reports):
    lines = {a: collections.Counter() for a in ASSEMBLIES}
    branches = {a: collections.Counter() for a in ASSEMBLIES}
    for report in reports:
        for assembly, files in json.loads(report.read_text(encoding="utf-8-sig")).items():
            if assembly not in lines:
                continue
            for path, classes in files.items():
                if is_generated(path.replace("\\", "/")):
                    continue
                for methods in classes.values():
                    for name, method in methods.items():
                        for line, hits in method["Lines"].items():
                            key = (path, line)
                            lines[assembly][key] = max(lines[assembly][key], hits)
                        for b in method["Branches"]:
                            key = (path, name, b["Line"], b["Offset"], b["Path"], b["Ordinal"])
                            branches[assembly][key] = max(branches[assembly][key], b["Hits"])
    return lines, branches


def row(name, line_hits, branch_hits):
    def share(hits):
        covered = sum(1 for h in hits if h)
        return f"{percent(hits):6.1f} % ({covered}/{len(hits)})"
    print(f"  {name:24} lines {share(line_hits):22} branches {share(branch_hits)}")


def percent(hits):
    return 100 * sum(1 for h in hits if h) / len(hits) if hits else 100.0


def main(results, minimum):
    reports = sorted(pathlib.Path(results).rglob("coverage.json"))
    if not reports:
        print(f"no coverage.json under {results}")
        return 1
    lines, branches = merge(reports)
    for assembly in ASSEMBLIES:
        row(assembly.removesuffix(".dll"), list(lines[assembly].values()), list(branches[assembly].values()))
    all_lines = [h for a in ASSEMBLIES for h in lines[a].values()]
    all_branches = [h for a in ASSEMBLIES for h in branches[a].values()]
    row("total", all_lines, all_branches)
    worst = collections.defaultdict(lambda: [0, 0])
    for assembly in ASSEMBLIES:
        for key, hits in branches[assembly].items():
            worst[key[0]][0] += hits == 0
            worst[key[0]][1] += 1
    for path, (missed, total) in sorted(worst.items(), key=lambda item: -item[1][0])[:8]:
        if missed:
            print(f"  missed {missed:4} of {total:4} branches: {path}")
    unmeasured = [a for a in ASSEMBLIES if not lines[a]]
    if unmeasured:
        print("not measured, because no test loads it: " + ", ".join(unmeasured))
        return 1
    print(f"lines {percent(all_lines):.1f} %, branches {percent(all_branches):.1f} % (at least {minimum:g} % of branches)")
    return 0 if percent(all_branches) >= minimum else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2])))
