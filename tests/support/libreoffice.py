"""LibreOffice without a window, for tests: opens a file and saves it in another form."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

SOFFICE = shutil.which("soffice") or "soffice"


def converted(file: Path, form: str) -> Path:
    """The file as LibreOffice saves it in a form such as `pdf`, beside it."""
    return all_converted([file], form)[0]


def all_converted(files: Sequence[Path], form: str) -> list[Path]:
    """The files of one folder as LibreOffice saves them in a form, in the same order."""
    out = files[0].parent / "converted"
    profile = (files[0].parent / "profile").as_uri()
    subprocess.run(
        [
            *(SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--norestore"),
            *("--convert-to", form, "--outdir", str(out), *map(str, files)),
        ],
        check=True,
        capture_output=True,
    )
    return [out / f"{file.stem}.{form.partition(':')[0]}" for file in files]
