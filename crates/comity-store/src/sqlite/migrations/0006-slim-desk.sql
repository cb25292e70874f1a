-- Projections in a slimmer form. Nothing of them is truth: what was there goes, and since no
-- mark is left, the desk is made again from the record.

DROP TABLE desk_leaves;
DROP TABLE desk_acts;
DROP TABLE desk_dossiers;
DELETE FROM desk_marks;

-- The logs that leaves and acts stand in: these are found by id = log * 2^40 + index.
-- side: 0 for the party whose name sorts first, 1 for the other.
CREATE TABLE desk_logs (
    id INTEGER PRIMARY KEY,
    party INTEGER NOT NULL,
    side INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    UNIQUE (party, side, generation)
) STRICT;

CREATE TABLE desk_leaves (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    seen_generation INTEGER NOT NULL,
    seen_size INTEGER NOT NULL,
    bad TEXT
) STRICT;

-- The leaves that had seen more than all before them in the logs of their side.
CREATE TABLE desk_covers (
    party INTEGER NOT NULL,
    side INTEGER NOT NULL,
    seen_generation INTEGER NOT NULL,
    seen_size INTEGER NOT NULL,
    leaf INTEGER NOT NULL,
    PRIMARY KEY (party, side, seen_generation, seen_size)
) STRICT, WITHOUT ROWID;

-- id_key and dossier_key are bytes 3 to 6 and 13 to 16 of the act's id and of its dossier's, big-endian;
-- kind is there where the act belongs to no dossier. The whole of each is in the envelope.
CREATE TABLE desk_acts (
    id INTEGER PRIMARY KEY,
    id_key INTEGER NOT NULL,
    dossier_key INTEGER,
    kind TEXT,
    act BLOB NOT NULL,
    at INTEGER NOT NULL,
    seen_generation INTEGER NOT NULL,
    seen_size INTEGER NOT NULL,
    void TEXT,
    envelope TEXT NOT NULL
) STRICT;

CREATE INDEX desk_acts_by_id ON desk_acts (id_key);
CREATE INDEX desk_acts_by_dossier ON desk_acts (dossier_key) WHERE dossier_key IS NOT NULL;
CREATE INDEX desk_acts_of_channel ON desk_acts (id >> 40, kind) WHERE kind IS NOT NULL;

-- Dossiers that no filter tells apart, and how many they are.
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
    dossiers INTEGER NOT NULL,
    UNIQUE (them, status, category, urgency, kind, opened_by, exercise, office)
) STRICT;

-- The three orders are the numbers that a list is sorted by, ascending.
CREATE TABLE desk_dossiers (
    id INTEGER PRIMARY KEY,
    them TEXT NOT NULL,
    dossier TEXT NOT NULL,
    group_id INTEGER NOT NULL,
    reference TEXT,
    due_order INTEGER NOT NULL,
    updated_order INTEGER NOT NULL,
    opened_order INTEGER NOT NULL,
    row TEXT NOT NULL,
    UNIQUE (them, dossier)
) STRICT;

-- A list in its order, with what its filter needs: no row is read to be passed over.
CREATE INDEX desk_dossiers_by_due ON desk_dossiers (due_order, id, group_id);
CREATE INDEX desk_dossiers_by_updated ON desk_dossiers (updated_order, id, group_id);
CREATE INDEX desk_dossiers_by_opened ON desk_dossiers (opened_order, id, group_id);
-- The few that a narrow filter leaves, without a walk over the others.
CREATE INDEX desk_dossiers_by_group ON desk_dossiers (group_id, due_order);
CREATE INDEX desk_dossiers_by_reference ON desk_dossiers (reference) WHERE reference IS NOT NULL;
