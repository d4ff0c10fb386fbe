-- The first schema: units with their sides and origins, and a journal from which every batch can be taken back.
--
-- Why it looks the way it does:
-- * Every row of a journalled table (tu, tuv, prop, note, origin) has an id that grows and is never given twice. So the
--   insertions of a batch are a few ranges of ids, and a row brought back by an undo finds its old id free.
-- * The journal is typed: each journalled table has a twin that takes the row as it was, moved there by triggers. JSON
--   would have to be parsed, could lose the last bits of a confidence, and is several times slower.
-- * document, source_list, source and passage only give names to texts that many origins share. They are never changed
--   or removed, so they need no journal; those that no origin uses any more are not shown.

CREATE TABLE batch (
    id        INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL,
    title     TEXT NOT NULL,
    at        TEXT NOT NULL,
    added     INTEGER NOT NULL DEFAULT 0,
    merged    INTEGER NOT NULL DEFAULT 0,
    removed   INTEGER NOT NULL DEFAULT 0,
    -- The batch that took this one back; NULL while this one counts. The row of an undone batch and its journal stay,
    -- for the undo can itself be undone.
    undone_by INTEGER REFERENCES batch (id),
    -- For an undo the batch whose changes it takes back or brings back: the first of the chain, never itself an undo.
    base      INTEGER REFERENCES batch (id)
);

-- "Which undo moved this batch last?" is asked by every undo.
CREATE INDEX batch_base ON batch (base) WHERE base IS NOT NULL;

-- What is kept ----------------------------------------------------------------------------------------------------

-- Attributes are JSON, [[name, value] …], NULL when there are none: they are read with the unit and never searched.
CREATE TABLE tu (
    id         INTEGER PRIMARY KEY,
    tuid       TEXT,
    attributes TEXT
);

CREATE TABLE tuv (
    id         INTEGER PRIMARY KEY,
    tu         INTEGER NOT NULL REFERENCES tu (id),
    position   INTEGER NOT NULL,
    lang       TEXT NOT NULL,
    -- The words alone, as a reader sees them.
    text       TEXT NOT NULL,
    -- Words and codes, as layout.rs writes them; NULL when there are no codes.
    seg        TEXT,
    -- xxh3 (64 bits) of text, for exact matches and for finding copies.
    hash       INTEGER NOT NULL,
    attributes TEXT
);

CREATE INDEX tuv_tu ON tuv (tu);

-- With tu in it, the index alone answers which units share two texts: looking for copies reads no row of tuv unless
-- there is a candidate.
CREATE INDEX tuv_hash ON tuv (hash, tu);

-- Properties and notes of a unit (tuv is NULL) or of one of its sides.
CREATE TABLE prop (
    id    INTEGER PRIMARY KEY,
    tu    INTEGER NOT NULL REFERENCES tu (id),
    tuv   INTEGER REFERENCES tuv (id),
    kind  TEXT NOT NULL,
    lang  TEXT,
    value TEXT NOT NULL
);

CREATE INDEX prop_tu ON prop (tu);

-- Without it each side removed would scan all properties for its own (foreign keys).
CREATE INDEX prop_tuv ON prop (tuv) WHERE tuv IS NOT NULL;

CREATE TABLE note (
    id   INTEGER PRIMARY KEY,
    tu   INTEGER NOT NULL REFERENCES tu (id),
    tuv  INTEGER REFERENCES tuv (id),
    lang TEXT,
    text TEXT NOT NULL
);

CREATE INDEX note_tu ON note (tu);
CREATE INDEX note_tuv ON note (tuv) WHERE tuv IS NOT NULL;

CREATE TABLE document (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL,
    title TEXT,
    date  TEXT,
    url   TEXT
);

-- NULLs differ from each other in a unique index, so each is taken apart into "is there one" and "which".
CREATE UNIQUE INDEX document_once ON document (
    name,
    title IS NULL, ifnull(title, ''),
    date IS NULL, ifnull(date, ''),
    url IS NULL, ifnull(url, '')
);

-- The documents an origin stands in. All units of one file share one list, so it is not written anew for each.
CREATE TABLE source_list (
    id  INTEGER PRIMARY KEY,
    -- The list itself, such as "ru=1 be=2", to find it again; its rows are in source.
    key TEXT NOT NULL UNIQUE
);

CREATE TABLE source (
    source_list INTEGER NOT NULL REFERENCES source_list (id),
    position    INTEGER NOT NULL,
    document    INTEGER NOT NULL REFERENCES document (id),
    lang        TEXT,
    PRIMARY KEY (source_list, position)
) WITHOUT ROWID;

CREATE TABLE origin (
    id          INTEGER PRIMARY KEY,
    tu          INTEGER NOT NULL REFERENCES tu (id),
    source_list INTEGER NOT NULL REFERENCES source_list (id),
    position    INTEGER NOT NULL,
    shape       TEXT,
    confidence  REAL,
    aligner     TEXT,
    -- Neighbours as JSON, [[lang, before, after] …], texts as numbers of passage; NULL when there are none.
    context     TEXT
);

CREATE INDEX origin_tu ON origin (tu);

-- Units of a document in its order; tells whether a unit has this origin already, and which documents are in use.
CREATE INDEX origin_source_list ON origin (source_list, position, tu);

-- Texts of neighbours. One and the same segment is the neighbour of two others, so its text is kept once.
CREATE TABLE passage (
    id   INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL,
    text TEXT NOT NULL
);

CREATE INDEX passage_hash ON passage (hash);

-- The journal -----------------------------------------------------------------------------------------------------

-- Rows a batch inserted, as ranges of ids.
CREATE TABLE journal_inserted (
    batch INTEGER NOT NULL REFERENCES batch (id),
    tbl   TEXT NOT NULL,
    first INTEGER NOT NULL,
    last  INTEGER NOT NULL,
    PRIMARY KEY (batch, tbl, first)
) WITHOUT ROWID;

