# The pages of counterparts: channels, credentials, pouches as files.

counterparts-title = { $count ->
    [0] No counterpart yet
    [one] One counterpart
   *[other] { $count } counterparts
}
counterparts-none = There is no channel yet. An administrator trusts the credential of the other side; then it opens.
counterparts-party = Counterpart
counterparts-state = State
counterparts-state-in-force = In force
counterparts-state-waits = Waits until the other side has opened it too
counterparts-state-clock = Our clock is in doubt
counterparts-state-revoked = Their credential { $serial } is revoked; a new one must be trusted
counterparts-state-stalled = Part of the record cannot be read
counterparts-state-silent = No word from them for { $span }
counterparts-state-fork = Stopped: the record of { $party } contradicts itself
counterparts-last = Last exchange
counterparts-never = Never yet
counterparts-unreceipted = Waiting for a receipt
counterparts-waiting = { $count ->
    [one] One act waits for their receipt
   *[other] { $count } acts wait for their receipt
}
counterparts-all-receipted = Every act of ours is under their receipt; an entry that only receipts theirs needs none.
counterparts-bring = Bring in a pouch
counterparts-carry = Pouches carried as files
counterparts-bring-why = For when there is no network between the two systems, or none that may be used. Nothing in the file is believed unless its signatures hold; opening it twice does no harm.
counterparts-pouch-file = Pouch as a file
counterparts-bring-do = Open the pouch
counterparts-pouch-title = The pouch of { $party } was opened
counterparts-pouch-brought = { $entries ->
    [0] It brought nothing from { $party } that was not here already.
    [one] It brought one new entry from { $party }. Our receipt leaves with the next exchange.
   *[other] It brought { $entries } new entries from { $party }. Our receipt leaves with the next exchange.
}
counterparts-pouch-fork = The pouch contradicts what was signed before
counterparts-pouch-refused = The pouch was not taken
counterparts-pouch-nothing = Nothing was changed.
counterparts-pouch-new = What came with it
counterparts-pouch-held = { $party } now holds { $held } of our { $all } entries.
counterparts-pouch-drop = Drop the file here, or choose it.
counterparts-to = To { $party }
counterparts-own = Our own credential
counterparts-own-why = Give this file to the other side, then compare the safety number by telephone.
counterparts-own-file = Save our credential
counterparts-print = Fingerprint of the credential
counterparts-key = Fingerprint of its { $algorithm } key
counterparts-exchange = Exchange now
counterparts-rung = The exchange was asked for. What arrives shows here.
counterparts-trusted = The credential is trusted. The channel opens when the other side has done the same.
counterparts-take-out = Take out a pouch
counterparts-health = The channel
counterparts-generation = Generation
counterparts-logs = Both logs as this house holds them
counterparts-log = Log
counterparts-size = Entries
counterparts-under-receipt = Under receipt
counterparts-signed = Last signature
counterparts-root = Root
counterparts-since = Since
counterparts-safety = Safety number
counterparts-safety-why = Both sides see the same number. Read it over the telephone: whoever came in between would have another one.
counterparts-credential = Credential
counterparts-credential-file = Save the credential
counterparts-history = Credentials so far, the newest first
counterparts-past-trusted = Trusted
counterparts-past-seen = Seen, not trusted
counterparts-past-revoked = Revoked
counterparts-zone = Clock of the other desk
counterparts-zone-field = Time zone
counterparts-zone-why = Shown beside ours where a deadline matters. It counts in nothing. The distance from UTC stays the same all year: where their clocks change for summer, choose again when they do.
counterparts-zone-unknown = Not known
counterparts-zone-do = Save
counterparts-zone-set = The time zone was saved.
counterparts-fork-title = One record, two versions that contradict each other
counterparts-fork-what = { $party } has signed two things that cannot both be true. It is as if one page of a bound register existed twice, with different text and the same seal.
counterparts-fork-means = This may be a fault of its system, such as an old backup put back, or it may be meant. Nothing is lost here: both versions are kept, and anybody who holds both credentials can check them without us.
counterparts-fork-next = Nothing more is said in this channel. Speak with the other side by another way; administrators of both sides then open a new generation.
counterparts-fork-found = Found on { $at }.
counterparts-fork-proof = Save the proof
counterparts-trust-title = Trust a credential
counterparts-trust-why = You have received the file of a credential. Before anything is sealed to it, two persons compare a number by voice.
counterparts-trust-file = Credential as a file
counterparts-trust-look = Show the number
counterparts-trust-compare = Compare the number with { $party }
counterparts-trust-of = The file says that it is the credential of { $party }.
counterparts-trust-read = Call the other side on a number that you know from elsewhere. Let them read the number that they see, and type what you hear.
counterparts-trust-number = Number that the other side read
counterparts-trust-number-hint = Sixty digits; blanks do not matter.
counterparts-trust-do = Trust this credential
counterparts-trust-not = Do not trust it
counterparts-lag = Lag
counterparts-ago = { $span } ago
counterparts-ago-of = { $span } since the last exchange; the other side promises one every { $rhythm }
counterparts-fork-past = The channel has gone on in a new generation since; this is kept so that it can be shown.
