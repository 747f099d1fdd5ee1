"""Builds that are killed at random moments, and what is left of them.

The tiny guide of the tests is built in a temporary folder, with a cache of its own. Each build is
killed (SIGKILL, only the main process) at a random moment of the time that a build takes. Then the
last good output must verify. After a last build that runs to its end there must be no workplace, no
half-written file in the cache and no process of the killed builds.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

from guide.files import checksums
from measures.bench import Bench
from measures.processes import GUIDE, ROOT, environment, kept_in

TINY = ROOT / "tests/guides/tiny"
BUILD = [*GUIDE, "build"]
_COUNT, _FEW = 60, 5  # how many are killed; how many in a quick run


def copy(folder: Path) -> Path:
    """A copy of the tiny guide in a folder, to be built there."""
    root = folder / "guide"
    shutil.copytree(TINY, root, ignore=shutil.ignore_patterns("dist", ".dist-*"))
    return root


def killed(root: Path, after: float, env: dict[str, str]) -> bool:
    """Kills a build after some seconds; gives whether it was still running."""
    process = subprocess.Popen(
        BUILD, cwd=root, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(after)
    process.kill()
    return process.wait() == -signal.SIGKILL


def intact(root: Path) -> bool:
    """Whether the last good output verifies, where the next build would find it."""
    out = root / "dist"
    return checksums.verify(out if out.exists() else root / ".dist-last-dist") == []


def processes(mark: str) -> list[str]:
    """The ids of the processes whose environment holds the mark."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            held = mark.encode() in (entry / "environ").read_bytes()
        except OSError:
            continue
        if held:
            found.append(entry.name)
    return found


def measure(bench: Bench) -> None:
    """Kills builds, looks at what is left and prints it. What was lost is a fault."""
    count = _FEW if bench.quick else _COUNT
    root, cache = copy(bench.folder / "kills"), bench.folder / "kills/cache"
    env = environment(kept_in(cache))
    subprocess.run(BUILD, cwd=root, env=env, check=True)
    begun = time.perf_counter()
    subprocess.run(BUILD, cwd=root, env=env, check=True)
    whole = time.perf_counter() - begun
    running, lost, between = 0, 0, 0
    for _ in range(count):
        running += killed(root, random.uniform(0, whole), env)  # noqa: S311 - any moment
        lost += not intact(root)
        between += not (root / "dist").exists()
    left = len(list(root.glob(".dist-*")))
    subprocess.run(BUILD, cwd=root, env=env, check=True)
    litter = [*root.glob(".dist-*"), *cache.rglob("*.half"), *processes(str(cache))]
    lost += checksums.verify(root / "dist") != []
    print(f"\n| builds killed at random (a build takes {whole:.1f} s) | {count} |")
    print("|---|---|")
    print(f"| still running when killed | {running} |")
    print(f"| outputs lost | {lost} |")
    print(f"| killed between the two renames, and put back by the next build | {between} |")
    print(f"| workplaces and locks left before the last build | {left} |")
    print(f"| workplaces, half files, processes left after it | {len(litter)} |")
    if lost or litter:
        bench.lost.append(f"killed builds lost {lost} outputs and left {len(litter)} things behind")
