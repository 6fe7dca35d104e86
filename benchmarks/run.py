"""`make bench`: measures intake, reading, memory and start, and writes down what came out.

Usage: python benchmarks/run.py [--quick] [--help]
"""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    # The modules beside this one are imported as `benchmarks.*`, and by no other name.
    sys.path[0] = str(Path(__file__).resolve().parents[1])
    runpy.run_module("benchmarks.command", run_name="__main__", alter_sys=False)
