-- Acts that belong to no dossier are found by their kind, without a walk over the log.

ALTER TABLE desk_acts ADD COLUMN kind TEXT NOT NULL DEFAULT '';

UPDATE desk_acts SET kind = json_extract(said, '$.envelope.kind') WHERE dossier IS NULL;

CREATE INDEX desk_acts_of_channel ON desk_acts (party, kind, side, generation, entry)
    WHERE dossier IS NULL;
