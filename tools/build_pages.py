"""Builds only the pages, into the folder named: what `make bench` times.

    python tools/build_pages.py FOLDER [--own | --folder]

MkDocs builds those of the online edition. With `--own` our own builder makes the same pages, with
`--folder` those of the stick. There are no files to take along beside them.
"""

import shutil
import sys
from pathlib import Path

from guide import project
from guide.adapters import config
from guide.adapters.builds import build_online
from guide.site import builder
from guide.site.config import SiteRequest, Target

if __name__ == "__main__":
    root, site = Path.cwd(), Path(sys.argv[1])
    shutil.rmtree(site, ignore_errors=True)
    loaded = project.check(root)
    target = Target.FOLDER if "--folder" in sys.argv else Target.ONLINE
    request = SiteRequest(loaded.published, target)
    if {"--own", "--folder"} & {*sys.argv}:
        builder.build(loaded.session(config.settings(root), request), site)
    else:
        build_online(root, site, request)
