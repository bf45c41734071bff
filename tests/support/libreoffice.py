"""Finds a LibreOffice that writes PDF, or installs one."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ("soffice", "libreoffice")
SECONDS = 120


def find() -> str | None:
    """The path of a LibreOffice on this machine, or None."""
    for name in (os.environ.get("LIBREOFFICE", ""), *NAMES):
        if name and (path := shutil.which(name)):
            return path
    return None


def install() -> str | None:
    """The distribution's package without a window, some 14 seconds."""
    package = "libreoffice-writer-nogui"
    for command in (
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", package],
    ):
        if shutil.which(command[0]):
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return find()


def to_pdf(docx: Path) -> Path:
    """What LibreOffice makes of a DOCX. Raises RuntimeError where it fails or is not there."""
    program = find()
    if program is None:
        raise RuntimeError("no LibreOffice: `make longer` installs one")
    made = docx.with_suffix(".pdf")
    with tempfile.TemporaryDirectory() as home:
        profile = f"-env:UserInstallation=file://{home}"
        done = subprocess.run(
            [program, profile, "--headless", "--convert-to", "pdf", "--outdir", made.parent, docx],
            check=False,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    if done.returncode or not made.exists():
        raise RuntimeError(f"LibreOffice failed: {done.stderr[-500:]}")
    return made


def main() -> None:
    path = find() or install()
    if path is None:
        sys.exit("no LibreOffice: install `libreoffice-writer-nogui`, or set LIBREOFFICE")
    print(f"the longer tests convert with {path}")


if __name__ == "__main__":
    main()
