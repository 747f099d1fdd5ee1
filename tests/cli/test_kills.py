"""Builds that are killed: the last good output stays, and the next build sweeps what they left.

A build is killed at points that count, not by a clock; `tools/kills.py` kills by chance.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from guide.files import checksums, locks
from support import tiny

pytestmark = pytest.mark.mkdocs  # every test builds

# Runs `guide build`, and kills itself where a function is called for the first time.
DYING = """
import importlib, os, signal, sys
from guide import cli
room, name = sys.argv[1].rsplit(":", 1)
owner = importlib.import_module(room.partition("/")[0])
for part in room.split("/")[1:]:
    owner = getattr(owner, part)
was = getattr(owner, name)
def die(*arguments, **named):
    if all(word in str(arguments) for word in sys.argv[2:]):
        os.kill(os.getpid(), signal.SIGKILL)
    return was(*arguments, **named)
setattr(owner, name, die)
editions = "site" if room == "guide.site.host_files" else "office"
sys.exit(cli.main(["build", "--only", editions]))
"""
PATIENCE = 2400  # looks, of 0.05 s each: far longer than it ever takes
POINTS = {
    "checking": ("guide.project:check",),
    "files": ("guide.formats.production:make",),
    "a kept file half written": ("pathlib/Path:replace", ".half"),
    "pages": ("guide.site.host_files:write",),
    "checksums": ("guide.files.checksums:write",),
    "before the swap": ("guide.files.atomic:swap",),
    "between the renames": ("pathlib/Path:rename", "/dist'))"),
    "after the swap": ("shutil:rmtree", ".dist-last-dist"),
}


def build(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "guide", "build", "--only", "office", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def left(root: Path) -> list[str]:
    return [path.name for path in root.iterdir() if path.name.startswith(".dist-")]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny guide with a good output, and a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = tiny.copy(tmp_path / "g")
    (made / "dist").mkdir()
    (made / "dist" / "good.txt").write_text("the last good output")
    checksums.write(made / "dist")
    return made


@pytest.mark.mkdocs
@pytest.mark.parametrize("point", POINTS)
def test_a_killed_build_leaves_a_good_output_and_no_litter(
    root: Path, tmp_path: Path, point: str
) -> None:
    command = [sys.executable, "-c", DYING, *POINTS[point]]
    assert subprocess.run(command, cwd=root, check=False).returncode == -signal.SIGKILL
    if point == "between the renames":  # the only moment without an output
        assert not (root / "dist").exists()
    else:
        assert checksums.verify(root / "dist") == []
        assert left(root) != []
    done = build(root)
    assert (done.returncode, done.stderr) == (0, "")
    assert checksums.verify(root / "dist") == []
    assert left(root) == []
    assert not list((tmp_path / "cache").rglob("*.half"))


def test_the_last_output_is_put_back_even_if_the_next_build_fails(root: Path) -> None:
    (root / "dist").rename(root / ".dist-last-dist")
    (root / "content/front.yml").write_text("")
    assert build(root).returncode == 1
    assert (root / "dist/good.txt").is_file()


@pytest.mark.mkdocs
def test_the_workplace_of_a_running_build_is_let_be(root: Path) -> None:
    theirs, dead = root / ".dist-0123abcd", root / ".dist-4567cdef"
    for folder in (theirs, dead):
        folder.mkdir()
    with locks.held(theirs.with_name(theirs.name + ".lock")):
        assert build(root).returncode == 0
        assert theirs.is_dir()
        assert not dead.exists()
    assert build(root).returncode == 0
    assert left(root) == []


@pytest.mark.mkdocs
def test_a_workplace_elsewhere_is_swept_there(root: Path, tmp_path: Path) -> None:
    (tmp_path / "far" / ".dist-0123abcd").mkdir(parents=True)
    assert build(root, "--out", str(tmp_path / "far/out")).returncode == 0
    assert left(tmp_path / "far") == []


@pytest.mark.mkdocs
def test_two_builds_at_once_do_not_hurt_each_other(root: Path) -> None:
    command = [sys.executable, "-m", "guide", "build", "--only", "office"]
    both = [subprocess.Popen(command, cwd=root) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert checksums.verify(root / "dist") == []
    assert (root / "dist/site/downloads/fr/workbook.xlsx").is_file()
    assert left(root) == []


def test_page_processes_end_with_a_killed_parent(root: Path, tmp_path: Path) -> None:
    """A child that finds its parent gone ends, although its own work would never end."""
    code = f"""
import os, time
from pathlib import Path
from guide import page_building
def forever(*_):
    with open({str(tmp_path / "children")!r}, "a") as file:
        file.write(f"{{os.getpid()}}\\n")
    time.sleep(600)
page_building._run_mkdocs = forever
page_building.build_pages(Path("."), Path("site"), ("en", "fr"))
"""
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=root)
    children = wait_for_children(tmp_path / "children")
    parent.kill()
    parent.wait()
    wait_for_end(children)


def wait_for_children(file: Path) -> list[int]:
    """The numbers of the two page processes, once both have written theirs."""
    for _ in range(PATIENCE):
        if file.exists() and file.read_text().count("\n") == 2:
            break
        time.sleep(0.05)
    return [int(line) for line in file.read_text().splitlines()]


def wait_for_end(children: list[int]) -> None:
    """Waits until all have ended; fails for one that does not."""
    assert len(children) == 2
    for _ in range(PATIENCE):
        if not any(runs(child) for child in children):
            return
        time.sleep(0.05)
    pytest.fail(f"still running: {children}")


def runs(number: int) -> bool:
    try:
        os.kill(number, 0)
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"
