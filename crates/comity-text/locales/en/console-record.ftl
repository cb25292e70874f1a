# The pages of the record: both logs and the audit.

record-title = The record
record-title-audit = The record is being verified
record-title-found = Something in the record does not fit
record-why = Every act stands in the log of whoever said it. Each side holds both logs, and signs what it holds of the other’s.
record-log-ours = Our log to { $party }
record-log-theirs = Log of { $party } to us
record-size = { $count ->
    [one] One entry
   *[other] { $count } entries
}
record-receipted = { $count } under receipt
record-generation = Generation { $number }
record-empty = There are no entries here.
record-withheld = An act of a case that does not reach you
record-proves = What it proves
record-proves-ours-held = We said this, and they hold it: their receipt covers it.
record-proves-ours-seen = We had seen this much of their log; their receipt covers it.
record-proves-ours-waits = We said this; no receipt of theirs covers it yet.
record-proves-theirs-said = They said this, under their own signature.
record-proves-theirs-seen = They had seen this much of our log, by their own words.
record-proves-seen = Its sender had seen { $count } entries of the other log.
record-proves-checkpoint = Its sender signed a log of { $size } entries on { $at }, this one among them.
record-proves-receipt = Its reader signed on { $at } that it holds { $size } entries, this one among them.
record-proves-bad = It says that entries { $entries } of the other log do not open or do not match.
record-proves-held = { $count ->
    [one] It says that one attachment is held whole.
   *[other] It says that { $count } attachments are held whole.
}
record-entry-title = Entry { $entry }: { $what }
record-to-case = To the case
record-leaf-hash = Leaf hash
record-audit = Audit
record-audit-never = Everything that is kept can be verified again from its bytes: entries, signatures, sealed files, the audit trail.
record-audit-runs = Entry by entry is being verified again. You may leave this page; it goes on.
record-audit-look = Look again
record-audit-clean = Everything fits, as verified on { $at }.
record-audit-was-deep = Seals, attachments and lists were looked at too.
record-audit-found = { $count ->
    [one] One thing does not fit.
   *[other] { $count } things do not fit.
}
record-audit-failed = The audit of { $at } could not be made.
record-audit-deep = Also open every seal, read every attachment, and make all lists anew (takes longer)
record-audit-do = Verify the record
