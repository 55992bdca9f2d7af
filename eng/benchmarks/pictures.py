"""Which plots are drawn of which classes."""
from plots import COLOURS, bars, curves
from texts import digits, octets, tick, time, times

DASHES = {"Floor": "2 3", "EnvelopedCms": "7 4"}


def draw(folder, cases):
    """Draws what the classes allow. Returns file names and what they show, by class."""
    types = {}
    for case in cases:
        types.setdefault(case.type, []).append(case)
    drawn = {}
    for name, verb in (("SealBenchmarks", "Sealing"), ("OpenBenchmarks", "Opening")):
        if name in types:
            drawn[name] = envelopes(folder, verb, types[name])
    for name, title, aim in (("ProtectBenchmarks", "Protecting an object, stream to stream", 1.5), ("RecoverBenchmarks", "Recovering an object, stream to stream", None)):
        if name in types:
            drawn[name] = [objects(folder, name, title, aim, types[name])]
    for name, title in (("DataSetReadingBenchmarks", "Reading data sets in memory"), ("FileOpeningBenchmarks", "Opening files")):
        if name in types:
            drawn[name] = [elements(folder, name, title, types[name])]
    if "ProfileBenchmarks" in types:
        drawn["ProfileBenchmarks"] = [profiles(folder, types["ProfileBenchmarks"])]
    return {name: pictures for name, pictures in drawn.items() if pictures}


def envelopes(folder, verb, cases):
    """Time over the size of the content, a line for each method and suite; then time over the number of recipients at 16 kB."""
    drawn = []
    cases = [c for c in cases if "2048" in c.key_length]
    one = [c for c in cases if c.parameters.get("Recipients", "1") == "1"]
    if len({c.size for c in one if c.size}) > 1:
        name = f"{verb.lower()}-size.svg"
        curves(folder / name, f"{verb} for one recipient with RSA-2048", "Time over size of the content; both axes logarithmic",
               series(one, lambda c: c.size), octets, tick)
        drawn.append((name, f"{verb}: time over size of the content"))
    many = [c for c in cases if c.size in (None, 16 << 10)]
    if len({c.parameters.get("Recipients") for c in many}) > 1:
        name = f"{verb.lower()}-recipients.svg"
        curves(folder / name, f"{verb} 16 kB for several recipients with RSA-2048", "Time over number of recipients; both axes logarithmic",
               series(many, lambda c: int(c.parameters["Recipients"])), str, tick)
        drawn.append((name, f"{verb}: time over number of recipients"))
    return drawn


def series(cases, x_of):
    lines = {}
    for c in cases:
        if x_of(c):
            lines.setdefault((c.method, c.parameters.get("Suite", "")), []).append((x_of(c), c.median))
    suites = list(dict.fromkeys(suite for _, suite in lines))
    colours = {line: COLOURS[i % len(COLOURS)] for i, line in enumerate(lines)} if len(suites) < 2 else \
              {(method, suite): COLOURS[suites.index(suite) % len(COLOURS)] for method, suite in lines}
    dash = lambda method: next((dashes for peer, dashes in DASHES.items() if peer in method), "")
    return [(f"{method} {suite}".strip(), colours[method, suite], dash(method), points) for (method, suite), points in lines.items()]


def objects(folder, type_name, title, aim, cases):
    name = f"{type_name.removesuffix('Benchmarks').lower()}.svg"
    ours = [c for c in cases if not c.is_peer and c.ratio]
    groups = {}
    for c in ours:
        heading = f"{c.parameters['Input']}, streams over {c.parameters['Streams'].lower()}"
        groups.setdefault(heading, []).append((c.method, max(c.ratio, 1.0), f"{times(c.ratio)}  ({time(c.median)})", len(groups.get(heading, []))))
    bars(folder / name, title, "Times the least: to copy the octets between the same streams, and one operation with the key; logarithmic",
         list(groups.items()), [(aim, f"aim for the CT: {aim}x")] if aim else [], low=1.0)
    return name, f"{title}: ratio to a copy and one operation with the key"


def elements(folder, type_name, title, cases):
    name = {"DataSetReadingBenchmarks": "data-sets.svg"}.get(type_name, "files.svg")
    groups = {}
    for c in cases:
        if not c.is_peer and c.input:
            heading = f"{c.input['elements']:,} elements, {c.input['bytes'] / 1e6:.2g} MB: {c.parameters['Input']}"
            millions = c.per_second("elements") / 1e6
            groups.setdefault(heading, []).append((c.method, millions, f"{digits(millions)} million/s  ({time(c.median)})", len(groups.get(heading, []))))
    bars(folder / name, title, "Elements of every depth in a second", list(groups.items()))
    return name, f"{title}: elements in a second"


def profiles(folder, cases):
    groups = {}
    for c in cases:
        if not c.is_peer:
            groups.setdefault(c.parameters["Input"], []).append((c.parameters["Options"], c.median, time(c.median), len(groups.get(c.parameters["Input"], []))))
    bars(folder / "profiles.svg", "Applying the Basic Profile, without recovery", "Time for an open object in memory, by family of options; logarithmic", list(groups.items()),
         low=min(c.median for c in cases if not c.is_peer) / 3)
    return "profiles.svg", "Applying the Basic Profile: time by family of options"
