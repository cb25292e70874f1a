-- How many times content was erased, and how many of these the write-ahead log was emptied
-- after: while there were more, bytes that were erased may stand in it.

CREATE TABLE erasures (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    erased INTEGER NOT NULL,
    folded INTEGER NOT NULL
) STRICT;

-- A file of before says nothing of its last erasure: it counts as one that is to be folded.
INSERT INTO erasures (id, erased, folded) SELECT 1, EXISTS (SELECT 1 FROM tombstones), 0;
