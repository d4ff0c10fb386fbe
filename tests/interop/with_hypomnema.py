"""What hypomnema reads: `with_hypomnema.py FILE OUT [lenient]`, a JSON array a unit; and it writes the file again, to OUT.

Lenient: it passes over <ude> and empty properties, which it refuses else. Codes are no text to it; their content is
counted here all the same.
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


policy = hypomnema.policy
ignore = policy.Behavior(policy.RaiseIgnore.IGNORE)
lenient = policy.XmlDeserializationPolicy(invalid_child_tag=ignore, missing_text_content=ignore)
memory = load(sys.argv[1], deserializer_policy=lenient if "lenient" in sys.argv else None)
for unit in memory.body:
    print(json.dumps([[side.lang, text(side.content)] for side in unit.variants]))
force = policy.Behavior(policy.RaiseIgnoreDefault.IGNORE)
dump(memory, sys.argv[2], serializer_policy=policy.XmlSerializationPolicy(missing_text_content=force))
