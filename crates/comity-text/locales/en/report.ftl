# The status report on cases, for people. What both sides sign is its canonical JSON.
# $first and $second are the short names of the parties in the order of this original.

report-title = Status report on cases
report-between = { $first } and { $second }
report-original = This report is made in two originals, one for { $first } and one for { $second }; this is the original of { $first }. Each is in English and in Chinese, and both texts are equally authentic.
report-rendering = What both parties sign is the canonical JSON of this report, fingerprint { $fingerprint }. This text is a rendering of it.
report-computed = Both parties compute this report from the two logs alone and obtain the same bytes for the same cut.

report-head = Basis
report-fact-as-of = As of
report-fact-period = Period
report-fact-period-span = { $from } to { $to }
report-fact-period-all = since the channel was opened
report-fact-log = Log of { $party }
report-fact-log-value = { $size ->
    [one] { $size } entry
   *[other] { $size } entries
}, root { $root }, last stated time { $last }
report-fact-generation = Generation
report-fact-format = Format of the report
report-fact-rules = Rules version

report-column-total = Total
report-column-by = By { $party }
report-column-status = Status
report-column-category = Offence category
report-column-assistance = Type of assistance
report-column-urgency = Urgency
report-column-item = Result
report-column-number = Number
report-column-clock = Time limit
report-column-in-time = In time
report-column-late = Late
report-column-contested = Contested
report-column-running = Running
report-column-ended = Ended
report-column-median = Median
report-column-p90 = 90th percentile
report-column-paused = Paused time
report-column-case = Case
report-column-owes = Owes
report-column-due = Due
report-column-since = Since entry
report-column-overdue = Overdue by
report-column-quality = Completeness
report-column-useful = Useful
report-column-not-useful = Not useful
report-column-rule = Rule
report-column-party = Party
report-column-entry = Entry
report-column-from = From
report-column-to = To
report-column-reason = Reason

report-cases = Cases
report-cases-caption = Cases by status
report-cases-by-category = Cases by offence category
report-cases-by-urgency = Cases by urgency
report-cases-by-assistance = Cases by type of assistance
report-items = Items
report-items-caption = Items by result
report-clocks = Time limits
report-clocks-caption = Time limits of { $party } as requested party
report-clocks-note = Late is what is late by the words of the requested party itself; in time is what is in time by the words of the requesting party itself; what lies between is contested. Pauses are taken off and shown apart.
report-overdue = Overdue and unanswered
report-overdue-caption = Obligations past their time limit
report-overdue-none = No obligation is past its time limit.
report-quality = Quality of answers
report-quality-caption = Answers of { $party } as assessed by the requesting party
report-record = The record
report-record-caption = Verdicts, void acts and disputes
report-record-bad = Entries called unreadable
report-record-void = Void acts
report-record-disputes = Disputes
report-record-not-understood = Acts not yet understood
report-suspended = Suspensions of the channel
report-suspended-open = until further notice
report-exercises = { $count ->
    [one] { $count } exercise is not counted above.
   *[other] { $count } exercises are not counted above.
}
report-none = None.

report-sign = Signatures
report-sign-for = For { $party }
report-sign-name = Name
report-sign-office = Office
report-sign-date = Date
