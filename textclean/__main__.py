"""Run the command as `python -m textclean`."""

import sys

from textclean.cli import main

if __name__ == "__main__":
    sys.exit(main())
