# The command line: answers, headings, and the errors that only it can have.

cli-error = Error:
cli-why = Why:
cli-cause = Detail:
cli-next = Next:
cli-system-address-elsewhere = the address is not of this machine
cli-system-address-in-use = the address is taken
cli-system-denied = not allowed
cli-system-ends-early = it ends too early
cli-system-exists = it is there already
cli-system-full = no room is left
cli-system-is-folder = it is a folder
cli-system-no-folder = something on the way is no folder
cli-system-not-found = it is not there
cli-system-read-only = nothing can be written there
cli-pair = { $name }: { $value }
cli-with-more = { $name } ({ $more })
cli-yes = yes
cli-no = no
cli-written = Written: { $path }

cli-ask-passphrase = Passphrase of the keys:
cli-ask-new-passphrase = New passphrase for the keys (at least 8 characters):
cli-ask-passphrase-again = The same again:

cli-init-made = { $party } has a node in { $home }.
cli-init-credential = Credential, for your counterparts: { $path }
cli-init-revocation = Revocation, to be kept apart until it is needed: { $path }
cli-init-seed = Seed of the credential key. It is shown once and kept nowhere: write it down and lock it away.
cli-init-after-loss = This credential comes after a loss of keys. When both sides have trusted each other anew by the safety number, run “comity recover PARTY” for each counterpart: it hands back the record of before.
cli-init-next = Next: give the credential to a counterpart, and trust theirs with “comity credential trust FILE”.

cli-credential-title = Credential
cli-fact-party = Party
cli-fact-name = Name
cli-fact-serial = Serial
cli-fact-issued = Issued
cli-fact-fingerprint = Fingerprint
cli-fact-suites = Sealing suites
cli-fact-endpoints = Addresses
cli-fact-offices = Offices
cli-fact-rhythm = Rhythm
cli-safety-number = Safety number with { $party }. Compare it by voice, then trust the credential with --safety-number: { $number }
cli-safety-confirm = Does it agree? (y/n)
cli-trusted = { $party } is trusted. The channel is in force when it trusts us too and both have exchanged.
cli-trusted-recover = { $party } is trusted. The keys of our earlier credentials are not here: when it has trusted our new credential too, run “comity recover { $party }” before anything else.

cli-serving = Serving counterparts on { $listen }; health and numbers on { $operate }; the console on { $console }. End with Ctrl-C.
cli-exchanged = Exchanged with { $party }: { $entries } of their entries came, { $receipted } of ours were receipted.
cli-exchanged-attachments = Attachments: { $in } came, { $out } went.
cli-spool-read = The spool for { $party }: { $pouches } pouches were opened and brought { $entries } entries.
cli-spool-waits = Not opened: { $file } ({ $code }).
cli-spool-written = Laid into the outbox: { $path }
cli-moving = Moving attachments
cli-sealing = Sealing
cli-copying = Copying
cli-recovering = Recovering
cli-recovered = The record with { $party } is back: { $ours } of our entries, { $theirs } of theirs. The generation goes on.
cli-recovered-lost = The counterpart { $party } handed back { $ours ->
    [one] { $ours } of our entries
   *[other] { $ours } of our entries
} from before the loss of our keys. Nothing is signed in those generations any more. An administrator of each side must open a new generation with “comity channel reopen”.
cli-reopened-acts = { $opened ->
    [one] { $opened } act of before can be read again
   *[other] { $opened } acts of before can be read again
}, with file keys that { $party } handed over and that fit the sealed bytes. Without a key stayed: { $closed }.
cli-recovered-withheld = { $party } says that { $withheld ->
    [one] { $withheld } body
   *[other] { $withheld } bodies
} of our own acts were erased, and nothing here shows that they are what it says: they count as withheld, and nothing was erased for it.
cli-own-by-them = Our credential { $serial } of before is known from { $party } alone: { $fingerprint }. Compare it with a copy or a printed fingerprint, if there is one.
cli-handed-back = { $party } signed at { $time } that it held { $size ->
    [one] { $size } entry
   *[other] { $size } entries
} of our log then and knew of no more. All keys of its credential (serial { $serial }) have signed: { $keys }. “comity receipt export { $party } --kind handed-back” makes a proof of it.
cli-recovered-short = The counterpart { $party } handed back { $ours } of our entries, which does not end where we last signed. An administrator must open a new generation.

