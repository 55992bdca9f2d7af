#!/usr/bin/env python3
"""report.py MEASUREMENTS RESULTS [--documents PAGE]: turns what eng/benchmark.sh measured into RESULTS/<cpu>: results.json, README.md
with a table for each class, and plots; and rewrites what stands between the marks in PAGE."""
import datetime
import json
import pathlib
import re
import subprocess
import sys

from measurements import load
from pictures import draw
from texts import aims, table, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- benchmarks: written by eng/benchmark.sh -->", "<!-- /benchmarks -->"


def git(*words):
    return subprocess.run(["git", *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout.strip()


def versions(description, host):
    is_changed = git("status", "--porcelain", "--untracked-files=no", "--", "src", "benchmarks/Dicom.Cms.Benchmarks")
    return {
        "cpu": host["ProcessorName"], "cores": host["LogicalCoreCount"], "architecture": host["Architecture"].lower(), "os": host["OsVersion"],
        "runtime": host["RuntimeVersion"], "openssl": description["openssl"], "benchmarkdotnet": host["BenchmarkDotNetVersion"],
        "commit": (git("rev-parse", "--short=12", "HEAD") or "unknown") + (" with changes" if is_changed else ""),
        "date": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
    }


def sentence(machine):
    return (f"{machine['cpu']}, {machine['cores']} cores, {machine['architecture']}; {machine['os']}; {machine['runtime']}; OpenSSL {machine['openssl']}; "
            f"BenchmarkDotNet {machine['benchmarkdotnet']}; commit {machine['commit']}; {machine['date']}.")


def slug(machine):
    words = re.sub(r"\(r\)|\(tm\)|cpu|processor|@.*", " ", machine["cpu"].lower())
    return re.sub(r"[^a-z0-9]+", "-", f"{words}-{machine['cores']}-cores").strip("-")


def summary_of(type_name):
    """The first sentences that the class says about itself in its source."""
    for source in (ROOT / "benchmarks").rglob(f"{type_name}.cs"):
        match = re.search(r"/// <summary>(.*?)</summary>", source.read_text(encoding="utf-8"), re.DOTALL)
        if match:
            text = re.sub(r"\s+", " ", match[1].replace("///", " ")).strip()
            return re.sub(r'<see cref="([^"]*)"\s*/>', r"`\1`", text)
    return ""


def compact(machine, cases):
    rows = [{"class": c.type, "method": c.method, "parameters": c.parameters, "median_ns": float(f"{c.median:.5g}"),
             "deviation_ns": float(f"{c.deviation:.3g}"), "iterations": c.count, "allocated": c.allocated,
             "ratio": c.ratio and float(f"{c.ratio:.4g}"), "baseline": c.is_baseline} for c in cases]
    lines = ",\n".join("    " + json.dumps(row) for row in rows)
    return "{\n  \"machine\": " + json.dumps(machine) + ",\n  \"benchmarks\": [\n" + lines + "\n  ]\n}\n"


def readme(machine, types, cases, pictures):
    parts = ["# Results", "", f"Written by `eng/benchmark.sh`. {sentence(machine)}", "",
             "Medians. A ratio is that of medians to the baseline under the same parameters, marked with *; what is allocated is managed memory, in octets.",
             ""]
    for type_name in types:
        parts += [f"## {type_name}", "", summary_of(type_name), ""]
        parts += [line for name, alt in pictures.get(type_name, []) for line in (f"![{alt}]({name})", "")]
        parts += [*table([c for c in cases if c.type == type_name]), ""]
    return "\n".join(parts).rstrip("\n") + "\n"


def document(page, folder, machine, cases, pictures):
    text = page.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        sys.exit(f"{page}: the marks {BEGIN} and {END} are missing")
    # One place for each CPU; the page shows the one measured last.
    path = pathlib.Path("..") / folder.resolve().relative_to(ROOT)
    parts = [BEGIN, "", f"{sentence(machine)} All tables: [{folder.name}]({path}/README.md).", "", *aims(cases), ""]
    parts += [line for drawn in pictures.values() for name, alt in drawn for line in (f"![{alt}]({path}/{name})", "")]
    page.write_text(text[:text.index(BEGIN)] + "\n".join([*parts, END]) + text[text.index(END) + len(END):], encoding="utf-8")


def main(measurements, results, page):
    cases, description, host = load(measurements)
    machine = versions(description, host)
    folder = pathlib.Path(results) / slug(machine)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    types = list(dict.fromkeys(c.type for c in cases))
    pictures = draw(folder, cases)
    (folder / "results.json").write_text(compact(machine, cases), encoding="utf-8")
    (folder / "README.md").write_text(readme(machine, types, cases, pictures), encoding="utf-8")
    if page:
        document(pathlib.Path(page), folder, machine, cases, pictures)
    slowest = max(cases, key=lambda c: c.median)
    print(f"{len(cases)} benchmarks of {len(types)} classes in {folder}; the slowest, {slowest.name}, takes {time(slowest.median)}")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    document_page = None
    if "--documents" in arguments:
        at = arguments.index("--documents")
        document_page = arguments[at + 1]
        del arguments[at:at + 2]
    if len(arguments) != 2:
        sys.exit(__doc__.splitlines()[0])
    main(*arguments, document_page)
