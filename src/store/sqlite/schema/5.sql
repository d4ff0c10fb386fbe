-- The fifth schema: the termbase. Concepts are changed and taken back in batches as units are.

-- A concept is read whole and never searched by its parts here, so all but its name is one JSON text, written down in
-- layout.rs. The row keeps its id for as long as a concept of this name is there: the order is that of adding.
CREATE TABLE concept (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    body TEXT NOT NULL
);

-- Undoing removes rows before it puts others back, so a name is free when its old row returns.
CREATE UNIQUE INDEX concept_name ON concept (name);

CREATE TABLE journal_concept (
    entry INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL,
    id    INTEGER NOT NULL,
    name  TEXT NOT NULL,
    body  TEXT NOT NULL
);
CREATE INDEX journal_concept_batch ON journal_concept (batch);

CREATE TRIGGER concept_update AFTER UPDATE ON concept BEGIN
    INSERT INTO journal_concept (batch, id, name, body)
    VALUES ((SELECT max(id) FROM batch), old.id, old.name, old.body);
END;
CREATE TRIGGER concept_delete AFTER DELETE ON concept BEGIN
    INSERT INTO journal_concept (batch, id, name, body)
    VALUES ((SELECT max(id) FROM batch), old.id, old.name, old.body);
END;

-- Concepts that a batch added, changed or removed, by name: one removed and added anew is another row and the same
-- concept. Any two batches that touched one have to go newest first.
CREATE TABLE journal_touched_concept (
    batch INTEGER NOT NULL REFERENCES batch (id),
    name  TEXT NOT NULL,
    PRIMARY KEY (batch, name)
) WITHOUT ROWID;

CREATE INDEX journal_touched_concept_name ON journal_touched_concept (name, batch);

ALTER TABLE batch ADD COLUMN concepts_added INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batch ADD COLUMN concepts_changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batch ADD COLUMN concepts_removed INTEGER NOT NULL DEFAULT 0;
