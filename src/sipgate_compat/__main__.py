"""``python -m sipgate_compat`` is the command."""

from .cli import main

main()
