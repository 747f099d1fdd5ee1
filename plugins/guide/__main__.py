"""`python -m guide` is the command `guide`."""

from guide.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
