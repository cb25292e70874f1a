-- The first form of a store. What each table holds is in docs/store.md.
-- Times are seconds since 1970 UTC; fingerprints are blobs of 32 bytes.

CREATE TABLE parties (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE channels (
    party INTEGER PRIMARY KEY REFERENCES parties (id),
    version INTEGER NOT NULL,
    state BLOB NOT NULL
) STRICT;

CREATE TABLE logs (
    id INTEGER PRIMARY KEY,
    origin TEXT NOT NULL UNIQUE
) STRICT;

-- id = log * 2^40 + index, so that the end of a log is one place in one tree.
CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    leaf BLOB NOT NULL,
    leaf_hash BLOB NOT NULL,
    envelope BLOB,
    body BLOB
) STRICT;

-- id = log * 2^40 + level * 2^36 + tile; level 0 holds full tiles only, its end is in entries.
CREATE TABLE tiles (
    id INTEGER PRIMARY KEY,
    hashes BLOB NOT NULL
) STRICT;

CREATE TABLE contents (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- key = the first 8 bytes of the hash, big-endian.
CREATE TABLE content_places (
    key INTEGER NOT NULL,
    content INTEGER NOT NULL,
    PRIMARY KEY (key, content)
) STRICT, WITHOUT ROWID;

CREATE TABLE tombstones (
    hash BLOB PRIMARY KEY,
    said TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    log INTEGER NOT NULL REFERENCES logs (id),
    kind TEXT NOT NULL,
    size INTEGER NOT NULL,
    time INTEGER NOT NULL,
    note BLOB NOT NULL,
    UNIQUE (log, kind, size, time)
) STRICT;

CREATE TABLE credentials (
    fingerprint BLOB PRIMARY KEY,
    party INTEGER NOT NULL REFERENCES parties (id),
    serial INTEGER NOT NULL,
    file BLOB NOT NULL,
    pinned INTEGER NOT NULL,
    revocation BLOB
) STRICT;

CREATE INDEX credentials_by_party ON credentials (party, serial, fingerprint);

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    party INTEGER NOT NULL REFERENCES parties (id),
    hash BLOB NOT NULL,
    code TEXT NOT NULL,
    at INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (party, hash)
) STRICT;

CREATE TABLE desk_marks (
    log INTEGER PRIMARY KEY REFERENCES logs (id),
    size INTEGER NOT NULL
) STRICT;

-- side: 0 for the party whose name sorts first, 1 for the other.
-- cover: the furthest that this leaf or one before it had seen.
CREATE TABLE desk_leaves (
    party INTEGER NOT NULL,
    side INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    at INTEGER NOT NULL,
    seen_generation INTEGER NOT NULL,
    seen_size INTEGER NOT NULL,
    cover_generation INTEGER NOT NULL,
    cover_size INTEGER NOT NULL,
    bad TEXT,
    PRIMARY KEY (party, side, generation, entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX desk_leaves_by_cover
    ON desk_leaves (party, side, cover_generation, cover_size, generation, entry);

CREATE TABLE desk_acts (
    party INTEGER NOT NULL,
    side INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    act_id TEXT NOT NULL,
    act BLOB NOT NULL,
    dossier TEXT,
    said TEXT NOT NULL,
    UNIQUE (party, side, generation, entry)
) STRICT;

CREATE INDEX desk_acts_by_id ON desk_acts (act_id, party, side, generation, entry);
CREATE INDEX desk_acts_by_act ON desk_acts (act, party, side, generation, entry);
CREATE INDEX desk_acts_by_dossier ON desk_acts (dossier, party, side, generation, entry);

-- The three orders are the numbers that a list is sorted by, ascending.
CREATE TABLE desk_dossiers (
    id INTEGER PRIMARY KEY,
    them TEXT NOT NULL,
    dossier TEXT NOT NULL,
    kind TEXT NOT NULL,
    opened_by INTEGER NOT NULL,
    reference TEXT,
    status TEXT NOT NULL,
    category TEXT NOT NULL,
    urgency TEXT NOT NULL,
    office TEXT,
    exercise INTEGER NOT NULL,
    due_order INTEGER NOT NULL,
    updated_order INTEGER NOT NULL,
    opened_order INTEGER NOT NULL,
    row TEXT NOT NULL,
    UNIQUE (them, dossier)
) STRICT;

-- Each holds every column that a list can be restricted by: no row is read to be passed over.
CREATE INDEX desk_dossiers_by_due ON desk_dossiers (due_order, them, dossier,
    kind, opened_by, status, category, urgency, exercise, office, reference);
CREATE INDEX desk_dossiers_by_updated ON desk_dossiers (updated_order, them, dossier,
    kind, opened_by, status, category, urgency, exercise, office, reference, due_order);
CREATE INDEX desk_dossiers_by_opened ON desk_dossiers (opened_order, them, dossier,
    kind, opened_by, status, category, urgency, exercise, office, reference, due_order);

CREATE TABLE attachments (
    root BLOB PRIMARY KEY,
    size INTEGER NOT NULL,
    held TEXT NOT NULL,
    complete INTEGER NOT NULL,
    scan_clean INTEGER,
    scan_at INTEGER,
    scan_said TEXT
) STRICT;

CREATE INDEX attachments_incomplete ON attachments (root) WHERE complete = 0;

-- 256 hashes a row.
CREATE TABLE part_hashes (
    root BLOB NOT NULL,
    tile INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (root, tile)
) STRICT;

CREATE TABLE people (
    name TEXT PRIMARY KEY,
    office TEXT NOT NULL,
    roles TEXT NOT NULL,
    disabled INTEGER NOT NULL
) STRICT;

CREATE TABLE drafts (
    id TEXT PRIMARY KEY,
    them TEXT NOT NULL,
    dossier TEXT,
    state TEXT NOT NULL,
    made_by TEXT NOT NULL,
    at INTEGER NOT NULL,
    draft TEXT NOT NULL
) STRICT;

CREATE TABLE private_notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    them TEXT NOT NULL,
    dossier TEXT NOT NULL,
    made_by TEXT NOT NULL,
    at INTEGER NOT NULL,
    note TEXT NOT NULL
) STRICT;

CREATE INDEX private_notes_by_dossier ON private_notes (them, dossier);

CREATE TABLE labels (
    label TEXT NOT NULL,
    them TEXT NOT NULL,
    dossier TEXT NOT NULL,
    PRIMARY KEY (label, them, dossier)
) STRICT, WITHOUT ROWID;

CREATE INDEX labels_by_dossier ON labels (them, dossier, label);

CREATE TABLE trail (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    link BLOB NOT NULL
) STRICT;

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
