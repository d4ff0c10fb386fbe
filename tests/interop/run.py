#!/usr/bin/env python3
"""Do programs that others wrote read what tolmach writes? The same units, the same text.

    run.py SCHEMAS [--tolmach BINARY] [--python PY] [--hypomnema-python PY] [--node-modules DIR]
           [--omegat-jar JAR] [--require READER]… [--import FILE …] [--glossaries] [--schematron-python PY] [--keep DIR]

Two memories are made, one by aligning samples/, one of nasty.tmx; with --import one of each file instead. They are
exported in all formats, and each export is read by every reader that is installed; the others are skipped. SCHEMAS is a
folder that has, anywhere in it, tmx14.dtd, omegat-tmx14.xsd, xliff-core-1.2-strict.xsd, …-transitional.xsd,
xliff_core_2.0.xsd of XLIFF 2.1 with its modules, and xml.xsd. They are not ours to ship; nor are the readers:

    apt-get install libxml2-utils gettext omegat          xmllint, msgfmt, OmegaT 3.6
    python3 -m venv V; V/bin/pip install translate-toolkit lxml openpyxl tmxutil           --python V/bin/python
    python3.13 -m venv H; H/bin/pip install "hypomnema[lxml]==0.7"                         --hypomnema-python H/bin/python
    npm install --prefix N tmexchange                                                      --node-modules N/node_modules

With --glossaries termbases are exported instead of memories, see glossaries.py for what that needs besides.

What is compared: the JSON Lines export, our own picture of the memory, with what an XML parser finds in the export,
and that with what each reader makes of it. They differ in what they call text:

    words     text outside of codes: OmegaT drops also what stands in <hi>, and gets none (--for omegat has none)
    all       native codes are text, too: translate-toolkit, hypomnema (its own answer is a list), PO
    first     text in front of the first code, without white space at its edges: tmxutil

Ends with OK or FAIL. Exit status: 0 well, 1 something differs, 2 wrong use, 3 what is required is not there.
"""

