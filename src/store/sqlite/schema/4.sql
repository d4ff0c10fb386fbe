-- The fourth schema: what exchange files said of themselves, and in which encoding their properties and notes once were.

-- The head of a file that a batch read, as layout.rs writes it. It tells something only while its batch counts.
CREATE TABLE header (
    batch    INTEGER NOT NULL REFERENCES batch (id),
    position INTEGER NOT NULL,
    header   TEXT NOT NULL,
    PRIMARY KEY (batch, position)
) WITHOUT ROWID;

ALTER TABLE prop ADD COLUMN encoding TEXT;
ALTER TABLE note ADD COLUMN encoding TEXT;
ALTER TABLE journal_prop ADD COLUMN encoding TEXT;
ALTER TABLE journal_note ADD COLUMN encoding TEXT;

DROP TRIGGER prop_update;
DROP TRIGGER prop_delete;
DROP TRIGGER note_update;
DROP TRIGGER note_delete;

CREATE TRIGGER prop_update AFTER UPDATE ON prop BEGIN
    INSERT INTO journal_prop (batch, id, tu, tuv, kind, lang, value, encoding)
    VALUES ((SELECT max(id) FROM batch), old.id, old.tu, old.tuv, old.kind, old.lang, old.value, old.encoding);
END;
CREATE TRIGGER prop_delete AFTER DELETE ON prop BEGIN
    INSERT INTO journal_prop (batch, id, tu, tuv, kind, lang, value, encoding)
    VALUES ((SELECT max(id) FROM batch), old.id, old.tu, old.tuv, old.kind, old.lang, old.value, old.encoding);
END;

CREATE TRIGGER note_update AFTER UPDATE ON note BEGIN
    INSERT INTO journal_note (batch, id, tu, tuv, lang, text, encoding)
    VALUES ((SELECT max(id) FROM batch), old.id, old.tu, old.tuv, old.lang, old.text, old.encoding);
END;
CREATE TRIGGER note_delete AFTER DELETE ON note BEGIN
    INSERT INTO journal_note (batch, id, tu, tuv, lang, text, encoding)
    VALUES ((SELECT max(id) FROM batch), old.id, old.tu, old.tuv, old.lang, old.text, old.encoding);
END;
