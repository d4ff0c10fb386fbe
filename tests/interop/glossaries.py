"""Do programs that others wrote read the glossaries of tolmach? Every concept, the same terms: `run.py --glossaries`.

Two termbases are exported in all formats: the one that is shipped, and one of terms that formats trip over. What is
compared is the JSON Lines export with what each reader makes of the others.

    apt-get install jing libreoffice-calc chromium                       RELAX NG, Calc, pages and print
    python3.13 -m venv S; S/bin/pip install pyschematron                 --schematron-python S/bin/python
"""

import csv
import io
import itertools
import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
USABLE = ("preferred", "admitted")
NASTY = [
    ("=1+1", "=SUM(A1:A2)", "=HYPERLINK(\"x\")"), ("+7 (495)", "-5", "@home"), ("'закон", "аб'езд", "don't"),
    ("сям’я", "сямʼя", "family \"nest\""), ("а, б; в", "«а», “б”", "a; b, c"), ("первая\nвторая", "а\tб", "a\r\nb"),
    ("001", "1/2", "2024-01-02"), ("1E5", "TRUE", "#N/A"), ("a|b", "a \\ b", "x [deprecated]"), ("#хештег", "<b>&amp;", "_x0041_"),
    ("  края  ", "й", "ё"), ("NULL", "0x10", "1,5"),
]
LANGS = ("ru", "be", "en")


def nasty():
    """JSON Lines of concepts that formats trip over."""
    for n, texts in enumerate(NASTY):
        terms = {lang: [{"term": text, "status": "preferred"}] for lang, text in zip(LANGS, texts)}
        terms["be"].append({"term": f"{texts[1]} {n}", "status": "deprecated", "note": "= не", "gender": "feminine"})
        yield {"v": 1, "type": "concept", "id": f"n{n}", "subject": "спроба", "definition": "=1+1\n\"два\"; три, 4",
               "note": "'@+-", "source": "=A1", "do_not_translate": n % 2 == 0, "terms": terms}


def shapes(tbx):
    """The file with only those concepts in which an element stands as none before does."""
    told = ("type", "metatype", "isolated", "dir")
    entries = re.findall(r"<conceptEntry.*?</conceptEntry>\s*", tbx, re.S)
    known, kept = set(), []

    def found(element, parents):
        attributes = tuple(sorted((name, value if name in told else "") for name, value in element.attrib.items()))
        sort = element.get("type", element.tag).rsplit("}")[-1]
        value = element.text if sort in ("administrativeStatus", "partOfSpeech", "grammaticalGender") else ""
        yield parents[-2:], element.tag, attributes, value
        for child in element:
            yield from found(child, (*parents, element.tag))

    for entry in entries:
        prefixed = entry.replace("<conceptEntry", '<conceptEntry xmlns:min="min" xmlns:basic="basic"', 1)
        new = set(found(ElementTree.fromstring(prefixed), ()))
        if new - known:
            known |= new
            kept.append(entry)
    start, end = tbx.index("<conceptEntry"), tbx.rindex("</conceptEntry>") + len("</conceptEntry>")
    return tbx[:start] + "".join(kept) + tbx[end:]


