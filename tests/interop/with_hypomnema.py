"""What hypomnema reads: `with_hypomnema.py FILE [OUT]`, a JSON array a unit; OUT: it writes the file again.

Codes are no text to it; their content is counted here all the same.
"""

import json
import sys
import warnings

warnings.simplefilter("ignore")
try:
    import hypomnema
    from hypomnema import dump, load
except Exception:  # 0.8 dies of a NameError where it does not run
    sys.exit(3)


def text(content):
    return "".join(piece if isinstance(piece, str) else text(piece.content) for piece in content)


memory = load(sys.argv[1])
for unit in memory.body:
    print(json.dumps([[side.lang, text(side.content)] for side in unit.variants]))
if len(sys.argv) > 2:
    dump(memory, sys.argv[2])
