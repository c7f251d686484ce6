"""The local AWS as a process of its own: MiniStack, tied to the life of the run that started it.

Started as `python -m local.aws <pid of the run>` by `local.emulator`.
"""

import sys

from ministack.app import main as ministack

from local.children import die_with

if __name__ == "__main__":
    die_with(int(sys.argv.pop(1)))
    ministack()
