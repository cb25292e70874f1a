# The status report on cases, for people. What both sides sign is its canonical JSON.
# $first and $second are names of the parties in the order of this original.

report-title = Status report on cases
report-between = { $first } and { $second }
report-original = This report is made in two originals, one for { $first } and one for { $second }. This is the original of { $first }. Each is in English and in Chinese, and both texts are equally authentic.
report-rendering = What both parties sign is the canonical JSON of this report, fingerprint { $fingerprint }. This text is a rendering of it.
report-computed = Both parties compute this report from the two logs alone and obtain the same bytes for the same cut.

report-basis = Basis
report-as-of = As of
report-period = Period
report-period-span = cases opened from { $from } until before { $until }
report-period-from = cases opened from { $from }
report-period-until = cases opened before { $until }
report-period-all = all cases of the channel
report-log = Log of { $party }
report-log-value = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}, last stated time { $last }
report-root = Root of the log of { $party }
report-generation = Generation
report-format = Format of the report
report-rules = Rules version

report-column-code = Kind
report-column-total = Total
report-column-asked = Asked by { $party }
report-column-of = { $party }
report-column-clock = Time limit
report-column-in-time = In time
report-column-late = Late
report-column-contested = Contested
report-column-running = Running
report-column-ended = Ended
report-column-words = By the words of
report-column-median = Median
report-column-p90 = 90th percentile
report-column-paused = Paused in all
report-column-case = Case
report-column-owes = Owed by
report-column-allowed = Allowed
report-column-result = Result
report-column-since = Since
report-column-begun = Began with
report-column-party = Party
report-column-from = From
report-column-to = To
report-column-reason = Reason
report-count-share = { $count } ({ $share })

report-dossiers = Cases
report-dossiers-caption = What each party asked for
report-requests = Requests for assistance
report-escalated = of these escalated
report-queries = Queries
report-spontaneous = Spontaneous information
report-by-status = Requests by status
report-by-urgency = Requests by urgency
report-by-assistance = Requests by type of assistance
report-by-offence = Requests by offence category
report-by-channel = Requests by channel
report-items = Items
report-items-caption = Items sent with requests, and what became of them
report-items-sent = Items sent
report-items-ended = Items with a result
report-items-by-kind = Items by kind
report-items-by-fate = Items by result
report-items-by-ground = Items not done, by ground
report-clocks = Time limits
report-clocks-caption = Answers owed by { $party }: results
report-clocks-times = Answers owed by { $party }: time taken
report-clocks-note = Late is what is late by the words of the requested party itself. In time is what is in time by the words of the requesting party itself. What lies between is contested. Pauses are taken off and shown apart; shares are of those in time, late and contested.
report-overdue = Past the time limit and not answered
report-overdue-caption = Late or contested, and still waiting
report-silent = Owed and unanswered
report-silent-caption = Obligations past their time limit in which nothing was said since they began
report-begun = { $entry } of { $party }
report-quality = Quality of answers
report-quality-caption = Answers as assessed by the requesting party
report-quality-useful = Useful
report-quality-not-useful = Not useful
report-quality-disputed = Assessments disputed
report-record = The record
report-record-caption = What stands in the log of each party without effect, or in disagreement
report-record-bad = Entries called unreadable by the reader
report-record-void = Void acts
report-record-void-caption = Void acts by rule
report-record-disputes = Disputes
report-record-notices = Technical notices
report-record-later = Acts not yet understood
report-suspended = Suspensions
report-suspended-caption = Times in which the channel was suspended
report-suspended-open = not resumed
report-exercises = Exercises: { $count }, in no other number of this report.
report-exercises-caption = Exercises by status
report-none = None.

report-signatures = Signatures
report-sign-for = For { $party }
report-sign-name = Name:
report-sign-office = Office:
report-sign-date = Date:
