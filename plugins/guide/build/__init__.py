"""The recipe: check → files → pages → stick, ZIM → checksums → swap."""

from guide.build.recipe import build
from guide.build.run import EDITIONS, SITE, BuildRequest, ProgressCallback

__all__ = ["EDITIONS", "SITE", "BuildRequest", "ProgressCallback", "build"]
