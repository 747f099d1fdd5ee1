"""The base class of this program's errors, and the error that ends a build."""

from __future__ import annotations


class GuideError(Exception):
    """Anything that this program raises on purpose; its message is meant for the user."""


class BuildError(GuideError):
    """A build that fails for a reason other than its inputs."""
