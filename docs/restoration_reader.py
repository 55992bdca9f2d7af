#!/usr/bin/env python3
"""restoration_reader.py PROTECTED CERTIFICATE.pem KEY.pem OUTPUT [--standard] [--accept-altered]: recovers what Dicom.Cms protected.

A second reader, written from restoration.md alone: Python and the openssl command (3.0 or later), nothing of Dicom.Cms. It shows that
the page says enough; it is no tool to work with (whole files in memory, no derived keys, no pixels decoded). It reads the list
restoration-kinds.tsv beside it. It prints what is altered, added or removed, and one line that says what it wrote.
"""
import hashlib
import hmac
import itertools
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import zlib

IMPLICIT, EXPLICIT, BIG = "implicit", "explicit", "big"
ENCODINGS = {"1.2.840.10008.1.2": IMPLICIT, "1.2.840.113619.5.2": IMPLICIT, "1.2.840.10008.1.2.2": BIG}
DEFLATED = {"1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205"}
VRS = b"AE AS AT CS DA DS DT FL FD IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UR US UT UV".split()
LONG_VRS = set(b"OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())
TEXT_VRS = set(b"AE AS CS DA DS DT IS LO LT PN SH ST TM UC UI UR UT".split())
FRAGMENT_VRS = set(b"OB OW OF OD OL OV".split())
UNITS = {vr: n for n, vrs in {2: b"AT OW SS US", 4: b"FL OF OL SL UL", 8: b"FD OD OV SV UV"}.items() for vr in vrs.split()}
ITEM, ITEM_END, SEQUENCE_END, UNDEFINED, CHUNK = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD, 0xFFFFFFFF, 1 << 20
CHARACTER_SET, INSTANCE_UID, PIXELS, CREATOR = 0x00080005, 0x00080018, 0x7FE00010, b"DICOM-CMS RESTORATION 2"
OPEN_TO_SERVERS = re.compile("00080054|00080056|010004..|0018a001")
IMAGE = {0x7FE00008, 0x7FE00009, PIXELS, 0x54000100, 0x56000020}
NEVER_COMPARED = {0x04000500, 0x00120062, 0x00120063, 0x00120064}
TABLE = pathlib.Path(__file__).with_name("restoration-kinds.tsv").read_text().splitlines()[1:]
KINDS = dict(line.split("\t") for line in TABLE)
PATTERNS = [(re.compile(tag.replace("x", ".")), kind) for tag, kind in KINDS.items() if "x" in tag]


class WrongKey(Exception):
    """What does not hold looks like a wrong key. The reason is for whoever tests the reader."""


def demand(holds, reason):
    if not holds:
        raise WrongKey(reason)


# Data sets

class Element:
    """One element at an offset: tag, vr, reserved octets, length field, and where value and element end."""

    def __init__(self, data, start, encoding, header_only=()):
        order = ">" if encoding == BIG else "<"
        group, number_of = struct.unpack_from(order + "HH", data, start)
        self.data, self.encoding = data, encoding
        self.tag, self.vr, self.reserved, self.start = group << 16 | number_of, None, b"", start
        at, form = start + 4, "I"
        if encoding != IMPLICIT and group != 0xFFFE:
            self.vr, at = bytes(data[at:at + 2]), at + 2
            if self.vr not in VRS and self.vr != b"UN":
                raise ValueError("an unknown VR")
            if self.vr in LONG_VRS:
                self.reserved, at = bytes(data[at:at + 2]), at + 2
            else:
                form = "H"
        self.length, = struct.unpack_from(order + form, data, at)
        self.value = at + struct.calcsize(form)
        self.end = self.value + self.length
        if self.tag in header_only:
            self.end = self.value
        elif self.undefined and group != 0xFFFE:
            last = None
            for last in items(data, self.value, None, self.inner):
                pass
            self.end = last.end
        if group != 0xFFFE and self.end > len(data):
            raise ValueError("an element goes past the end")

    undefined = property(lambda self: self.length == UNDEFINED)
    inner = property(lambda self: IMPLICIT if self.vr == b"UN" else self.encoding)
    group_length = property(lambda self: self.tag & 0xFFFF == 0)
    head_octets = property(lambda self: bytes(self.data[self.start:self.value]))
    octets = property(lambda self: bytes(self.data[self.value:self.end]))

    def vr_octet(self):
        return VRS.index(self.vr) + 1 if self.vr in VRS else 0


def items(data, at, end, encoding):
    """The Items of a sequence, and its delimitation where it has one."""
    while end is None or at < end:
        item = Element(data, at, encoding)
        if item.tag not in ((ITEM, SEQUENCE_END) if end is None else (ITEM,)):
            raise ValueError("no Item")
        if item.undefined:
            at = item.value
            while (inner := Element(data, at, encoding)).tag != ITEM_END:
                at = inner.end
            item.content_end, item.end, item.delimitation = at, at + 8, inner.length
        else:
            item.content_end = item.end
        if item.end > (len(data) if end is None else end):
            raise ValueError("an Item goes past the end")
        at = item.end
        yield item
        if item.tag == SEQUENCE_END:
            return


def split(data, encoding, at=0, end=None, header_only=()):
    elements, end = [], len(data) if end is None else end
    while at < end:
        elements.append(Element(data, at, encoding, header_only))
        at = elements[-1].end
    if at != end:
        raise ValueError("elements do not fill the data set")
    return elements


def header(tag, vr, reserved, length, encoding):
    order = ">" if encoding == BIG else "<"
    head = struct.pack(order + "HH", tag >> 16, tag & 0xFFFF)
    if encoding == IMPLICIT or vr is None:
        return head + struct.pack(order + "I", length)
    return head + vr + (reserved or b"\0\0" if vr in LONG_VRS else b"") + struct.pack(order + ("I" if vr in LONG_VRS else "H"), length)


def turned(value, unit):
    whole = len(value) // unit * unit
    return b"".join(value[i:i + unit][::-1] for i in range(0, whole, unit)) + value[whole:]


def convert(element, encoding, sequences=None, of_items=None):
    """An element in another encoding. Lengths keep their kind, or all are undefined (True) or defined (False)."""
    source, value, undefined = element.encoding, element.octets, element.undefined
    if element.vr == b"SQ" or source == IMPLICIT and read_items(element) is not None:
        undefined = undefined if sequences is None else sequences
        value = b""
        for item in read_items(element, strict=True):
            content = b"".join(convert(inner, encoding, sequences, of_items)
                               for inner in split(element.data, element.inner, item.value, item.content_end))
            open_end = item.undefined if of_items is None else of_items
            value += header(ITEM, None, b"", UNDEFINED if open_end else len(content), encoding) + content
            if open_end:
                value += header(ITEM_END, None, b"", item.delimitation if item.undefined else 0, encoding)
        if undefined:
            value += header(SEQUENCE_END, None, b"", delimitation_length(element), encoding)
    elif BIG in (source, encoding) and source != encoding and not undefined:
        value = turned(value, UNITS.get(element.vr, 1))
    elif undefined and source != encoding and BIG in (source, encoding) and element.vr != b"UN":
        value = b"".join(header(item.tag, None, b"", item.length, encoding) + bytes(element.data[item.value:item.end])
                         for item in items(element.data, element.value, None, source))
    return header(element.tag, element.vr, element.reserved, UNDEFINED if undefined else len(value), encoding) + value


def read_items(element, strict=False):
    """The Items of an element that is a sequence, or None."""
    try:
        if element.undefined:
            found = list(items(element.data, element.value, None, element.inner))[:-1]
        else:
            found = list(items(element.data, element.value, element.end, element.inner))
        for item in found:
            split(element.data, element.inner, item.value, item.content_end)
        return found
    except (ValueError, struct.error):
        if strict:
            raise
        return None


def delimitation_length(element):
    return struct.unpack(">I" if element.encoding == BIG else "<I", element.octets[-4:])[0] if element.undefined else 0


def contents(element):
    """The contents of the Items of a sequence."""
    return [element.data[item.value:item.content_end] for item in read_items(element, strict=True)]


def by_tag(data, encoding=EXPLICIT, header_only=()):
    elements = split(data, encoding, header_only=header_only)
    result = {element.tag: element for element in elements}
    demand(len(result) == len(elements), "a tag twice")
    return result


# Canonical form

def kind_of(tag):
    name = f"{tag:08x}"
    return KINDS.get(name) or next((kind for pattern, kind in PATTERNS if pattern.fullmatch(name)), None)


def canonical_number(component):
    component = component.strip(b" \0")
    match = re.fullmatch(rb"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,5}|[0-9]{6}))?", component) if len(component) <= 16 else None
    if match is None or not (match[2] or match[3]):
        return component
    digits, exponent = match[2] + (match[3] or b""), int(match[4] or 0) - len(match[3] or b"")
    kept = digits.rstrip(b"0")
    exponent += len(digits) - len(kept)
    kept = kept.lstrip(b"0")
    if not kept:
        return b"0"
    return (b"-" if match[1] == b"-" else b"") + kept + (b"E%d" % exponent if exponent else b"")


def canonical(element, depth=0):
    content, letter = None, b"V"
    if element.undefined and (element.tag == PIXELS or element.vr in FRAGMENT_VRS):
        content, letter = element.octets, b"F"
    elif depth < 64 and (found := read_items(element)) is not None:
        content, letter = b"", b"S" if found else b"V"
        for item in found:
            inner = b"".join(struct.pack("<I", nested.tag) + canonical(nested, depth + 1)
                             for nested in split(element.data, element.inner, item.value, item.content_end) if not nested.group_length)
            content += inner + b"I" + struct.pack("<Q", len(inner))
        if not element.undefined and not found:
            content = None
    elif element.undefined:
        content, letter = element.octets, b"F"
    if content is None:
        content, kind = element.octets, kind_of(element.tag)
        if kind:
            content = content.rstrip(b" \0")
            if kind == "number" and len(content) <= 16384:
                content = b"\\".join(map(canonical_number, content.split(b"\\")))
        else:
            content = turned(content, UNITS.get(element.vr, 1)) if element.encoding == BIG else content
            content += b"\0" * (len(content) % 2)
    return content + letter + struct.pack("<Q", len(content))


# Cryptography

def openssl(*arguments, data=b""):
    return subprocess.run(["openssl", *arguments], input=data, capture_output=True, check=False)


def open_item(content, certificate, key):
    """The plaintext; None if the Item is not for this key, or empty if it is and does not open."""
    with tempfile.NamedTemporaryFile() as file:  # openssl cms wants a seekable input
        pathlib.Path(file.name).write_bytes(content)
        result = openssl("cms", "-decrypt", "-binary", "-inform", "DER", "-in", file.name, "-recip", certificate, "-inkey", key)
    if result.returncode == 0:
        return result.stdout
    return None if b"no matching recipient" in result.stderr else b""


def derived(item_key, info):
    extracted = hmac.digest(bytes(32), item_key, "sha256")
    return hmac.digest(extracted, info + b"\1", "sha256")


def gmac(key, bulk, chunk, data):
    nonce = struct.pack(">IQ", bulk, chunk).hex()
    options = ["-cipher", "AES-256-GCM", "-macopt", f"hexkey:{key.hex()}", "-macopt", f"hexiv:{nonce}", "-binary"]
    return openssl("mac", *options, "GMAC", data=data).stdout


def der(data, at=0):
    """One value of DER: its tag, where its content begins and where it ends."""
    tag, length, at = data[at], data[at + 1], at + 2
    if length > 127:
        count = length & 127
        length, at = int.from_bytes(data[at:at + count], "big"), at + count
    return tag, at, at + length


def der_children(data, at):
    _, at, end = der(data, at)
    result = []
    while at < end:
        result.append((data[at], at))
        _, _, at = der(data, at)
    return result


def commitment(content):
    """SHA-256 over encryptedContent and mac."""
    _, (_, wrapper) = der_children(content, 0)
    (_, data), = der_children(content, wrapper)
    fields = der_children(content, data)
    recipients = next(i for i, (tag, _) in enumerate(fields) if tag == 0x31)
    parts = [at for tag, at in der_children(content, fields[recipients + 1][1]) if tag == 0x80]
    parts += [at for tag, at in fields[recipients + 2:] if tag == 0x04]
    return hashlib.sha256(b"".join(content[slice(*der(content, at)[1:])] for at in parts)).digest()


# Records

def padded(octets, length=None, entry=None):
    demand(octets and octets[-1] in (1, 2) and len(octets) >= octets[-1], "no valid padding")
    octets = octets[:-octets[-1]]
    demand(length is None or len(octets) == length, "octets of another length")
    demand(entry is None or len(octets) % entry == 0, "a list of no whole entries")
    return octets


def unsigned(element):
    demand(element.length == 4, "a number of another length")
    return struct.unpack("<I", element.octets)[0]


class Bulk:
    def __init__(self, item):
        fields = by_tag(item)
        demand({0x0401100A, 0x0401100B, 0x0401100C} <= set(fields), "a required element of a bulk value is missing")
        self.tag = unsigned(fields[0x0401100A])
        self.vr = padded(fields[0x0401100B].octets, 1)[0]
        self.length, = struct.unpack("<Q", padded(fields[0x0401100C].octets, 8))
        self.tags = padded(fields[0x0401100D].octets) if 0x0401100D in fields else None
        demand(self.tags is None or len(self.tags) == 16 * -(-self.length // CHUNK), "chunk tags of another length")


class Loose:
    def __init__(self, item):
        fields = by_tag(item)
        demand({0x04011025, 0x04011026, 0x04011027} <= set(fields), "a required element of a loose element is missing")
        self.ordinal, self.tag = unsigned(fields[0x04011025]), unsigned(fields[0x04011026])
        self.octets = padded(fields[0x04011027].octets)


class Edits:
    """The way back from a bulk value of which something was cut."""

    def __init__(self, item, bulk):
        fields = by_tag(item)
        demand({0x0401102D, 0x0401102E} <= set(fields), "a required element of an edited bulk value is missing")
        self.tag, self.octets = unsigned(fields[0x0401102D]), padded(fields[0x0401102E].octets)
        length = next((b.length for b in bulk if b.tag == self.tag), -1)
        self.entries, at, end = [], 0, 0
        while at < len(self.octets):
            demand(at + 16 <= len(self.octets), "edits that end amid an entry")
            kept, dropped, count = struct.unpack_from("<QII", self.octets, at)
            at, end = at + 16 + count, end + kept + dropped
            demand(at <= len(self.octets) and end <= length, "edits that do not fit")
            self.entries.append((kept, dropped, self.octets[at - count:at]))
        demand(self.entries, "no edits")

    def apply(self, value):
        parts, at = [], 0
        for kept, dropped, octets in self.entries:
            parts += [value[at:at + kept], octets]
            at += kept + dropped
        return b"".join(parts) + value[at:]


class Record:
    """The record of an opened Item."""

    def __init__(self, plaintext):
        demand(len(plaintext) > 46, "no content digest")
        fields = self.fields = by_tag(plaintext)
        demand(0x04010010 in fields and fields[0x04010010].octets.rstrip(b" ") == CREATOR, "a record of another version")
        demand(hashlib.sha256(plaintext[:-46]).digest() == self.octets(0x040110FF, 32), "the content digest does not match")
        demand(fields[0x040110FF].start == len(plaintext) - 46, "the content digest is not the last element")
        for tag in (0x04011001, 0x04011004, 0x04011005, 0x04011006, 0x04011008):
            demand(tag in fields and fields[tag].length, "a required element is missing")
        self.attributes = attributes_of(fields)
        self.uid, self.syntax = self.text(0x04011001), self.text(0x04011008)
        self.encoding = ENCODINGS.get(self.syntax, EXPLICIT)
        purpose, time = self.text(0x04011002), self.text(0x04011005)
        demand(re.fullmatch("[ -~]{0,64}", purpose), "no valid purpose")
        demand(self.text(0x04011003) in ("", "STUDY", "INSTANCE"), "no valid key scope")
        demand(re.fullmatch(r"\d{14}\.\d{6}\+0000", time), "no valid time")
        self.protection = self.octets(0x04011004, 16)
        item_key = self.octets(0x04011006, 32)
        self.bulk_key, self.clear_key = derived(item_key, b"bulk"), derived(item_key, b"clear")
        self.commitments = [c for c, in struct.iter_unpack("32s", self.octets(0x04011007, entry=32))]
        self.bulk = [Bulk(item) for item in self.sequence(0x04011009)]
        demand(len({bulk.tag for bulk in self.bulk}) == len(self.bulk), "a bulk value twice")
        demand(len({bulk.tags is None for bulk in self.bulk if bulk.length}) < 2, "some bulk values have no chunk tags")
        clear = list(struct.iter_unpack("<IB16s", self.octets(0x0401100E, entry=21)))
        self.clear = {tag: (vr, code) for tag, vr, code in clear}
        demand(len(self.clear) == len(clear), "a clear tag twice")
        self.full_id = self.octets(0x04011020, 16) if 0x04011020 in fields else None
        self.elements, self.edits = {}, {}
        if self.full_id:
            self.read_everything()

    def read_everything(self):
        self.prefix, self.suffix, self.deflated = (self.octets(tag) for tag in (0x04011021, 0x04011022, 0x04011023))
        self.loose = [Loose(item) for item in self.sequence(0x04011024)]
        self.order = [tag for tag, in struct.iter_unpack("<I", self.octets(0x04011028, entry=4))]
        clear_header = self.octets(0x04011029)
        if 0x0401102A in self.fields:
            inflater = zlib.decompressobj(-15)
            clear_header = inflater.decompress(clear_header)
            demand(inflater.eof and len(clear_header) == unsigned(self.fields[0x0401102A]), "a clear header of another length")
        self.elements = by_tag(clear_header, self.encoding, {bulk.tag for bulk in self.bulk})
        demand(0x0401102B in self.fields, "the digest is missing")
        self.digest = self.octets(0x0401102B, 32)
        edited = [Edits(item, self.bulk) for item in self.sequence(0x0401102C)]
        self.edits = {edits.tag: edits for edits in edited}
        demand(len(self.edits) == len(edited), "edits of a bulk value twice")

    def octets(self, tag, length=None, entry=None):
        return padded(self.fields[tag].octets, length, entry) if tag in self.fields and self.fields[tag].length else b""

    def text(self, tag):
        return self.fields[tag].octets.rstrip(b" \0").decode("ascii") if tag in self.fields else ""

    def sequence(self, tag):
        return contents(self.fields[tag]) if tag in self.fields else []


def attributes_of(fields):
    demand(0x04000550 in fields, "no Attributes")
    held = contents(fields[0x04000550])
    demand(len(held) == 1, "not one Item")
    attributes = by_tag(held[0])
    demand(not any(tag >> 16 in (0, 2, 0xFFFE) for tag in attributes), "a tag that no Item contains")
    return attributes


class Foreign:
    """Attributes without a record."""

    def __init__(self, plaintext):
        fields = by_tag(plaintext)
        demand(not any(tag >> 16 == 0x0401 for tag in fields), "something of group 0401 is there")
        self.attributes = attributes_of(fields)


def read_plaintext(plaintext):
    for read in (Record, Foreign):
        try:
            return read(plaintext)
        except (WrongKey, ValueError, struct.error, zlib.error) as failure:
            reason = failure if read is Record else reason
    print(f"an Item counts as one that did not open: {reason}", file=sys.stderr)
    return None


def choose(envelopes, certificate, key):
    plaintexts = [open_item(content, certificate, key) for content in envelopes]
    opened = [(i, read_plaintext(text)) for i, text in enumerate(plaintexts) if text]
    opened = [(i, record) for i, record in opened if record]
    records = [(i, record) for i, record in opened if isinstance(record, Record)]
    full = [(i, record) for i, record in records if record.full_id]
    demand(opened, "no Item opened")
    demand(full or not any(text and not read_plaintext(text) for text in plaintexts), "a damaged Item, and none with everything")
    if full:
        index, first = full[0]
        demand(all((r.protection, r.full_id) == (first.protection, first.full_id) for _, r in full), "Items of several protections")
        for _, subset in records:
            demand(subset.full_id or subset.protection == first.protection and commitment(envelopes[index]) in subset.commitments,
                   "a subset Item of another protection")
        return first, {index}
    if records:
        demand(len(opened) == 1, "several Items opened")
        standing = {commitment(content) for content in envelopes}
        demand(set(records[0][1].commitments) <= standing, "an Item with everything is missing")
        return records[0][1], {records[0][0]}
    together = {}
    for _, foreign in opened:
        demand(not (set(together) & set(foreign.attributes)) - {CHARACTER_SET}, "an Attribute in two foreign Items")
        together |= foreign.attributes
    opened[0][1].attributes = together
    return opened[0][1], {i for i, _ in opened}


# What was altered

class Present:
    """The protected object as it is now. Such a file has preamble and File Meta Information."""

    def __init__(self, path):
        file = pathlib.Path(path).read_bytes()
        start = 144 + struct.unpack("<I", file[140:144])[0]
        syntax = by_tag(file[132:start])[0x00020010].octets.rstrip(b"\0 ").decode()
        self.prefix, self.encoding, self.deflated = file[:start], ENCODINGS.get(syntax, EXPLICIT), syntax in DEFLATED
        data_set = zlib.decompressobj(-15).decompress(file[start:]) if self.deflated else file[start:]
        self.elements = {element.tag: element for element in split(data_set, self.encoding)}


def same_element(present, vr, code, clear_key):
    return (not (vr and present.vr_octet()) or vr == present.vr_octet()) \
        and hmac.compare_digest(hmac.digest(clear_key, canonical(present), "sha256")[:16], code)


def candidates(present, bulk, encoding):
    """The octets that the value of a present element can have had in the encoding of the original."""
    value = present.octets
    yield value
    if read_items(present) is not None and present.tag != PIXELS and present.vr not in FRAGMENT_VRS:
        for sequences, of_items in itertools.product((None, True, False), repeat=2):
            written = convert(present, encoding, sequences, of_items)
            yield Element(written, 0, encoding).octets
        return
    values = [value]
    if BIG in (present.encoding, encoding) and present.encoding != encoding:
        vr = present.vr if present.vr in VRS else VRS[bulk.vr - 1] if bulk.vr else None
        values.append(turned(value, UNITS.get(vr, 1)))
    yield from (v[:bulk.length] for v in values if bulk.length % 2 and len(v) == bulk.length + 1)
    yield from values[1:]


def bulk_value(record, index, present):
    """The value as it was in the protected object, or None."""
    bulk = record.bulk[index]
    if not record.full_id and bulk.vr and present.vr_octet() and bulk.vr != present.vr_octet():
        return None
    for value in candidates(present, bulk, record.encoding):
        if len(value) == bulk.length:
            chunks = [value[i:i + CHUNK] for i in range(0, len(value), CHUNK)]
            if bulk.tags is None or b"".join(gmac(record.bulk_key, index, i, chunk) for i, chunk in enumerate(chunks)) == bulk.tags:
                return value
    return None


def compare(record, present):
    """What differs between the present clear part and the record, and the bulk values that came back."""
    differences, values, expected = {}, {}, set()
    for index, bulk in enumerate(record.bulk):
        expected.add(bulk.tag)
        if bulk.tag not in present.elements:
            differences[bulk.tag] = "removed"
        elif (value := bulk_value(record, index, present.elements[bulk.tag])) is not None:
            values[bulk.tag] = value
        elif bulk.tag not in record.clear or not same_element(present.elements[bulk.tag], *record.clear[bulk.tag], record.clear_key):
            differences[bulk.tag] = "altered"
    for tag in set(record.elements) | set(record.clear):
        if tag in expected or tag & 0xFFFF == 0 or tag >> 16 == 2 or tag in NEVER_COMPARED:
            continue
        found = present.elements.get(tag)
        if found is None:
            differences[tag] = "removed"
        elif tag in record.clear:
            if not same_element(found, *record.clear[tag], record.clear_key):
                differences[tag] = "altered"
        else:
            original = record.elements[tag]
            vrs = {original.vr_octet(), found.vr_octet()} - {0}
            if len(vrs) > 1 or canonical(original) != canonical(found):
                differences[tag] = "altered"
        expected.add(tag)
    for tag, element in present.elements.items():
        if not (tag in expected or element.group_length or tag >> 16 == 2 or tag in NEVER_COMPARED):
            differences[tag] = "added"
    return differences, values


# What is handed over

def restore(record, present, values):
    """The original, after the steps of restoration.md."""
    loose_tags = {loose.tag for loose in record.loose}
    bulk_tags = {bulk.tag for bulk in record.bulk}
    elements = []
    for tag, element in record.elements.items():
        demand(tag not in bulk_tags or tag in values, f"the bulk value {tag:08x} did not come back")
        edits, value = record.edits.get(tag), values[tag] if tag in bulk_tags else element.octets
        digested = b"" if tag in bulk_tags else value
        if edits:
            digested, value = edits.octets, edits.apply(value)
        elements.append((tag, element.head_octets, value, digested))
    elements += [(tag, convert(a, record.encoding), b"", b"") for tag, a in record.attributes.items()
                 if tag not in loose_tags and not (tag == CHARACTER_SET and tag in record.elements)]
    elements.sort(key=lambda element: record.order.index(element[0]) if record.order else element[0])
    for loose in sorted(record.loose, key=lambda loose: loose.ordinal):
        elements.insert(loose.ordinal, (loose.tag, loose.octets, b"", b""))
    digest = hashlib.sha256(record.prefix)
    if record.deflated:
        digest.update(record.deflated)
    else:
        for _, head, _, digested in elements:
            digest.update(head + digested)
        digest.update(record.suffix)
    demand(digest.digest() == record.digest, "the digest does not match")
    if record.deflated:
        return record.prefix + record.deflated
    data_set = b"".join(head + value for _, head, value, _ in elements)
    if record.syntax in DEFLATED:
        print("the original was deflated in a way that the Item does not hold")
        deflater = zlib.compressobj(wbits=-15)
        data_set = deflater.compress(data_set) + deflater.flush()
    return record.prefix + data_set + record.suffix


def is_ascii(elements, depth=0):
    """Whether all text is ASCII without escape sequences."""
    for element in elements:
        if element.tag == 0x04000500 or element.tag in IMAGE and depth == 0:
            continue
        if depth < 64 and not (element.undefined and element.vr in FRAGMENT_VRS) and read_items(element):
            inner = [e for item in contents(element) for e in split(item, element.inner)]
            if not is_ascii(inner, depth + 1):
                return False
        elif element.vr in TEXT_VRS or element.tag >> 16 & 1 or kind_of(element.tag) == "text":
            if any(octet > 127 or octet == 27 for octet in element.octets):
                return False
    return True


def accepted(tag, what, record, present):
    if tag == CHARACTER_SET:
        return is_ascii([*present.elements.values(), *record.attributes.values()])
    if OPEN_TO_SERVERS.fullmatch(f"{tag:08x}"):
        return True
    return what == "added" and (tag == 0x04000561 or tag >> 16 == 0x0012 or bool(tag >> 16 & 1))


def standard(record, present, differences, others, accept_altered):
    """The clear part of the present object with the Attributes of the Item."""
    refused = [tag for tag, what in differences.items() if not accepted(tag, what, record, present)]
    demand(not refused or accept_altered and CHARACTER_SET not in refused, "the clear part was altered")
    elements = {tag: e.head_octets + e.octets for tag, e in present.elements.items()
                if not (e.group_length or tag in NEVER_COMPARED or differences.get(tag) == "added" and tag >> 16 & 1)}
    elements |= {tag: convert(attribute, present.encoding) for tag, attribute in record.attributes.items()
                 if not (attribute.group_length or tag in NEVER_COMPARED)}
    elements[0x00120062] = header(0x00120062, b"CS", b"", 2, present.encoding) + b"NO"
    if others and not getattr(record, "full_id", None):
        value = b"".join(header(ITEM, None, b"", len(item), present.encoding) + item for item in others)
        elements[0x04000500] = header(0x04000500, b"SQ", b"", len(value), present.encoding) + value
    data_set = b"".join(elements[tag] for tag in sorted(elements))
    if present.deflated:
        deflater = zlib.compressobj(wbits=-15)
        data_set = deflater.compress(data_set) + deflater.flush()
    return file_meta_information(present.prefix, record.attributes) + data_set


def file_meta_information(prefix, attributes):
    """Preamble and File Meta Information, naming the SOP Class and the SOP Instance recovered."""
    fields = by_tag(prefix[132:])
    for tag, of in ((0x00020002, 0x00080016), (0x00020003, INSTANCE_UID)):
        fields[tag] = attributes.get(of, fields[tag])
    del fields[0x00020000]
    content = b"".join(header(tag, e.vr, b"", e.length, EXPLICIT) + e.octets for tag, e in sorted(fields.items()))
    return prefix[:132] + header(0x00020000, b"UL", b"", 4, EXPLICIT) + struct.pack("<I", len(content)) + content


def main(protected, certificate, key, output, *options):
    present = Present(protected)
    encrypted = contents(present.elements[0x04000500])
    envelopes = [by_tag(item, present.elements[0x04000500].inner)[0x04000520].octets for item in encrypted]
    try:
        record, used = choose(envelopes, certificate, key)
        others = [item for i, item in enumerate(encrypted) if i not in used]
        differences, values = {}, {}
        if isinstance(record, Record):
            uid = present.elements[INSTANCE_UID].octets.rstrip(b" \0").decode()
            demand(record.uid == uid, "the Item belongs to another object")
            differences, values = compare(record, present)
        for tag, what in sorted(differences.items()):
            print(f"{what} ({tag >> 16:04X},{tag & 0xFFFF:04X})")
        if getattr(record, "full_id", None) and "--standard" not in options:
            pathlib.Path(output).write_bytes(restore(record, present, values))
            print("original")
        else:
            pathlib.Path(output).write_bytes(standard(record, present, differences, others, "--accept-altered" in options))
            print("standard" if isinstance(record, Record) else "standard, no record")
    except WrongKey as failure:
        print(f"the reason, which a reader for use would not tell: {failure}", file=sys.stderr)
        sys.exit("no key opened the file")


if __name__ == "__main__":
    if len(sys.argv) < 5 or not set(sys.argv[5:]) <= {"--standard", "--accept-altered"}:
        sys.exit(__doc__.splitlines()[0])
    main(*sys.argv[1:])
