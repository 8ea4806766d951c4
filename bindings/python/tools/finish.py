"""Finishes a wheel that maturin made: finish.py WHEEL ROOT. Adds the licences, and takes this machine's paths out of the SBOM."""

import base64
import hashlib
import os
import pathlib
import sys
import zipfile

LICENCES = ("LICENSE-APACHE", "LICENSE-MIT")
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def record_line(name, data):
    """The line of RECORD about a file (PEP 376)."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(data)}\n"


def finish(wheel, root):
    """Writes the wheel anew: the same bytes on every machine that builds the same library."""
    with zipfile.ZipFile(wheel) as archive:
        files = {info.filename: (archive.read(info), info.external_attr) for info in archive.infolist()}
    record = next(name for name in files if name.endswith(".dist-info/RECORD"))
    information = record.removesuffix("RECORD")
    _, record_mode = files.pop(record)
    for name, (data, mode) in files.items():
        if name.startswith(f"{information}sboms/"):
            files[name] = data.replace(f"file://{root}/".encode(), b"file:"), mode
    for licence in LICENCES:
        files[f"{information}licenses/{licence}"] = pathlib.Path(root, licence).read_bytes(), record_mode
    lines = [record_line(name, data) for name, (data, _) in files.items()]
    files[record] = ("".join(lines) + f"{record},,\n").encode(), record_mode
    unfinished = wheel.with_suffix(".unfinished")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, (data, mode) in files.items():
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.external_attr, info.compress_type = mode, zipfile.ZIP_DEFLATED
            archive.writestr(info, data, compresslevel=9)
    os.replace(unfinished, wheel)


if __name__ == "__main__":
    finish(pathlib.Path(sys.argv[1]), sys.argv[2])
