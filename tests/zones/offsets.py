"""Prints what Python's zoneinfo has for all zones of its package tzdata: JSON, by zone, a list of [minute, offset].

The first entry is the first minute asked for, the others are the changes until the last: offsets are compared at every
full hour, and the minute of a change is searched between two. Minutes are counted from 1970 in UTC.
"""
import hashlib
import importlib.resources
import json
import sys
import zoneinfo
from datetime import datetime

import tzdata

zoneinfo.reset_tzpath(to=[])  # the package, not the system's files
first, last = int(sys.argv[1]), int(sys.argv[2])
files = importlib.resources.files("tzdata") / "zoneinfo"
known = {}


def changes(name):
    zone = zoneinfo.ZoneInfo(name)

    def offset(minute):
        # As plenary does it, seconds are rounded down.
        delta = datetime.fromtimestamp(minute * 60, zone).utcoffset()
        return (delta.days * 86400 + delta.seconds) // 60

    now = offset(first)
    found = [[first, now]]
    for hour in range(first, last, 60):
        if offset(hour) != now:
            before, after = hour - 60, hour
            while after - before > 1:
                middle = (before + after) // 2
                before, after = (middle, after) if offset(middle) == now else (before, middle)
            now = offset(hour)
            found.append([after, now])
    return found


zones = {}
for name in sorted(zoneinfo.available_timezones()):
    # Many names share one file.
    digest = hashlib.sha256(files.joinpath(*name.split("/")).read_bytes()).digest()
    if digest not in known:
        known[digest] = changes(name)
    zones[name] = known[digest]
print(json.dumps({"version": tzdata.IANA_VERSION, "zones": zones}))
