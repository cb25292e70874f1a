-- What is counted of groups by whom they reach, without a row of theirs; and the group of a dossier
-- without its row, which is some twenty times as long.

DROP INDEX desk_groups_by_audience;
CREATE INDEX desk_groups_by_audience ON desk_groups (audience, dossiers, ours, theirs);
CREATE INDEX desk_dossiers_by_id ON desk_dossiers (id, group_id);
