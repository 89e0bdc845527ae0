"""``python -m redshank``: the command line."""

from __future__ import annotations

from redshank.cli import main

if __name__ == "__main__":
    main()
