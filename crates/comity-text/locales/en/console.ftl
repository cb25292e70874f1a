# The console: frame, way in, desk, cases.

console-language-name = English
console-skip = Skip to the work
console-rooms = Rooms
console-room-desk = Desk
console-room-cases = Cases
console-room-drafts = Drafts
console-room-translations = Translations
console-room-counterparts = Counterparts
console-room-record = Record
console-room-reports = Reports
console-room-administration = House
console-sign-in = Sign in
console-sign-out = Sign out
console-name = Name
console-password = Password
console-one-time-code = One-time code
console-one-time-code-hint = Six digits from your authenticator app, or a recovery code.
console-link-for = This link signs in { $who }.
console-link-once = It works once.
console-times-in = Times are shown in { $zone }.
console-both-times = { $here }; { $party } { $there }
console-clock = By your clock, { $zone }.
console-clocks = By your clock, { $zone }; { $party } has { $there }.
console-help = Help
console-code = Code: { $code }
console-to-desk = To the desk
console-news = Something new has arrived.
console-keys = Keys
console-keys-search = Go to the search field
console-close = Close
console-exercise = Exercise
console-pages = Pages
console-page-before = Previous page
console-page-next = Next page
console-late-by = late by { $span }
console-in = in { $span }

desk-title = { $count ->
    [one] One thing needs you
   *[other] { $count } things need you
}
desk-nothing = Nothing needs you now
desk-nothing-why = Nothing is due, nothing waits for you to clear, release, translate or confirm it, and nobody spoke since you last answered.
desk-to-cases = Look through all cases
desk-needs = Needs you
desk-due = Due
desk-waits = Waiting
desk-what = What to do
desk-owes = What they owe
desk-matter = Matter
desk-with = With
desk-since = for { $span }
desk-releases = Waits for release
desk-confirms = Waits for your confirmation
desk-confirm = Confirm: { $what }
desk-confirm-role = Confirm the role: { $role }
desk-whom = For whom
desk-asked-by = Asked by
desk-asked = asked by { $who }
desk-translations = Waits for your translation
desk-translate = Translate: { $act }
desk-translations-all = All that waits for its translation
desk-office-title = { $count ->
    [one] One matter is due in your office
   *[other] { $count } matters are due in your office
}
desk-office = Due in your office
desk-owed = Owed to us
desk-more = { $count ->
    [one] and one more deadline
   *[other] and { $count } more deadlines
}
desk-returned = Sent back to you
desk-mend = Mend: { $act }
desk-sent-back = sent back by { $who }
desk-release = Release: { $act }
desk-draft = Draft { $draft }
desk-by = by { $who }
desk-say-again = Say again: { $act }
desk-spoke = Read what they said: { $act }
desk-stalled = Part of the record with { $party } cannot be read, so something that needs you may be missing here. Tell your administrator.
desk-channels = Channels
desk-channels-well = { $count ->
    [one] The channel with { $party } is in order; last word from them { $span } ago
   *[other] All { $count } channels are in order; the longest silence is that of { $party }, { $span }
}
desk-channels-others = { $count ->
    [one] The channel with { $party } is in order
   *[other] The other { $count } channels are in order
}
desk-channels-more = { $count ->
    [one] One more channel is not in order
   *[other] { $count } more channels are not in order
}
desk-channels-none = No channel to a counterpart yet
desk-channel-wrong = { $party }: { $state }

cases-title = { $count ->
    [0] No cases
    [one] One case
   *[other] { $count } cases
}
cases-status = Status
cases-urgency = Urgency
cases-sort = Order
cases-sort-deadline = Nearest deadline first
cases-sort-updated = Last changed first
cases-sort-opened = Last opened first
cases-any = Any
cases-filter = Filter
cases-none = No case passes this filter.
cases-all = Show all cases
cases-due = Next deadline
cases-case = Case
cases-what = What
cases-with = Between
cases-items = Items
cases-asked-them = we asked { $party }
cases-asked-us = { $party } asked us

case-page-reads = Your role reads this case; officers, counsel, analysts and the duty desk write in it.
case-page-untitled = A case
case-page-exercise = This is an exercise. It has its own clocks and stands in no statistics.
case-page-clocks = Clocks
case-page-tracks = What both sides said
case-page-we = We said ({ $party })
case-page-they = They said ({ $party })
case-page-void = Void:
case-page-text = Text
case-page-foreign = The text is of a form that this program does not know.
case-page-erased = The text was erased.
case-page-closed = The text does not open with our keys.
case-page-absent = The text is not held here.
case-page-pending = no system receipt yet
case-page-delivered = system receipt
case-page-complete = system receipt, all attachments held
case-page-received = received
case-page-entry = Entry { $entry }
case-page-home = At home
case-page-never = Who holds a case, notes and labels never leave this house.

err-console-page-absent =
    .what = There is no such page.
    .why = The address names nothing here, or nothing that you may see.
    .next = Go to the desk, or ask whoever gave you the address.
err-console-form-forged =
    .what = The form was not taken.
    .why = It did not come from a page of your present session.
    .next = Open the page anew and send the form again.
err-console-too-many-at-once =
    .what = You have too much under way at once.
    .why = Files that are being sent or scanned, and streams of events, are { $most } for each person, and there is a limit for all.
    .next = Wait until some of it has ended, and try again.
err-console-form-unread =
    .what = The form was not taken.
    .why = It is too long, or a field is missing or not of the right kind.
    .next = Go back, check the fields, and send the form again.
err-console-bug =
    .what = The page could not be made.
    .why = This should not happen.
    .next = Try again; if it happens again, give the code and the time to your administrator.
err-console-not-loopback =
    .what = The console is not served.
    .why = { $address } is not on loopback, and the console speaks plain HTTP.
    .next = Serve it on 127.0.0.1 and put a proxy that speaks TLS in front of it.
