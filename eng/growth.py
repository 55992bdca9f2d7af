#!/usr/bin/env python3
"""growth.py [files] [memory] [soak] [OPTION...]: how the published tool's time and memory grow; all three unless said otherwise.

files     protects and recovers folders of 10^2, 10^3, 10^4 and 10^5 files of 20 kB; time and memory of each
memory    protects and recovers one file of 1 MB, 64 MB, 1 GB and 8 GB; time and memory of each
soak      protects and recovers 10^5 files, with the memory of the process sampled every second: it must not grow. Exit 1 if it does

--max N          at most N files in a folder                  --max-size SIZE  at most a file of that size: 64M, 1G, ...
--folder FOLDER  where it works; else /dev/shm, or /var/tmp for what does not fit into half of the free memory
--interval S     seconds between two samples of the soak      --links          hard links of one file for 100, not a file for each
The tool is DICOM_CMS, else artifacts/dicom-cms/dicom-cms (eng/publish.sh).
"""
import argparse
import os
import pathlib
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOOL = shlex.split(os.environ.get("DICOM_CMS", str(ROOT / "artifacts/dicom-cms/dicom-cms")))
UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
FILE_COUNTS = (100, 1_000, 10_000, 100_000)
SIZES = ("1M", "64M", "1G", "8G")
SOAK_FILES = 100_000
ROOM_OF_FILE = 80_000  # octets, as input, protected and recovered
FRAME = 512 * 512 * 2
BLOCK = b"\1" * (1 << 20)
LARGEST_VALUE, FRAGMENT = 0xFFFFFFFE, 1 << 30  # PS3.5 7.1.1: what is larger goes into fragments
ROOT_UID = "2.25.8765432109876543210"


def element(tag, vr, value):
    if len(value) % 2:
        value += b"\0" if vr in ("UI", "OB") else b" "
    length = struct.pack("<HI", 0, len(value)) if vr in ("OB", "OW") else struct.pack("<H", len(value))  # PS3.5 7.1.2
    return struct.pack("<HH2s", tag >> 16, tag & 0xFFFF, vr.encode()) + length + value


def header(number, rows, columns, frames=1, is_encapsulated=False):
    """Everything of an image before the value of Pixel Data's header."""
    sop = f"{ROOT_UID}.{number}".encode()
    sop_class = b"1.2.840.10008.5.1.4.1.1.2.1" if frames > 1 else b"1.2.840.10008.5.1.4.1.1.2"
    syntax = b"1.2.840.10008.1.2.4.90" if is_encapsulated else b"1.2.840.10008.1.2.1"
    meta = element(0x00020001, "OB", b"\0\1") + element(0x00020002, "UI", sop_class) + element(0x00020003, "UI", sop) + \
        element(0x00020010, "UI", syntax) + element(0x00020012, "UI", f"{ROOT_UID}.0".encode())
    series = f"{ROOT_UID}.1.{number // 100}"
    rows_of_data_set = [
        (0x00080008, "CS", b"ORIGINAL\\PRIMARY\\AXIAL"), (0x00080016, "UI", sop_class), (0x00080018, "UI", sop), (0x00080020, "DA", b"20260101"),
        (0x00080030, "TM", b"120000"), (0x00080050, "SH", f"A{number // 100}".encode()), (0x00080060, "CS", b"CT"), (0x00080070, "LO", b"ACME"),
        (0x00080080, "LO", b"General Hospital"), (0x00080090, "PN", b"Ref^Doctor"), (0x00081030, "LO", b"Chest"), (0x00100010, "PN", f"Doe^John{number // 100}".encode()),
        (0x00100020, "LO", f"PID{number // 100:06d}".encode()), (0x00100030, "DA", b"19700101"), (0x00100040, "CS", b"M"), (0x0020000D, "UI", series.encode()),
        (0x0020000E, "UI", f"{series}.2".encode()), (0x00200013, "IS", str(number % 100).encode()), (0x00280002, "US", struct.pack("<H", 1)),
        (0x00280004, "CS", b"MONOCHROME2"), *([(0x00280008, "IS", str(frames).encode())] if frames > 1 else []),
        (0x00280010, "US", struct.pack("<H", rows)), (0x00280011, "US", struct.pack("<H", columns)), (0x00280100, "US", struct.pack("<H", 16)),
        (0x00280101, "US", struct.pack("<H", 12)), (0x00280102, "US", struct.pack("<H", 11)), (0x00280103, "US", struct.pack("<H", 0)),
    ]
    group_length = element(0x00020000, "UL", struct.pack("<I", len(meta)))
    return b"\0" * 128 + b"DICM" + group_length + meta + b"".join(element(*row) for row in rows_of_data_set)


