"""Builds that are killed: the last good output stays, and the next build sweeps what they left.

A build is killed at points that count, not by a clock; `tools/bench.py kills` kills by chance.
"""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from guide import cli
from guide.files import checksums, locks
from support import tiny

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


def build(root: Path, *arguments: str) -> int:
    """The exit status of a build in this process, which is ready sooner than one of its own."""
    with contextlib.chdir(root):
        return cli.main(["build", "--only", "office", *arguments])


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
@pytest.mark.mkdocs
def test_a_killed_build_leaves_a_good_output_and_no_litter(
    root: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], point: str
) -> None:
    command = [sys.executable, "-c", DYING, *POINTS[point]]
    assert subprocess.run(command, cwd=root, check=False).returncode == -signal.SIGKILL
    if point == "between the renames":  # the only moment without an output
        assert not (root / "dist").exists()
    else:
        assert checksums.verify(root / "dist") == []
        assert left(root) != []
    capfd.readouterr()
    assert build(root) == 0
    assert capfd.readouterr().err == ""
    assert checksums.verify(root / "dist") == []
    assert left(root) == []
    assert not list((tmp_path / "cache").rglob("*.half"))


def test_the_last_output_is_put_back_even_if_the_next_build_fails(root: Path) -> None:
    (root / "dist").rename(root / ".dist-last-dist")
    (root / "content/front.yml").write_text("")
    assert build(root) == 1
    assert (root / "dist/good.txt").is_file()


@pytest.mark.mkdocs
@pytest.mark.mkdocs
def test_the_workplace_of_a_running_build_is_let_be(root: Path) -> None:
    theirs, dead = root / ".dist-0123abcd", root / ".dist-4567cdef"
    for folder in (theirs, dead):
        folder.mkdir()
    with locks.held(theirs.with_name(theirs.name + ".lock")):
        assert build(root) == 0
        assert theirs.is_dir()
        assert not dead.exists()
    assert build(root) == 0
    assert left(root) == []


@pytest.mark.mkdocs
@pytest.mark.mkdocs
def test_a_workplace_elsewhere_is_swept_there(root: Path, tmp_path: Path) -> None:
    (tmp_path / "far" / ".dist-0123abcd").mkdir(parents=True)
    assert build(root, "--out", str(tmp_path / "far/out")) == 0
    assert left(tmp_path / "far") == []


@pytest.mark.mkdocs
@pytest.mark.mkdocs
def test_two_builds_at_once_do_not_hurt_each_other(root: Path) -> None:
    command = [sys.executable, "-m", "guide", "build", "--only", "office"]
    both = [subprocess.Popen(command, cwd=root) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert checksums.verify(root / "dist") == []
    assert (root / "dist/site/downloads/fr/workbook.xlsx").is_file()
    assert left(root) == []


# Runs `guide build`, and says each time that it forks.
FORKING = """
import sys
from guide import cli
sys.addaudithook(lambda event, _: print(event) if event.startswith("os.fork") else None)
sys.exit(cli.main(["build", *sys.argv[1:]]))
"""


@pytest.mark.mkdocs
def test_a_build_never_forks(root: Path) -> None:
    """Typst's threads would not survive it, and a killed build leaves no child behind."""
    command = [sys.executable, "-c", FORKING, "--only", "site,print,usb,zim"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    forked = FORKING.replace("sys.exit(", "import os\nos._exit(0) if os.fork() == 0 else sys.exit(")
    found = subprocess.run(
        [sys.executable, "-c", forked, "--only", "book"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "os.fork" in found.stdout
