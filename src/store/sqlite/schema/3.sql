-- The third schema: which documents were aligned into the memory, so that a run over many can be taken up again.

-- A fingerprint stands for the contents of a document's files and the settings they were aligned with; what it is made
-- of is for the writer to know. It tells something only while its batch counts: undone, the document is to be done again.
CREATE TABLE aligned (
    fingerprint TEXT NOT NULL,
    batch       INTEGER NOT NULL REFERENCES batch (id),
    PRIMARY KEY (fingerprint, batch)
) WITHOUT ROWID;
