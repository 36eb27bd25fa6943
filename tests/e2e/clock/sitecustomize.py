"""Moves the clock of a process: `CLOCK_AHEAD` says how many seconds. Python imports this first.

Only processes that browser tests start have this folder on their path.
"""

import os
import time

if ahead := os.environ.get("CLOCK_AHEAD"):
    import time_machine

    time_machine.travel(time.time() + float(ahead), tick=True).start()
