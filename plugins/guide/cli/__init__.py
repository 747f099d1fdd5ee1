"""The command line `guide`: one module per group of commands; each imports only what it runs."""

from guide.cli.main import STOPPED, command_line, main

__all__ = ["STOPPED", "command_line", "main"]
