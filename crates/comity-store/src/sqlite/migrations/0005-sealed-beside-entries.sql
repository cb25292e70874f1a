-- Sealed bytes lie in one row under the number of their entry: appending writes at the end
-- of one tree, and a log is read with its content in one scan.

CREATE TABLE sealed (
    id INTEGER PRIMARY KEY,
    envelope BLOB,
    body BLOB
) STRICT;

CREATE INDEX contents_by_hash ON contents (hash);

INSERT INTO sealed (id, envelope, body)
    SELECT e.id,
        (SELECT bytes FROM contents WHERE hash = e.envelope),
        (SELECT bytes FROM contents WHERE hash = e.body)
    FROM entries e
    WHERE e.envelope IS NOT NULL OR e.body IS NOT NULL
    ORDER BY e.id;

DROP TABLE content_places;
DROP TABLE contents;

-- Which entries name a fingerprint, by its first 8 bytes. Not written when entries are
-- appended: before something is erased it is brought up to the ends of the logs.
CREATE TABLE sealed_places (
    key BLOB NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (key, entry)
) STRICT, WITHOUT ROWID;

-- The entries of a log that sealed_places knows.
ALTER TABLE logs ADD COLUMN placed INTEGER NOT NULL DEFAULT 0;
