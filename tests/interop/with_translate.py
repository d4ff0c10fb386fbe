"""What translate-toolkit reads: `with_translate.py tmx|xliff|xliff-2.1|po|csv|tbx FILE`, a JSON array a unit.

Texts as it means them: native codes are text to it.
"""

import json
import sys

try:
    from translate.storage import csvl10n, factory, lisa, pypo, tbx, tmx, xliff, xliff2
except ImportError:
    sys.exit(3)

form, path = sys.argv[1:3]
kinds = {"tmx": tmx.tmxfile, "xliff": xliff.Xliff1File if hasattr(xliff, "Xliff1File") else xliff.xlifffile,
         "xliff-2.1": xliff2.Xliff2File, "po": pypo.pofile, "csv": csvl10n.csvfile, "tbx": tbx.tbxfile}
with open(path, "rb") as file:
    store = kinds[form].parsefile(file)
if form == "tbx":
    for unit in store.units:
        for lang in unit.getlanguageNodes():
            for term in lang.iter("{*}term"):
                print(json.dumps([[lisa.getXMLlang(lang), term.text]]))
    sys.exit()
for unit in store.units:
    if unit.isheader():
        continue
    if form == "tmx":
        sides = [[lisa.getXMLlang(node), unit.getNodeText(node)] for node in unit.getlanguageNodes()]
    else:
        sides = [["source", str(unit.source)], ["target", str(unit.target or "")]]
    print(json.dumps(sides))