cli-left-behind = Void, because it did not reach the other side in its generation: { $act }. Say it again.
cli-channels = Channels
cli-col-generation = Generation
cli-col-state = State
cli-col-ours = Our entries, receipted / all
cli-col-theirs = Their entries, covered / held
cli-col-fresh = Their last signature
cli-state-in-force = in force
cli-state-waits = waits for the counterpart
cli-state-revoked = their credential { $serial } is revoked: ask for the new one, trust it, then “channel reopen”
cli-state-clock = our clock is in doubt

cli-record = The record
cli-record-caption = { $log }: { $size } entries, { $receipted } receipted
cli-record-written = { $count } files written to { $path }
cli-entry-opening = opening of the generation
cli-entry-receipt = receipt entry
cli-entry-closed = act that was not opened
cli-col-seen = Had seen
cli-act-id = Id of the act
cli-leaf = Leaf as signed
cli-checkpoint = Checkpoint that covers it
cli-receipt = Receipt that covers it
cli-proof-written = Proof written to { $path }. Whoever has it and both credentials can check it with “comity receipt verify”.
cli-proof-beside = Sealed attachment beside the proof: { $path }. Give it with the proof, under this name.

cli-media-written = { $count } sealed files written to { $path }
cli-media-read = { $count } attachments are complete

cli-people = People
cli-col-name = Name
cli-col-office = Office
cli-col-duty = Duty number
cli-col-roles = Roles
cli-role-officer = officer
cli-role-releaser = releaser
cli-role-counsel = counsel
cli-role-analyst = analyst
cli-role-duty = duty
cli-role-registry = registry
cli-role-translator = translator
cli-role-auditor = auditor
cli-role-administrator = administrator
cli-role-security = security officer
cli-active = active
cli-disabled = disabled
cli-person-added = { $name } is registered.
cli-person-disabled = { $name } may no longer act.
cli-person-enabled = { $name } may act again.
cli-person-enabled-waits = { $name } may act again, but without these roles until the security officer confirms them: { $roles }
cli-role-waits = { $name } gets the role { $role } when a security officer confirms it.
cli-role-granted = { $name } has the role { $role }.
cli-role-removed = { $name } no longer has the role { $role }.
cli-person-lost = It was asked that { $name } be let in. A security officer who did not ask makes the link.
cli-link-made = Link for { $name }, to be opened in a browser while the service runs. It is shown once, and good for one use within 24 hours: hand it over in person.
cli-link-first = Link of the first administrator, to be opened in a browser while the service runs, before anybody is registered. It is shown once, and good for one use within 24 hours.
cli-offices = Offices
cli-col-code = Code
cli-col-parent = Above it
cli-col-en = English name
cli-col-zh = Chinese name
cli-office-added = The office { $code } is there.
cli-office-waits = The office { $code } is there. It stays at its place until a security officer confirms the new one.
cli-office-moved = The office { $code } stands below { $parent }.
cli-person-moved = { $name } belongs to { $office }.
cli-move-waits = { $name } belongs to { $office } when a security officer confirms it.
cli-passkeys = Passkeys
cli-col-added = Added
cli-col-host = Signs in at
cli-passkey-removed = The passkey { $id } signs nobody in any more.
cli-office-removed = The office { $code } was removed.
cli-tokens = Tokens
cli-col-id = Id
cli-col-label = Called
cli-col-scopes = Scopes
cli-col-ends = Ends
cli-col-used = Last used
cli-token-made = Token. It is shown once and kept nowhere.
cli-token-revoked = The token { $id } opens nothing any more.

cli-webhooks = Webhooks
cli-webhook-sent = Last tries
cli-col-address = Address
cli-col-owner = Owner
cli-col-kinds = Tells of
cli-col-since = Since
cli-col-kind = Kind
cli-col-answer = Answer
cli-webhook-made = The webhook { $id } is made. Its secret is shown once:
cli-webhook-waits = It tells nothing until a security officer who did not make it confirms it.
cli-webhook-rotated = The new secret of the webhook { $id } is shown once. The one before signs for another day.
cli-webhook-confirmed = The webhook { $id } tells what happens from now on.
cli-webhook-paused = The webhook { $id } is stopped.
cli-webhook-resumed = The webhook { $id } goes on.
cli-webhook-tested = A test of the webhook { $id } goes out with the running service.
cli-webhook-removed = The webhook { $id } is removed.

