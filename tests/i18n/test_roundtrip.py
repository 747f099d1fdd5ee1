"""The real catalogues through other programs: gettext, Translate Toolkit and LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import polib
import pytest

from guide import cli, project
from guide.core.model import Guide, State
from guide.core.walk import texts
from guide.i18n import catalogue, reviews
from guide.i18n.catalogue import Catalogue, count_states
from guide.i18n.reviews import Review
from guide.i18n.spreadsheet import exchange
from guide.i18n.spreadsheet.report import Outcome
from support import tiny
from support.paths import ROOT

CODES = [path.stem for path in sorted((ROOT / "translations").glob("*.po"))]
STALE, REVIEWED = "S-2.1.text", ("S-2.1.title", "G-1.title", "interface.page-home")


def run(name: str, *arguments: str | Path) -> str:
    """Runs a program that must be there; gives what it wrote, which must be nothing but output."""
    found = shutil.which(name)
    if not found:
        pytest.fail(f"{name} is missing; run tools/install-test-tools, which says what to install")
    done = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def entries(path: Path) -> dict[tuple[str, str], tuple[str, bool, bool]]:
    """The translated entries of a file with what a translator wrote, none of them twice."""
    return {
        (e.msgctxt, e.msgid): (e.msgstr, e.fuzzy, bool(e.obsolete))
        for e in polib.pofile(str(path), check_for_duplicates=True)
        if e.msgstr
    }


def msgcat(po: Path, _: Path) -> None:
    run("msgcat", po, "-o", po)


def pot2po(po: Path, template: Path) -> None:
    made = po.with_suffix(".new")
    # It would fill texts that are not translated with guesses, marked fuzzy.
    run("pot2po", "--progress=none", "--nofuzzymatching", "-t", po, "-i", template, "-o", made)
    made.replace(po)


def msgunfmt(po: Path, _: Path) -> None:
    binary = po.with_suffix(".mo")
    run("msgfmt", po, "-o", binary)
    run("msgunfmt", binary, "-o", po)
    binary.unlink()


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real project, with a stale text, a retired one and a few reviews in each language."""
    root = tiny.copy_ours(tmp_path_factory.mktemp("trip") / "guide")
    tiny.edit(root, "content/stages/setup.yml", "is indispensable", "is vital")
    source = project.load_source(root)
    for code in CODES:
        path = root / "translations" / f"{code}.po"
        path.write_text(
            path.read_text(encoding="utf-8")
            + '\n#~ msgctxt "S-9.title"\n#~ msgid "Gone"\n#~ msgstr "«gone»"\n',
            encoding="utf-8",
        )
        guide = catalogue.translate(source, Catalogue.read(root, code))
        found, english = ({text.id: text.value for text in texts(g)} for g in (guide, source))
        made = [
            Review(i, reviews.seal(i, english[i], found[i]), "Test", "2026-01-01") for i in REVIEWED
        ]
        reviews.write(root, code, made)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        for command in ("extract", "update"):
            assert cli.main(["i18n", command]) == 0
    return root


@cache
def english(root: Path) -> Guide:
    return project.load_source(root)


def states_of(source: Guide, root: Path, code: str) -> Counter[State]:
    """How many texts of a language are in each state."""
    return count_states(catalogue.translate(source, Catalogue.read(root, code)))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("trip", "keeps_all"), [(msgcat, 1), (pot2po, 1), (msgunfmt, 0)])
def test_no_text_is_lost_or_changed(
    code: str,
    trip: Callable[[Path, Path], None],
    keeps_all: int,
    translated: Path,
    tmp_path: Path,
) -> None:
    """A .mo file holds no stale texts and no retired ones: all others come back from it too."""
    root = tmp_path / "guide"
    shutil.copytree(translated, root)
    po = root / "translations" / f"{code}.po"
    source = english(translated)
    before, states = entries(po), states_of(source, root, code)
    assert [key[0] for key, entry in before.items() if entry[1]] == [STALE]
    assert (states[State.STALE], states[State.REVIEWED]) == (1, len(REVIEWED))
    trip(po, root / "translations/guide.pot")
    wanted = {k: e for k, e in before.items() if keeps_all or not (e[1] or e[2])}
    assert entries(po) == wanted
    left_out = sum(bool(entry[1] or entry[2]) for entry in before.values())
    assert left_out >= 2
    assert len(wanted) == len(before) - (0 if keeps_all else left_out)
    after = states_of(source, root, code)
    assert after[State.REVIEWED] == len(REVIEWED)
    assert after[State.STALE] == keeps_all
    assert after[State.UNTRANSLATED] == states[State.UNTRANSLATED] + 1 - keeps_all


def lines(text: str) -> list[str]:
    """Without what pot2po adds and takes away: its own name, and the earlier English."""
    return [line for line in text.splitlines() if not line.startswith(('"X-Gen', "#|"))]


@pytest.mark.parametrize("trip", [msgcat, pot2po])
def test_an_update_afterwards_gives_the_file_as_it_was(
    trip: Callable[[Path, Path], None],
    translated: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = tmp_path / "guide"
    shutil.copytree(translated, root)
    files = [root / "translations" / f"{code}.po" for code in CODES]
    before = [path.read_text(encoding="utf-8") for path in files]
    for path in files:
        trip(path, root / "translations/guide.pot")
    assert tiny.run(root, monkeypatch, capsys, "i18n", "update")[0] == 0
    for path, text in zip(files, before, strict=True):
        assert lines(path.read_text(encoding="utf-8")) == lines(text)


@pytest.mark.parametrize("code", CODES)
def test_msgfmt_has_nothing_to_say(code: str, translated: Path, tmp_path: Path) -> None:
    for root in (ROOT, translated):
        po = root / "translations" / f"{code}.po"
        assert run("msgfmt", "--check", "-o", tmp_path / "made.mo", po) == ""


def test_spreadsheets_come_back_from_libreoffice_as_they_went(tmp_path: Path) -> None:
    """LibreOffice opens the sheet of each language and saves it; nothing is to take then."""
    guide = project.load_source(ROOT)
    catalogues = {code: Catalogue.read(ROOT, code) for code in CODES}
    for code, made in catalogues.items():
        (tmp_path / f"{code}.xlsx").write_bytes(exchange.export(guide, made, code))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    sheets = sorted(tmp_path.glob("*.xlsx"))
    saved = tmp_path / "saved"
    run("soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", saved, *sheets)
    for code, made in catalogues.items():
        data = (saved / f"{code}.xlsx").read_bytes()
        assert data != (tmp_path / f"{code}.xlsx").read_bytes()
        report = exchange.merge(guide, made, code, data)
        assert {row.id for row in report.rows} == {text.id for text in texts(guide)}
        assert {row.outcome for row in report.rows} == {Outcome.UNCHANGED}, code
        assert not report.changes
