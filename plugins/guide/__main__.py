"""Floor 7. `python -m guide` is the command `guide`."""

from guide.cli import main

raise SystemExit(main())
