# What a proof file proves, in sentences for whoever verifies it.
# Parties are named by their short names: $sender, $reader, $silent, $owner.
# Entry numbers and sizes are counts; times are formatted before.

# What a receipt is, and is not. Stands at every receipt, credential and proof.
legal-receipt = A receipt states that the system of { $reader } holds these bytes, and nothing else: it is not service of process, not acceptance, not admission, and no recognition of jurisdiction.
legal-receipt-any = A receipt states that the node holds these bytes, and nothing else: it is not service of process, not acceptance, not admission, and no recognition of jurisdiction.
legal-elsewhere = What was done through another channel is stated here and not proven here.
legal-exercise = Exercise: nothing in this dossier concerns a real case.

proof-title = Proof: { $kind }
proof-head-facts = What is proven
proof-head-credentials = Credentials that this rests on
proof-column-party = Party
proof-column-serial = Serial
proof-column-fingerprint = Fingerprint
proof-column-source = Source
proof-source-given = given by the verifier
proof-source-given-revoked = given by the verifier; later revoked, relied on only for what was covered before
proof-source-enclosed = in the file, linked to the given one
proof-source-revoked = in the file, linked; later revoked, relied on only for what was covered before
proof-column-entry = Entry
proof-column-time = Stated time
proof-column-act = Act
proof-tagged = Acts of { $silent } in this dossier that do not meet the obligation
proof-kind-said = Said
proof-kind-delivered = Delivered
proof-kind-complete = Complete
proof-kind-opened = Opened
proof-kind-silent = No reply
proof-kind-timing = Time taken
proof-kind-fork = Fork
proof-kind-handed-back = Handed back

proof-verified = All that this file claims was verified with the credentials given; no node, no store and no network were needed.

proof-said = Entry no. { $index } stands in the log of { $sender } for { $reader }. Its stated time is { $at }.
proof-signed-up-to = { $sender } signed this log at { $time }, up to entry no. { $last }.
proof-delivered = { $reader } signed at { $time } that its system holds this log up to entry no. { $last }; entry no. { $index } is among them.
proof-covered = Entry no. { $covering } of { $reader }, with the stated time { $at }, is the first that covers entry no. { $index }.
proof-covered-bad = Entry no. { $covering } of { $reader }, with the stated time { $at }, says that entry no. { $index } cannot be read.
proof-revoked = { $sender } recorded in entry no. { $index } of its log, with the stated time { $at }, that the credential no. { $serial } of { $party } is revoked.
proof-before-revocation = Entry no. { $index } was signed under the credential no. { $serial } of { $party }, which is revoked. It counts: entry no. { $covering } of { $reader } covers it, and comes before entry no. { $recorded }, which records the revocation.
proof-revocation-unplaced = Entry no. { $index } was signed under the credential no. { $serial } of { $party }, which is revoked. Entry no. { $covering } of { $reader } covers it; this file does not show whether { $reader } had recorded the revocation before that.
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

proof-silent-obligation = { $silent } owes: { $obligation }. The obligation began with entry no. { $index } of { $asker } in the dossier { $dossier }.
proof-silent-over = By the own clock of { $silent } the time limit ran from { $since } to { $deadline }, pauses taken off. It is over in its own statement.
proof-silent-within = By the own clock of { $silent } the time limit ran from { $since } and ends at { $deadline }, pauses taken off. Its own statement does not reach that far.
proof-silent = From entry no. { $from } to entry no. { $to } of its log, { $silent } said nothing in this dossier that meets the obligation.
proof-silent-acts = { $count ->
    [0] None of these entries belongs to this dossier.
    [one] { $count } of these entries belongs to this dossier; it was opened and does not meet the obligation.
   *[other] { $count } of these entries belong to this dossier; they were opened and do not meet the obligation.
}
proof-silent-reach = This is the statement of { $silent } itself, signed at { $time } over entries up to no. { $to }. It reaches up to then and no further.
proof-silent-others = { $count ->
    [0] There are no other entries in this stretch.
    [one] Of { $count } other entry this file shows only number, time and size. What it concerns stayed closed.
   *[other] Of { $count } other entries this file shows only number, time and size. What they concern stayed closed.
}

proof-span-heading = Entry no. { $answer } of { $answerer } answers entry no. { $request } of { $requester }.
proof-span-answerer = By the words of { $answerer }: { $span }, from { $from } to { $to }.
proof-span-requester = By the words of { $requester }: { $span }, from { $from } to { $to }.
proof-span-negative = less than nothing: its own times contradict each other
proof-span-clock = Time limit “{ $clock }” of { $limit }: { $verdict }, with the pauses that this file shows taken off.
proof-span-note = Which time limit applies, and which pauses are taken off, is not part of this proof.

proof-handed-back = { $reader } handed the log { $log } back to { $sender } and signed at { $time } that it held { $size ->
    [one] { $size } entry
   *[other] { $size } entries
} of it then and knew of no more. The root over what it handed back is { $root }.

proof-fork-two-roots = { $owner } signed two different versions of one log of { $size } entries.
proof-fork-two-leaves = { $owner } signed two different versions of entry no. { $index }.
proof-fork-signed-smaller = { $owner } signed this log up to { $larger } entries at { $earlier }, and up to { $smaller } entries at { $later }.
proof-fork-seen-root = { $owner } signed that it had seen a version of the other log that the owner of that log never signed.
proof-fork-two-credentials = { $owner } signed two different credentials with the serial number { $serial }.
proof-fork-meaning = Both cannot be true. Both signatures verify under the credential of { $owner }.
