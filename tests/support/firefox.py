"""Drives Firefox over WebDriver BiDi, as far as tests of pages in a folder need it.

Debian has no driver for Firefox, and the drivers that there are lift the rules for pages opened
from a folder. Here Firefox keeps the rules that it has for its readers.
"""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from websockets.sync.client import ClientConnection, connect

import browsers

COMMAND = shutil.which("firefox-esr") or shutil.which("firefox") or ""
_ANSWER = 60  # seconds in which Firefox must answer, so that a test cannot hang
_PREFERENCES = {
    "remote.prefs.recommended": False,  # they would switch off the rules for files
    "security.fileuri.strict_origin_policy": True,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.activity-stream.newtabWallpapers.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.tabs.remote.warmup.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.server": "",
    "services.settings.server": "data:,#/v1",
}
_KEYS = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Shift": "\ue008",
    "Escape": "\ue00c",
    "Space": " ",
}


class FirefoxError(Exception):
    """Firefox did not start, or could not do what it was told."""


class Firefox:
    """One tab. `asked` are the addresses that its pages asked for, `said` what they complained of.

    Firefox does not tell of requests for files. `profile` is the folder of what it stores.
    """

    def __init__(self, connection: ClientConnection, profile: Path) -> None:
        self._connection = connection
        self.profile = profile
        self._numbers = itertools.count(1)
        self.asked: list[str] = []
        self.said: list[str] = []
        self._send("session.new", capabilities={})
        self._loaded = 0
        events = ["log.entryAdded", "network.beforeRequestSent", "browsingContext.load"]
        self._send("session.subscribe", events=events)
        self._tab = self._send("browsingContext.create", type="tab")["context"]

    def renew(self) -> None:
        """Goes on in a new tab, which has the keyboard; in the old one a bar may have got it."""
        old = self._tab
        self._tab = self._send("browsingContext.create", type="tab")["context"]
        self._send("browsingContext.close", context=old)

    def open(self, address: str) -> None:
        """Opens a page and waits until it has loaded."""
        self._send("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def follow(self, selector: str) -> None:
        """Clicks a link and waits until the page behind it has loaded."""
        before = self._loaded
        self.run(f"void setTimeout(() => document.querySelector({json.dumps(selector)}).click())")
        while self._loaded == before:
            self._note(json.loads(self._connection.recv(_ANSWER)))

    def run(self, expression: str) -> Any:
        """The value of an expression or of its promise, in the page; it must fit into JSON."""
        answer = self._send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})) ?? 'null')()",
            target={"context": self._tab},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise FirefoxError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def type(self, text: str) -> None:
        """Types into what has the focus."""
        self._perform([(way, key) for key in text for way in ("keyDown", "keyUp")])

    def press(self, key: str) -> None:
        """Presses a key: a character, or one by its name, also after `Shift+`."""
        held = [_KEYS.get(name, name) for name in key.split("+")]
        down, up = [("keyDown", k) for k in held], [("keyUp", k) for k in reversed(held)]
        self._perform([*down, *up])

    def resize(self, width: int, height: int) -> None:
        """Gives the page as many CSS pixels."""
        size = {"width": width, "height": height}
        self._send("browsingContext.setViewport", context=self._tab, viewport=size)

    def _perform(self, steps: list[tuple[str, str]]) -> None:
        keys = [{"type": way, "value": key} for way, key in steps]
        source = {"type": "key", "id": "keyboard", "actions": keys}
        self._send("input.performActions", context=self._tab, actions=[source])

    def click(self, selector: str) -> None:
        """Clicks in the middle of an element, as a reader does."""
        x, y = self.run(
            f"""(element => {{
              element.scrollIntoView({{ block: "center" }});
              const {{ x, y, width, height }} = element.getBoundingClientRect();
              return [Math.round(x + width / 2), Math.round(y + height / 2)];
            }})(document.querySelector({json.dumps(selector)}))"""
        )
        acts = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        source = {"type": "pointer", "id": "mouse", "actions": acts}
        self._send("input.performActions", context=self._tab, actions=[source])

    def close(self) -> None:
        """Ends Firefox."""
        self._send("browser.close")

    def _send(self, method: str, **parameters: object) -> dict[str, Any]:
        """The answer to a command; what happened before it is noted."""
        number = next(self._numbers)
        self._connection.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._connection.recv(_ANSWER))
            if message.get("id") != number:
                self._note(message)
            elif message["type"] == "error":
                raise FirefoxError(f"{method}: {message['message']}")
            else:
                result: dict[str, Any] = message["result"]
                return result

    def _note(self, event: dict[str, Any]) -> None:
        self._loaded += event.get("method") == "browsingContext.load"
        if event.get("method") == "network.beforeRequestSent":
            self.asked.append(event["params"]["request"]["url"])
        elif event.get("method") == "log.entryAdded" and event["params"]["level"] != "debug":
            self.said.append(f"{event['params']['level']}: {event['params']['text']}")


@contextmanager
def firefox(preferences: Mapping[str, object] = MappingProxyType({})) -> Iterator[Firefox]:
    """A Firefox with an empty profile and the wide set of fonts, and with further preferences."""
    with (
        browsers.seeing("wide") as fonts,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
    ):
        profile, log = Path(folder), Path(folder) / "firefox.log"
        places = ",".join(f"{one}/" for one in browsers.SETS["wide"].folders)
        # Its sandbox would not read fonts from there, and would draw boxes.
        own = {"security.sandbox.content.read_path_whitelist": places}
        chosen = {**_PREFERENCES, **own, **preferences}.items()
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in chosen]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        options = ["--headless", "--no-remote", "--profile", folder, "--remote-debugging-port=0"]
        with log.open("w") as output:
            process = subprocess.Popen([COMMAND, *options], env=fonts, stdout=output, stderr=output)
        try:
            # Without pings: they come from a thread and draw from `random`, which Hypothesis takes
            # for a strategy that does so.
            address = _address(process, log)
            with connect(address, max_size=None, proxy=None, ping_interval=None) as connection:
                made = Firefox(connection, profile)
                yield made
                made.close()
        finally:
            process.terminate()
            process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Where Firefox listens; it says so in its output once it is ready."""
    while not (found := re.search(r"BiDi listening on (ws:\S+)\n", log.read_text("utf-8"))):
        if process.poll() is not None:
            raise FirefoxError(log.read_text("utf-8"))
        time.sleep(0.05)
    return f"{found[1]}/session"
