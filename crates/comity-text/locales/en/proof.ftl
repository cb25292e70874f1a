# What a proof file proves, in sentences for whoever verifies it.
# Parties are named by their short names: $sender, $reader, $silent, $owner.
# Entry numbers and sizes are counts; times are formatted before.

# What a receipt is, and is not. Stands at every receipt, credential and proof.
legal-receipt = A receipt states that the system of { $reader } holds these bytes, and nothing else: it is not service of process, not acceptance, not admission, and no recognition of jurisdiction.
legal-receipt-any = A receipt states that the node holds these bytes, and nothing else: it is not service of process, not acceptance, not admission, and no recognition of jurisdiction.
legal-elsewhere = What was done through another channel is stated here and not proven here.
legal-exercise = Exercise: nothing in this dossier concerns a real case.

proof-title = Proof file
proof-kind-said = Said
proof-kind-delivered = Delivered
proof-kind-complete = Complete
proof-kind-opened = Opened
proof-kind-silent = No reply
proof-kind-silent-overdue = No reply within the time limit
proof-kind-in-time = In time
proof-kind-late = Late
proof-kind-contested = Contested
proof-kind-fork = Fork

proof-verified = All that this file claims was verified with the credentials given; no node, no store and no network were needed.
proof-not-verified = This file does not prove what it claims.
proof-credential = { $owner }: credential no. { $serial }, fingerprint { $fingerprint }.
proof-credential-pinned = { $owner }: credential no. { $serial } was given by you and is the starting point.
proof-revocation = { $owner } revoked credential no. { $serial }; statements under it count up to entry no. { $index } of the other log.

proof-said = Entry no. { $index } stands in the log of { $sender } for { $reader }. Its stated time is { $at }.
proof-signed-up-to = { $sender } signed this log at { $time }, up to entry no. { $last }.
proof-delivered = { $reader } signed at { $time } that its system holds this log up to entry no. { $last }; entry no. { $index } is among them.
proof-covered = Entry no. { $covering } of { $reader }, with the stated time { $at }, is the first that covers entry no. { $index }.
proof-covered-bad = Entry no. { $covering } of { $reader }, with the stated time { $at }, says that entry no. { $index } cannot be read.
proof-complete = Entry no. { $covering } of { $reader }, with the stated time { $at }, says that all attachments of entry no. { $index } are held.
proof-proven-time = Proven time: it was said no later than { $time }, when { $reader } signed for it.

proof-opened-envelope = Opened: the envelope of entry no. { $index }. It says: { $act }, dossier { $dossier }.
proof-opened-body = Opened: the text of entry no. { $index }.
proof-opened-attachment = Opened: attachment no. { $number } of entry no. { $index } ({ $size }, fingerprint { $fingerprint }).
proof-closed-envelope = Closed: the envelope of entry no. { $index }. What it says is not shown by this file.
proof-closed-body = Closed: the text of entry no. { $index }.
proof-closed-attachments = Closed: { $count ->
    [one] { $count } attachment
   *[other] { $count } attachments
} of entry no. { $index }.

proof-silent-obligation = { $silent } owed: { $obligation }. The obligation began with entry no. { $index }; its time limit ended at { $deadline }.
proof-silent-obligation-running = { $silent } owes: { $obligation }. The obligation began with entry no. { $index }; its time limit ends at { $deadline }.
proof-silent = From entry no. { $from } to entry no. { $to } of its log, { $silent } said nothing in this dossier that meets the obligation.
proof-silent-acts = { $count ->
    [0] None of these entries belongs to this dossier.
    [one] { $count } of these entries belongs to this dossier; it was opened and does not meet the obligation.
   *[other] { $count } of these entries belong to this dossier; they were opened and do not meet the obligation.
}
proof-silent-reach = This is the statement of { $silent } itself, signed at { $time } over entries up to no. { $to }. It reaches up to then and no further.
proof-silent-others = Of the other entries this file shows only number, time and size. What they concern stayed closed.

proof-clock = { $clock }: limit { $limit }, pauses taken off { $paused }.
proof-span-answerer = By the words of { $sender }: { $span } (from { $from } to { $to }).
proof-span-requester = By the words of { $reader }: { $span } (from { $from } to { $to }).
proof-in-time = In time: by the words of the requesting party itself the limit was kept.
proof-late = Late: by the words of the requested party itself the limit was not kept.
proof-contested = Contested: by the words of one party the limit was kept, by those of the other it was not. Both spans are shown.

proof-fork-two-roots = { $owner } signed two different versions of one log of { $size } entries.
proof-fork-two-leaves = { $owner } signed two different versions of entry no. { $index }.
proof-fork-signed-smaller = { $owner } signed this log up to { $larger } entries at { $earlier }, and up to { $smaller } entries at { $later }.
proof-fork-seen-root = { $owner } signed that it had seen a version of the other log that the owner of that log never signed.
proof-fork-two-credentials = { $owner } signed two different credentials with the serial number { $serial }.
proof-fork-meaning = Both cannot be true. Both signatures verify under the credential of { $owner }.
