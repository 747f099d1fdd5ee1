"""The cache: what is found again, what is not, and what is thrown away."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.files import cache, fingerprint


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def refuse() -> bytes:
    raise AssertionError("made again")


def test_what_was_made_is_found_again(folder: Path) -> None:
    assert cache.cached([b"a", b"b"], ".pdf", lambda: b"made") == b"made"
    assert cache.cached([b"a", b"b"], ".pdf", refuse) == b"made"
    assert cache.cached([b"a", b"b"], ".pdf", lambda: b"again", again=True) == b"again"
    assert cache.cached([b"a", b"b"], ".pdf", refuse) == b"again"
    assert len([*folder.iterdir()]) == 1


def test_objects_are_found_again(folder: Path) -> None:
    assert cache.find_object([b"a"]) is None
    assert cache.cached_object([b"a"], lambda: {"b": (1, 2)}) == {"b": (1, 2)}
    assert cache.find_object([b"a"]) == {"b": (1, 2)}
    assert folder.is_dir()


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 40])
def test_a_damaged_file_is_made_again(folder: Path, damage: bytes) -> None:
    cache.cached([b"a"], ".pdf", lambda: b"made")
    [kept] = folder.iterdir()
    kept.write_bytes(damage)
    assert cache.cached([b"a"], ".pdf", lambda: b"anew") == b"anew"
    assert cache.cached([b"a"], ".pdf", refuse) == b"anew"


def test_nothing_is_kept_where_none_is_wanted(folder: Path) -> None:
    with cache.nowhere():
        assert cache.cached([b"a"], ".pdf", lambda: b"1") == b"1"
        assert cache.cached([b"a"], ".pdf", lambda: b"2") == b"2"
        cache.drop_old()
    assert os.environ[cache.VARIABLE] == str(folder)
    assert not folder.exists()


def test_a_cache_that_cannot_be_written_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file" / "cache"))
    assert cache.cached([b"a"], ".pdf", lambda: b"made") == b"made"
    cache.drop_old()


def test_what_is_old_or_too_much_goes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("old", "used long ago", "used"):
        cache.cached([name.encode()], "", lambda: b"x" * 100)
    by_name = {
        name: folder / f"{cache.digest([name.encode()]).hex()}.kept"
        for name in ("old", "used long ago", "used")
    }
    now = time.time()
    os.utime(by_name["old"], (now - 40 * 86400,) * 2)
    os.utime(by_name["used long ago"], (now - 86400,) * 2)
    (folder / "killed.half").write_bytes(b"")
    cache.drop_old()
    assert {*folder.iterdir()} == {by_name["used long ago"], by_name["used"]}
    monkeypatch.setattr(cache, "_MOST", 200)  # each has 132 bytes with its digest
    cache.drop_old()
    assert {*folder.iterdir()} == {by_name["used"]}


@given(st.lists(st.binary(max_size=3), max_size=4), st.lists(st.binary(max_size=3), max_size=4))
def test_other_parts_have_another_digest(one: list[bytes], other: list[bytes]) -> None:
    assert (cache.digest(one) == cache.digest(other)) == (one == other)


def test_a_file_that_cannot_be_read_is_told_by_whoever_needs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yml").write_bytes(b"words")
    readable = fingerprint.files(tmp_path, [tmp_path])

    def refuse_to_read(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse_to_read)
    assert fingerprint.files(tmp_path, [tmp_path]) != readable
