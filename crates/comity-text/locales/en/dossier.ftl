# A dossier on paper, on the terminal and on the page; states of acts, and time limits.

dossier-title = { $type } { $id }
dossier-requesting = Requesting party
dossier-requested = Requested party
dossier-status = Status
dossier-items = Items
dossier-items-progress = { $done } of { $total } done with
dossier-evidence = Evidence
dossier-time-limits = Time limits
dossier-record = Record
dossier-column-effect = Effect
dossier-column-entry = Entry
dossier-column-time = Stated time
dossier-column-party = Party
dossier-column-act = Act
dossier-column-item = Result
dossier-column-number = Number
dossier-column-exhibit = Exhibit
dossier-column-class = Data class
dossier-column-custody = Chain of custody
dossier-column-step = { $step } { $time } ({ $party })
dossier-items-open = Not answered yet
dossier-no-acts = Nothing has been said yet.

side-ours = ours
side-theirs = theirs

state-pending = pending
state-sent = sent
state-delivered = delivered
state-complete = complete
state-receipt-next = our receipt leaves with the next exchange
state-void = void: { $rule }
state-not-understood = not yet understood
state-unreadable = called unreadable by { $party }
state-applied = in effect
state-on-the-side = noted

entry-line = no. { $index }, { $time }, { $party }: { $act }
time-stated = Stated time
time-proven = Proven time

clock-column-clock = Time limit
clock-column-allowed = Allowed
clock-column-result = Result
clock-column-pauses = Pauses
clock-by = By the words of { $party }
clock-target = due { $time }
clock-overdue = overdue by { $span }
clock-left = { $span } left
clock-paused = { $span } taken off ({ $reason })
clock-stands = The clock stands: { $reason }
clock-by-answerer = By the requested party’s own words
clock-by-requester = By the requesting party’s own words
owed-by = { $party } owes: { $due }, since entry no. { $index }
owed-nothing = Nothing is owed.

missing-title = The request cannot be sent. These fields are missing or do not fit:
missing-line = { $field } ({ $key }): { $must }