import argparse
import csv
import itertools
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from unicodedata import normalize
from xml.parsers import expat

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CODES = {"bpt", "ept", "it", "ph", "ut", "x", "bx", "ex", "sc", "ec", "cp"}
# with these OmegaT takes a unit for the translation of one place
OF_A_PLACE = {"file", "id", "prev", "next", "path"}
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
OMEGAT_PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>{}</source_lang><target_lang>{}</target_lang>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>
"""


class Missing(Exception):
    """A reader is not installed."""


class Text:
    """A text as different readers mean it."""

    def __init__(self):
        self.words = self.all = self.outside = self.first = ""
        self.coded = self.placed = self.old = False

    def add(self, text, inside):
        self.all += text
        if not any(name in CODES for name in inside):
            self.words += text
        if not inside:
            self.outside += text
            self.first += "" if self.coded else text


def xml_units(path):
    """What an XML parser finds in TMX or XLIFF: for each unit its sides, language and Text."""
    units, stack, sides, langs, placed = [], [], [], ["source", "target"], False
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name, attributes):
        nonlocal sides, placed
        name = name.rsplit(":", 1)[-1]
        seg = segment()
        if seg is not None:
            seg.coded = True
            seg.old = seg.old or name == "ut"
        elif name in ("tu", "trans-unit", "unit"):
            sides, placed = [], False
        elif name == "prop" and stack[-1] == "tu":
            placed = placed or attributes["type"] in OF_A_PLACE
        elif name == "tuv":
            sides.append((attributes["xml:lang"], Text()))
            sides[-1][1].placed = placed
        elif name in langs and stack[-1] in ("trans-unit", "segment"):
            sides.append((name, Text()))
        stack.append(name)

    def segment():
        at_seg = "seg" in stack or any(lang in stack for lang in langs)
        return sides[-1][1] if at_seg and sides else None

    def end(_):
        name = stack.pop()
        if name in ("tu", "trans-unit", "segment"):
            units.append(list(sides))
            sides.clear()

    def data(text):
        seg = segment()
        if seg is not None:
            edge = max(i for i, name in enumerate(stack) if name in ("seg", *langs))
            seg.add(text, stack[edge + 1 :])

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
    parser.Parse(path.read_bytes(), True)
    return units


def json_units(path):
    """The units of a JSON Lines export: for each its sides, language and Text."""

    def walk(inlines, text, inside):
        for inline in inlines:
            if isinstance(inline, str):
                text.add(inline, inside)
            else:
                text.coded = True
                walk_one(inline, text, [*inside, inline.get("code") or "hi"])

    def walk_one(inline, text, inside):
        for part in inline["content"]:
            walk([part] if isinstance(part, str) or "content" not in part or "code" in part or "mark" in part
                 else part["content"], text, inside)

    units = []
    for line in path.read_text(encoding="utf-8").split("\n")[:-1]:
        unit = json.loads(line)
        if unit["type"] != "unit":
            continue
        sides = []
        for side in unit["sides"]:
            text = Text()
            walk(side.get("inlines", [side["text"]]), text, [])
            if text.words == side["text"]:
                sides.append((side["lang"], text))
            else:
                raise SystemExit(f"{path}: words of inlines are not the text: {side}")
        units.append(sides)
    return units


def told(units, reading):
    """Units by one meaning of text."""
    return [[(lang, FORBIDDEN.sub("", getattr(text, reading))) for lang, text in sides] for sides in units]


def tmx_units(sides):
    """The units that a unit takes in TMX: one has each language once."""
    sides = [(lang, text) for lang, text in sides if FORBIDDEN.sub("", text).strip()]
    heads = list(dict(reversed(sides)).items())
    heads = [side for i, side in enumerate(sides) if side[0] not in dict(sides[:i])]
    extras = [side for i, side in enumerate(sides) if side[0] in dict(sides[:i])]
    if heads:
        yield heads
        for extra in extras:
            yield [extra if extra[0] == head[0] else head for head in heads]


def serves(lang, asked):
    """Whether texts in a language serve who asks for another: regions do not count."""
    bare = lambda tag: [part for i, part in enumerate(tag.split("-")) if not i or not re.fullmatch("[A-Z]{2}|[0-9]{3}", part)]
    return bare(lang) == bare(asked)


def pairs(sides, source, target):
    """Each text with each translation."""
    sides = [(lang, text) for lang, text in sides if text.strip()]
    nearest = lambda asked: sorted((side for side in sides if serves(side[0], asked)), key=lambda side: (side[0] != asked, len(side[0])))
    chosen = [[text for _, text in nearest(asked)] for asked in (source, target)]
    return [[("source", s), ("target", t)] for s, t in itertools.product(*chosen)]


def run(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, timeout=900, **options)


def driver(*command):
    """The units that a driver prints."""
    ran = run(*command)
    if ran.returncode == 3:
        raise Missing
    if ran.returncode:
        raise ValueError(ran.stderr.decode(errors="replace").strip().splitlines()[-1])
    return [[tuple(side) for side in json.loads(line)] for line in ran.stdout.decode().split("\n")[:-1]]


def difference(want, have, ordered=True):
    """In a few words what differs between units; None when nothing does."""
    if not ordered:
        want, have = sorted(want, key=repr), sorted(have, key=repr)
    want, have = [dict(unit) for unit in want], [dict(unit) for unit in have]
    if len(want) != len(have):
        missing = Counter(map(repr, want)) - Counter(map(repr, have))
        surplus = Counter(map(repr, have)) - Counter(map(repr, want))
        return f"{len(have)} units, not {len(want)}; missing {list(missing)[:2]}, surplus {list(surplus)[:2]}"
    for n, (a, b) in enumerate(zip(want, have)):
        for lang in a.keys() | b.keys():
            if lang in a and lang in b and None in (a[lang], b[lang]):
                continue
            if a.get(lang) != b.get(lang):
                differ = sum(x != y for x, y in zip(want, have))
                return f"unit {n} {lang} ({differ} differ): {a.get(lang)!r:.200} was read as {b.get(lang)!r:.200}"
    return None


class Checks:
    """Everything that is checked, and what came of it."""

    def __init__(self, arguments, folder):
        self.arguments, self.folder = arguments, folder
        self.failed, self.skipped, self.lines = [], set(), 0

    # ------------------------------------------------------------------------------------------------------- talk

    def check(self, export, reader, work):
        """Does `work`, which gives what it read in a few words, and a difference or None."""
        self.lines += 1
        try:
            did, differs = work()
        except Missing:
            self.skipped.add(reader)
            print(f"skipped  {export:<34} {reader:<22} not installed", flush=True)
            return
        except Exception as error:
            did, differs = "", f"{type(error).__name__}: {error}"
        if differs:
            self.failed.append((export, reader))
        print(f"{'DIFFERS' if differs else 'same':<8} {export:<34} {reader:<22} {did}{' ' if did else ''}{differs or ''}",
              flush=True)

    def units(self, export, reader, want, read, ordered=True):
        """Checks that a reader finds these units."""

        def work():
            have = read()
            return f"{len(have)} units", difference(want, have, ordered)

        self.check(export, reader, work)

    def passes(self, export, reader, *command, **options):
        """Checks that a program says yes."""

        def work():
            if shutil.which(command[0]) is None or None in command:
                raise Missing
            ran = run(*command, **options)
            return "valid", ran.stderr.decode(errors="replace")[:400] if ran.returncode else None

        self.check(export, reader, work)

    # ------------------------------------------------------------------------------------------------------ tolmach

    def tolmach(self, *arguments, allowed=(0, 1)):
        ran = run(self.arguments.tolmach, "--workspace", self.folder, "--quiet", *arguments)
        if ran.returncode not in allowed:
            raise SystemExit(f"tolmach {' '.join(map(str, arguments))}: {ran.stderr.decode()}")

    def export(self, memory, name, *options):
        path = self.folder / "out" / memory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self.tolmach("export", path, "--memory", memory, *options)
        return path

    def schema(self, name):
        found = sorted(self.arguments.schemas.rglob(name), key=lambda path: (len(path.parts), path))
        return found[0] if found else None

    # ---------------------------------------------------------------------------------------------------- one memory

    def foreign(self, memory, file):
        """A file of somebody else, in the languages that it has most of."""
        self.tolmach("import", file, "--into", memory, allowed=(0, 1, 2))
        if not (self.folder / "memories" / f"{memory}.sqlite").exists():
            print(f"refused  {memory}")
            return
        path = self.export(memory, "all.tmx")
        source = re.search(r'<header[^>]* srclang="([^"]+)"', path.read_text(encoding="utf-8"))[1]
        langs = Counter(lang for sides in xml_units(path) for lang in {lang for lang, _ in sides})
        others = [lang for lang, _ in langs.most_common() if lang != source]
        if source in langs and others:
            self.memory(memory, [source, *others][:3])
        else:
            print(f"too few  {memory}: languages {dict(langs)}")

    def memory(self, memory, langs):
        model = json_units(self.export(memory, "all.jsonl"))
        source = langs[0]
        tmx = {"all.tmx": (), "level-1.tmx": ("--level", "1"), "omegat.tmx": ("--for", "omegat", "--langs", ",".join(langs))}
        for tool in ("trados", "memoq", "matecat"):
            tmx |= {f"{tool}-{lang}.tmx": ("--for", tool, "--langs", f"{source},{lang}") for lang in langs[1:]}
        for name, options in tmx.items():
            self.tmx(memory, name, self.export(memory, name, *options), model, options, langs)
        for lang in langs[1:]:
            both = ("--langs", f"{source},{lang}")
            two = json_units(self.export(memory, f"{lang}.jsonl", *both))
            self.xliff(memory, self.export(memory, f"{lang}-1.2.xlf", "--format", "xliff", *both), "xliff", two, source, lang)
            self.xliff(memory, self.export(memory, f"{lang}-2.1.xlf", "--format", "xliff-2.1", *both), "xliff-2.1", two, source, lang)
            self.po(memory, self.export(memory, f"{lang}.po", *both), two, source, lang)
            self.csv_pair(memory, self.export(memory, f"{lang}.csv", *both), two, source, lang)
        self.tables(memory, self.export(memory, "all.csv"), self.export(memory, "all.xlsx"), model)
        self.moses(memory, self.export(memory, "corpus.moses", "--format", "moses", "--langs", ",".join(langs)), langs, model)

    def tmx(self, memory, name, path, model, options, langs):
        arguments, export = self.arguments, f"{memory}/{name}"
        self.passes(export, "xmllint DTD", "xmllint", "--nonet", "--noout", "--dtdvalid", self.schema("tmx14.dtd"), path)
        xsd = self.schema("omegat-tmx14.xsd")
        self.passes(export, "xmllint XSD of OmegaT", "xmllint", "--nonet", "--noout", "--schema", xsd, path)
        found = xml_units(path)
        if "--for" not in options:
            want = [unit for sides in told(model, "words") for unit in tmx_units(sides)]
            self.units(export, "expat", want, lambda: told(found, "words"))
        else:
            self.units(export, "expat", self.for_tool(model, options), lambda: told(found, "words"))
        whole = told(found, "all")
        self.units(export, "translate-toolkit", whole, lambda: driver(arguments.python, HERE / "with_translate.py", "tmx", path))
        # of a segment with the old <ut> it knows no more than the beginning
        known = [[(lang, None if text.old else text.all) for lang, text in sides] for sides in found]
        again = path.with_suffix(".hypomnema.tmx")
        self.units(export, "hypomnema", known, lambda: driver(self.hypomnema(), HERE / "with_hypomnema.py", path, again, *self.lenient(path)))
        if again.exists():
            self.units(export, "hypomnema, written", known, lambda: told(xml_units(again), "all"))
        for lang in langs[1:]:
            if any(serves(side, lang) for sides in found for side, _ in sides):
                self.omegat(export, path, found, langs[0], lang)
        first = [[(lang, text.strip().replace("\r\n", "\n")) for lang, text in unit] for unit in told(found, "first")]
        self.units(export, "tmxutil", first, lambda: self.tmxutil(path))
        if "--for" not in options:  # names are what it keeps units by
            want = [[(lang, None if text.coded else text.words) for lang, text in sides] for sides in found]
            self.units(export, "tmexchange", want, lambda: self.tmexchange(path), ordered=False)

    def for_tool(self, model, options):
        """What `--for` writes: no other orthographies, languages with a region, units with source and another side."""
        tool, langs = options[1], options[3].split(",")
        regions = {"ru": "ru-RU", "be": "be-BY", "en": "en-US"} if tool in ("trados", "matecat") else {}
        for sides in told(model, "words"):
            # en-GB will do for en-US, unless that is there
            there = {lang for lang, _ in sides if lang in langs and lang.count("-")}
            wanted = lambda lang: any(lang == asked if asked in there else serves(lang, asked) for asked in langs)
            kept = [(regions.get(lang, lang), text) for lang, text in sides
                    if wanted(lang) and not re.search("-(tarask|[A-Z][a-z]{3})", lang)]
            for unit in tmx_units(kept):
                if len(kept) > 1 and any(serves(lang, langs[0]) for lang, _ in kept):
                    yield unit

    def hypomnema(self):
        if not self.arguments.hypomnema_python:
            raise Missing
        return self.arguments.hypomnema_python

    def lenient(self, path):
        """It refuses <ude> and empty properties, though the DTD has them: those of others that we keep, it passes over."""
        return ["lenient"] if re.search("<ude|x-empty", path.read_text(encoding="utf-8")) else []

    def tmxutil(self, path):
        program = Path(self.arguments.python).with_name("tmxutil")
        if not program.exists():
            raise Missing
        bare = path.with_suffix(".bare.tmx")  # it dies of a property named id
        bare.write_text(re.sub("<prop .*?</prop>", "", path.read_text(encoding="utf-8"), flags=re.S), encoding="utf-8")
        ran = run(program, "-i", "tmx", "-o", "tmx", bare)
        if ran.returncode:
            raise ValueError(ran.stderr.decode(errors="replace").strip().splitlines()[-1])
        out = path.with_suffix(".tmxutil.tmx")
        out.write_bytes(ran.stdout)
        return told(xml_units(out), "all")

    def tmexchange(self, path):
        if not self.arguments.node_modules or not shutil.which("node"):
            raise Missing
        return driver("node", HERE / "with_tmexchange.cjs", self.arguments.node_modules, path)

    # ------------------------------------------------------------------------------------------------------- OmegaT

    def omegat(self, export, path, found, source, target):
        """Its reader, and a project that translates what is in the memory."""
        want = []
        for sides in told(found, "outside"):
            pair = [omegat_side(sides, lang) for lang in (source, target)]
            if None not in pair:
                want.append([(lang, normalize("NFC", text)) for lang, text in zip((source, target), pair)])
        self.units(export, f"OmegaT {source}-{target}", want, lambda: self.omegat_reader(path, source, target))
        self.check(export, f"OmegaT console {source}-{target}", lambda: self.omegat_console(path, want, found, source, target))

    def java(self, *arguments):
        jar = self.arguments.omegat_jar
        if not Path(jar).exists() or not shutil.which("java"):
            raise Missing
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return ("java", f"-Duser.home={home}", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", *arguments)

    def omegat_reader(self, path, source, target):
        jar = self.arguments.omegat_jar
        units = driver(*self.java("-cp", jar, HERE / "WithOmegat.java", path, source, target))
        return [[(lang, normalize("NFC", text)) for lang, text in unit] for unit in units]

    def omegat_console(self, path, want, found, source, target):
        jar = self.arguments.omegat_jar
        plain = {normalize("NFC", text.outside) for sides in found for _, text in sides if not text.coded and not text.placed}
        memory = {}
        for unit in want:
            texts = [text for _, text in unit]
            if all(t in plain and t == t.strip() and not re.search("[\n\r\u2028]", t) for t in texts):
                memory.setdefault(texts[0], set()).add(texts[1])
        if not memory:
            return "nothing without codes", None
        project = self.folder / "project"
        shutil.rmtree(project, ignore_errors=True)
        for name in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat"):
            (project / name).mkdir(parents=True)
        (project / "omegat.project").write_text(OMEGAT_PROJECT.format(source.upper(), target.upper()), encoding="utf-8")
        (project / "source" / "text.txt").write_text("\n\n".join(memory) + "\n", encoding="utf-8")
        shutil.copy(path, project / "tm" / "auto")
        ran = run(*self.java("-jar", jar, project, "--mode=console-translate", f"--config-dir={self.folder / 'home'}"))
        text = project / "target" / "text.txt"
        if ran.returncode or not text.exists():
            return "", (ran.stdout + ran.stderr).decode(errors="replace")[-300:]
        came = [normalize("NFC", text) for text in text.read_text(encoding="utf-8-sig").strip().split("\n\n")]
        if len(came) != len(memory):
            return "", f"{len(came)} segments came back, {len(memory)} went in"
        for (sent, wanted), got in zip(memory.items(), came):
            if got not in wanted:
                return "", f"{sent!r:.200} came back as {got!r:.200}"
        return f"{len(came)} segments translated", None

    # -------------------------------------------------------------------------------------------------- other formats

    def xliff(self, memory, path, form, model, source, target):
        export = f"{memory}/{path.name}"
        if form == "xliff":
            for kind in ("strict", "transitional"):
                self.xsd(export, path, [f"xliff-core-1.2-{kind}.xsd"], kind)
        else:
            modules = ["metadata", "matches", "glossary", "fs", "resource_data", "size_restriction", "validation", "its"]
            self.xsd(export, path, ["xliff_core_2.0.xsd", *(f"{name}.xsd" for name in modules)], "2.1")
        found = xml_units(path)
        want = [pair for sides in told(model, "words") for pair in pairs(sides, source, target)]
        self.units(export, "expat", want, lambda: told(found, "words"))
        self.units(export, "translate-toolkit", told(found, "all"),
                   lambda: driver(self.arguments.python, HERE / "with_translate.py", form, path))

    def xsd(self, export, path, names, kind):
        """Validates against schemas together; what they import stands beside them, links of theirs to the net do not count."""

        def work():
            core = self.schema(names[0])
            if core is None or not shutil.which("xmllint"):
                raise Missing
            folder = self.folder / "schemas" / kind
            folder.mkdir(parents=True, exist_ok=True)
            imports = []
            for file in [*core.parent.glob("*.xsd"), self.schema("xml.xsd")]:
                text = file.read_text(encoding="utf-8-sig")
                (folder / file.name).write_text(re.sub('schemaLocation="[^"]*/([^/"]+)"', r'schemaLocation="\1"', text), encoding="utf-8")
                if file.name in names:
                    namespace = re.search('targetNamespace="([^"]+)"', text)[1]
                    imports.append(f'<xs:import namespace="{namespace}" schemaLocation="{file.name}"/>')
            wrapper = folder / "all-of-them.xsd"
            wrapper.write_text(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{"".join(imports)}</xs:schema>')
            ran = run("xmllint", "--nonet", "--noout", "--schema", wrapper, path)
            return f"valid ({len(imports)} schemas)", ran.stderr.decode(errors="replace")[:400] if ran.returncode else None

        self.check(export, f"xmllint XSD {kind}", work)

    def po(self, memory, path, model, source, target):
        export = f"{memory}/{path.name}"
        self.passes(export, "msgfmt -c", "msgfmt", "-c", "-o", "/dev/null", path)
        want = []
        for sides in told(model, "all"):
            for pair in pairs(sides, source, target):
                (_, a), (_, b) = pair
                a, b = (re.sub("[\x00\x04]", "", text) for text in (a, b))
                for edge in ("startswith", "endswith"):  # a line break at an edge must be on both sides
                    if getattr(a, edge)("\n") != getattr(b, edge)("\n"):
                        a, b = (t.lstrip("\n") if edge == "startswith" else t.rstrip("\n") for t in (a, b))
                want.append([("source", a), ("target", b)])
        self.units(export, "translate-toolkit", want,
                   lambda: [[(side, FORBIDDEN.sub("", text)) for side, text in unit] for unit in
                            driver(self.arguments.python, HERE / "with_translate.py", "po", path)])

    def csv_pair(self, memory, path, model, source, target):
        """A table of two languages, as translate-toolkit takes it when its columns are named source and target."""
        export = f"{memory}/{path.name}"
        rows = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
        want = [[("source", row[source]), ("target", row[target])] for row in rows if row[source]]
        renamed = path.with_suffix(".renamed.csv")
        with renamed.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["source", "target"])
            writer.writerows([row[source], row[target]] for row in rows if row[source])
        self.units(export, "translate-toolkit", want,
                   lambda: driver(self.arguments.python, HERE / "with_translate.py", "csv", renamed))

    def tables(self, memory, text, workbook, model):
        want = [sides for sides in told(model, "words") if sides]

        def languages(rows):
            """Units of rows: rows of one name and with a common text that follow each other are one unit."""
            units, name = [], None
            for row in rows:
                sides = [(lang, cell) for lang, cell in row.items() if cell and lang in langs]
                if row.get("id") and row["id"] == name and set(sides) & set(units[-1]):
                    units[-1] += [side for side in sides if side not in units[-1]]
                else:
                    units.append(sides)
                name = row.get("id")
            return units

        langs = {lang for sides in want for lang, _ in sides}
        order = lambda units: sorted(sorted(set(unit)) for unit in units)
        clean = order([[(lang, t) for lang, t in unit if t.strip()] for unit in want])

        def same(rows):
            have = order([[(lang, FORBIDDEN.sub("", t)) for lang, t in unit if t.strip()] for unit in languages(rows)])
            differs = next((f"{a!r:.300} was read as {b!r:.300}" for a, b in itertools.zip_longest(clean, have) if a != b), None)
            return f"{len(have)} units", differs

        self.check(f"{memory}/{text.name}", "python csv",
                   lambda: same(csv.DictReader(text.open(encoding="utf-8-sig", newline=""))))

        def openpyxl():
            ran = run(self.arguments.python, "-c", OPENPYXL, workbook)
            if ran.returncode == 3:
                raise Missing
            if ran.returncode:
                raise ValueError(ran.stderr.decode()[-300:])
            return same(json.loads(ran.stdout))

        self.check(f"{memory}/{workbook.name}", "openpyxl", openpyxl)

    def moses(self, memory, path, langs, model):
        def work():
            texts = [path.with_suffix(f".{lang}").read_text(encoding="utf-8").split("\n")[:-1] for lang in langs]
            if len({len(lines) for lines in texts}) != 1:
                return "", f"lines: {[len(lines) for lines in texts]}"
            norm = lambda t: " ".join(part.strip() for part in re.split("[\x00-\x1f\x7f-\x9f\u2028\u2029]", t) if part.strip())
            there = [{(lang, norm(text)) for lang, text in sides} for sides in told(model, "words")]
            whole = [sides for sides in there if all(any(serves(l, lang) for l, _ in sides) for lang in langs)]
            lines = list(zip(*texts))
            strange = [line for line in lines if not any(all((lang, t) in sides or any(serves(l, lang) and x == t for l, x in sides)
                       for lang, t in zip(langs, line)) for sides in whole)]
            return f"{len(lines)} lines", f"{strange[0]!r} is in no unit" if strange else None

        self.check(f"{memory}/{path.name}", "lines", work)


OPENPYXL = r"""
import json, sys
try:
    from openpyxl import load_workbook
