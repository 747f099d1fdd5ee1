"""The checkers that npm brings: each by version and hash, from no named place."""

from __future__ import annotations

import json

from support.paths import CHECKERS, MODULES

LOCK = (CHECKERS / "package-lock.json").read_text(encoding="utf-8")


def test_every_package_has_a_hash_and_no_address() -> None:
    packages = json.loads(LOCK)["packages"]
    assert len(packages) > 50
    assert all(one["integrity"].startswith("sha512-") for name, one in packages.items() if name)
    assert "resolved" not in LOCK
    assert "omit-lockfile-registry-resolved=true" in (CHECKERS / ".npmrc").read_text()


def test_the_installed_are_the_locked() -> None:
    locked = json.loads(LOCK)["packages"]
    for name in json.loads((CHECKERS / "package.json").read_text())["dependencies"]:
        installed = json.loads((MODULES / name / "package.json").read_text(encoding="utf-8"))
        assert installed["version"] == locked[f"node_modules/{name}"]["version"], name
