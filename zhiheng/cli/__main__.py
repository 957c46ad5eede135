"""`python -m zhiheng.cli`: the same as the installed command."""

import sys

from zhiheng.cli import main

if __name__ == "__main__":
    sys.exit(main())
