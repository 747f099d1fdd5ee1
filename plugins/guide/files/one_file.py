"""Replaces one file: whoever looks finds the old one or the new one, never half of it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def replace(path: Path, data: bytes) -> None:
    """Writes the file anew; if this fails or is interrupted, the old one stays as it was.

    A link stays, and what it leads to is replaced. Raises OSError.
    """
    target = Path(os.path.realpath(path))
    half = target.with_name(f".{secrets.token_hex(4)}.half")
    try:
        with half.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())  # a stick may be pulled out
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
