"""The base of every error of this program, and what ends a build."""

from __future__ import annotations


class GuideError(Exception):
    """Whatever this program raises on purpose; its message is for the person at the keyboard."""


class BuildError(GuideError):
    """A build that cannot be made, for a reason other than its inputs."""