cli-trail-pruned = { $count ->
    [0] Nothing is older than { $days } days.
    [one] One entry older than { $days } days was taken away. The first that is kept is number { $first }.
   *[other] { $count } entries older than { $days } days were taken away. The first that is kept is number { $first }.
}
cli-trail-would-prune = { $count ->
    [0] Nothing is older than { $days } days.
    [one] One entry older than { $days } days would be taken away. The first that is kept would be number { $first }.
   *[other] { $count } entries older than { $days } days would be taken away. The first that is kept would be number { $first }.
}
cli-trail-held-back = Older entries stay, since they have not left by syslog yet.
cli-trail = Audit trail
cli-trail-caption = { $count } entries in all, each linked to the one before
cli-trail-link = Last link
cli-col-number = Number
cli-col-time = Time
cli-col-who = Who
cli-col-did = Did
cli-col-what = What

cli-search = Search
cli-search-found = { $count ->
    [0] Nothing found
    [one] { $count } case on this page
   *[other] { $count } cases on this page
}
cli-search-more = There is more: --page { $page }.
cli-config-index-clear = Note: this volume is not known to be encrypted, and the index of search holds text in clear. Keep the home on an encrypted volume, or switch search.index off.
cli-inbox = Inbox
cli-inbox-clear = { $office } is to clear: { $act }
cli-inbox-new = New request
cli-inbox-returned = Sent back by { $who }: { $act }
cli-inbox-release = Draft to release
cli-inbox-translate = Text to translate
cli-inbox-confirm = For a second person to confirm
cli-what-why-next = { $what } { $why } { $next }
cli-inbox-stalled = Shown only in part
cli-inbox-again = Void, to be said again
cli-status-served = A service is running for this home.
cli-status-not-served = No service is running for this home; “comity serve” starts it.
cli-status-waiting = Waiting for us: { $count }
cli-watch-line = { $time } { $party } ({ $whose }): { $act } { $case }

cli-config-title = Configuration
cli-config-breached = New passwords are looked up in a list of breached ones
cli-config-sealed = Keys under a passphrase
cli-config-private = Folder of keys for its owner alone
cli-config-writable = Home can be written
cli-keys = Keys
cli-col-key = Key
cli-col-algorithms = Algorithms
cli-col-place = Place
cli-col-can-leave = Can leave
cli-key-log = own log
cli-key-fresh = fresh signatures
cli-key-holds = receipts
cli-key-age = opening what is sealed to us
cli-key-tls = connections
cli-key-credential = credentials

err-cli-no-home =
    .what = No home was named.
    .why = A command works on one node, and its home is a folder.
    .next = Name it with --home DIR, or set COMITY_HOME.
err-cli-no-party =
    .what = No counterpart was named.
    .why = What is not said in a case is said to somebody.
    .next = Add the name of the counterpart; “comity channel list” shows them.
err-cli-not-a-credential =
    .what = { $path } is not a credential.
    .why = The file named with “--credential” cannot be read as one. The proof was not looked at.
    .next = Name the credential files of both parties, as “comity credential show --out FILE” writes them.
err-cli-credential-not-given =
    .what = No credential of { $party } was given.
    .why = The proof holds signatures of this party, and only its credential says which keys are its own.
    .next = Add “--credential FILE” with its credential, compared by telephone.
err-cli-file-absent =
    .what = The file is not there.
    .why = There is no file of this name: { $path }
    .next = Check the name and the folder.
err-cli-file-exists =
    .what = The file is there already.
    .why = Nothing is ever overwritten: { $path }
    .next = Choose another name, or move the file away.
err-cli-file-io =
    .what = The file could not be read or written.
    .why = { $path }: { $cause }
    .next = Check the path and the disk, then try again.
err-config-exposed =
    .what = Others than the owner may use parts of this home.
    .why = Their access rights are open: { $places }
    .next = Take the rights back (chmod go-rwx). If others were on this machine, treat the keys as stolen.
err-cli-file-link =
    .what = The file is a link and was not attached.
    .why = { $path } leads to { $target }: what is sealed must be what was named.
    .next = Look at where it leads, and name that file itself.
err-cli-file-not-plain =
    .what = This is no plain file.
    .why = A pipe or a device may never end: { $path }
    .next = Name a file. Where the command takes “-”, that is standard input.
err-cli-file-too-long =
    .what = The file is too long.
    .why = No file of this kind has more than 1 GiB: { $path }
    .next = Check that this is the file you meant.
err-cli-file-not-writable =
    .what = The file cannot be written there.
    .why = The folder is read-only, or not open to this user: { $path }
    .next = Choose another folder, or correct the access rights.
