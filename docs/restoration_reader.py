#!/usr/bin/env python3
"""restoration_reader.py PROTECTED CERTIFICATE.pem KEY.pem OUTPUT: recovers the original of a file that Dicom.Cms protected.

A second reader, written from restoration.md alone: Python and the openssl command (3.0 or later), nothing of Dicom.Cms. It shows that
the page says enough; it is no tool to work with (whole files in memory, little told about what is wrong).
"""
import hashlib
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

IMPLICIT, EXPLICIT, BIG = "implicit", "explicit", "big"
ENCODINGS = {"1.2.840.10008.1.2": IMPLICIT, "1.2.840.113619.5.2": IMPLICIT, "1.2.840.10008.1.2.2": BIG}
DEFLATED = {"1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205"}
LONG_VRS = set(b"OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())
UNITS = {vr: n for n, vrs in {2: b"AT OW SS US", 4: b"FL OF OL SL UL", 8: b"FD OD OV SV UV"}.items() for vr in vrs.split()}
ITEM, ITEM_END, SEQUENCE_END, UNDEFINED, CHUNK = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD, 0xFFFFFFFF, 1 << 20


class Element:
    """One element at an offset: tag, vr, reserved octets, length field, and where value and element end."""

    def __init__(self, data, start, encoding):
        order = ">" if encoding == BIG else "<"
        group, number = struct.unpack_from(order + "HH", data, start)
        self.tag, self.vr, self.reserved, self.start = group << 16 | number, None, b"", start
        at, form = start + 4, "I"
        if encoding != IMPLICIT and group != 0xFFFE:
            self.vr, at = bytes(data[at:at + 2]), at + 2
            if self.vr in LONG_VRS:
                self.reserved, at = bytes(data[at:at + 2]), at + 2
            else:
                form = "H"
        self.length, = struct.unpack_from(order + form, data, at)
        self.value = at + struct.calcsize(form)
        self.end = self.value + self.length
        if self.length == UNDEFINED and group != 0xFFFE:
            self.end = list(items(data, self.value, None, IMPLICIT if self.vr == b"UN" else encoding))[-1].end


def items(data, at, end, encoding):
    """The Items of a sequence, and its delimitation where it has one."""
    while end is None or at < end:
        item = Element(data, at, encoding)
        if item.length == UNDEFINED:
            item.elements, at = [], item.value
            while (inner := Element(data, at, encoding)).tag != ITEM_END:
                item.elements.append(inner)
                at = inner.end
            item.content_end, item.end, item.delimitation = at, at + 8, inner.length
        else:
            item.content_end = item.end
        at = item.end
        yield item
        if item.tag == SEQUENCE_END:
            return


def split(data, encoding, at=0, end=None):
    elements, end = [], len(data) if end is None else end
    while at < end:
        elements.append(Element(data, at, encoding))
        at = elements[-1].end
    assert at == end, "elements do not fill the data set"
    return elements


def header(tag, vr, reserved, length, encoding):
    order = ">" if encoding == BIG else "<"
    head = struct.pack(order + "HH", tag >> 16, tag & 0xFFFF)
    if encoding == IMPLICIT or vr is None:
        return head + struct.pack(order + "I", length)
    return head + vr + reserved + struct.pack(order + ("I" if vr in LONG_VRS else "H"), length)


def convert(data, element, encoding):
    """From Explicit VR Little Endian to another encoding."""
    if encoding == EXPLICIT:
        return bytes(data[element.start:element.end])
    value, undefined = bytes(data[element.value:element.end]), element.length == UNDEFINED
    if element.vr == b"SQ":
        value = b""
        for item in items(data, element.value, None if undefined else element.end, EXPLICIT):
            content = b"".join(convert(data, inner, encoding) for inner in split(data, EXPLICIT, item.value, item.content_end)) \
                if item.tag == ITEM else b""
            length = item.length if item.tag != ITEM or item.length == UNDEFINED else len(content)
            value += header(item.tag, None, b"", length, encoding) + content
            if item.length == UNDEFINED:
                value += header(ITEM_END, None, b"", item.delimitation, encoding)
    elif encoding == BIG and not undefined and element.vr in UNITS:
        unit = UNITS[element.vr]
        whole = len(value) // unit * unit
        value = b"".join(value[i:i + unit][::-1] for i in range(0, whole, unit)) + value[whole:]
    return header(element.tag, element.vr, element.reserved, UNDEFINED if undefined else len(value), encoding) + value


def values(data, encoding=EXPLICIT):
    return {element.tag: bytes(data[element.value:element.end]) for element in split(data, encoding)}


def sequence(data, encoding=EXPLICIT):
    """The contents of the Items of a sequence."""
    found = items(data, 0, len(data), encoding)
    return [data[item.value:item.content_end] for item in found if item.tag == ITEM]


def octets(value):
    assert value and value[-1] in (1, 2) and len(value) >= value[-1], "no valid padding"
    return value[:-value[-1]]


def number(value):
    return struct.unpack("<I", value)[0]


def openssl(*arguments, data):
    return subprocess.run(["openssl", *arguments], input=data, capture_output=True, check=False)


def open_item(content, certificate, key):
    with tempfile.NamedTemporaryFile() as file:  # openssl cms wants a seekable input
        pathlib.Path(file.name).write_bytes(content)
        result = openssl("cms", "-decrypt", "-binary", "-inform", "DER", "-in", file.name, "-recip", certificate, "-inkey", key, data=b"")
    return result.stdout if result.returncode == 0 else None


def gmac(key, bulk, chunk, data):
    nonce = struct.pack(">Iq", bulk, chunk).hex()
    return openssl("mac", "-cipher", "AES-256-GCM", "-macopt", f"hexkey:{key.hex()}", "-macopt", f"hexiv:{nonce}", "-binary", "GMAC", data=data).stdout


def read_present(path):
    """The data set of a protected file, inflated, and its encoding. Such a file always has preamble and File Meta Information."""
    file = pathlib.Path(path).read_bytes()
    start = 144 + number(file[140:144])
    syntax = values(file[132:start])[0x00020010].rstrip(b"\0").decode()
    data_set = zlib.decompress(file[start:], -15) if syntax in DEFLATED else file[start:]
    return data_set, ENCODINGS.get(syntax, EXPLICIT)


def read_plaintext(data_set, encoding, certificate, key):
    encrypted = values(data_set, encoding)[0x04000500]
    for item in sequence(encrypted, encoding):
        plaintext = open_item(values(item, encoding)[0x04000520], certificate, key)
        if plaintext is not None and 0x04011010 in values(plaintext):
            return plaintext
    sys.exit("none of the Items holds the original for this key")


def restore(data_set, encoding, plaintext):
    """The original, after the steps of restoration.md; of a deflated file, inflated and without its deflated suffix."""
    record = values(plaintext)
    assert record[0x04010010].rstrip() == b"DICOM-CMS RESTORATION 1"
    protected, = sequence(record[0x04000550])
    uids = [record[0x04011001], values(protected).get(0x00080018)]
    assert values(data_set, encoding)[0x00080018] in uids, "the Item belongs to another object"
    original_encoding = ENCODINGS.get(record[0x04011010].rstrip(b"\0").decode(), EXPLICIT)
    assert original_encoding == encoding, "the object was re-encoded"

    def optional(tag):
        return octets(record[tag]) if tag in record else b""

    def tag_list(tag):
        return [entry[0] for entry in struct.iter_unpack("<I", optional(tag))]

    loose = [values(item) for item in sequence(record.get(0x04011014, b""))]
    loose_tags = {number(item[0x04011016]) for item in loose}
    attributes = split(protected, EXPLICIT)
    gone = {0x04000500, *tag_list(0x04011019), *(attribute.tag for attribute in attributes)}
    elements = [(e.tag, data_set[e.start:e.value], data_set[e.value:e.end]) for e in split(data_set, encoding) if e.tag not in gone]
    elements += [(a.tag, convert(protected, a, encoding), b"") for a in attributes if a.tag not in loose_tags]
    order = tag_list(0x04011018)
    elements.sort(key=lambda element: order.index(element[0]) if order else element[0])
    for item in sorted(loose, key=lambda item: number(item[0x04011015])):
        elements.insert(number(item[0x04011015]), (number(item[0x04011016]), octets(item[0x04011017]), b""))

    bulk = {number(item[0x0401101C]): (index, item) for index, item in enumerate(map(values, sequence(record.get(0x0401101B, b""))))}
    digest = hashlib.sha256(optional(0x04011011))
    for tag, head, value in elements:
        digest.update(head)
        if tag not in bulk:
            digest.update(value)
            continue
        index, item = bulk[tag]
        assert struct.unpack("<q", octets(item[0x0401101D])) == (len(value),), "a bulk value has another length"
        if 0x0401101E in item:
            chunks = [value[i:i + CHUNK] for i in range(0, len(value), CHUNK)]
            tags = b"".join(gmac(octets(record[0x0401101F]), index, i, chunk) for i, chunk in enumerate(chunks))
            assert tags == octets(item[0x0401101E]), "a bulk value is another one"
    digest.update(optional(0x04011012) + optional(0x04011013))
    assert digest.digest() == optional(0x0401101A), "this is not the original"
    return optional(0x04011011) + b"".join(head + value for _, head, value in elements) + optional(0x04011012)


def main(protected, certificate, key, output):
    data_set, encoding = read_present(protected)
    plaintext = read_plaintext(data_set, encoding, certificate, key)
    pathlib.Path(output).write_bytes(restore(data_set, encoding, plaintext))


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__.splitlines()[0])
    main(*sys.argv[1:])
