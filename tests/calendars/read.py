"""Prints what another program reads in a calendar: a JSON list of [UID, start, end, SEQUENCE, STATUS, SUMMARY]."""
import json
import sys
from datetime import timedelta

import icalendar


def utc(prop):
    assert prop.dt.utcoffset() == timedelta(0), prop
    return prop.dt.strftime("%Y-%m-%dT%H:%M:%SZ")


with open(sys.argv[1], "rb") as file:
    calendars = icalendar.Calendar.from_ical(file.read(), multiple=True)
(calendar,) = calendars
events = []
for event in calendar.subcomponents:
    assert event.name == "VEVENT" and not event.errors, event.errors
    # What stands twice is a list, which has no such text.
    assert utc(event["DTSTAMP"])
    texts = [str(event[name]) for name in ("SEQUENCE", "STATUS", "SUMMARY")]
    events.append([str(event["UID"]), utc(event["DTSTART"]), utc(event["DTEND"]), *texts])
print(json.dumps({"name": str(calendar["NAME"]), "events": events}))