def write_folder(folder, count, uses_links):
    pixels = os.urandom(100 * 100 * 2)
    for number in range(count):
        place = folder / f"{number // 1000:03d}" / f"{number % 1000:03d}.dcm"
        place.parent.mkdir(parents=True, exist_ok=True)
        if uses_links and number % 100:
            os.link(original, place)
        else:
            place.write_bytes(header(number, 100, 100) + element(0x7FE00010, "OW", pixels))
            original = place


def write_sparse(path, size):
    """A multi-frame image whose pixels take no room: in one value, or encapsulated in fragments where one cannot hold them."""
    with open(path, "wb") as file:
        if size <= LARGEST_VALUE:
            frames = size // FRAME
            file.write(header(1, 512, 512, frames) + struct.pack("<HH2sHI", 0x7FE0, 0x0010, b"OW", 0, frames * FRAME))
            file.truncate(file.tell() + frames * FRAME)
            return
        fragments = size // FRAGMENT
        file.write(header(1, 512, 512, fragments, is_encapsulated=True) + struct.pack("<HH2sHI", 0x7FE0, 0x0010, b"OB", 0, 0xFFFFFFFF))
        file.write(struct.pack("<HHI", 0xFFFE, 0xE000, 0))  # an empty Basic Offset Table (PS3.5 A.4)
        for _ in range(fragments):
            file.write(struct.pack("<HHI", 0xFFFE, 0xE000, FRAGMENT))
            file.seek(FRAGMENT, os.SEEK_CUR)
        file.write(struct.pack("<HHI", 0xFFFE, 0xE0DD, 0))


