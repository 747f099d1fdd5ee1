"""The checks of translations: each fault caught by its own code, clean texts by none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from guide import project
from guide.core.diagnostics import ContentError
from guide.core.location import Location
from guide.core.model import State, Text
from guide.core.profile import DEFAULT_LANGUAGE as SOURCE
from guide.i18n import terminology
from guide.i18n.catalogue import Catalogue
from guide.i18n.checks import checks, punctuation, waivers
from guide.i18n.checks.checks import CHECKS, Finding
from guide.i18n.checks.pair import ExpectedTerm, Pair
from guide.i18n.checks.terms import by_language
from guide.i18n.checks.waivers import Waiver
from support import tiny
from support.paths import ROOT

TERMS = {
    "fr": (
        ExpectedTerm("working group", ("groupe de travail",)),
        ExpectedTerm("group", ("groupe",)),
    ),
    "ar": (ExpectedTerm("stakeholder", ("صاحب مصلحة",)), ExpectedTerm("champion", ("المناصر",))),
    "my": (ExpectedTerm("working group", ("လုပ်ငန်းအဖွဲ့",)),),
    "id": (ExpectedTerm("trust", ("percaya",)),),
}
LIST = "Ask:\n\n- one\n- two"
LINK = "See [the site](https://example.org/a)."
LONG = "Créer la confiance" + " avec nos partenaires de longue date" * 3

# The English, the translation, its language, the code of the fault; the id tells the place:
# *.text is prose, all else is one line.
FAULTS = [
    ("Version {version}", "Version {verison}", "fr", "placeholder", "interface.x"),
    ("Version {version}", "Version", "fr", "placeholder", "interface.x"),
    ("Version {version}", "Version { version }", "fr", "placeholder", "interface.x"),
    ("Version {version}", "Version {version", "fr", "placeholder", "interface.x"),
    ("Build **trust**.", "Créez la confiance.", "fr", "markup", "P-1.text"),
    ("Build **trust**.", "Créez la *confiance*.", "fr", "markup", "P-1.text"),
    ("Build **trust**.", "Créez la **confiance**. **Vite.", "fr", "stray-markup", "P-1.text"),
    (LIST, "Pregunten:\n\n- uno", "es", "markup", "P-1.text"),
    ("One.\n\nTwo.", "Uno. Dos.", "es", "markup", "P-1.text"),
    ("A [[cso|CSO]].", "Una [[ngo|OSC]].", "es", "markup", "P-1.text"),
    ("A [[cso|CSO]].", "Una [cso|OSC].", "es", "markup", "P-1.text"),
    ("A [[cso|CSO]].", "Una [[cso|OSC].", "es", "stray-markup", "P-1.text"),
    ("A [[cso|CSO]].", "Una [[osc|OSC]].", "es", "unknown-term", "P-1.text"),
    ("Build trust.", "Crie ![](https://a.b/c) confiança.", "pt", "image", "P-1.text"),
    (LINK, "Veja ![o site](https://example.org/a).", "pt", "image", "P-1.text"),
    ("Build trust", "Crear **confianza**", "es", "stray-markup", "P-1.title"),
    (LINK, "Veja [o site](https://example.org/b).", "pt", "link", "P-1.text"),
    (LINK, "Veja o site.", "pt", "link", "P-1.text"),
    ("Build trust.", "Crie [confiança](https://example.org).", "pt", "link", "P-1.text"),
    (LINK, "Veja [o site](javascript:alert).", "pt", "unsafe-link", "P-1.text"),
    (LINK, "Veja [o site](//example.org/a).", "pt", "unsafe-link", "P-1.text"),
    ("Build trust.", "Voyez data:text/html,x.", "fr", "unsafe-link", "P-1.text"),
    ("Build trust.", "Bangun <b>kepercayaan</b>.", "id", "html", "P-1.text"),
    ("Build trust.", "Créez&nbsp;la confiance.", "fr", "html", "P-1.text"),
    ("Build trust.", "Percaya <img src=x onerror=y.", "id", "html", "P-1.text"),
    ("Build trust.", "Créez <a href=//x title=y", "fr", "html", "P-1.text"),
    ("Build trust.", "Créez </p", "fr", "html", "P-1.text"),
    ("Build trust.", "Créez <!-- la confiance", "fr", "html", "P-1.text"),
    ("Build trust.", "Créez <![CDATA[ la confiance", "fr", "html", "P-1.text"),
    ("Build trust.", "Créez <?xml la confiance", "fr", "html", "P-1.text"),
    ("Build trust.", "Créez <A\nhref=b> la confiance", "fr", "html", "P-1.text"),
    ("Build trust.", "Créez &lt; la confiance", "fr", "html", "P-1.text"),
    ("Build trust.", "Créez &#x3c; la confiance", "fr", "html", "P-1.text"),
    ("Build trust.", "Créez &#60 la confiance", "fr", "html", "P-1.text"),
    ("Build trust.", "Percaya {{ config }}.", "id", "template", "P-1.text"),
    ("Build trust.", "Percaya config }}.", "id", "template", "P-1.text"),
    ("Build trust.", "Percaya {# config.", "id", "template", "P-1.text"),
    ("Build trust.", "Percaya config %}.", "id", "template", "P-1.text"),
    ("Build trust.", "Percaya #} config.", "id", "template", "P-1.text"),
    ("Build trust.", "Créez {% raw %} la confiance.", "fr", "template", "P-1.text"),
    ("Build trust.", "Créez la \u202econfiance.", "fr", "bidi", "P-1.text"),
    ("Build trust.", "ابنوا \u2067الثقة.", "ar", "bidi", "P-1.text"),
    ("Build trust.", "ابنوا \u2069الثقة\u2067.", "ar", "bidi", "P-1.text"),
    ("Now.", "De\u0301sormais.", "fr", "not-nfc", "P-1.text"),
    ("Now.", "ယခု လုပ်ငန်းအဖွဲ\u103a\u1037။", "my", "not-nfc", "P-1.text"),
    ("Build trust.", "Créez la c\u043enfiance.", "fr", "mixed-script", "P-1.text"),
    ("Build trust.", "Crear c\u03bfnfianza.", "es", "mixed-script", "P-1.text"),
    ("Start it.", "Comience \u0430 tiempo.", "es", "mixed-script", "P-1.text"),
    ("Myanmar people", "ျမန္မာလူမ်ိဳး", "my", "zawgyi", "P-1.title"),
    ("Build trust", LONG, "fr", "too-long", "P-1.title"),
    ("NGOs", "Organisations non gouvernementales", "fr", "too-long", "audience.x.short"),
    (
        "Copy",
        "Copier ce passage dans le presse-papiers du navigateur",
        "fr",
        "too-long",
        "interface.x",
    ),
    ("Build trust", "Créer la\nconfiance", "fr", "line-break", "P-1.title"),
    ("Build trust.", "Créez la\tconfiance.", "fr", "control-character", "P-1.text"),
    ("Build trust.", "Créez la con\ufffdiance.", "fr", "control-character", "P-1.text"),
    ("Build trust.", "Créez\u2028la confiance.", "fr", "control-character", "P-1.text"),
    ("Build trust.", "Créez la \ue000confiance.", "fr", "control-character", "P-1.text"),
    ("Build trust.", "Créez la \U00100000confiance.", "fr", "control-character", "P-1.text"),
    ("Build trust.", "Créez la \U0002ffffconfiance.", "fr", "control-character", "P-1.text"),
    ("Build trust.", "Créez la con\x00fiance.", "fr", "control-character", "P-1.text"),
    ("Build the trust of all members.", "Bangun kepercayaan.", "ar", "wrong-script", "P-1.text"),
    (
        "Build the trust of all members.",
        "Build the trust of all members.",
        "my",
        "wrong-script",
        "P-1.text",
    ),
    ("Begin the working group.", "Lancez le comité.", "fr", "glossary-term", "P-1.text"),
    ("Ask stakeholders.", "اسألوا الشركاء.", "ar", "glossary-term", "P-1.text"),
    ("In 2016, with 1,000 people.", "En 2016, avec 1 001 personnes.", "fr", "numbers", "P-1.text"),
    ("In 2007.", "في عام ٢٠٠٨.", "ar", "numbers", "P-1.text"),
    ("Who leads?", "Quem lidera.", "pt", "final-punctuation", "P-1.text"),
    ("Who leads", "Quem lidera?", "pt", "final-punctuation", "P-1.title"),
    ("Who leads?", "من يقود?", "ar", "final-punctuation", "P-1.text"),
    ("We lead.", "ကျွန်ုပ်တို့ ဦးဆောင်သည်.", "my", "final-punctuation", "P-1.text"),
    ("We lead.", "我们领导.", "zh-Hans", "final-punctuation", "P-1.text"),
    ("Who leads?", "谁来领导?", "zh-Hant-TW", "final-punctuation", "P-1.text"),
    ("Who leads?", "誰が導きますか。", "ja", "final-punctuation", "P-1.text"),
    ("Who leads?", "कौन नेतृत्व करता है।", "hi", "final-punctuation", "P-1.text"),
    ("We lead", "हम नेतृत्व करते हैं।", "hi", "final-punctuation", "P-1.title"),
    ("We lead.", "እኛ እንመራለን.", "am", "final-punctuation", "P-1.text"),
    ("We lead.", "ہم قیادت کرتے ہیں.", "ur", "final-punctuation", "P-1.text"),
    ("We lead.", "យើងដឹកនាំ.", "km", "final-punctuation", "P-1.text"),
    ("Who leads?", "Ποιος ηγείται?", "el", "final-punctuation", "P-1.text"),
    ("Who leads", "ใครเป็นผู้นำ?", "th", "final-punctuation", "P-1.title"),
    ("Peace, security.", "السلام, الأمن.", "ar", "punctuation", "P-1.text"),
    ("Peace, security.", "صلح, امنیت.", "fa", "punctuation", "P-1.text"),
    ("Peace, security.", "和平,安全。", "zh-Hans", "punctuation", "P-1.text"),
    ("Peace, security.", "平和,安全。", "ja", "punctuation", "P-1.text"),
    ("Peace, security.", "ሰላም, ደኅንነት።", "am", "punctuation", "P-1.text"),
    ("Who leads?", "Quién lidera?", "es-419", "punctuation", "P-1.text"),
    ("Who leads? We do.", "Qui dirige? Nous.", "fr", "punctuation", "P-1.text"),
    ("The “pillars”.", "Les «piliers».", "fr", "punctuation", "P-1.text"),
    ("Who leads?", "Quién lidera?", "es", "punctuation", "P-1.text"),
    ("Peace, security.", "ငြိမ်းချမ်းရေး, လုံခြုံရေး။", "my", "punctuation", "P-1.text"),
    ("Keep the chairs active now.", "Keep the chairs active now.", "id", "unchanged", "P-1.text"),
    ("Build trust.", "Créez la la confiance.", "fr", "doubled-word", "P-1.text"),
    ("Build trust.", " Créez la confiance.", "fr", "edge-space", "P-1.text"),
    ("Build trust.", "Créez la confiance.\u00a0", "fr", "edge-space", "P-1.text"),
    ("The groups.", "L'équipe du groupe.", "fr", "straight-quote", "P-1.text"),
    ("The “pillars”.", 'Os "pilares".', "pt", "straight-quote", "P-1.text"),
    ("Build trust.", "Créez  la confiance.", "fr", "double-space", "P-1.text"),
    ("Build trust.", "Créez la con\u200bfiance.", "fr", "invisible-character", "P-1.text"),
    ("Build trust.", "Créez la con\u2060fiance.", "fr", "invisible-character", "P-1.text"),
    ("Build trust.", "建立\u200d信任。", "zh-Hans", "invisible-character", "P-1.text"),
    ("Build trust.", "สร้าง\u200eความไว้วางใจ", "th", "invisible-character", "P-1.text"),
    ("Build trust.", "ابنوا\ufeff الثقة.", "ar", "control-character", "P-1.text"),
    ("Build trust.", "Créez la con\ufff9fiance.", "fr", "control-character", "P-1.text"),
    ("Build trust.", "Créez la \U000e0041confiance.", "fr", "control-character", "P-1.text"),
    ("Build trust.", "신뢰를\u3164 쌓으세요.", "ko", "control-character", "P-1.text"),
]

# Right translations that a careless check would find fault with.
CLEAN = [
    ("{shown} of {total}", "{total} dont {shown}", "fr", "interface.x"),
    ("*A Title: Two*.", "*Un titre* (*A Title: Two*).", "fr", "P-1.text"),
    ("Who leads? See https://a.b.", "Qui dirige\u202f? Voir https://a.b.", "fr", "P-1.text"),
    ("“Yes”: at 12:30.", "«\u00a0Oui\u00a0»\u00a0: à 12:30.", "fr", "P-1.text"),
    ("We meet.", "Nous nous réunissons.", "fr", "P-1.text"),
    ("Two working groups.", "Deux groupes de travail.", "fr", "P-1.text"),
    ("In 2016, 1,000 people.", "Em 2016, 1.000 pessoas.", "pt", "P-1.text"),
    ("In 2016 200 groups began.", "En 2016, 200 groupes ont commencé.", "fr", "P-1.text"),
    ("In 2007.", "၂၀၀၇ ခုနှစ်တွင်။", "my", "P-1.text"),
    ("See 2.1.", "၂.၁ ကို ကြည့်ပါ။", "my", "P-1.text"),
    ("Who leads?", "ဘယ်သူ ဦးဆောင်သလဲ။", "my", "P-1.text"),
    ("Language", "ဘာသာစကား", "my", "interface.x"),
    ("Working group", "လုပ်ငန်း\u200bအဖွဲ့", "my", "P-1.title"),
    ("Ask stakeholders, NGOs.", "اسألوا أصحاب المصلحة، NGO.", "ar", "P-1.text"),
    ("We lead, always.", "我们领导，始终如此。", "zh-Hans", "P-1.text"),
    ("Who leads?", "谁来领导？", "zh-Hans", "P-1.text"),
    ("Ask:", "請問：", "zh-Hant-TW", "P-1.text"),
    ("He said “yes”.", "他说“是”。", "zh-Hans", "P-1.text"),
    ("See DCAF, FFP 2.1.", "参见 DCAF, FFP 2.1。", "zh-Hans", "P-1.text"),
    ("Peace, security.", "平和、「安全。」", "ja", "P-1.text"),
    ("We lead.", "우리가 이끕니다.", "ko", "P-1.text"),
    ("We lead.", "हम नेतृत्व करते हैं।", "hi", "P-1.text"),
    ("We lead.", "आम्ही नेतृत्व करतो.", "mr", "P-1.text"),
    ("Who leads?", "কে নেতৃত্ব দেয়?", "bn", "P-1.text"),
    ("We lead.", "እኛ እንመራለን።", "am", "P-1.text"),
    ("Who leads?", "ማን ይመራል፧", "am", "P-1.text"),
    ("Who leads? We.", "کون قیادت کرتا ہے؟ ہم۔", "ur", "P-1.text"),
    ("Who leads, and why?", "چه کسی رهبری می\u200cکند، و چرا؟", "fa", "P-1.text"),
    ("Who leads?", "מי מוביל?", "he", "P-1.text"),
    ("Code S-2.1, now.", "קוד S-2.1\u200f, עכשיו.", "he", "P-1.text"),
    ("We lead.", "យើង\u200bដឹកនាំ។", "km", "P-1.text"),
    ("We lead.", "เราเป็น\u2060ผู้นำ", "th", "P-1.text"),
    ("Who leads?", "Ποιος ηγείται;", "el", "P-1.text"),
    ("Who leads?", "Ո՞վ է առաջնորդում։", "hy", "P-1.text"),
    ("Who leads?", "Qui dirige?", "fr-CA", "P-1.text"),
    ("Champions.", "الذين يناصرون.", "ar", "P-1.text"),
    ("DCAF, FFP.", "DCAF, FFP.", "ar", "P-1.text"),
    ("Code S-2.1.", "الرمز \u2066S-2.1\u2069.", "ar", "P-1.text"),
    ("Who leads? We.", "¿Quién lidera? Nosotros.", "es", "P-1.text"),
    ("Build trust.", "Bangun kepercayaan.", "id", "P-1.text"),
    ("West Africa Network for Peace", "West Africa Network for Peace", "my", "term.x.term"),
    ("Comité Minero Energético", "Comité Minero Energético", "fr", "term.x.term"),
    (LIST, "Demandez\u00a0:\n\n- un\n- deux", "fr", "P-1.text"),
    # what looks like HTML or template code, and is neither
    ("Q&A, R&D; more.", "Q&A, R&D\u00a0; plus.", "fr", "P-1.text"),
    ("Q&A.", "AT&T, R&D; mais.", "pt", "P-1.text"),
    ("<5 %, a < b, a <= b, <3, <-.", "Em <5 %, a < b, a <= b, <3, <-.", "pt", "P-1.text"),
    ("See it.", "Veja {, } e %, #.", "pt", "P-1.text"),
    ("{name} did.", "{name} fez.", "pt", "P-1.text"),
    ("See it", "- Veja", "pt", "P-1.title"),
    ("“It”, 'it'.", "«It», 'it'.", "es", "P-1.text"),
    ("See it!", "Veja! [Agora]!", "pt", "P-1.text"),
]  # fmt: skip


def codes(english: str, translation: str, language: str, ident: str) -> set[str]:
    location = Location("content/x.yml", 1)
    text = Text(ident, english, SOURCE, State.SOURCE, ident.endswith(".text"), location)
    pair = Pair(text, translation, language, TERMS.get(language, ()), {"cso", "ngo"})
    return {code for code, _ in checks.faults(pair)}


@pytest.mark.parametrize(("english", "translation", "language", "code", "ident"), FAULTS)
def test_a_fault_is_caught_by_its_own_code(
    english: str, translation: str, language: str, code: str, ident: str
) -> None:
    assert codes(english, translation, language, ident) == {code}


@pytest.mark.parametrize(("english", "translation", "language", "ident"), CLEAN)
def test_a_right_translation_is_left_alone(
    english: str, translation: str, language: str, ident: str
) -> None:
    assert codes(english, translation, language, ident) == set()


@pytest.mark.parametrize(
    ("original", "source", "translation", "language", "is_right"),
    [
        ("我们领导。", "zh-Hans", "We lead.", "en", True),
        ("谁来领导？", "zh-Hans", "Who leads.", "en", False),
        ("ဘယ်သူ ဦးဆောင်သလဲ။", "my", "Who leads?", "en", True),  # its stop ends a question too
        ("ဘယ်သူ ဦးဆောင်သလဲ။", "my", "Who leads:", "en", False),
        ("เราเป็นผู้นำ", "th", "We lead.", "en", True),
        ("เราเป็นผู้นำ", "th", "Who leads?", "en", False),
        ("Ποιος ηγείται;", "el", "谁来领导？", "zh-Hans", True),
        ("We lead;", "en", "Wir führen;", "de", True),
        ("እኛ እንመራለን።", "am", "हम नेतृत्व करते हैं।", "hi", True),
    ],
)
def test_the_original_may_be_in_any_script(
    original: str, source: str, translation: str, language: str, *, is_right: bool
) -> None:
    assert (punctuation.final(original, translation, language, source) == "") is is_right


def test_what_ends_a_sentence_is_what_unicode_says() -> None:
    bre = pytest.importorskip("backrefs.bre")  # has Unicode's table; MkDocs brings it
    found = bre.compile(r"\p{Sentence_Terminal}").match
    terminal = {chr(code) for code in range(0x110000) if found(chr(code))}
    assert len(terminal) > 150
    assert terminal <= {*punctuation.KINDS}


def test_each_check_has_a_fault_and_is_documented() -> None:
    assert {code for *_, code, _ in FAULTS} == set(CHECKS) - {checks.UNUSED}
    assert all(kind.severity in ("error", "warning") for kind in CHECKS.values())
    assert all(kind.help.endswith(".") for kind in CHECKS.values())
    assert all(set(kind.unless) < set(CHECKS) for kind in CHECKS.values())


@pytest.mark.parametrize("language", ["fr", "es", "pt", "id", "ar", "my"])
def test_the_catalogues_have_no_errors(language: str) -> None:
    guide, catalogue = project.load_source(ROOT), Catalogue.read(ROOT, language)
    found = checks.check(
        guide, catalogue, waivers.read(ROOT, language), by_language(terminology.read(ROOT))
    )
    assert [finding for finding in found if finding.severity == "error"] == []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = tiny.copy(tmp_path / "guide")
    po = made / "translations" / "fr.po"
    text = po.read_text(encoding="utf-8").replace(" :", "\u00a0:")  # as French wants it
    po.write_text(text, encoding="utf-8", newline="\n")
    return made


def run(root: Path) -> list[Finding]:
    catalogue = Catalogue.read(root, "fr")
    terms = by_language(terminology.read(root))
    return checks.check(project.load_source(root), catalogue, waivers.read(root, "fr"), terms)


def test_a_finding_says_where_and_how_to_mend(root: Path) -> None:
    assert run(root) == []
    tiny.edit(root, "translations/fr.po", "Le jardin de l’école", "Le <b>jardin de l’école")
    [finding] = run(root)
    assert finding.location == Catalogue.read(root, "fr").entries["guide.title"].location
    assert (finding.id, finding.code, finding.severity) == ("guide.title", "html", "error")
    assert finding.message.endswith("; remove it")


def test_a_missing_text_is_not_checked_and_a_stale_one_by_itself(root: Path) -> None:
    catalogue = Catalogue.read(root, "fr")
    guide = project.load_source(root)
    entry = replace(catalogue.entries["guide.title"], value="<b>" + "x" * 200)
    for bad, found in (
        (entry, {"html", "too-long"}),
        (replace(entry, fuzzy=True), {"html"}),
        (replace(entry, source="Another title"), {"html"}),
        (replace(entry, value=""), set()),
    ):
        entries = {**catalogue.entries, "guide.title": bad}
        made = replace(catalogue, entries=entries)
        assert {one.code for one in checks.check(guide, made, [])} == found
        assert len(checks.errors(guide, made, [])) == len(found)


def write(root: Path, name: str, text: str) -> None:
    (root / "translations" / name).write_text(text, encoding="utf-8", newline="\n")


def test_a_waiver_lets_a_finding_stand_and_says_when_it_is_not_needed(root: Path) -> None:
    write(root, "fr.waivers.tsv", "id\tcode\treason\nguide.title\tstraight-quote\tas printed\n")
    location = Location("translations/fr.waivers.tsv", 2)
    assert waivers.read(root, "fr") == [
        Waiver("guide.title", "straight-quote", "as printed", location)
    ]
    [finding] = run(root)
    assert (finding.location, finding.code) == (location, "unused-waiver")
    tiny.edit(root, "translations/fr.po", "Le jardin de l’école", "Le jardin de l'école")
    assert run(root) == []
    assert waivers.read(root, "es") == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [1]),
        ("id\tcode\n", [1]),
        ("id\tcode\treason\na\thtml\n", [2]),
        ("id\tcode\treason\na\thtml\t \n\n", [2, 3]),
        ("id\tcode\treason\na\thtml\tb\na\thtml\tc\n", [3]),
    ],
)
def test_a_malformed_file_of_waivers_is_refused(root: Path, text: str, lines: list[int]) -> None:
    write(root, "fr.waivers.tsv", text)
    with pytest.raises(ContentError) as caught:
        waivers.read(root, "fr")
    assert [diagnostic.location.line for diagnostic in caught.value.diagnostics] == lines


def test_the_glossary_is_used(root: Path) -> None:
    head = "term,language,translation,status,source\n"
    write(root, "glossary.csv", head + "compost,fr,terreau,proposed,\n")
    terms = by_language(terminology.read(root))
    assert terms == {"fr": (ExpectedTerm("compost", ("terreau",)),)}
    found = run(root)
    assert {finding.code for finding in found} == {"glossary-term"}
    assert {finding.id for finding in found} == {"P-1.2.text"}


@pytest.mark.mkdocs
def test_a_waiver_holds_in_every_command(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny.edit(root, "translations/fr.po", "Le jardin de l’école", "Le jardin de l’e\u0301cole")
    commands = (["check"], ["i18n", "check"], ["build", "--only", "office"])
    for command in commands:
        status, out = tiny.run(root, monkeypatch, capsys, *command)
        assert (status, "form NFC" in out) == (1, True), command
    write(root, "fr.waivers.tsv", "id\tcode\treason\nguide.title\tnot-nfc\ta trial\n")
    for command in commands:
        assert tiny.run(root, monkeypatch, capsys, *command) == (0, ""), command
