"""What Schematron says: `with_schematron.py SCHEMA FILE`, a failed assertion a line. Exit 0 valid, 1 not, 3 not installed."""

import sys
from pathlib import Path

try:
    from pyschematron import validate_document
except ImportError:
    sys.exit(3)

result = validate_document(Path(sys.argv[2]), Path(sys.argv[1]))
failed = [" ".join("".join(node.itertext()).split()) for node in result.get_svrl().iter("{http://purl.oclc.org/dsdl/svrl}failed-assert")]
print("\n".join(failed[:20]), file=sys.stderr)
sys.exit(1 if failed or not result.is_valid() else 0)
