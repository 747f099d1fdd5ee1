"""Takes the pictures that README.md shows, from the finished build in dist/, into pictures/.

It builds everything first if there is no dist/. Otherwise it shows what is there: run `make site`
first if anything has changed. Fonts, sizes of screens and colours are fixed, so that the pictures
of two machines look alike.

A new picture needs a function, a row in PICTURES and a place in README.md.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image, ImageOps
from playwright.sync_api import Browser, Route, ViewportSize, sync_playwright

import browsers
from guide import build, starting
from guide.i18n import examples

ROOT = Path(__file__).parents[1]
DESKTOP: ViewportSize = {"width": 1280, "height": 950}
LONG_PHONE: ViewportSize = {"width": 390, "height": 950}  # to stand beside the desktop
PHONE: ViewportSize = {"width": 390, "height": 780}
HEIGHT = 1170  # pixels of the pictures that stand in a row: the phone's, by half as much again
_ADDRESS = "http://guide.invalid/"  # answered from the folder; nothing is asked of a network
_EDGE, _MAT = "#d9d4cb", "#f1eee8"  # around a picture, and behind those that stand together
_COLOURS = 128


class Camera:
    """Takes pictures of the site in a folder: pages by a browser, paper by a program for PDF."""

    def __init__(self, browser: Browser, site: Path) -> None:
        self._browser, self._site = browser, site

    def at(self, site: Path) -> Camera:
        """The same for another site."""
        return Camera(self._browser, site)

    def page(self, path: str, screen: ViewportSize, scale: float = 1) -> Image.Image:
        """What a screen of that size shows of a page, without scrolling."""
        self._built(f"{path}index.html")
        context = self._browser.new_context(
            viewport=screen, device_scale_factor=scale, color_scheme="light", locale="en"
        )
        context.route("**/*", self._answer)
        page = context.new_page()
        page.goto(_ADDRESS + path)
        page.evaluate("document.fonts.ready")
        picture = Image.open(io.BytesIO(page.screenshot()))
        context.close()
        return picture.convert("RGB")

    def paper(self, name: str, height: int) -> Image.Image:
        """The first page of a PDF below downloads/, `height` pixels high."""
        path = self._built(f"downloads/{name}")
        size = ("-scale-to-x", "-1", "-scale-to-y", str(height))
        command = ["pdftoppm", "-png", "-singlefile", *size, str(path)]
        done = subprocess.run(command, check=True, capture_output=True)
        return Image.open(io.BytesIO(done.stdout)).convert("RGB")

    def _built(self, name: str) -> Path:
        path = self._site / name
        if not path.is_file():
            sys.exit(f"{path} is not there; build everything first: make site")
        return path

    def _answer(self, route: Route) -> None:
        path = self._site / urlsplit(route.request.url).path.lstrip("/")
        file = path / "index.html" if path.is_dir() else path
        if file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404)


def home(camera: Camera) -> Image.Image:
    """The home page on a desk and on a phone, side by side."""
    return beside(camera, "")


def standard(camera: Camera) -> Image.Image:
    """A chapter of the standard that `guide new` makes, on a desk and on a phone."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "standard"
        starting.start(examples.files("standard", "en"), root)
        build.build(build.BuildRequest(root, root / "dist", editions=(build.SITE,)))
        return beside(camera.at(root / "dist/site"), "chapters/letters/")


def beside(camera: Camera, path: str) -> Image.Image:
    """A page on a desk and on a phone, side by side."""
    wide, narrow = camera.page(path, DESKTOP), camera.page(path, LONG_PHONE)
    space = 32
    size = (wide.width + narrow.width + 3 * space + 4, wide.height + 2 * space + 2)
    picture = Image.new("RGB", size, _MAT)
    picture.paste(framed(wide), (space, space))
    picture.paste(framed(narrow), (wide.width + 2 * space + 2, space))
    return picture


def stakeholder(camera: Camera) -> Image.Image:
    """The page of a stakeholder in Arabic, on a phone."""
    return framed(camera.page("ar/stakeholders/companies/", PHONE, scale=1.5))


def handout(camera: Camera) -> Image.Image:
    """The first page of a handout in English."""
    return framed(camera.paper("en/handout-companies.pdf", HEIGHT))


def worksheet(camera: Camera) -> Image.Image:
    """The first page of a worksheet in French."""
    return framed(camera.paper("fr/worksheet-growth.pdf", HEIGHT))


PICTURES: Mapping[str, Callable[[Camera], Image.Image]] = {
    "home.png": home,
    "standard.png": standard,
    "stakeholder.png": stakeholder,
    "handout.png": handout,
    "worksheet.png": worksheet,
}


def framed(picture: Image.Image) -> Image.Image:
    """The picture with a hairline around it, since paper is as white as the page behind it."""
    return ImageOps.expand(picture, border=1, fill=_EDGE)


def take(site: Path, folder: Path) -> None:
    """Writes every picture of a site to a folder, in few colours to keep it small."""
    folder.mkdir(exist_ok=True)
    with _browser() as browser:
        camera = Camera(browser, site)
        for name, picture in PICTURES.items():
            few = picture(camera).quantize(
                _COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
            )
            few.save(folder / name, optimize=True)
            print(f"{folder.name}/{name}: {few.width} × {few.height}")


@contextmanager
def _browser() -> Iterator[Browser]:
    """Chromium, with the fonts of the printed editions and no others."""
    with browsers.seeing("print") as environment, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browsers.CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
            env={**environment},
        )
        yield browser
        browser.close()


if __name__ == "__main__":
    dist = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist"
    if not dist.is_dir():
        print(f"There is no {dist.name}/ yet: building everything, which takes some minutes.")
        build.build(build.BuildRequest(ROOT, dist), print)
    take(dist / "site", ROOT / "pictures")
