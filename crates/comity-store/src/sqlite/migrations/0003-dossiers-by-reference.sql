-- A dossier is found by our reference, as commands name it, without a walk over all.

CREATE INDEX desk_dossiers_by_reference ON desk_dossiers (reference, them, dossier)
    WHERE reference IS NOT NULL;
