"""Opens calendars and tables as programs of others do, and tells what stands in them.

opened.py FOLDER: every `.ics` of the folder is read by icalendar, every `.csv` by pandas, and
`told.json` says of each file what was found: the title and the events of a calendar, the columns
and the rows of a table, each cell as text. A file that is refused ends the program.
"""

import json
import sys
from pathlib import Path

import icalendar
import pandas


def events(path: Path) -> dict:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    if calendar.errors:
        raise ValueError(f"{path.name}: {calendar.errors}")
    told = []
    for event in calendar.walk("VEVENT"):
        if event.errors:
            raise ValueError(f"{path.name}: {event.errors}")
        told.append(
            {
                "uid": str(event["UID"]),
                "summary": str(event["SUMMARY"]),
                "about": str(event.get("DESCRIPTION", "")),
                "start": event.decoded("DTSTART").isoformat(),
                "end": event.decoded("DTEND").isoformat(),
            }
        )
    return {"title": str(calendar["X-WR-CALNAME"]), "events": told}


def cells(path: Path) -> dict:
    table = pandas.read_csv(path, dtype=str, keep_default_na=False)
    return {"columns": list(table.columns), "rows": table.to_numpy().tolist()}


def main(folder: Path) -> None:
    told = {path.name: events(path) for path in sorted(folder.glob("*.ics"))}
    told |= {path.name: cells(path) for path in sorted(folder.glob("*.csv"))}
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")
    print(f"{len(told)} opened")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