err-cli-disk-full =
    .what = The disk is full.
    .why = The file was not written whole: { $path }
    .next = Make room, or choose another place, then try again.
err-cli-answer-lost =
    .what = The answer could not be written.
    .why = The command did its work, but standard output took no more: { $cause }
    .next = Make room. Look at what was done before you give the command again.
err-cli-suite =
    .what = This is not a sealing suite.
    .why = “{ $name }” is not known; there are age-hybrid and age-x25519.
    .next = Name them in order of preference, separated by commas.
err-cli-office =
    .what = This does not name an office.
    .why = “{ $text }” is not of the form CODE=English name/Chinese name.
    .next = Write, for example, “D-17=Duty desk/Zhiban shi”, with the Chinese name after the stroke.
err-cli-passphrase-short =
    .what = The passphrase is too short.
    .why = Whoever copies the file of keys can try passphrases for as long as they like.
    .next = Choose at least 8 characters; several words are better.
err-cli-passphrase-none =
    .what = No passphrase was given.
    .why = The keys of a new node are sealed under one, and there is no terminal to ask on.
    .next = Give it with “--passphrase-file”, or leave the keys to the rights of their file with “--no-passphrase”.
err-cli-folder-not-empty =
    .what = The folder is not empty.
    .why = Nothing is ever overwritten or mixed with other files: { $path }
    .next = Choose a new folder.
err-cli-passphrase-differs =
    .what = The two passphrases differ.
    .why = A slip of the keyboard would lock the keys for good.
    .next = Try again.
err-cli-not-confirmed =
    .what = The credential was not trusted.
    .why = The safety number has to be compared by voice first.
    .next = Call the counterpart on a number that you know, compare all digits, then give them with --safety-number.
err-cli-address =
    .what = This is not an address.
    .why = “{ $text }” is not of the form IP:PORT.
    .next = Write, for example, 0.0.0.0:7443.
err-cli-set =
    .what = This is not a field with its value.
    .why = “{ $text }” has no equals sign.
    .next = Write KEY=VALUE, such as ground=R12.
err-cli-which =
    .what = It is not said which items this result is for.
    .why = Nothing is taken for granted here: what was answered for an item stays in the record.
    .next = Add “--which all”, or numbers such as “--which 1-50,60”; “comity case items” lists them.
err-cli-office-unknown =
    .what = Our credential has no office “{ $text }”.
    .why = Acts name their office, and the other side knows only those of the credential: { $known }
    .next = Use one of them. A further office needs a new credential.
err-cli-cut =
    .what = This is not a cut.
    .why = A cut names the sizes of both logs.
    .next = Write A:B, the size of the log of the party whose name sorts first, then of the other.
err-cli-side-needs-party =
    .what = A side can only be chosen in one channel.
    .why = Ours and theirs have their meaning between two parties.
    .next = Name the counterpart too.
err-cli-no-attachment =
    .what = There is no such attachment.
    .why = “{ $name }” is neither the number nor the name of an attachment of this case whose body is open.
    .next = Look at “comity evidence list”.
err-cli-no-form =
    .what = No certification form was named.
    .why = There are six, and neither --form nor the act that handed the exhibit over names one.
    .next = Add --form with one of: { $codes }.
err-cli-no-exhibit =
    .what = There is no such exhibit.
    .why = No act of this case handed over an exhibit with the number “{ $number }”. Handed over: { $known }
    .next = Give one of these numbers; “comity case show” has the exhibits.
err-cli-kind-unknown =
    .what = There is no act of the kind “{ $kind }”.
    .why = The closest that may be said now: { $closest }
    .next = Choose one of all that may be said now: { $permitted }
err-cli-rotate-served =
    .what = The keys were not replaced: “comity serve” runs for this home.
    .why = The service has the old keys in memory and would go on signing with them.
    .next = Stop the service, give the command again, then start the service.
err-cli-no-entry =
    .what = There is no such entry.
    .why = The log ends before entry no. { $entry }.
    .next = Look at “comity record list”.
err-serve-runtime =
    .what = The service could not start.
    .why = The system gives no threads or timers: { $cause }
    .next = Free resources of the machine, then try again.
err-serve-address =
    .what = The service cannot listen.
    .why = The address is taken, not allowed, or not of this machine: { $cause }
    .next = Choose another with --listen, --ops and --console, or in comity.toml.
err-serve-task =
    .what = A part of the service ended by itself.
    .why = This should not happen: { $cause }
    .next = Start it again, and report it with this code.

