"""LibreOffice without a window, for tests: opens a file and saves it in another form."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

SOFFICE = shutil.which("soffice") or "soffice"


def converted(file: Path, form: str) -> Path:
    """The file as LibreOffice saves it in a form such as `pdf`, beside it."""
    out = file.parent / "converted"
    profile = (file.parent / "profile").as_uri()
    subprocess.run(
        [
            *(SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--norestore"),
            *("--convert-to", form, "--outdir", str(out), str(file)),
        ],
        check=True,
        capture_output=True,
    )
    return out / f"{file.stem}.{form.partition(':')[0]}"
