"""What a new guide needs beside content/: mkdocs.yml, its list of languages, its pages."""

from __future__ import annotations

from pathlib import Path
from string import Template

from guide.core.model import Guide
from guide.files import yaml_text
from guide.i18n import publication
from guide.site import settings
from guide.site.pages import MACROS
from guide.site.routes import Route, Subject, every_page

_SETTINGS = Path(__file__).with_name("starter.yml")


def files(guide: Guide) -> dict[str, str]:
    """The text of each file by its name in the project."""
    title = yaml_text.scalar(guide.title.value)
    made = {
        settings.NAME: Template(_SETTINGS.read_text(encoding="utf-8")).substitute(title=title),
        publication.NAME: yaml_text.dump({"languages": [guide.profile.source_language]}),
    }
    for route in every_page(guide):
        calls = [call_of(guide, route)]
        if route.subject is Subject.STAKEHOLDERS:
            calls.append("{{ matrix() }}")
        made[f"docs/{route.stub}"] = "\n\n".join(calls) + "\n"
    return made


def call_of(guide: Guide, route: Route) -> str:
    """The macro call that fills a page."""
    macro = MACROS[route.subject]
    ids = [route.argument] if route.argument else list(macro.ids(guide)) if macro.ids else []
    arguments = ", ".join(f'"{ident}"' for ident in ids)
    return f"{{{{ {route.subject}({arguments}) }}}}"
