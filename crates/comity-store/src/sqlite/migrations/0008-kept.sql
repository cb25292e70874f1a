-- What is small and found by its key alone: accounts, offices, sessions, tokens, views.

CREATE TABLE kept (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
