-- What the cases of a day come to, for reports; the day is that on which they were opened, in
-- whole days since 1970 UTC, rounded down.
-- sum: absent when a row of the day changed since it was kept; changes: grows when one does.

CREATE TABLE desk_report (
    id INTEGER PRIMARY KEY,
    them TEXT NOT NULL,
    day INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    sum TEXT,
    UNIQUE (them, day)
) STRICT;