except ImportError:
    sys.exit(3)
rows = load_workbook(sys.argv[1], read_only=True).worksheets[0].iter_rows(values_only=True)
head = next(rows)
# Excel's own way to write U+000D is not undone by it
print(json.dumps([{k: str(v).replace("_x000D_", "\r") for k, v in zip(head, row) if v is not None} for row in rows]))
"""


def omegat_side(sides, asked):
    """The side that OmegaT takes for a language: just that one, else the last of any region."""
    sides = dict(sides)
    return sides.get(asked) or next((text for lang, text in reversed(sides.items()) if lang.split("-")[0] == asked.split("-")[0]), None)


def main():
    """Everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("schemas", type=Path)
    parser.add_argument("--tolmach", type=Path, default=ROOT / "target" / "release" / "tolmach")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--hypomnema-python")
    parser.add_argument("--node-modules", type=Path)
    parser.add_argument("--omegat-jar", default="/usr/share/omegat/OmegaT.jar")
    parser.add_argument("--require", action="append", default=[], help="a reader that must be there, by the beginning of its name")
    parser.add_argument("--import", nargs="*", default=[], type=Path, dest="files", help="files to try")
    parser.add_argument("--glossaries", action="store_true", help="check exports of termbases instead")
    parser.add_argument("--schematron-python", help="a Python that has pyschematron")
    parser.add_argument("--keep", type=Path, help="keep the exports in this folder")
    arguments = parser.parse_args()
    if not arguments.schemas.is_dir():
        parser.error(f"{arguments.schemas} is no folder")
    if not arguments.tolmach.exists():
        print(f"{arguments.tolmach} is not there: cargo build --release, or --tolmach", file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory() as folder:
        checks = Checks(arguments, Path(folder))
        long = checks.folder / "long.jsonl"
        words = {"ru": "очень длинное предложение ", "be": "вельмі доўгі сказ ", "en": "a very long sentence "}
        long.write_text(json.dumps({lang: (text * 2000)[:32_000].strip() + "." for lang, text in words.items()}) + "\n")
        if arguments.glossaries:
            import glossaries
            tools = SimpleNamespace(run=run, driver=driver, missing=Missing, schematron_python=arguments.schematron_python)
            official = (ROOT / "memories" / "official" / "official.tsv").read_text(encoding="utf-8")
            glossaries.check(checks, tools, official)
        elif not arguments.files:
            checks.tolmach("align", ROOT / "samples", "--into", "samples")
            checks.memory("samples", ["ru", "be", "en"])
            checks.tolmach("import", HERE / "nasty.tmx", long, "--into", "nasty")
            checks.memory("nasty", ["ru", "be", "en"])
        for n, file in enumerate(arguments.files):
            checks.foreign(f"{n}-{file.stem}", file)
        if arguments.keep:
            shutil.copytree(checks.folder / "out", arguments.keep, dirs_exist_ok=True)
    missing = [name for name in arguments.require if any(reader.startswith(name) for reader in checks.skipped)]
    if missing:
        print(f"FAIL: not installed: {', '.join(missing)}")
        return 3
    if checks.failed:
        print(f"FAIL: {len(checks.failed)} of {checks.lines} differ")
        return 1
    print(f"OK: {checks.lines} checks, {len(checks.skipped)} readers skipped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
