# A case on the terminal, on paper and on the page.

case-title = Case { $id }
case-requesting = Requesting party
case-requested = Requested party
case-status = Status
case-urgency = Urgency
case-assistance = Assistance
case-offence = Offence
case-opened = Opened
case-office = Office
case-duty = Duty number
case-profile = Profile
case-exercise = Exercise
case-escalated = Escalated
case-disputed = Disputed
case-channel = Channel
case-items = Items
case-items-progress = { $done } of { $total } done with
case-conditions = Conditions
case-condition-undertaken = undertaken in entry no. { $index }
case-condition-waiting = waiting for the written undertaking
case-evidence = Evidence
case-preservation = Preserved until { $until }
case-time-limits = Time limits
case-record = Record
case-no-acts = Nothing has been said yet.

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
state-on-the-side = on the side

entry-number = entry no. { $index }
entry-line = no. { $index }, { $time }, { $party }: { $act }
time-stated = Stated time
time-proven = Proven time

clock-limit = Limit
clock-target = due { $time }
clock-overdue = overdue by { $span }
clock-left = { $span } left
clock-paused = paused: { $span } taken off ({ $reason })
clock-stands = The clock stands: { $reason }
clock-by-answerer = by the requested party’s own words
clock-by-requester = by the requesting party’s own words
owed-by = { $party } owes: { $due }, since entry no. { $index }
owed-nothing = Nothing is owed.

missing-title = The request cannot be sent. These fields are missing or do not fit:
missing-line = { $field }: { $must }
