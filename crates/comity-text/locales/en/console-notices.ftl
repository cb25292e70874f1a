# The console: webhooks and mail notices. Neither ever says what a case says.

house-webhooks = Webhooks

hook-title = { $count ->
    [0] No program is told what happens here
    [one] One webhook
   *[other] { $count } webhooks
}
hook-one-title = Webhook: { $label }
hook-why = A webhook tells a program of this house that something happened: kind, channel, case and time, never what was said. It is signed by Standard Webhooks, and tells only what its owner may know of.
hook-none = Make one below, and give its secret to whoever runs the program.
hook-make = Make a webhook
hook-address = Address
hook-address-hint = Such as https://board.house.example/comity. It cannot be changed later.
hook-owner = Owner
hook-owner-hint = What the owner may not know of is not told. It cannot be changed later.
hook-kinds = Tells of
hook-kind = Kind
hook-kind-act-received = acts that come in
hook-kind-act-sent = acts that go out
hook-kind-deadline-passed = deadlines that ran out
hook-since = Since
hook-by = Made by
hook-next = Next try
hook-tries = { $count ->
    [one] one try in vain
   *[other] { $count } tries in vain
}
hook-state-proposed = waits for a second person
hook-state-active = tells
hook-state-paused = stopped
hook-state-failed = given up
hook-state-gone = receiver gone
hook-secret = The secret of this webhook
hook-secret-once = It is shown now and never again. Give it to the program that is told; it checks the signature with it.
hook-secret-before = The one before also signs for a day.
hook-waits = It tells nothing until a security officer who did not make it confirms address and owner.
hook-ended = It tells nothing any more: the receiver did not answer for three days, or said that it is gone. Let it go on when the receiver is back; it goes on where it stood.
hook-test = Send a test
hook-pause = Stop
hook-resume = Let it go on
hook-rotate = Draw another secret
hook-deliveries = Last tries
hook-deliveries-none = Nothing was sent yet.
hook-taken = taken
hook-not-taken = not taken
hook-answer = Answer
hook-answered = HTTP { $status }
hook-id = Id

house-done-hook-removed = The webhook is removed.
house-done-hook-confirmed = The webhook is confirmed. It tells what happens from now on.
house-done-hook-paused = The webhook is stopped.
house-done-hook-resumed = The webhook goes on.
house-done-hook-tested = A test is on its way; it stands in the list below when it was tried.

notices-title = Mail notices
notices-why = A notice says that something waits here, of which kind and how much. It never says what; that you read here.
notices-no-mail = This house sends no mail: its configuration names no server for it. What you choose is kept.
notices-address = Your address
notices-address-hint = Leave it empty to get no mail. A new address must be confirmed.
notices-confirmed = It is confirmed.
notices-confirm = Confirm the address
notices-confirm-why = A code was sent to { $address }. Nothing else goes there before the code is typed here.
notices-code = Code of eight digits
notices-code-again = Send another code
notices-wants = Tell me of
notices-want-assigned = cases that are given to me
notices-want-clear = drafts that wait for me to clear them, for my office or as its deputy
notices-want-release = drafts that wait for my release
notices-want-returned = drafts of mine that are sent back
notices-want-translate = translations that are asked of me or my office
notices-want-deadline = deadlines of my cases that are near
notices-want-spoke = cases of mine in which the counterpart spoke last
notices-hours = Hours before a deadline
notices-rhythm = How often
notices-at-once = at once
notices-daily = once a day, at eight in the morning

account-done-notices = Your choice is kept.
account-done-notices-code = Another code is on its way.
account-done-notices-confirmed = The address is confirmed.