-- The greatest id ever given in a table is asked by every writer.
CREATE INDEX journal_inserted_last ON journal_inserted (tbl, last);

-- Units of earlier batches that a batch extended (a further origin, property or note) or changed (anything else). Two
-- batches that only extend a unit can be taken back in any order; any other two have to go newest first.
CREATE TABLE journal_touched (
    batch   INTEGER NOT NULL REFERENCES batch (id),
    tu      INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    PRIMARY KEY (batch, tu)
) WITHOUT ROWID;

CREATE INDEX journal_touched_tu ON journal_touched (tu, batch);

-- Rows as they were before a batch changed or removed them, in the order it did. The batch is the newest one: its row
-- is written before anything else of it.

CREATE TABLE journal_tu (
    entry      INTEGER PRIMARY KEY,
    batch      INTEGER NOT NULL,
    id         INTEGER NOT NULL,
    tuid       TEXT,
    attributes TEXT
);
CREATE INDEX journal_tu_batch ON journal_tu (batch);

CREATE TRIGGER tu_update AFTER UPDATE ON tu BEGIN
    INSERT INTO journal_tu (batch, id, tuid, attributes)
    VALUES ((SELECT max(id) FROM batch), old.id, old.tuid, old.attributes);
END;
CREATE TRIGGER tu_delete AFTER DELETE ON tu BEGIN
    INSERT INTO journal_tu (batch, id, tuid, attributes)
    VALUES ((SELECT max(id) FROM batch), old.id, old.tuid, old.attributes);
END;

CREATE TABLE journal_tuv (
    entry      INTEGER PRIMARY KEY,
    batch      INTEGER NOT NULL,
    id         INTEGER NOT NULL,
    tu         INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    lang       TEXT NOT NULL,
    text       TEXT NOT NULL,
    seg        TEXT,
    hash       INTEGER NOT NULL,
    attributes TEXT
);
CREATE INDEX journal_tuv_batch ON journal_tuv (batch);

CREATE TRIGGER tuv_update AFTER UPDATE ON tuv BEGIN
    INSERT INTO journal_tuv (batch, id, tu, position, lang, text, seg, hash, attributes)
    VALUES ((SELECT max(id) FROM batch), old.id, old.tu, old.position, old.lang, old.text, old.seg, old.hash,
            old.attributes);
END;
CREATE TRIGGER tuv_delete AFTER DELETE ON tuv BEGIN
    INSERT INTO journal_tuv (batch, id, tu, position, lang, text, seg, hash, attributes)
    VALUES ((SELECT max(id) FROM batch), old.id, old.tu, old.position, old.lang, old.text, old.seg, old.hash,
            old.attributes);
END;

CREATE TABLE journal_prop (
    entry INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL,
    id    INTEGER NOT NULL,
    tu    INTEGER NOT NULL,
    tuv   INTEGER,
    kind  TEXT NOT NULL,
    lang  TEXT,
    value TEXT NOT NULL
);
CREATE INDEX journal_prop_batch ON journal_prop (batch);

CREATE TRIGGER prop_update AFTER UPDATE ON prop BEGIN
    INSERT INTO journal_prop (batch, id, tu, tuv, kind, lang, value)
    VALUES ((SELECT max(id) FROM batch), old.id, old.tu, old.tuv, old.kind, old.lang, old.value);
END;
CREATE TRIGGER prop_delete AFTER DELETE ON prop BEGIN
    INSERT INTO journal_prop (batch, id, tu, tuv, kind, lang, value)
    VALUES ((SELECT max(id) FROM batch), old.id, old.tu, old.tuv, old.kind, old.lang, old.value);
END;

CREATE TABLE journal_note (
    entry INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL,
    id    INTEGER NOT NULL,
    tu    INTEGER NOT NULL,
    tuv   INTEGER,
    lang  TEXT,
    text  TEXT NOT NULL
);
CREATE INDEX journal_note_batch ON journal_note (batch);

CREATE TRIGGER note_update AFTER UPDATE ON note BEGIN
    INSERT INTO journal_note (batch, id, tu, tuv, lang, text)
    VALUES ((SELECT max(id) FROM batch), old.id, old.tu, old.tuv, old.lang, old.text);
END;
CREATE TRIGGER note_delete AFTER DELETE ON note BEGIN
    INSERT INTO journal_note (batch, id, tu, tuv, lang, text)
    VALUES ((SELECT max(id) FROM batch), old.id, old.tu, old.tuv, old.lang, old.text);
END;

CREATE TABLE journal_origin (
    entry       INTEGER PRIMARY KEY,
    batch       INTEGER NOT NULL,
    id          INTEGER NOT NULL,
    tu          INTEGER NOT NULL,
    source_list INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    shape       TEXT,
    confidence  REAL,
    aligner     TEXT,
    context     TEXT
);
CREATE INDEX journal_origin_batch ON journal_origin (batch);

CREATE TRIGGER origin_update AFTER UPDATE ON origin BEGIN
    INSERT INTO journal_origin (batch, id, tu, source_list, position, shape, confidence, aligner, context)
    VALUES ((SELECT max(id) FROM batch), old.id, old.tu, old.source_list, old.position, old.shape, old.confidence,
            old.aligner, old.context);
END;
CREATE TRIGGER origin_delete AFTER DELETE ON origin BEGIN
    INSERT INTO journal_origin (batch, id, tu, source_list, position, shape, confidence, aligner, context)
    VALUES ((SELECT max(id) FROM batch), old.id, old.tu, old.source_list, old.position, old.shape, old.confidence,
            old.aligner, old.context);
END;
