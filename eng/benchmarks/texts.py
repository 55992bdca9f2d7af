"""Numbers and tables as text."""
from measurements import SIZES


def digits(value):
    """Three significant digits, no exponent."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def time(nanoseconds):
    for unit, length in (("s", 1e9), ("ms", 1e6), ("us", 1e3)):
        if nanoseconds >= length * 0.9995:
            return f"{digits(nanoseconds / length)} {unit}"
    return f"{digits(nanoseconds)} ns"


def tick(nanoseconds):
    return time(nanoseconds).replace(".00 ", " ").replace(".0 ", " ")


def octets(count):
    for unit, length in (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)):
        if count >= length:
            return f"{count / length:g} {unit}" if count % length == 0 else f"{count / length:.1f} {unit}"
    return f"{count} B"


def times(ratio):
    return f"{digits(ratio)}x"


def value_of(case, key):
    value = case.parameters.get(key, "")
    return octets(int(value)) if key in SIZES and value.isdigit() else value


def table(cases):
    """A row for each case; the rates only where the octets and elements of the input are known."""
    keys = list(dict.fromkeys(key for c in cases for key in c.parameters))
    has_rates = any(c.input for c in cases)
    head = [*keys, "method", "median", "ratio", "allocated", *(["MB/s", "elements/s"] if has_rates else [])]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * (len(keys) + 1) + "---:|" * (len(head) - len(keys) - 1)]
    for c in cases:
        row = [*(value_of(c, key) for key in keys), c.method + (" *" if c.is_baseline else ""), time(c.median),
               times(c.ratio) if c.ratio else "", f"{c.allocated:,}"]
        if has_rates:
            row += [f"{c.per_second('bytes') / 1e6:,.0f}", f"{c.per_second('elements'):,.0f}"] if c.input else ["", ""]
        lines.append("| " + " | ".join(row) + " |")
    return lines


def floor_of(case, cases):
    """The case of the same class whose method is a floor, and which agrees in every parameter that it has."""
    for other in cases:
        if other.type == case.type and "Floor" in other.method and other.parameters.items() <= case.parameters.items():
            return other
    return None


def aims(cases):
    """What issue 6 asks of single operations, beside what was measured."""
    rows = []
    for case in cases:
        if case.is_peer:
            continue
        is_default = case.parameters.get("Suite", "Authenticated") == "Authenticated" and "2048" in case.key_length
        if case.type in ("SealBenchmarks", "OpenBenchmarks") and is_default and case.size in (16 << 10, 1 << 20) and (floor := floor_of(case, cases)):
            limit = 1.2 if case.size == 1 << 20 else 1.15 if case.type == "SealBenchmarks" else 1.03
            what = ", ".join(f"{key} {value_of(case, key)}" for key in case.parameters)
            rows.append((f"{case.type.removesuffix('Benchmarks')}: {case.method}, {what}", case.median / floor.median, f"{limit}x the floor", case.allocated))
        if case.type in ("ProtectBenchmarks", "RecoverBenchmarks") and case.parameters.get("Input") == "CT" and case.ratio:
            what = f"{case.method}, CT, streams over {case.parameters['Streams'].lower()}"
            rows.append((what, case.ratio, "1.5x copy and key" if case.type == "ProtectBenchmarks" else "", case.allocated))
    if not rows:
        return []
    return ["| | ratio | aim | octets allocated |", "|---|---:|---|---:|",
            *(f"| {what} | {times(ratio)} | {aim} | {allocated:,} |" for what, ratio, aim, allocated in rows)]
