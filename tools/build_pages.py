"""Builds pages alone, into the folder named: what `make bench` times.

`--offline` builds those of the stick, without the files beside them.
"""

import shutil
import sys
from pathlib import Path

from guide import page_building, stubs

if __name__ == "__main__":
    site = Path(sys.argv[1])
    shutil.rmtree(site, ignore_errors=True)
    languages = stubs.checked(Path.cwd()).published
    page_building.build_pages(Path.cwd(), site, languages, offline="--offline" in sys.argv)
