"""Exits with one line that names the version needed if this Python is too old."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python runs this file
    sys.exit(
        f"This project needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}."
    )
