"""Passes the request of a build to our plugin, since MkDocs has no way to hand it on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from guide.site.config import SiteRequest

_asked: ContextVar[SiteRequest | None] = ContextVar("asked", default=None)


@contextmanager
def asking(request: SiteRequest) -> Iterator[None]:
    """A context in which MkDocs builds what the request asks for."""
    token = _asked.set(request)
    try:
        yield
    finally:
        _asked.reset(token)


def asked() -> SiteRequest | None:
    """The current request; None if somebody ran `mkdocs` instead of `guide`."""
    return _asked.get()
