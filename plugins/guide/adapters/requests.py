"""What a run of MkDocs is asked for by this program; MkDocs itself has no way to hand it on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from guide.site.config import SiteRequest

_asked: ContextVar[SiteRequest | None] = ContextVar("asked", default=None)


@contextmanager
def asking(request: SiteRequest) -> Iterator[None]:
    """Within it, MkDocs builds what the request says."""
    token = _asked.set(request)
    try:
        yield
    finally:
        _asked.reset(token)


def asked() -> SiteRequest | None:
    """What is asked for; None where MkDocs was started by itself."""
    return _asked.get()