cli-pouch-opened = The pouch of { $party } brought { $entries ->
    [one] { $entries } entry
   *[other] { $entries } entries
}. Our receipt leaves with our next pouch.
cli-pouch-title = Pouch
cli-pouch-from = From
cli-pouch-to = For
cli-pouch-start = First entry
cli-pouch-entries = Entries
cli-pouch-acts = Acts
cli-pouch-log = Its log has so many entries
cli-pouch-receipt = It receipts so many of ours
cli-pouch-unverified = This is what the file says of itself. Nothing was verified and nothing was changed.
cli-auditing = Verifying
cli-audit = Audit of the store
cli-audit-entries = Entries
cli-audit-contents = Sealed files
cli-audit-erased = Erased
cli-audit-notes = Signed notes
cli-audit-credentials = Credentials
cli-audit-attachments = Attachments read
cli-audit-found = What does not fit
cli-audit-findings = What does not fit
cli-col-about = Where
cli-backup-with-keys = The keys are in it: guard it like the keys.
cli-backup-without-keys = The keys are not in it.
cli-restored = The backup is restored. Run “comity recover”: nothing is signed before the store stands where we last signed.
cli-restored-unsure = Nobody knows how far we signed for { $party }: its channel goes on in a new generation.
cli-erase-dry = Nothing was erased: this is what would be.
cli-erased = Erased for good. The record and every report stay the same.
cli-erase-drafts = Drafts of its translation, which go with it: { $drafts }
cli-erase-translation = The translation that is kept of it goes with it.
cli-erase-gone = erased
cli-erase-there = held
cli-erase-body = text
cli-erase-attachment = attachment { $number }
cli-erase-hold = A legal hold of { $by } stops this: { $reason }
cli-hold-put = { $case } is on hold: nothing of it is erased.
cli-hold-lifted = The hold on { $case } is lifted.
cli-identity-written = The identities lie in { $path }. Whoever has this file reads everything that was sealed to this node.
err-cli-audit-found =
    .what = Something in the store does not fit.
    .why = { $count } findings: bytes differ from what was signed, or from what follows from it.
    .next = Keep the store as it is, and recover from the counterpart into a new home.
err-cli-ground =
    .what = This is not a ground for erasing.
    .why = “{ $text }” is not known.
    .next = Use one of: “retention”, “order”, “person”, “agreement”, “mistake”.
err-cli-hold-reason =
    .what = A hold needs its reason.
    .why = Whoever lifts it must know why it was put.
    .next = Add --reason.
err-cli-identity-guard =
    .what = The identities were not written.
    .why = Whoever has them reads everything that was sealed to this node, for good.
    .next = If a stock tool has to open sealed files, add --i-understand.
cli-rotated = Credential { $serial } is in force. Counterparts told: { $count }. It reaches each with the next exchange.
cli-revoked = The revocation of credential { $serial } of { $party } is in our record. Statements under it count as far as our earlier entries cover them.
cli-reopened = Generation { $generation } of the channel with { $party } is opened on our side. It is in force when the counterpart has done the same and both have exchanged.
err-cli-revoke-own =
    .what = This is the revocation of our own credential.
    .why = Those who rely on the credential record its revocation: the counterparts.
    .next = Give the file to every counterpart, which runs “comity credential revoke FILE”; then replace the keys.
err-cli-reopen-guard =
    .what = The channel was not reopened.
    .why = A new generation needs an administrator on each side, and what the other side has not receipted in the old one is void. Of ours: { $acts }
    .next = Agree with the other side’s administrator, exchange once more if that is possible, then add --yes.
cli-help-usage = Usage:
cli-help-commands = Commands
cli-help-options = Options
cli-help-arguments = Arguments
cli-help-help = Show this help
cli-help-version = Show the version
err-cli-words =
    .what = The command was not understood.
    .why = { $said }
    .next = The command is written: { $usage }. “--help” after it tells more.
cli-words-missing = Missing: { $word }.
cli-words-unknown = “{ $word }” is not known here.
cli-words-command = “{ $word }” is not a command.
cli-words-no-command = A command is missing.
cli-words-conflict = “{ $word }” does not go together with “{ $prior }”.
cli-words-no-value = “{ $word }” needs a value.
cli-words-value = “{ $value }” is not a value of “{ $word }”.
cli-words-other = { $said }
cli-words-allowed = {" "}Allowed: { $known }.
cli-words-meant = {" "}Meant perhaps: { $known }.
cli-words-rule = {" "}The rule: { $known }.
