-- Who holds a case, and whom these let in: house data. let_in is JSON, of what `who` is below.
CREATE TABLE holdings (
    them TEXT NOT NULL,
    dossier TEXT NOT NULL,
    office TEXT,
    officer TEXT,
    deputy TEXT,
    let_in TEXT NOT NULL,
    PRIMARY KEY (them, dossier)
) STRICT, WITHOUT ROWID;

-- Holdings on the dossiers of the desk. who: `office:CODE`, `person:NAME`, `nobody`;
-- part: 0 let in, 1 holds, 2 nobody's because it was never registered.
CREATE TABLE desk_reach (
    who TEXT NOT NULL,
    dossier INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    part INTEGER NOT NULL,
    PRIMARY KEY (who, dossier)
) STRICT, WITHOUT ROWID;

CREATE INDEX desk_reach_by_dossier ON desk_reach (dossier, who, part);
CREATE INDEX desk_reach_new ON desk_reach (dossier) WHERE part = 2;

-- What dossiers are found by in a search; terms are in clear.
CREATE TABLE search_terms (
    term TEXT NOT NULL,
    dossier INTEGER NOT NULL,
    PRIMARY KEY (term, dossier)
) STRICT, WITHOUT ROWID;

-- The terms of one dossier, a line each, to find its rows in search_terms again.
CREATE TABLE search_lists (
    dossier INTEGER PRIMARY KEY,
    terms TEXT NOT NULL
) STRICT;

-- Dossiers whose terms are to be made anew; no mark is given twice.
CREATE TABLE search_due (
    mark INTEGER PRIMARY KEY AUTOINCREMENT,
    dossier INTEGER NOT NULL UNIQUE
) STRICT;

INSERT INTO desk_reach (who, dossier, group_id, part)
    SELECT 'nobody', id, group_id, 2 FROM desk_dossiers;
INSERT INTO search_due (dossier) SELECT id FROM desk_dossiers ORDER BY id;
