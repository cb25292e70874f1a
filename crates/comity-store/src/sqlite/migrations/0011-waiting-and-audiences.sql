-- The desk with what waits in each dossier, and dossiers grouped by whom they reach too. Nothing
-- of it is truth: what was there goes, and since no mark is left, the desk is made again from the
-- record, and what dossiers are found by with it.

DROP TABLE desk_dossiers;
DROP TABLE desk_groups;
DROP TABLE desk_reach;
DELETE FROM desk_marks;
DELETE FROM desk_logs;
DELETE FROM desk_leaves;
DELETE FROM desk_covers;
DELETE FROM desk_acts;
UPDATE desk_report SET sum = NULL, changes = changes + 1;
DELETE FROM search_terms;
DROP TABLE search_lists;
DELETE FROM search_due;

-- All whom a dossier reaches by its holding, once for each way there is in a channel: JSON, each
-- with its part, as desk_reach has them.
CREATE TABLE desk_audiences (
    id INTEGER PRIMARY KEY,
    them TEXT NOT NULL,
    whom TEXT NOT NULL,
    UNIQUE (them, whom)
) STRICT;

-- The same to look somebody up. who: `office:CODE`, `person:NAME`, `nobody`; part: 0 let in, 1 holds.
CREATE TABLE desk_reach (
    who TEXT NOT NULL,
    audience INTEGER NOT NULL,
    part INTEGER NOT NULL,
    PRIMARY KEY (who, audience)
) STRICT, WITHOUT ROWID;

CREATE INDEX desk_reach_by_audience ON desk_reach (audience);

-- Dossiers of the desk that were never registered.
CREATE TABLE desk_unregistered (
    dossier INTEGER PRIMARY KEY
) STRICT;

-- Dossiers that no filter tells apart, how many they are, and in how many something waits for us
-- or for the counterpart.
CREATE TABLE desk_groups (
    id INTEGER PRIMARY KEY,
    them TEXT NOT NULL,
    status TEXT NOT NULL,
    category TEXT NOT NULL,
    urgency TEXT NOT NULL,
    kind TEXT NOT NULL,
    opened_by INTEGER NOT NULL,
    exercise INTEGER NOT NULL,
    office TEXT,
    audience INTEGER NOT NULL,
    dossiers INTEGER NOT NULL,
    ours INTEGER NOT NULL,
    theirs INTEGER NOT NULL,
    UNIQUE (them, status, category, urgency, kind, opened_by, exercise, office, audience)
) STRICT;

CREATE INDEX desk_groups_by_audience ON desk_groups (audience);

-- The orders are the numbers that a list is sorted by, ascending; ours_order and theirs_order are
-- there where something waits for us or for the counterpart, waits says what.
CREATE TABLE desk_dossiers (
    id INTEGER PRIMARY KEY,
    them TEXT NOT NULL,
    dossier TEXT NOT NULL,
    group_id INTEGER NOT NULL,
    reference TEXT,
    due_order INTEGER NOT NULL,
    updated_order INTEGER NOT NULL,
    opened_order INTEGER NOT NULL,
    ours_order INTEGER,
    theirs_order INTEGER,
    waits TEXT,
    row TEXT NOT NULL,
    UNIQUE (them, dossier)
) STRICT;

-- A list in its order, with what its filter needs: no row is read to be passed over.
CREATE INDEX desk_dossiers_by_due ON desk_dossiers (due_order, id, group_id);
CREATE INDEX desk_dossiers_by_updated ON desk_dossiers (updated_order, id, group_id);
CREATE INDEX desk_dossiers_by_opened ON desk_dossiers (opened_order, id, group_id);
CREATE INDEX desk_dossiers_by_ours ON desk_dossiers (ours_order, id, group_id)
    WHERE ours_order IS NOT NULL;
CREATE INDEX desk_dossiers_by_theirs ON desk_dossiers (theirs_order, id, group_id)
    WHERE theirs_order IS NOT NULL;
-- The few that a narrow filter leaves, without a walk over the others.
CREATE INDEX desk_dossiers_by_group
    ON desk_dossiers (group_id, due_order, updated_order, opened_order);
CREATE INDEX desk_dossiers_by_group_ours ON desk_dossiers (group_id, ours_order)
    WHERE ours_order IS NOT NULL;
CREATE INDEX desk_dossiers_by_group_theirs ON desk_dossiers (group_id, theirs_order)
    WHERE theirs_order IS NOT NULL;
CREATE INDEX desk_dossiers_by_reference ON desk_dossiers (reference) WHERE reference IS NOT NULL;

-- What is indexed of one dossier: its terms, a line each, to find its rows in search_terms again,
-- and its subject, in clear like them.
CREATE TABLE search_lists (
    dossier INTEGER PRIMARY KEY,
    terms TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;
