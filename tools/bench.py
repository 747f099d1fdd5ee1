"""Measures what the project promises about time and memory, each figure beside its bar.

    python tools/bench.py [--quick] [--runs N] [--verify] [--install] [NAME …]

Each figure is the median of several whole processes. Most bars are ratios to `t`: the time in which
plain mkdocs-material with pruned navigation makes the same pages in the same run. A missed bar
fails nothing, since machines differ. The exit status is 1 only if a build gave other bytes than a
clean one (`--verify`) or a killed build lost something.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from measures.bench import Bench
from measures.processes import kept_in

NAMES = {
    "pages": "our pages and those of other generators, 1 × and 10 ×, in 7 and 21 languages",
    "builds": "guide build, all editions: cold, unchanged, after one change",
    "commands": "guide --help, guide check",
    "serving": "guide serve: from save to reload",
    "files": "each form of file to take along",
    "kills": "builds killed at random lose nothing",
    "scale": "guides of 100 to 10,000 points; only if named: it takes half an hour and 8 GB",
}
_ONLY_NAMED = {"scale"}


def options() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        description="Measures time and memory.",
        epilog="\n".join(f"{name:10}{said}" for name, said in NAMES.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="what to measure (default: all)")
    parser.add_argument(
        "--quick", action="store_true", help="without 10 ×, 21 languages and other generators"
    )
    parser.add_argument("--runs", type=int, default=3, help="times that each runs (default: 3)")
    parser.add_argument(
        "--verify", action="store_true", help="compare changed builds with clean ones"
    )
    parser.add_argument(
        "--install", action="store_true", help="install other generators, into .venv/others"
    )
    found = parser.parse_args()
    if unknown := {*found.names} - NAMES.keys():
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(NAMES)}")
    return found


def main() -> int:
    """Measures and prints; gives the exit status."""
    chosen = options()
    names = chosen.names or [name for name in NAMES if name not in _ONLY_NAMED]
    with tempfile.TemporaryDirectory() as name:
        os.environ |= kept_in(Path(name) / "own")  # nothing comes from or goes to the user's cache
        bench = Bench(Path(name), chosen.runs, chosen.quick, chosen.verify, chosen.install)
        print(f"{os.cpu_count()} cores, medians of {bench.runs}", flush=True)
        for one in names:
            _measures()[one](bench)
        for line in bench.lost:
            print(line, file=sys.stderr)
    return int(bool(bench.lost))


def _measures() -> Mapping[str, Callable[[Bench], None]]:
    return {name: import_module(f"measures.{name}").measure for name in NAMES}


if __name__ == "__main__":
    sys.exit(main())
