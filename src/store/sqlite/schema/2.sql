-- The index for fuzzy search. What it holds and why nothing is missed stands in src/fuzzy/index/mod.rs.
--
-- * It is derived from tuv and changed in the same transactions. It needs no journal: what an undo brings back is indexed
--   anew, under the numbers it had.
-- * Rows of a generation are written once and dropped together. Names of rows are made of numbers, for SQLite finds an
--   integer key fastest and rows that are read together stand together.

-- One row. version is that of the bytes and keys (0: there is no index yet); generation is the number of the last
-- generation, none is given twice; changes goes up with every change, for readers that keep parts in memory.
CREATE TABLE fuzzy_state (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    version    INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    changes    INTEGER NOT NULL
);

INSERT INTO fuzzy_state (id, version, generation, changes)
VALUES (1, 0, 0, 0);

-- Languages that are searched together: tags without a region.
CREATE TABLE fuzzy_space (
    id   INTEGER PRIMARY KEY,
    lang TEXT NOT NULL UNIQUE,
    -- The number the next new key gets.
    next INTEGER NOT NULL
);

-- Numbers of keys (64 bits of xxh3).
CREATE TABLE fuzzy_key (
    space INTEGER NOT NULL REFERENCES fuzzy_space (id),
    hash  INTEGER NOT NULL,
    token INTEGER NOT NULL,
    PRIMARY KEY (space, hash)
) WITHOUT ROWID;

-- Generations: how many segments, least and greatest number of their sides, and the table of lengths.
CREATE TABLE fuzzy_generation (
    id       INTEGER PRIMARY KEY,
    space    INTEGER NOT NULL REFERENCES fuzzy_space (id),
    segments INTEGER NOT NULL,
    first    INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    lengths  BLOB NOT NULL
);

-- Sketches of 16 segments each; id is generation · 2³² + piece.
CREATE TABLE fuzzy_sketches (
    id   INTEGER PRIMARY KEY,
    data BLOB NOT NULL
);

-- Postings; id is generation · 2⁴⁰ + token · 2⁸ + bucket of lengths.
CREATE TABLE fuzzy_postings (
    id   INTEGER PRIMARY KEY,
    data BLOB NOT NULL
);

-- Sketches of the latest segments.
CREATE TABLE fuzzy_recent (
    tuv   INTEGER PRIMARY KEY,
    space INTEGER NOT NULL REFERENCES fuzzy_space (id),
    data  BLOB NOT NULL
);

-- Sides that were removed, as ranges: they do not count in generations up to this one.
CREATE TABLE fuzzy_dead (
    first      INTEGER NOT NULL,
    last       INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    PRIMARY KEY (first, last)
) WITHOUT ROWID;