def resident(pid):
    """MiB that a process holds, None once it has ended."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            return next((int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS:")), None)
    except OSError:
        return None


class Run:
    """The tool, run to its end: seconds, MiB, and samples of its memory where an interval is given."""

    def __init__(self, *words, interval=None, temporary=None):
        self.samples = []
        start = time.perf_counter()
        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen([*TOOL, *map(str, words), "--quiet"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors,
                                       env={**os.environ, "TMPDIR": str(temporary)})
            ended = threading.Event()
            sampler = threading.Thread(target=self.sample, args=(process.pid, interval, start, ended))
            sampler.start()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            self.wall = time.perf_counter() - start
            ended.set()
            sampler.join()
            self.cpu, self.peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
            if process.returncode:
                errors.seek(0)
                sys.exit(f"{words[0]}: exit {process.returncode}\n{errors.read(2000).decode(errors='replace')}")

    def sample(self, pid, interval, start, ended):
        while interval and not ended.wait(interval):
            if (held := resident(pid)) is not None:
                self.samples.append((time.perf_counter() - start, held))


class Work:
    """A folder with a key pair, and the tool run in it."""

    def __init__(self, folder):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dicom-cms-growth-", dir=folder))
        subprocess.run([*TOOL, "certificate", "create", "--subject", "CN=growth", "--rsa", "2048", "-o", str(self.folder / "key")],
                       check=True, stdout=subprocess.DEVNULL)
        self.input, self.protected, self.recovered = (self.folder / name for name in ("input", "protected", "recovered"))

    def touch(self, octets):
        """Takes memory and gives it back: in a virtual machine what was never used costs several times as much at first."""
        if not str(self.folder).startswith("/dev/shm/"):
            return
        room = self.folder / "room"
        with open(room, "wb") as file:
            for _ in range(octets >> 20):
                file.write(BLOCK)
        room.unlink()

    def protect(self, interval=None):
        return Run("protect", self.input, "-o", self.protected, "--recipient", self.folder / "key.cert.pem", interval=interval, temporary=self.folder)

    def recover(self, interval=None):
        return Run("recover", self.protected, "-o", self.recovered, "--key", self.folder / "key.key.pem", "--certificate", self.folder / "key.cert.pem",
                   "--mode", "original", interval=interval, temporary=self.folder)

    def clear(self):
        for path in (self.input, self.protected, self.recovered):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)


def count_files(folder):
    return sum(len(files) for _, _, files in os.walk(folder))


def place_for(octets, chosen):
    """A folder with room for so much."""
    if chosen:
        return chosen
    with open("/proc/meminfo", encoding="ascii") as file:
        available = next(int(line.split()[1]) * 1024 for line in file if line.startswith("MemAvailable:"))
    memory = "/dev/shm"
    fits = os.path.isdir(memory) and octets < min(shutil.disk_usage(memory).free, available) / 2
    return memory if fits else "/var/tmp"


def files(options):
    print("| files | | wall s | wall ms a file | each further file, ms | cpu ms a file | peak MiB |\n|---:|---|---:|---:|---:|---:|---:|")
    before = {}
    for count in (c for c in FILE_COUNTS if c <= options.max):
        with Work(place_for(count * ROOM_OF_FILE, options.folder)) as work:
            write_folder(work.input, count, options.links)
            work.touch(count * ROOM_OF_FILE)
            for name, run_of, output in (("protect", work.protect, work.protected), ("recover", work.recover, work.recovered)):
                run = run_of()
                if count_files(output) != count:
                    sys.exit(f"{name}: {count_files(output)} outputs of {count} files")
                smaller = before.get(name)
                further = f"{(run.wall - smaller[1]) / (count - smaller[0]) * 1e3:.3f}" if smaller else ""
                before[name] = (count, run.wall)
                print(f"| {count:,} | {name} | {run.wall:.2f} | {run.wall / count * 1e3:.3f} | {further} | {run.cpu / count * 1e3:.3f} | {run.peak:.0f} |", flush=True)
    return True


def memory(options):
    print("| file | | wall s | MB/s | cpu s | peak MiB | in |\n|---:|---|---:|---:|---:|---:|---|")
    for name in (s for s in SIZES if octets_of(s) <= octets_of(options.max_size)):
        size = octets_of(name)
        with Work(place_for(size * 2, options.folder)) as work:  # the input is sparse
            write_sparse(work.input, size)
            length = work.input.stat().st_size
            work.touch(size * 2)
            for verb, run_of, output in (("protect", work.protect, work.protected), ("recover", work.recover, work.recovered)):
                run = run_of()
                print(f"| {name} | {verb} | {run.wall:.2f} | {size / run.wall / 1e6:,.0f} | {run.cpu:.2f} | {run.peak:.0f} | {work.folder.parent} |", flush=True)
            if work.recovered.stat().st_size != length or not output.exists():
                sys.exit(f"{name}: what was recovered is of another length")
    return True


def octets_of(text):
    return int(text[:-1]) * UNITS[text[-1].upper()] if text[-1].upper() in UNITS else int(text)


def soak(options):
    count = min(SOAK_FILES, options.max)
    is_flat = True
    with Work(place_for(count * ROOM_OF_FILE, options.folder)) as work:
        write_folder(work.input, count, options.links)
        work.touch(count * ROOM_OF_FILE)
        for name, run_of in (("protect", work.protect), ("recover", work.recover)):
            run = run_of(options.interval)
            is_flat &= judge(name, count, run)
    return is_flat


def judge(name, count, run):
    """A row for each tenth of the time. What comes after the half may not go above what came before it, the first tenth apart."""
    print(f"\n{name}: {count:,} files in {run.wall:.1f} s, {len(run.samples)} samples, peak {run.peak:.0f} MiB\n\n| tenth of the time | least MiB | most MiB |\n|---|---:|---:|")
    tenths = [[held for at, held in run.samples if min(9, int(at / run.wall * 10)) == tenth] for tenth in range(10)]
    for tenth, held in enumerate(tenths, 1):
        print(f"| {tenth} | {min(held):.0f} | {max(held):.0f} |" if held else f"| {tenth} | | |")
    if not all(tenths):
        print(f"{name}: too few samples to judge: a smaller --interval, or more files")
        return False
    first, last = max(max(held) for held in tenths[1:5]), max(max(held) for held in tenths[5:])
    limit = first * 1.1 + 16
    print(f"{name}: {'passed' if last <= limit else 'FAILED'}: at most {last:.0f} MiB in the last half, allowed are {limit:.0f} MiB "
          f"(10 % and 16 MiB above the {first:.0f} MiB of the first half after its first tenth)", flush=True)
    return last <= limit


def main():
    parser = argparse.ArgumentParser(usage=__doc__.strip(), add_help=True)
    parser.add_argument("what", nargs="*")
    parser.add_argument("--max", type=int, default=max(FILE_COUNTS))
    parser.add_argument("--max-size", default=SIZES[-1])
    parser.add_argument("--folder")
    parser.add_argument("--interval", type=float, default=1.0)
    parser.add_argument("--links", action="store_true")
    options = parser.parse_args()
    parts = {"files": files, "memory": memory, "soak": soak}
    if unknown := set(options.what) - set(parts):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    if not shutil.which(TOOL[0]):
        sys.exit(f"{TOOL[0]} is not there: run eng/publish.sh, or set DICOM_CMS")
    results = []
    for name in options.what or parts:
        print(f"\n== {name}", flush=True)
        results.append(parts[name](options))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