def tsv(concepts):
    """A termbase as it is kept."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(["id", "subject", "pos", *LANGS, "definition", "note", "source", "do_not_translate"])
    plain = lambda text: text.replace("\\", "\\\\").replace("|", "\\|").replace(" [", " \\[")
    for concept in concepts:
        cell = lambda term: plain(term["term"].strip()) + (" {f} [deprecated] // " + term["note"] if "note" in term else "")
        cells = [" | ".join(cell(term) for term in concept["terms"][lang]) for lang in LANGS]
        writer.writerow([concept["id"], concept["subject"], "", *cells, concept["definition"], concept["note"], concept["source"],
                         "yes" if concept["do_not_translate"] else ""])
    return out.getvalue()


class Glossary:
    """The exports of one termbase, checked."""

    def __init__(self, checks, name, text, tools):
        self.checks, self.name, self.tools = checks, name, tools
        self.out = checks.folder / "out" / f"glossary-{name}"
        self.out.mkdir(parents=True)
        folder = checks.folder / "memories" / name
        folder.mkdir(parents=True)
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8", newline="")
        lines = self.export("all.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
        self.concepts = [json.loads(line) for line in lines]

    def export(self, file, *options):
        path = self.out / file
        self.checks.tolmach("glossary", "export", path, "--termbase", self.name, *options, allowed=(0,))
        return path

    def terms(self, concept, lang, statuses=None):
        return [t["term"] for t in concept["terms"].get(lang, []) if statuses is None or t["status"] in statuses]

    def pairs(self, source, target, statuses=None):
        """Each term with each term of the other language."""
        of = lambda concept: itertools.product(self.terms(concept, source, statuses), self.terms(concept, target, statuses))
        return [[("source", a), ("target", b)] for concept in self.concepts for a, b in of(concept)]

    def check(self, file, reader, work):
        self.checks.check(f"{self.name}/{file}", reader, work)

    def same(self, file, reader, want, read, ordered=True):
        self.checks.units(f"{self.name}/{file}", reader, want, read, ordered)

    def all(self):
        self.tbx()
        for source, target in itertools.permutations(LANGS, 2):
            self.pair(source, target)
        self.multiterm()
        self.memoq()
        self.workbook()
        self.table()
        self.page()

    def valid(self, file, reader, *command):
        self.checks.passes(f"{self.name}/{file}", reader, *command)

    def schematron(self, file, path, schema):
        def work():
            if self.checks.schema(schema) is None or not self.tools.schematron_python:
                raise self.tools.missing
            ran = self.tools.run(self.tools.schematron_python, HERE / "with_schematron.py", self.checks.schema(schema), path)
            if ran.returncode == 3:
                raise self.tools.missing
            return "valid", ran.stderr.decode(errors="replace")[-400:] if ran.returncode else None

        self.check(file, schema, work)

    def tbx(self):
        checks = self.checks
        dca, dct, old = (self.export(f"{name}.tbx", "--format", name) for name in ("tbx", "tbx-dct", "tbx-v2"))
        for path, schemas in ((dca, ["TBX-Basic_DCA.sch"]), (dct, ["TBX-Basic_DCT.sch", "Basic.sch", "Min.sch"])):
            self.valid(path.name, "jing", "jing", checks.schema("TBXcoreStructV03.rng"), path)
            # Schematron is slow, and its rules look at an element, where it stands and its attributes: those of each sort are enough
            part = path.with_name(f"shapes-{path.name}")
            part.write_text(shapes(path.read_text(encoding="utf-8")), encoding="utf-8")
            for schema in schemas:
                self.schematron(part.name, part, schema)
        self.valid(old.name, "xmllint DTD", "xmllint", "--nonet", "--noout", "--dtdvalid", checks.schema("TBXcoreStructV02.dtd"), old)
        # OmegaT joins all terms of one language with all of the other, those not to be used, too
        for source, target in itertools.permutations(LANGS, 2):
            self.omegat(old, source, target, [[(k, v.strip()) for k, v in pair] for pair in self.pairs(source, target)], ordered=False)
        self.same(old.name, "translate-toolkit", [[(lang, text)] for concept in self.concepts for lang in concept["terms"]
                  for text in self.terms(concept, lang)], lambda: self.tools.driver(checks.arguments.python, HERE / "with_translate.py", "tbx", old),
                  ordered=False)

    def omegat(self, path, source, target, want, ordered=True):
        def read():
            if not Path(self.checks.arguments.omegat_jar).exists() or not shutil.which("java"):
                raise self.tools.missing
            home = self.checks.folder / "home"
            home.mkdir(exist_ok=True)
            found = self.tools.driver("java", f"-Duser.home={home}", "-Djava.awt.headless=true", "-cp", self.checks.arguments.omegat_jar,
                                      HERE / "WithOmegatGlossary.java", path, source, target)
            return [[(side, text.strip()) for side, text in pair] for pair in found]

        self.same(f"{path.name} {source}-{target}", "OmegaT", want, read, ordered)

    def pair(self, source, target):
        langs = ("--langs", f"{source},{target}")
        usable = self.pairs(source, target, USABLE)
        flat = [[(side, re.sub(r"[\t\n\r]", " ", text).strip()) for side, text in pair] for pair in usable]
        self.omegat(self.export(f"{source}-{target}.txt", *langs), source, target, flat)
        wordfast = self.export(f"{source}-{target}.wordfast.txt", "--format", "wordfast", *langs)

        def lines():
            rows = wordfast.read_bytes().decode("utf-16").split("\r\n")[:-1]
            return [[("source", row.split("\t")[0]), ("target", row.split("\t")[1])] for row in rows]

        self.same(wordfast.name, "utf-16", flat, lines)
        weblate = self.export(f"{source}-{target}.weblate.csv", "--format", "weblate", *langs)
        self.same(weblate.name, "translate-toolkit", usable,
                  lambda: self.tools.driver(self.checks.arguments.python, HERE / "with_translate.py", "csv", weblate))

    def multiterm(self):
        path = self.export("multiterm.xml")
        self.valid(path.name, "xmllint", "xmllint", "--nonet", "--noout", path)
        # MultiTerm is for Windows: what is checked is that an XML parser finds every term
        want = [[(lang, text) for lang in concept["terms"] for text in self.terms(concept, lang)] for concept in self.concepts]

        def read():
            found = ElementTree.parse(path).getroot().findall("conceptGrp")
            return [[(group.find("language").get("lang").lower(), term.text) for group in concept.findall("languageGrp")
                     for term in group.findall("termGrp/term")] for concept in found]

        order = lambda units: [sorted(unit) for unit in units]
        self.check(path.name, "expat", lambda: (f"{len(want)} concepts", None if order(want) == order(read()) else "differs"))

    def memoq(self):
        path = self.export("memoq.csv", "--format", "memoq")
        names = {"Russian": "ru", "Belarusian": "be", "English": "en"}

        def work():
            rows = list(csv.reader(path.open(encoding="utf-8-sig", newline=""), delimiter=";"))
            heading = [names.get(cell) for cell in rows[0]]
            read = [sorted((lang, cell) for lang, cell in zip(heading, row) if lang and cell) for row in rows[1:]]
            want = [sorted((lang, text) for lang in LANGS for text in self.terms(concept, lang, USABLE)) for concept in self.concepts]
            return f"{len(read)} concepts", None if read == want else "differs"

        self.check(path.name, "python csv", work)

    def own_rows(self, rows):
        """Preferred terms of rows below our heading, with definition, note and name."""
        heading, *rows = rows
        place = {name: heading.index(name) for name in ("id", *LANGS, "definition", "note")}
        return [[(name, row[at]) for name, at in place.items()] for row in rows if any(row)]

    def office(self, path, target, *options):
        """Converts with LibreOffice."""
        if not shutil.which("soffice"):
            raise self.tools.missing
        folder = self.checks.folder / "office"
        shutil.rmtree(folder, ignore_errors=True)
        ran = self.tools.run("soffice", f"-env:UserInstallation=file://{self.checks.folder}/profile", "--headless", "--norestore", *options,
                             "--convert-to", target, "--outdir", folder, path)
        made = list(folder.glob("*.csv"))
        if ran.returncode or len(made) != 1:
            raise ValueError(ran.stderr.decode(errors="replace")[-300:] or "nothing was converted")
        return list(csv.reader(made[0].open(encoding="utf-8-sig", newline="")))

    # commas, quotes, UTF-8, from line 1; then: columns as text | quote all text | cells as they are stored, not as shown
    STORED = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false"

    def workbook(self):
        path = self.export("terms.xlsx", "--langs", ",".join(LANGS))
        clean = lambda text: text.replace("\r\n", "\n").replace("\r", "\n")
        plain = lambda text: text.replace("\\", "\\\\").replace("|", "\\|").replace("x [deprecated]", "x \\[deprecated]")

        def want():
            for concept in self.concepts:
                first = {lang: plain(self.terms(concept, lang, ["preferred"])[0].strip()) for lang in LANGS}
                if self.name == "official":
                    first = {lang: self.cell(concept, lang) for lang in LANGS}
                cells = {"id": concept["id"], **first, "definition": concept.get("definition") or "", "note": concept.get("note") or ""}
                yield [(name, clean(cells[name])) for name in ("id", *LANGS, "definition", "note")]

        read = lambda rows: [[(name, clean(text)) for name, text in row] for row in self.own_rows(rows)]
        self.same(path.name, "LibreOffice", list(want()), lambda: read(self.office(path, self.STORED)))

        def openpyxl():
            ran = self.tools.run(self.checks.arguments.python, "-c", OPENPYXL, path)
            if ran.returncode == 3:
                raise self.tools.missing
            return read(json.loads(ran.stdout))

        self.same(path.name, "openpyxl", list(want()), openpyxl)

    def cell(self, concept, lang):
        """The first column of a workbook: the preferred term with what is said of it."""
        term = concept["terms"][lang][0]
        signs = {"masculine": "m", "feminine": "f", "neuter": "n", "plural": "pl"}
        gender = f" {{{signs[term['gender']]}}}" if "gender" in term else ""
        return term["term"] + gender + (f" // {term['note']}" if "note" in term else "")

    def table(self):
        path = self.export("terms.csv", "--langs", ",".join(LANGS))
        rows = list(csv.reader(path.open(encoding="utf-8-sig", newline="")))
        columns = "/".join(f"{n + 1}/2" for n in range(len(rows[0])))

        def work():
            # every column as text, as people choose in the dialogue
            read = self.office(path, self.STORED, f"--infilter=Text - txt - csv (StarCalc):44,34,76,1,{columns},0,false,false")
            clean = lambda rows: [[cell.replace("\r\n", "\n") for cell in row] for row in rows]
            differs = next((f"{a!r:.300} was read as {b!r:.300}" for a, b in itertools.zip_longest(clean(rows), clean(read)) if a != b), None)
            return f"{len(read) - 1} rows, columns as text", differs

        self.check(path.name, "LibreOffice", work)

    def page(self):
        path = self.export("page.html", "--langs", ",".join(LANGS), "--title", "Official terms")

        def work():
            program = shutil.which("chromium") or shutil.which("google-chrome")
            if program is None:
                raise self.tools.missing
            pdf = path.with_suffix(".pdf")
            home = self.checks.folder / "home"
            home.mkdir(exist_ok=True)
            ran = self.tools.run(program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={home}/chromium", "--no-pdf-header-footer",
                                 f"--print-to-pdf={pdf}", path.as_uri())
            good = pdf.exists() and pdf.read_bytes()[:5] == b"%PDF-"
            return f"printed, {pdf.stat().st_size >> 10 if good else 0} KiB", None if good else ran.stderr.decode(errors="replace")[-300:]

        self.check(path.name, "Chromium", work)


OPENPYXL = r"""
import json, sys
try:
    from openpyxl import load_workbook
except ImportError:
    sys.exit(3)
rows = load_workbook(sys.argv[1]).worksheets[0].iter_rows()
kinds = {"s", "n"}
out = []
for row in rows:
    assert all(cell.data_type != "f" for cell in row), "a formula"
    out.append(["" if cell.value is None else str(cell.value) for cell in row])
print(json.dumps(out))
"""


def check(checks, tools, official):
    """Everything; `official` is the text of the termbase that is shipped."""
    Glossary(checks, "nasty", tsv(nasty()), tools).all()
    Glossary(checks, "official", official, tools).all()
