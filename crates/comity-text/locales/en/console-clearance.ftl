# The console: drafts on their way through the offices that clear them, and what is new in them.

clearance-title = Clearance
clearance-step = Step
clearance-office = Office
clearance-stands = Where it stands
clearance-clock = Time
clearance-deputy = Deputy
clearance-later = not yet asked
clearance-asked = asked
clearance-cleared = cleared by { $who }, { $at }
clearance-line = { $step }. { $office }: { $state }
clearance-line-clock = { $step }. { $office }: { $state }, { $clock }
clearance-hours = { $count ->
    [one] one hour
   *[other] { $count } hours
}
clearance-until = { $span }; due { $at }
clearance-no-deputy = none
clearance-deputy-at-once = { $who }, at any time
clearance-deputy-late = { $who }, when the time has run out
clearance-planned = These offices are asked when the draft is submitted, one step after the other.
clearance-waits-others = It waits for the offices above. You are not asked, or not yet.
clearance-for = You answer for { $office }.
clearance-for-which = For which office
clearance-remark = Remark
clearance-clear = Clear
clearance-case-looks = You may look at this case because your office is asked to clear a draft of it.

drafts-group-clearing = Being cleared
drafts-to-clear = { $count ->
    [one] One draft waits for your clearance
   *[other] { $count } drafts wait for your clearance
}
draft-did-cleared = { $who } cleared it for { $office }
draft-did-cleared-remark = { $who } cleared it for { $office }: { $reason }
draft-did-sent-back-office = { $who } sent it back for { $office }: { $reason }
draft-because-clearance = Other offices must clear it, and a second person must release it.

draft-changes-since-cleared = What is new since { $who } cleared it, { $at }
draft-changes-since-sent-back = What is new since { $who } sent it back, { $at }
draft-changes-since-submitted = What is new since { $who } first submitted it, { $at }
draft-changes-before = Before
draft-changes-now = Now
draft-changes-part = { $name }, { $more }
draft-changes-list = { $rows ->
    [one] one row
   *[other] { $rows } rows
}: { $added } new, { $gone } gone
draft-changes-file = attached
draft-changes-no-file = not attached
draft-changes-other-file = another file of this name

desk-clears = Waits for your clearance
desk-clear = Clear: { $act }
