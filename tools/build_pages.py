"""Builds the online edition's pages alone, into the folder named: what `make bench` times."""

import shutil
import sys
from pathlib import Path

from guide import build, stubs

if __name__ == "__main__":
    site = Path(sys.argv[1])
    shutil.rmtree(site, ignore_errors=True)
    build.build_pages(Path.cwd(), site, stubs.checked(Path.cwd()).published)
