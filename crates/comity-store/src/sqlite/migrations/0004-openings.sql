-- File keys of content that none of our identities opens, handed over after a loss of keys.
-- Each is an age file sealed to ourselves; the fingerprint is that of the content.
CREATE TABLE openings (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    key  BLOB NOT NULL
) STRICT, WITHOUT ROWID;
