-- What the cases of a day come to, for reports; the day is that on which they were opened.
-- sum: absent when a row of the day changed since it was kept; changes: how often one did.

CREATE TABLE desk_report (
    id INTEGER PRIMARY KEY,
    them TEXT NOT NULL,
    day INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    sum TEXT,
    UNIQUE (them, day)
) STRICT;

-- Whole days since 1970 UTC, rounded down, also before it.
ALTER TABLE desk_dossiers ADD COLUMN day INTEGER GENERATED ALWAYS AS
    ((-opened_order - ((-opened_order % 86400) + 86400) % 86400) / 86400) VIRTUAL;

INSERT INTO desk_report (them, day, changes) SELECT DISTINCT them, day, 0 FROM desk_dossiers;

CREATE TRIGGER desk_dossiers_put AFTER INSERT ON desk_dossiers BEGIN
    INSERT INTO desk_report (them, day, changes) VALUES (NEW.them, NEW.day, 1)
        ON CONFLICT (them, day) DO UPDATE SET changes = changes + 1, sum = NULL;
END;

CREATE TRIGGER desk_dossiers_changed AFTER UPDATE ON desk_dossiers BEGIN
    UPDATE desk_report SET changes = changes + 1, sum = NULL
        WHERE them = OLD.them AND day = OLD.day;
    INSERT INTO desk_report (them, day, changes) VALUES (NEW.them, NEW.day, 1)
        ON CONFLICT (them, day) DO UPDATE SET changes = changes + 1, sum = NULL;
END;
