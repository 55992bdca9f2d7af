"""What BenchmarkDotNet's full JSON says, and the description that the benchmarks print of themselves."""
import json
import pathlib
import re
import sys

SIZES = ("Size", "Length", "ContentLength")  # the parameter that holds the octets of a content
KEY_LENGTHS = ("KeySize", "RsaKeySize", "RsaBits", "ModulusLength")
PEERS = ("EnvelopedCms", "Floor")            # methods that call nothing of ours


class Case:
    """One benchmark with its parameters."""

    def __init__(self, row, description):
        self.type, self.method = row["Type"], row["Method"]
        self.parameters = dict(pair.split("=", 1) for pair in row["Parameters"].split("&")) if row["Parameters"] else {}
        statistics, memory = row["Statistics"], row["Memory"]
        if not statistics or not memory:
            sys.exit(f"{self.name}: the benchmark failed; see the log beside the results")
        self.median, self.deviation, self.count = statistics["Median"], statistics["StandardDeviation"], statistics["N"]
        self.allocated = memory["BytesAllocatedPerOperation"]
        self.is_baseline = description["baselines"].get(self.type) == self.method
        self.is_peer = self.is_baseline or any(peer in self.method for peer in PEERS)
        self.input = description["inputs"].get(self.parameters.get("Input"))
        self.ratio = None  # to the baseline under the same parameters

    @property
    def name(self):
        parameters = ", ".join(f"{key}={value}" for key, value in self.parameters.items())
        return f"{self.type}.{self.method}({parameters})"

    @property
    def size(self):
        """Octets of the content, None where there is no such parameter."""
        return next((number(self.parameters[key]) for key in SIZES if key in self.parameters), None)

    @property
    def key_length(self):
        """The bits of the recipients' keys; "2048" where that is no parameter."""
        return next((self.parameters[key] for key in KEY_LENGTHS if key in self.parameters), "2048")

    def per_second(self, what):
        """How many of the input's "bytes" or "elements" in a second."""
        return self.input[what] / (self.median * 1e-9) if self.input and self.median else None


def number(text):
    digits = re.sub(r"[^0-9]", "", text)
    return int(digits) if digits else None


def load(folder):
    """All cases under a folder, the description, and BenchmarkDotNet's account of the machine."""
    folder = pathlib.Path(folder)
    description = json.loads((folder / "description.json").read_text(encoding="utf-8"))
    reports = [json.loads(path.read_text(encoding="utf-8-sig")) for path in sorted(folder.glob("*/results/*-full.json"))]
    cases = [Case(row, description) for report in reports for row in report["Benchmarks"]]
    if not cases:
        sys.exit(f"no results under {folder}")
    order = {name: place for place, name in enumerate(description["inputs"])}
    cases.sort(key=lambda c: (c.type, order.get(c.parameters.get("Input"), 0)))
    baselines = {(c.type, frozenset(c.parameters.items())): c for c in cases if c.is_baseline}
    for case in cases:
        baseline = baselines.get((case.type, frozenset(case.parameters.items())))
        case.ratio = case.median / baseline.median if baseline and baseline.median else None
    return cases, description, reports[0]["HostEnvironmentInfo"]
