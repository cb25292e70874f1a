# Errors by stable code: `.what` happened, `.why`, and what to do `.next`.

-damaged = The bytes were damaged on the way, or were not written by this protocol.
-ask-again = Ask for it to be sent again. If it fails again, give the file and this code to the administrator of the other side.
-our-bug = This should not happen with a sound store and a sound program.
-audit = Run “comity audit” and give its result with this code to your administrator.
-stands = It stays in the record as void, and a technical notice names the rule. Send a new act instead.
-frozen = The channel is frozen: nothing more is signed in this generation. Export the proof, then have an administrator on each side open a new generation.
-contradiction = One side signed two statements that cannot both be true. The record keeps both.
-evidence = Keep it as evidence. State, clocks and reports do not change.
-not-appended = Nothing was appended and nothing was signed.
-unreadable = It is listed as unreadable in our next entry, and has no effect until it is sent again.
-resend = The sender may send the content again; if it holds the entry to be readable, it may show an opening.
-clock-first = Set the clock right, then try again.
-keep-and-recover = Keep the store as it is, and recover from the counterpart into a new home.

err-unknown =
    .what = There are no words for the error { $code }.
    .why = It comes from a newer version, or from a part of the program without texts.
    .next = Give the code to your administrator; a newer version may explain it.

err-json-too-long =
    .what = The text is longer than the protocol allows.
    .why = Every kind of text has a limit, so that nobody can exhaust the other side.
    .next = Shorten it, or move long content into an attachment.

err-json-malformed =
    .what = The text is not what is expected in this place.
    .why = It is not JSON, a field is missing, or a field is not known.
    .next = Compare it with the description of the protocol, or write it again from the template.

err-json-not-canonical =
    .what = The text is not in its canonical form.
    .why = Signed texts have exactly one spelling (RFC 8785); doubled names, blanks or rounded numbers break it.
    .next = { -ask-again }

err-json-unknown-version =
    .what = The text has a format version that this program does not know.
    .why = The other side may run a newer version.
    .next = Update this program, then exchange again.

err-name-not-a-party =
    .what = This is not the name of a party.
    .why = Names are lower-case ASCII letters, digits and hyphens with at least one dot, 3 to 64 characters; look-alike letters are refused.
    .next = Copy the name from the credential of the party.

err-name-not-an-origin =
    .what = This is not the origin of a log.
    .why = An origin reads like “a.example/to/b.example/1”: sender, reader, generation.
    .next = Copy it from the record or from the credential.

err-lang-unknown =
    .what = There are no texts in this language.
    .why = The program speaks English and Simplified Chinese.
    .next = Use “--lang en” or “--lang zh-Hans”, or one of the two in “COMITY_LANG”.

err-offset-malformed =
    .what = This is not a distance from UTC.
    .why = Times are shown in UTC or at an offset such as +08:00; there are no city zones.
    .next = Write UTC or an offset such as +08:00.

err-hash-length =
    .what = The fingerprint has the wrong length.
    .why = { -damaged }
    .next = { -ask-again }

err-hash-base64 =
    .what = The fingerprint is not written in base64.
    .why = { -damaged }
    .next = { -ask-again }

err-hash-text =
    .what = The fingerprint is not written as “sha256:” and 64 hexadecimal digits.
    .why = { -damaged }
    .next = { -ask-again }

err-proof-index-beyond-size =
    .what = The proof names an entry beyond the end of the log.
    .why = { -damaged }
    .next = { -ask-again }

err-proof-sizes-reversed =
    .what = The proof leads from a larger log to a smaller one.
    .why = { -damaged }
    .next = { -ask-again }

err-proof-empty-log =
    .what = The proof is about a log without entries.
    .why = { -damaged }
    .next = { -ask-again }

err-proof-wrong-length =
    .what = The proof has the wrong number of hashes.
    .why = { -damaged }
    .next = { -ask-again }

err-proof-root-mismatch =
    .what = The proof does not lead to the signed root.
    .why = The entry, the proof or the checkpoint is not the one that was signed.
    .next = Do not rely on it. Ask for a new export; keep this file if it came from the other side.

err-frontier-wrong-count =
    .what = The stored edge of the tree does not fit its size.
    .why = { -our-bug }
    .next = { -audit }

err-frontier-too-large =
    .what = The log is longer than the program can count.
    .why = { -our-bug }
    .next = { -audit }

err-tree-missing-node =
    .what = A node of the hash tree is missing in the store.
    .why = { -our-bug }
    .next = { -audit }

err-tree-beyond-size =
    .what = The hash tree was asked for an entry beyond its size.
    .why = { -our-bug }
    .next = { -audit }

err-tree-shrinks =
    .what = The hash tree was asked for a proof from a larger size to a smaller one.
    .why = { -our-bug }
    .next = { -audit }

err-tree-empty =
    .what = The hash tree has no entries.
    .why = { -our-bug }
    .next = { -audit }

err-tile-path-prefix =
    .what = The path of the tile does not begin as it must.
    .why = { -damaged }
    .next = { -ask-again }

err-tile-path-level =
    .what = The path of the tile names a level that does not exist.
    .why = { -damaged }
    .next = { -ask-again }

err-tile-path-index =
    .what = The path of the tile names no valid index.
    .why = { -damaged }
    .next = { -ask-again }

err-tile-path-width =
    .what = The path of the tile names no valid width.
    .why = { -damaged }
    .next = { -ask-again }

err-bundle-truncated =
    .what = The bundle of entries is cut off.
    .why = { -damaged }
    .next = { -ask-again }

err-bundle-wrong-count =
    .what = The bundle holds another number of entries than it says.
    .why = { -damaged }
    .next = { -ask-again }

err-bundle-too-many =
    .what = The bundle holds more entries than allowed.
    .why = { -damaged }
    .next = { -ask-again }

err-bundle-entry-too-long =
    .what = An entry in the bundle is too long.
    .why = { -damaged }
    .next = { -ask-again }

err-signing-seed =
    .what = The seed of a signing key is not usable.
    .why = { -our-bug }
    .next = { -audit }

err-signing-failed =
    .what = A signature could not be made.
    .why = { -our-bug }
    .next = { -audit }

err-key-name =
    .what = The key has no valid name.
    .why = { -damaged }
    .next = { -ask-again }

err-key-text =
    .what = The text of the key cannot be read.
    .why = { -damaged }
    .next = { -ask-again }

err-key-unknown-kind =
    .what = The key is of a kind that this program does not use.
    .why = Signatures are Ed25519 and ML-DSA-44 in the forms that the protocol names.
    .next = Ask the other side for a credential with these kinds.

err-key-public-length =
    .what = The public key has the wrong length.
    .why = { -damaged }
    .next = { -ask-again }

err-key-weak-public =
    .what = The public key is weak.
    .why = It is a point of small order, for which anyone can make signatures.
    .next = Do not trust this credential. Ask the other side by telephone how the key was made.

err-key-id-mismatch =
    .what = The key does not have the identifier that is written beside it.
    .why = { -damaged }
    .next = { -ask-again }

err-note-too-long =
    .what = The signed note is too long.
    .why = { -damaged }
    .next = { -ask-again }

err-note-too-many-signatures =
    .what = The signed note has too many signatures.
    .why = { -damaged }
    .next = { -ask-again }

err-note-signature-too-long =
    .what = A signature in the note is too long.
    .why = { -damaged }
    .next = { -ask-again }

err-note-not-utf8 =
    .what = The signed note is not valid text.
    .why = { -damaged }
    .next = { -ask-again }

err-note-control-character =
    .what = The signed note holds a control character.
    .why = { -damaged }
    .next = { -ask-again }

err-note-not-terminated =
    .what = The signed note does not end as it must.
    .why = { -damaged }
    .next = { -ask-again }

err-note-no-signatures =
    .what = The note has no signatures.
    .why = { -damaged }
    .next = { -ask-again }

err-note-signature-line =
    .what = A signature line of the note cannot be read.
    .why = { -damaged }
    .next = { -ask-again }

err-checkpoint-not-terminated =
    .what = The checkpoint does not end as it must.
    .why = { -damaged }
    .next = { -ask-again }

err-checkpoint-origin =
    .what = The checkpoint names no valid origin.
    .why = { -damaged }
    .next = { -ask-again }

err-checkpoint-size =
    .what = The checkpoint names no valid size.
    .why = { -damaged }
    .next = { -ask-again }

err-checkpoint-root =
    .what = The checkpoint names no valid root.
    .why = { -damaged }
    .next = { -ask-again }

err-checkpoint-empty-line =
    .what = The checkpoint holds an empty line.
    .why = { -damaged }
    .next = { -ask-again }

err-checkpoint-extension =
    .what = The checkpoint has extra lines.
    .why = This protocol signs three lines and nothing more.
    .next = { -ask-again }

err-message-time =
    .what = The signed message names no valid time.
    .why = { -damaged }
    .next = { -ask-again }

err-message-name =
    .what = The signed message names no valid key name.
    .why = { -damaged }
    .next = { -ask-again }

err-message-origin =
    .what = The signed message names no valid origin.
    .why = { -damaged }
    .next = { -ask-again }

err-signature-missing =
    .what = A signature that must be there is missing.
    .why = The credential lists two algorithms; one signature without the other is no signature.
    .next = { -ask-again }

err-signature-duplicate =
    .what = One key has signed twice.
    .why = { -damaged }
    .next = { -ask-again }

err-signature-invalid =
    .what = A signature does not verify.
    .why = The text was changed after it was signed, or another key signed it.
    .next = Do not rely on it. Compare the fingerprint of the credential with the other side by telephone.

err-signature-wrong-length =
    .what = A signature has the wrong length.
    .why = { -damaged }
    .next = { -ask-again }

err-signature-bad-time =
    .what = The signatures of one statement do not carry one time.
    .why = All timestamped lines of a statement carry the same time, and it is not zero.
    .next = { -ask-again }

err-tlog-proof-too-long =
    .what = The proof file is too long.
    .why = { -damaged }
    .next = { -ask-again }

err-tlog-proof-not-utf8 =
    .what = The proof file is not valid text.
    .why = { -damaged }
    .next = { -ask-again }

err-tlog-proof-header =
    .what = The proof file does not begin as it must.
    .why = { -damaged }
    .next = { -ask-again }

err-tlog-proof-extra =
    .what = The extra line of the proof file cannot be read.
    .why = { -damaged }
    .next = { -ask-again }

err-tlog-proof-index =
    .what = The index line of the proof file cannot be read.
    .why = { -damaged }
    .next = { -ask-again }

err-tlog-proof-hash =
    .what = A hash in the proof file cannot be read.
    .why = { -damaged }
    .next = { -ask-again }

err-tlog-proof-too-many-hashes =
    .what = The proof file holds too many hashes.
    .why = { -damaged }
    .next = { -ask-again }

err-tlog-proof-no-checkpoint =
    .what = The proof file holds no checkpoint.
    .why = { -damaged }
    .next = { -ask-again }

err-message-signature-length =
    .what = A signature to be verified has the wrong length.
    .why = { -damaged }
    .next = { -ask-again }

err-void-time-went-back =
    .what = The time of the act lies before that of the entry before it.
    .why = Within a log, time never goes back.
    .next = { -stands }

err-void-seen-shrank =
    .what = The act claims to have seen less than the entry before it.
    .why = Within a log, what has been seen never shrinks.
    .next = { -stands }

err-void-wrong-tag =
    .what = The tag of the act does not belong to the dossier that it names.
    .why = The tag is made from the key of the dossier; anything else would hide the act from a proof.
    .next = { -stands }

err-void-wrong-origin =
    .what = The act names another log than the one that it stands in.
    .why = An act counts only in the log that it was written for.
    .next = { -stands }

err-void-act-repeated =
    .what = The same sealed act stood in this log before.
    .why = Each act counts once.
    .next = { -stands }

err-void-id-repeated =
    .what = The number of the act was used in this log before.
    .why = Each act has a number of its own.
    .next = { -stands }

err-void-unknown-dossier =
    .what = The dossier of the act had not been opened.
    .why = An act belongs to a dossier that its sender knew when it spoke.
    .next = { -stands }

err-void-wrong-credential =
    .what = The act names a credential that is not in force for this entry.
    .why = A party speaks under the credential that its record names last.
    .next = { -stands }

err-void-beyond-generation =
    .what = The act lies beyond the size at which the generation was closed.
    .why = What turns up later in a closed generation is kept as evidence and has no effect.
    .next = { -stands }

err-fork-two-roots =
    .what = Fork: two signed versions of one log at the same size.
    .why = { -contradiction }
    .next = { -frozen }

err-fork-two-leaves =
    .what = Fork: one entry has two signed versions.
    .why = { -contradiction }
    .next = { -frozen }

err-fork-signed-smaller =
    .what = Fork: a log was signed at a larger size, and later at a smaller one.
    .why = { -contradiction }
    .next = { -frozen }

err-fork-seen-root =
    .what = Fork: the other side has seen another version of our log than the one that we hold.
    .why = { -contradiction }
    .next = { -frozen }

err-fork-two-credentials =
    .what = Fork: two credentials of one party carry the same serial number.
    .why = { -contradiction }
    .next = { -frozen }

err-evidence-backdated =
    .what = An entry is dated before its sender signed that no such entry existed.
    .why = Its sender’s own signature shows that the stated time is not right.
    .next = { -evidence }

err-evidence-seen-behind-receipt =
    .what = An entry claims to have seen less than its sender had already receipted.
    .why = Its sender’s own receipt shows that more had been held by then.
    .next = { -evidence }

err-evidence-bad-not-covered =
    .what = A leaf calls an entry of ours bad that it has not seen, or that its sender had accepted before.
    .why = A verdict counts only in the leaf that first covers its entry; this one has no effect.
    .next = { -evidence }

err-refuse-malformed =
    .what = What arrived cannot be read. { -not-appended }
    .why = { -damaged }
    .next = { -ask-again }

err-refuse-unknown-version =
    .what = What arrived has a version that this program does not know. { -not-appended }
    .why = The other side may run a newer version.
    .next = Update this program, then exchange again.

err-refuse-wrong-origin =
    .what = What arrived belongs to another log. { -not-appended }
    .why = It was written for another channel or another generation.
    .next = Check from whom the file comes and for whom it is meant.

err-refuse-missing-bytes =
    .what = Content that the entries name did not arrive. { -not-appended }
    .why = The pouch was cut off, or a part was left out.
    .next = Exchange again; the pouch begins where the last one was receipted.

err-refuse-over-limit =
    .what = What arrived is larger than the limits allow. { -not-appended }
    .why = Limits keep one side from exhausting the other.
    .next = Ask the other side to send less at once, or to move content into attachments.

err-refuse-quota =
    .what = The quota of this channel is used up. { -not-appended }
    .why = Each channel has a quota of its own, so that one counterpart cannot crowd out the others.
    .next = Raise the quota in the configuration, or free space, then exchange again.

err-refuse-from-the-future =
    .what = What arrived is dated more than ten minutes ahead of our clock. { -not-appended }
    .why = The clock of one of the two systems is wrong.
    .next = Compare both clocks. If ours is right, the other side may send the same pouch again later.

err-refuse-signature =
    .what = The signatures on what arrived do not verify. { -not-appended }
    .why = It was changed on the way, or signed with a key that the credential does not name.
    .next = Compare credentials with the other side by telephone, then exchange again.

err-refuse-generation =
    .what = What arrived belongs to a generation that is not in force here. { -not-appended }
    .why = The two sides do not agree on the generation, or one has not opened it yet.
    .next = Have the administrators of both sides compare “comity channel show”.
    .page = Have the administrators of both sides compare the page of this counterpart.

err-refuse-not-for-us =
    .what = The pouch is meant for another party. { -not-appended }
    .why = It names another reader, or is sealed to other keys.
    .next = Return it to whoever delivered it.

err-refuse-gap =
    .what = The pouch begins beyond the end of what is held here. { -not-appended }
    .why = An earlier pouch has not arrived yet.
    .next = Open the earlier pouches first, or exchange over the network.

err-refuse-revoked =
    .what = What arrived is signed under a revoked credential. { -not-appended }
    .why = The other side has revoked these keys.
    .next = Ask the other side for its current credential, compare it by telephone and trust it; then both administrators run “comity channel reopen”.
    .page = Ask the other side for its current credential, compare it by telephone and trust it under Counterparts; then both administrators open a new generation at the machine.

err-own-loss =
    .what = The other side holds entries of our log that we no longer have.
    .why = Our store was restored from an older state, or has lost data.
    .next = Run “comity recover”. Nothing is signed before that.

err-own-store-lost =
    .what = The record with { $party } is not in the store any more.
    .why = The folder of keys names this channel: the store was lost, or is from before it.
    .next = Run “comity restore FILE” if there is a backup, then “comity recover”. Nothing is signed before that.

err-own-clock =
    .what = Our own clock has jumped.
    .why = It went back behind our last entry, or far ahead of the other side’s signatures.
    .next = Set the clock right and exchange: once a fresh signature of the other side agrees with it, the channel goes on.

err-code-unknown =
    .what = This is not a code of the list.
    .why = “{ $text }” is none of these: { $known }
    .next = Choose one of them: only these are understood by both sides.

err-id-malformed =
    .what = This is not a valid identifier.
    .why = Identifiers have one spelling: lower case, with hyphens.
    .next = Copy it from the case or from the record.

err-time-malformed =
    .what = This is not a time in the form of the record.
    .why = Times are written in UTC with whole seconds, as in 2026-11-23T02:00:00Z.
    .next = Write it in this form.

err-act-not-understood =
    .what = The act is of a kind that this program does not understand.
    .why = It was written under later rules.
    .next = It is kept and counted, and has no effect here. Update the program to read it.

err-void-malformed-says =
    .what = What the act says does not have the form of its kind.
    .why = Each kind of act has its own codes, numbers and dates.
    .next = { -stands }

err-says-code =
    .what = The field “{ $field }” of the act holds no code of its list.
    .why = “{ $text }” is none of these: { $known }
    .next = Choose one of them and try again.

err-says-missing =
    .what = The act lacks the field “{ $field }”.
    .why = Acts of this kind must say it.
    .next = Add it with “--set” or in the file, and try again.

err-says-unknown =
    .what = Acts of this kind have no field “{ $field }”.
    .why = In its place these are known: { $known }
    .next = Correct the name and try again.

err-says-shape =
    .what = The field “{ $field }” of the act is not of its form.
    .why = What stands there is not what this field holds: a code, a number, a time, a flag or a list.
    .next = Correct it and try again.

err-says-list =
    .what = The list “{ $field }” in the act is empty, too long, out of order, or names something twice.
    .why = Each kind of act has its own codes, numbers and dates.
    .next = Correct it and try again.

err-says-label =
    .what = The field “{ $field }” of the act is empty, too long, or holds other characters than allowed.
    .why = Each kind of act has its own codes, numbers and dates.
    .next = Correct it and try again.

err-says-number =
    .what = The number “{ $field }” in the act is out of range.
    .why = Each kind of act has its own codes, numbers and dates.
    .next = Correct it and try again.

err-says-period =
    .what = The period “{ $field }” in the act ends before it begins.
    .why = Each kind of act has its own codes, numbers and dates.
    .next = Correct it and try again.

err-says-together =
    .what = The field “{ $field }” of the act does not go with the others.
    .why = Each kind of act has its own codes, numbers and dates.
    .next = Correct it and try again.

err-bad-envelope-closed =
    .what = The envelope does not open.
    .why = It was damaged, or sealed to other keys.
    .next = { -unreadable } { -resend }

err-bad-envelope-padding =
    .what = The envelope is not padded as it must be.
    .why = Sealed content has the length of a power of two, so that its size tells nothing.
    .next = { -unreadable } { -resend }

err-bad-envelope-malformed =
    .what = The envelope cannot be read.
    .why = It is not canonical, or a field is missing or unknown.
    .next = { -unreadable } { -resend }

err-bad-size =
    .what = The sealed envelope has another size than the entry says.
    .why = Entry and content do not match.
    .next = { -unreadable } { -resend }

err-bad-body-closed =
    .what = The text of the act does not open.
    .why = It was damaged, or sealed to other keys.
    .next = { -unreadable } { -resend }

err-bad-body-padding =
    .what = The text of the act is not padded as it must be.
    .why = Sealed content has the length of a power of two, so that its size tells nothing.
    .next = { -unreadable } { -resend }

err-bad-body-malformed =
    .what = The text of the act cannot be read.
    .why = It is not canonical, or a field is missing or unknown.
    .next = { -unreadable } { -resend }

err-bad-body-of-another =
    .what = The text belongs to another act.
    .why = It does not repeat the origin and the number of its envelope.
    .next = { -unreadable } { -resend }

err-act-too-many-attachments =
    .what = The act has too many attachments.
    .why = An act carries at most 64.
    .next = Put several files into one archive, or split the act.

err-transport-unreachable =
    .what = The system of the other side cannot be reached.
    .why = There is no connection, or it broke off.
    .next = It is tried again at growing intervals. If it lasts, check the address, or carry a pouch as a file.

err-transport-refused =
    .what = The address of the other side is not called.
    .why = It lies in a private or special network that the rules of this house do not name.
    .next = If it is meant, name its network in network.private_endpoints; if not, ask the other side which address is right.

err-transport-wrong-peer =
    .what = The other end is not the counterpart.
    .why = It does not hold the key that the credential names. The connection was closed before anything was sent.
    .next = Ask the other side by telephone whether its credential has changed.

err-transport-timed-out =
    .what = The other side did not answer in time.
    .why = The network or its system is slow.
    .next = It is tried again by itself; nothing is lost or doubled.

err-transport-wrong-form =
    .what = The answer of the other side has the wrong form.
    .why = Something between the two systems answered in its place, or it runs another version.
    .next = Check that the address leads to the system of the other side without a proxy in between.

err-signer-shrinks =
    .what = The log to be signed is smaller than one that was signed before.
    .why = Signing it would contradict what was signed before.
    .next = Nothing was signed. Run “comity recover”.

err-signer-forks =
    .what = The log to be signed differs from one of the same size that was signed before.
    .why = Signing it would contradict what was signed before.
    .next = Nothing was signed. Run “comity recover”.

err-high-water-smaller =
    .what = The log is smaller than the last one that was signed.
    .why = Signing it would contradict what was signed before.
    .next = Nothing was signed. Run “comity recover”.

err-high-water-other-root =
    .what = The log differs from the last one that was signed at this size.
    .why = Signing it would contradict what was signed before.
    .next = Nothing was signed. Run “comity recover”.

err-signer-time-went-back =
    .what = The clock shows a time before the last signature.
    .why = The clock of this system went back.
    .next = { -clock-first }

err-signer-unfit =
    .what = This statement is not one that the key may sign.
    .why = Each key signs one kind of statement only.
    .next = { -audit }

err-signer-key =
    .what = The signing key cannot be used.
    .why = It is missing, locked or damaged.
    .next = Run “comity config check”; it lists each key and where it lives.

err-signer-mark =
    .what = The high-water mark could not be written.
    .why = The disk is full or the folder cannot be written. Without the mark nothing is signed.
    .next = Make room or correct the access rights, then try again.

err-seal-suite =
    .what = The sealing suite is not known here.
    .why = Sealing uses the first suite in the reader’s list that both sides have.
    .next = Compare the suites of both credentials.

err-seal-recipient =
    .what = A recipient of the other side cannot be used for sealing.
    .why = The recipient in its credential is not valid for the suite.
    .next = Ask the other side for a corrected credential.

err-seal-fault =
    .what = Sealing failed.
    .why = The system gave an error while encrypting.
    .next = Try again. If it fails again, give this code to your administrator.

err-open-not-for-us =
    .what = This file is sealed for someone else.
    .why = None of our keys opens it.
    .next = Check from whom it comes. If it is ours, an older key may be missing.

err-open-damaged =
    .what = The sealed file is damaged.
    .why = { -damaged }
    .next = { -ask-again }

err-open-fault =
    .what = Opening failed.
    .why = The system gave an error while decrypting.
    .next = Try again. If it fails again, give this code to your administrator.

err-home-absent =
    .what = There is no home of a node in this folder.
    .why = A home holds “comity.toml” and the folder “keys”.
    .next = Name the right folder with “--home”, or make one with “comity init”.

err-home-exists =
    .what = There is a home of a node in this folder already.
    .why = A home is never overwritten.
    .next = Choose another folder.

err-home-served =
    .what = Another process serves this home.
    .why = Only one “comity serve” may run on a home.
    .next = Use the running one, or end it first.

err-home-disk-full =
    .what = The disk is full.
    .why = What could not be made durable was not signed.
    .next = Make room, then try again; nothing was lost.

err-home-io =
    .what = A file of the home could not be read or written.
    .why = The folder is read-only, or the disk gave an error.
    .next = Check the access rights and the disk.

err-keys-passphrase-needed =
    .what = The keys are locked, and no passphrase was given.
    .why = The key file is sealed under a passphrase.
    .next = Give it with “--passphrase-file”, or type it when asked.

err-keys-wrong-passphrase =
    .what = The passphrase is not right.
    .why = The key file does not open with it.
    .next = Try again. Without the passphrase a new credential is needed.

err-keys-damaged =
    .what = The key file is damaged.
    .why = It does not have the form in which it was written.
    .next = Restore it from the backup of the keys.

err-request-not-found =
    .what = There is nothing at this address.
    .why = The address names no service of this system.
    .next = Check the address against the protocol.

err-request-method =
    .what = This address does not take such a request.
    .why = Each address knows its own methods.
    .next = Check the method against the protocol.

err-request-malformed =
    .what = The request cannot be read.
    .why = A part of it is missing or has the wrong form.
    .next = Check it against the protocol.

err-request-too-large =
    .what = The request is too large.
    .why = Every request has a limit.
    .next = Send less at once.

err-request-too-slow =
    .what = The request came too slowly.
    .why = A connection is closed when nothing arrives for some time.
    .next = Try again over a faster connection, or carry a pouch as a file.

err-request-cut-off =
    .what = The request broke off.
    .why = The connection ended before all had arrived.
    .next = Try again; nothing was taken over in part.

err-request-too-many =
    .what = There are too many requests at once.
    .why = Each counterpart has a limit of its own.
    .next = Try again a little later.

err-request-unknown-caller =
    .what = The caller is not known.
    .why = Its key is in no credential that is trusted here.
    .next = Exchange credentials and compare the safety numbers first.

err-request-failed =
    .what = The request could not be carried out.
    .why = The system had an error of its own.
    .next = Try again. If it fails again, the administrator finds it in the trace.

err-tls-key =
    .what = The key for the connection cannot be used.
    .why = It is missing or damaged.
    .next = Run “comity config check”.

err-tls-certificate =
    .what = The certificate of the other end cannot be read.
    .why = It is only an envelope for the key, but it must have the right form.
    .next = Ask the administrator of the other side.

err-tls-setup =
    .what = The protected connection could not be set up.
    .why = The two systems found no common method.
    .next = Both sides need TLS 1.3; look for a device in between that breaks it.

err-credential-limit =
    .what = A field of the credential is beyond its limits.
    .why = { $field ->
        [endpoints] At most 16 addresses, each beginning with “https://”, without blanks, of at most 512 characters.
        [rhythm] The rhythm is from 60 to 2678400 seconds, which is 31 days.
        [jurisdiction] A jurisdiction has 1 to 32 characters.
        [names] A long name has at most 200 characters, a short one at most 40.
        [offices] At most 256 offices, each with a code of its own and a name in both languages.
       *[other] Names, addresses and lists in a credential have limits.
    }
    .next = Correct the field and issue the credential again.

err-credential-shared-key =
    .what = The credential uses one key in two roles.
    .why = One key must imply one kind of statement, so no role may share a key.
    .next = Ask the other side for a credential with separate keys.

err-credential-not-one-leaf =
    .what = The file is not that of a credential.
    .why = { -damaged }
    .next = { -ask-again }

err-credential-time =
    .what = The signature of the credential carries another time than the credential.
    .why = { -damaged }
    .next = { -ask-again }

err-credential-not-next =
    .what = The credential does not follow the one before.
    .why = It must name the one before, carry the next serial number and a later time, and be signed by the credential key of the one before.
    .next = Ask the other side for the credentials in between, or compare the safety number anew. Who has lost all keys makes the new home with “comity init --serial N”, above every serial before.

err-chain-order =
    .what = The credential would be in force from before the one before it.
    .why = Credentials take effect in the order of the record.
    .next = { -audit }

err-handover-list =
    .what = The list of credentials that the other side handed over is not sound.
    .why = Each side has at least one and at most 64, each with the place from where on it is in force.
    .next = { -ask-again }

err-handover-untrusted =
    .what = The other side names credentials of its own that do not lead to the one that is trusted here.
    .why = One of them must be trusted here, and each later one be signed by the key of the one before.
    .next = Compare the safety number of its newest credential, and trust that one first.

err-handover-not-ours =
    .what = The other side names another credential of ours than the one that we have.
    .why = Under that credential our log of before would have been signed.
    .next = Take nothing back from this side before both have found out why, by voice.

err-handover-not-as-said =
    .what = The credentials that the other side named do not fit the record that came back.
    .why = The opening entries name the credentials in force, and each later one is issued by an entry.
    .next = Take nothing back from this side before both have found out why, by voice.

err-openings-stretch =
    .what = The file keys that came are not those that were asked for.
    .why = They must be for the acts of one stretch of one log, in its order.
    .next = { -ask-again }

err-openings-do-not-fit =
    .what = A file key that the other side handed over does not open its act.
    .why = A sealed file opens with its own key alone, and its bytes are those that the log names.
    .next = Ask the other side why. What was taken back before stays.

err-openings-fault =
    .what = The file keys could not be tried.
    .why = The library for sealed files failed on this machine.
    .next = Run the command again.

err-chain-unknown =
    .what = The revocation names a credential that is not known here.
    .why = Only a credential of this chain can be revoked.
    .next = Ask the other side for the credentials in between.

err-statement-origin =
    .what = The signed statement is about another log.
    .why = It was made for another channel or another generation.
    .next = Check from whom the file comes and for whom it is meant.

err-statement-two-times =
    .what = The signatures of the statement carry two different times.
    .why = { -damaged }
    .next = { -ask-again }

err-statement-no-time =
    .what = The signed statement carries no time.
    .why = { -damaged }
    .next = { -ask-again }

err-statement-time-range =
    .what = The signed statement carries a time beyond the calendar.
    .why = { -damaged }
    .next = { -ask-again }

err-pouch-io =
    .what = The pouch could not be read.
    .why = The medium or the network gave an error.
    .next = Try again, from another copy if there is one.

err-refuse-root =
    .what = The entries that arrived do not lead to the signed root. { -not-appended }
    .why = They were damaged on the way, or are not what was signed.
    .next = { -ask-again }

err-refuse-frozen =
    .what = This generation of the channel is frozen. { -not-appended }
    .why = A contradiction between signed statements was found earlier.
    .next = { -frozen }

err-channel-store =
    .what = The store failed while the exchange was under way. { -not-appended }
    .why = See the error of the store.
    .next = Mend the store, then exchange again; nothing was lost.

err-store-commit-unknown =
    .what = It is not known whether the last write took effect.
    .why = The disk or the database broke off at that moment. Nothing more is signed until this is clear.
    .next = Start again; the program compares its store with what it last signed.

err-store-full =
    .what = The disk is full; nothing was written.
    .why = What could not be made durable was not signed.
    .next = Make room, then try again; nothing was lost.

err-store-read-only =
    .what = The store cannot be written.
    .why = The file or its folder is read-only.
    .next = Correct the access rights, then try again.

err-store-busy =
    .what = Another process held the store for too long; nothing was written.
    .why = Several commands wrote at the same time.
    .next = Try again.

err-store-unavailable =
    .what = The store cannot be opened.
    .why = Its file or folder is missing, or may not be opened.
    .next = Check “--home” and the access rights.

err-store-corrupt =
    .what = The store is damaged.
    .why = Its file has bytes that the database cannot read.
    .next = Stop the service, keep the file, and run “comity recover” or “comity restore”.

err-store-newer =
    .what = The store was written by a newer version of the program.
    .why = An older program could damage it.
    .next = Use the newer version.

err-store-format =
    .what = A row of the store has a form that this version does not read.
    .why = It was changed by another program, or the store is damaged.
    .next = { -audit }

err-store-not-at-end =
    .what = The entries do not continue the log where it ends.
    .why = { -our-bug }
    .next = { -audit }

err-store-out-of-order =
    .what = A row does not follow the one before it.
    .why = { -our-bug }
    .next = { -audit }

err-store-erased =
    .what = This content was erased.
    .why = Erased content never comes back, by any path.
    .next = If it is needed, ask the other side for a new copy in a new act.

err-store-not-found =
    .what = What was asked for is not in the store.
    .why = The number is wrong, or it belongs to another channel.
    .next = Check the number.

err-store-too-large =
    .what = A value is larger than the store can hold.
    .why = The format has a limit for it.
    .next = Split it, or move it into an attachment.

err-store-stopped =
    .what = The writer of the store has stopped.
    .why = An earlier error ended it.
    .next = Start the program again; look for the earlier error in the trace.

err-store-engine =
    .what = The database gave an error.
    .why = The detail below says what the database reported.
    .next = Try again. If it fails again, give this code and the cause to your administrator.

err-trail-broken =
    .what = The audit trail does not verify.
    .why = An entry was changed, removed or inserted after it was written.
    .next = Keep the store as it is and tell your auditor.

err-config-io =
    .what = The configuration cannot be read.
    .why = The file is missing or may not be opened.
    .next = Check the path and the access rights.

err-config-malformed =
    .what = The configuration has a fault.
    .why = A key is unknown, or a value has the wrong form; the detail below names line and column.
    .next = Compare it with the commented default, then run “comity config check”.

err-config-breached-io =
    .what = The list of breached passwords cannot be read.
    .why = The configuration names { $path }, which is missing or may not be opened. No password can be set until it can be read.
    .next = Check the path and the access rights, or take “accounts.breached” out.

err-config-breached-shape =
    .what = The list of breached passwords has a fault.
    .why = { $path } must hold lines of a SHA-1 in hex, a colon and a count, in the order of hashes; at byte { $at } it does not.
    .next = Take the download that is ordered by hash, and unpack it.

err-config-unfit =
    .what = A value of the configuration is out of range.
    .why = The detail below names the key.
    .next = Correct it, then run “comity config check”.

err-home-not-writable =
    .what = The home cannot be written.
    .why = The folder is read-only.
    .next = Correct the access rights, then try again.

err-keys-not-a-seed =
    .what = This is not a seed.
    .why = A seed is 64 hexadecimal digits, as printed at “comity init”.
    .next = Type it again from the paper.

err-keys-other-seed =
    .what = This is not the seed of credential { $serial }.
    .why = A new credential is signed with the key of the one before, which another seed made. Nothing was changed.
    .next = Take the seed that was printed when this credential was made.

err-keys-tls =
    .what = The key for the connection cannot be made or read.
    .why = The key file is damaged, or the system refused.
    .next = Restore it from the backup of the keys.

err-sealing-not-a-key =
    .what = This is not an age key.
    .why = Its text is damaged, or of another kind.
    .next = Copy it again.

err-stream-disk-full =
    .what = The disk became full while a file was being written.
    .why = What was written so far stays and is continued later.
    .next = Make room, then try again; nothing was lost.

err-stream-io =
    .what = A file could not be read or written to its end.
    .why = The disk or the medium gave an error.
    .next = Check the medium, then try again; it continues where it stopped.

err-ops-not-loopback =
    .what = Health and figures may be served on this machine only.
    .why = They are not protected by the keys of the parties.
    .next = Use an address such as “127.0.0.1:7444”.

err-ops-listener =
    .what = The address for health and figures cannot be used.
    .why = Another program may be using it.
    .next = Choose another port with “--ops”.

err-channel-not-in-force =
    .what = The generation of this channel is not in force yet. { -not-appended }
    .why = Both sides must have opened it in the same way.
    .next = Exchange once; if it lasts, have the administrators of both sides compare “comity channel show”.
    .page = Exchange once; if it lasts, have the administrators of both sides compare the page of this counterpart.

err-channel-quiet =
    .what = This generation of the channel takes no more entries. { -not-appended }
    .why = It is frozen, or a new generation has followed it.
    .next = Look at “comity channel show”; speak in the generation in force, or have a new one opened.
    .page = Look at the page of this counterpart; speak in the generation in force, or have a new one opened.

err-channel-open =
    .what = The channel cannot be opened like this.
    .why = It is open already, or what the opening names does not fit.
    .next = Look at “comity channel show”.
    .page = Look at the page of this counterpart.

err-issue-no-keys =
    .what = There are no keys for a credential of this serial number.
    .why = The keyring was restored from an older copy, or the rotation was not completed.
    .next = Run “comity config check”, then rotate the credential again.

err-attachment-name-empty =
    .what = The attachment has no name.
    .why = Every attachment has a name.
    .next = Rename the file and attach it again.

err-attachment-name-too-long =
    .what = The name of the attachment is too long.
    .why = A name has at most 200 bytes.
    .next = Rename the file and attach it again.

err-attachment-name-is-path =
    .what = The name of the attachment holds a path.
    .why = A path could place the file anywhere on the reader’s disk.
    .next = Rename the file and attach it again.

err-attachment-name-unseen =
    .what = The name of the attachment holds characters that are not seen.
    .why = Control and direction marks can make a name look like another.
    .next = Rename the file and attach it again.

err-attachment-name-edges =
    .what = The name of the attachment begins or ends with a blank, or ends with a dot.
    .why = Some systems drop these, so that the name would change.
    .next = Rename the file and attach it again.

err-attachment-media-type =
    .what = The media type of the attachment is not valid.
    .why = It reads like “text/csv”.
    .next = Correct the media type.

err-attachment-prohibited =
    .what = Content of this class cannot be attached.
    .why = Prohibited content never crosses; only its fingerprints and reference numbers do.
    .next = Give fingerprints as items, or announce the original on a medium with “original”.

err-body-too-many-attachments =
    .what = The act has too many attachments.
    .why = An act carries at most 64.
    .next = Put several files into one archive, or split the act.

err-body-named-without-intent =
    .what = A victim or a minor is named.
    .why = Victims and minors appear under a pseudonym unless the name is meant to be given.
    .next = Remove the name, or mark it as given on purpose.

err-body-person-reference =
    .what = A person has no reference, or shares one with another.
    .why = Each person is referred to by a mark of its own.
    .next = Give each person a reference.

err-import-too-long =
    .what = The file to be read in is too long.
    .why = A case is made from one list, bundle, event or message of limited size.
    .next = Split the file, or attach it instead.

err-import-unrecognised =
    .what = The form of the file is not recognised.
    .why = Read in are CSV lists, STIX bundles, MISP events and e-mail messages.
    .next = Give a file of one of these forms.

err-import-malformed =
    .what = The file to be read in has a fault.
    .why = The detail below names the place.
    .next = Correct the file and try again.

err-receipt-none =
    .what = There is nothing here to prove.
    .why = The record does not hold what this kind of proof needs yet.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-leaf =
    .what = An entry of the proof cannot be read.
    .why = { -damaged }
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-too-long =
    .what = The proof file is too long.
    .why = A proof has a limit.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-archive =
    .what = The file is not the archive of a proof.
    .why = { -damaged }
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-member-missing =
    .what = A part of the proof is missing.
    .why = { -damaged }
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-beside =
    .what = A sealed attachment that the proof opens is missing.
    .why = It is too large for the proof, or was left out of it by choice, and lies in a file of its own.
    .next = Put the file that ends in “.age” beside the proof, under the name with which both were written, and verify again.

err-receipt-member-unknown =
    .what = The proof holds a part that does not belong to it.
    .why = Only what is claimed may be in the file.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-claim =
    .what = The kind of proof and the acts named do not go together.
    .why = Each kind of proof is about certain acts.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-unlinked =
    .what = A credential in the proof is not linked to one that was given.
    .why = Every credential must lead to a given one, each signed by the one before.
    .next = Give the credential that this party uses now, compared by telephone.

err-receipt-no-credential =
    .what = A party of the proof has no credential here.
    .why = A signature can be verified only with the credential of its party.
    .next = Give the credentials of both parties with “--credential”.

err-receipt-revoked =
    .what = A statement is signed under a revoked credential, and nothing shows that it was made before.
    .why = After a revocation only what the other side had covered counts.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-after-revocation =
    .what = An entry was covered only after the revocation of its credential was recorded.
    .why = From the entry that records a revocation on nothing counts that is signed under this credential: the key may be in other hands.
    .next = Do not rely on it. Ask the party itself, by telephone, whether it said this.

err-receipt-not-recorded =
    .what = The entry that is to record a revocation does not record it.
    .why = It is of another log, of another kind, or about another credential.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-other-entry =
    .what = A part of the proof is about another entry than it claims.
    .why = Parts of different proofs were mixed, or it was changed.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-no-act =
    .what = The entry of the proof is no act.
    .why = It is a receipt or an opening, which says nothing to anyone.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-not-first-covering =
    .what = It is not shown which entry covered the act first.
    .why = Time limits begin with the first covering entry; a later one would be too kind to the reader.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-fingerprint =
    .what = Sealed content does not have the fingerprint that was signed.
    .why = It was changed or exchanged.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-open =
    .what = A disclosed key does not open its content.
    .why = The key belongs to another file, or the content was changed.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-file-key =
    .what = A disclosed key cannot be read.
    .why = It is not written in 32 hexadecimal digits.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-other-envelope =
    .what = The disclosed envelope does not belong to its log or dossier.
    .why = It was made for another place.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-called-bad =
    .what = The reader called the entry unreadable.
    .why = What could not be read cannot be held against its reader.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-not-held =
    .what = No entry says that an attachment is held.
    .why = Complete is only what the reader states to hold.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-dossier-key =
    .what = The dossier key does not belong to the request.
    .why = It makes another tag than the one that was signed.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-root =
    .what = The entries of the proof do not lead to the signed root.
    .why = An entry was left out, added or changed.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-answered =
    .what = The other side did answer.
    .why = An entry within the proof meets the obligation.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-nothing-owed =
    .what = Nothing was owed in this time.
    .why = Silence counts only while an obligation of the silent side runs.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-receipt-no-contradiction =
    .what = The two artefacts do not contradict each other.
    .why = Both can be true.
    .next = Do not rely on it. Ask whoever gave the file for a new export.

err-node-no-channel =
    .what = There is no channel with this party.
    .why = Its credential has not been trusted here, or the name is not right.
    .next = Look at “comity channel list”; trust the credential of the party first.
    .page = Look at Counterparts; the credential of the party must be trusted first.

err-node-desk-stalled =
    .what = What is shown of the channel with { $party } is behind its record.
    .why = Something of this channel is damaged or missing in the store ({ $because }). Other channels are not concerned.
    .next = Run “comity audit --deep”, which names it. { -keep-and-recover }

err-node-no-dossier =
    .what = There is no such dossier.
    .why = The number is not right, or the act that opened it is void or has not arrived.
    .next = Look at “comity case list”.
    .page = Look for it among the cases.

err-node-no-keys =
    .what = The keys of our credential are not on this node.
    .why = The home was moved or restored without them.
    .next = Restore the keys from their backup, or run “comity recover”.

err-node-no-suite =
    .what = The two credentials have no sealing suite in common.
    .why = Sealing needs a suite that both sides list.
    .next = Have one side issue a credential with a suite that the other lists.

err-node-not-theirs =
    .what = This is not the credential of the counterpart.
    .why = It is our own, or of another party than expected.
    .next = Check which file the other side gave.

err-node-safety-number =
    .what = The safety number does not match.
    .why = The number that was compared belongs to other credentials: one file was exchanged on the way, or a digit was misheard.
    .next = Compare again by telephone. If it still differs, do not trust the file.

err-node-contended =
    .what = Credentials kept changing while the act was being sealed.
    .why = Another command rotates or trusts credentials at the same time.
    .next = Try again when it has ended.

err-node-file =
    .what = The file is not what it should be.
    .why = It is of another kind, or damaged.
    .next = Check it with “comity pouch inspect”.
    .page = Look whether the right file was chosen, and have it written anew where it is damaged.

err-file-too-long =
    .what = The file of the request or act is too long.
    .why = Such files are short; long content is attached.
    .next = Shorten it, or move long content into an attachment.

err-file-not-text =
    .what = The file of the request or act is not text.
    .why = It is read as TOML or JSON in UTF-8.
    .next = Save it as UTF-8, or begin anew from “comity case new --template”.
    .page = Save it as UTF-8 and choose it again.

err-file-name-twice =
    .what = The file gives the name “{ $name }” twice.
    .why = Line { $line } is the second one for the same name in one object; nobody can say which of the two was meant.
    .next = Keep one of the two and try again.

err-file-malformed =
    .what = The file of the request or act has a fault.
    .why = A field is not known or has the wrong form; the detail below names the place.
    .next = Compare it with “comity case new --template”.
    .page = Correct the field that is named.

err-void-not-opening =
    .what = An act of this kind opens no dossier.
    .why = A dossier is opened by a request, a query or spontaneous information.
    .next = Name the dossier that the act belongs to.

err-void-opened-before =
    .what = An act of this kind opens a dossier and is not said within one.
    .why = Every dossier is opened once.
    .next = Open a new dossier; name the earlier one as the previous request.

err-void-not-in-dossier =
    .what = This act is not said in this dossier.
    .why = It concerns the channel as a whole, or the dossier was not opened soundly.
    .next = Say it on the channel, or in a dossier that is open.

err-void-not-on-channel =
    .what = This act is said in a dossier only.
    .why = It concerns one matter, not the channel.
    .next = Name the dossier.

err-void-wrong-dossier-type =
    .what = This act does not belong to a dossier of this type.
    .why = Requests, queries and spontaneous information have acts of their own.
    .next = Look at “comity case show”; it lists the acts that can be said now.
    .page = Look at the case: its buttons are the acts that can be said now.

err-void-wrong-side =
    .what = This act is for the other party to say.
    .why = Each party moves its own track only.
    .next = Look at “comity case show”; it lists the acts that can be said now.
    .page = Look at the case: its buttons are the acts that can be said now.

err-void-closed =
    .what = The case is closed or withdrawn.
    .why = After that only what winds it up can be said.
    .next = The requesting party may reopen the case.

err-void-not-closed =
    .what = The case is not closed.
    .why = Only a closed case is reopened.
    .next = Nothing need be done: the case is open.

err-void-already-said =
    .what = The same was said before.
    .why = Saying it again changes nothing.
    .next = Nothing need be done.

err-void-already-decided =
    .what = The request is decided already.
    .why = After a decision it cannot be returned or reviewed again.
    .next = Answer it, or consult with the other party.

err-void-already-answered =
    .what = The request is answered already.
    .why = After a final answer it cannot be decided.
    .next = The requesting party may reopen the case.

err-void-not-accepted =
    .what = The request is not accepted.
    .why = Only an accepted request is executed and answered.
    .next = Accept the request first.

err-void-condition-open =
    .what = The conditions are not undertaken yet.
    .why = The answer waits for the written undertaking of the requesting party.
    .next = Wait for the undertaking, or accept without conditions.

err-void-no-condition =
    .what = There are no conditions to undertake.
    .why = None was set, or another decision has replaced it.
    .next = Look at the latest decision in “comity case show”.
    .page = Look at the latest decision on the page of the case.

err-void-unknown-reference =
    .what = The act refers to an act that its sender did not know, that has no effect, or that is of another kind.
    .why = A reference must lead to what both logs hold.
    .next = Copy the number from “comity case show”.
    .page = Choose the act from the page of the case.

err-void-items-exceed =
    .what = More items are answered than were sent.
    .why = The counts must stay within the list of the request.
    .next = Count again from the list.

err-void-items-open =
    .what = Not every item has its result.
    .why = An answer is final only when each item has its end.
    .next = State the rest, or send a partial answer.

err-void-return-first =
    .what = The request was not returned for completion first.
    .why = What is missing in form is no ground to decline before the requesting party could complete it.
    .next = Return the request and name what is missing.

err-void-consult-first =
    .what = There was no consultation before the refusal.
    .why = The terms in force ask for it.
    .next = Open a consultation first.

err-void-prohibited-content =
    .what = Content of this class cannot be attached.
    .why = Prohibited content never crosses; only its fingerprints and reference numbers do.
    .next = Give fingerprints as items, or announce the original on a medium.

err-void-attachment-missing =
    .what = The act names an attachment that it does not carry.
    .why = What is handed over as an attachment must be with the act.
    .next = Attach the file.

err-void-wrong-exhibit =
    .what = The number of an exhibit was used before, or the exhibit was not handed over.
    .why = Each exhibit has one number of its sender.
    .next = Look at the chain of custody in “comity case show”.
    .page = Look at the chain of custody on the page of the case.

err-void-not-asked-for =
    .what = Preservation was not asked for.
    .why = Only what the request asks for is confirmed.
    .next = Ask the requesting party for a supplement.

err-void-not-preserved =
    .what = Nothing is preserved.
    .why = It was not confirmed, or was released.
    .next = Look at “comity case show”.
    .page = Look at the page of the case.

err-void-not-answered =
    .what = There is no answer to close the case on.
    .why = A case is closed after an answer, a refusal, or an answer through another channel; before that it is withdrawn.
    .next = Wait for the answer, or withdraw the request.

err-void-not-pending =
    .what = There is nothing of this kind left to answer.
    .why = It is settled already, or it is not the other party’s.
    .next = Look at “comity case show”.
    .page = Look at the page of the case.

err-void-not-suspended =
    .what = The channel is not suspended by this party.
    .why = Only who suspended a channel resumes it.
    .next = Look at “comity channel show”.
    .page = Look at the page of this counterpart.

err-request-lacks-musts =
    .what = The request cannot be sent: something that it must hold is missing.
    .why = Its profile and the types of assistance asked for need these fields.
    .next = Fill in the fields listed, then run “comity case check”.
    .page = Fill in the fields listed, then save again.

err-person-name =
    .what = This is not a name of a person.
    .why = A name has 1 to 100 characters and no control characters.
    .next = Correct the name.

err-person-label =
    .what = This is not an office or a duty number.
    .why = It has 1 to 64 visible ASCII characters.
    .next = Correct it.

err-person-role =
    .what = There is no such role.
    .why = Roles are fixed, so that each has its words and its limits.
    .next = Choose one of those that “comity person add --help” lists.
    .page = Choose one of the roles that are offered.

err-person-unknown =
    .what = Nobody of this name is registered.
    .why = Commands act in the name of a registered person.
    .next = Register the person with “comity person add”.
    .page = Register the person under House, People.

err-person-taken =
    .what = Somebody of this name is registered already.
    .why = A name stands for one person in the audit trail for ever.
    .next = Use another name, or open the page of the person who has it.

err-person-disabled =
    .what = This person may no longer act.
    .why = The person was disabled.
    .next = Act in the name of another person, or have an administrator register the person anew.

err-person-not-in-role =
    .what = This person does not have the role that this needs.
    .why = Home rules say who may do what.
    .next = Have a person with the role do it.

err-person-roles-apart =
    .what = One person may not hold these roles together.
    .why = Administrator, security officer and auditor watch each other, so they are three persons; and where there is a security officer, an administrator has no role that reads content.
    .next = Give one of the roles to another person.

err-person-takes-two =
    .what = This role cannot be given by one person.
    .why = Since the house has a security officer, every new role is asked for by an administrator and confirmed by a security officer.
    .next = Register the person without the role, then ask for it with “comity person ask”.
    .page = Register the person without the role, then ask for it on the page of the person.

err-person-move-takes-two =
    .what = This person cannot be moved to another office by one person.
    .why = Who belongs to an office sees its cases. Since the house has a security officer, an administrator asks for it and a security officer confirms it.
    .next = Ask for it with “comity person move”.
    .page = Ask for it on the page of the person.

err-person-last =
    .what = Nobody else has this role, or no other security officer can come in yet.
    .why = The house cannot do without an administrator, nor without a security officer once it has one.
    .next = Give the role to another person first, and let a security officer set up a key before the other one goes.

err-access-denied =
    .what = This person may not do that.
    .why = Neither a role of the person permits it, nor the way in which the person came in.
    .next = Have somebody with the role do it, or sign in with a key.
    .page = Ask somebody with the role to do it. A link for setting up, or a token of few scopes, opens less than your roles do.

err-access-not-signed-in =
    .what = Nobody is signed in.
    .why = The session is over, or the token is unknown, revoked or too old.
    .next = Sign in again, or use another token.

err-access-sign-in =
    .what = Signing in failed.
    .why = Name, password or code is not right; which one is not said, so that nobody can guess one after the other.
    .next = Try again. A code is good once and only while the app shows it; type the next one when it appears.

err-access-too-many-tries =
    .what = Too many attempts have failed.
    .why = After some failures each further one has to wait longer, so that nobody can guess.
    .next = Wait some minutes, then try again.

err-access-link =
    .what = This link is not in force.
    .why = It is unknown, was used, is older than a day, or was replaced by a newer one.
    .next = Ask your administrator for a new link; for the first administrator, run “comity person link”.
    .page = Ask your administrator for a new link.

err-access-password =
    .what = This password cannot be used.
    .why = It has fewer than 12 characters, is too uniform, is too near to the name, or is made of what many people use.
    .next = Choose another one, for instance some words that do not belong together.

err-access-password-breached =
    .what = This password cannot be used.
    .why = It was in a breach somewhere, so whoever guesses tries it first.
    .next = Choose another one that you use nowhere else, for instance some words that do not belong together.

err-access-last-way =
    .what = This is your last way to sign in.
    .why = Without it you could not come in any more, and perhaps nobody could let you in.
    .next = Set another way up first. A device that you lost, somebody else takes away.

err-access-own-account =
    .what = This is your own account.
    .why = Keys and sessions of one’s own are ended where it is asked who one is.
    .next = Open the page of your own account.

err-access-breached-list =
    .what = No password can be set now.
    .why = This house refuses passwords that were in a breach, and its list of them cannot be read.
    .next = Ask whoever runs this node to run “comity config check”.
    .page = Tell whoever runs this node; the password that you have stays as it is.

err-access-code =
    .what = The code does not fit.
    .why = It is not the code that this secret gives now.
    .next = Check the clock of the device, then type the code that it shows now.

err-access-passkey =
    .what = The passkey was not accepted.
    .why = It is not known here, it did not answer what it was asked, or the answer came too late.
    .next = Try again. If it is refused again, sign in another way and look at your passkeys.

err-access-certificate =
    .what = This is no certificate.
    .why = It is neither a certificate nor its SHA-256 fingerprint.
    .next = Give the certificate in PEM, or its fingerprint of 64 hexadecimal digits.

err-access-certificate-taken =
    .what = This certificate belongs to another person.
    .why = A certificate lets in one person.
    .next = Take it from the other person first, or use another one.

err-access-label =
    .what = This is not a name that can be shown.
    .why = It has 1 to 100 characters, does not begin or end with a blank, and has no control characters.
    .next = Correct it.

err-access-token-limits =
    .what = A token cannot be made like this.
    .why = It needs at least one scope that exists, and ends after 1 to 366 days.
    .next = Name a scope and a number of days.

err-access-unknown =
    .what = There is no such session, token, certificate or passkey.
    .why = It has ended, was revoked, or is another person’s.
    .next = Look at the list.

err-notices-unfit =
    .what = The choice was not kept.
    .why = It is no plain address of mail, or not between 1 and 336 hours, or there is nothing to confirm.
    .next = Correct it.

err-notices-code =
    .what = The code does not fit.
    .why = It is not the last code that was sent there, it is older than an hour, or five others were tried.
    .next = Type the code of the newest mail, or have another one sent.

err-webhook-unknown =
    .what = There is no such webhook.
    .why = It was removed, or the id is another.
    .next = Look at the list.

err-webhook-address =
    .what = This is no address for a webhook.
    .why = It is “https://”, a host, perhaps a port, and a path, without name, password or “#”.
    .next = Correct it.

err-webhook-plain =
    .what = The webhook was not made.
    .why = Its address has no TLS, and the rules of this house want it.
    .next = Use an address with “https://”, or set webhooks.plain_http in the configuration.
    .page = Use an address with “https://”.

err-webhook-owner =
    .what = The webhook was not made.
    .why = It belongs to a person or to an office, and tells of what these may know of.
    .next = Write its owner as “person:NAME” or “office:CODE”.
    .page = Choose whose it is.

err-webhook-kinds =
    .what = The webhook was not made.
    .why = It tells of no kind of event, or of one that is not known.
    .next = Choose at least one of act.received, act.sent, deadline.passed.
    .page = Choose at least one.

err-webhook-too-many =
    .what = The webhook was not made.
    .why = This house has 50 already.
    .next = Remove one that is not needed any more.

err-webhook-state =
    .what = Nothing was changed.
    .why = The webhook stands otherwise: it waits for a second person, tells already, or is stopped.
    .next = Look at how it stands.

err-outward-unresolved =
    .what = The host was not found.
    .why = No address has this name.
    .next = Check the name, and how this machine looks up names.

err-outward-refused =
    .what = The address may not be called.
    .why = It is in a private or special network that the configuration does not allow.
    .next = Allow the network in webhooks.allow if it is meant.

err-outward-timed-out =
    .what = There was no answer in time.
    .why = The other end is slow or does not answer.
    .next = It is tried again. See to the receiver if it lasts.

err-outward-unreachable =
    .what = There was no connection.
    .why = Nobody listens there, or the connection ended.
    .next = It is tried again. See to the receiver and the network if it lasts.

err-outward-authorities =
    .what = Certificates could not be read.
    .why = The file of authorities, or our certificate or key, is missing or is no PEM.
    .next = Check the paths in the configuration.

err-outward-tls =
    .what = TLS was not agreed on.
    .why = The certificate is not from an authority that is believed, is for another name or is too old, or there is no version in common.
    .next = Check the certificate of the other end and the file of authorities.

err-outward-wrong-form =
    .what = The answer could not be understood.
    .why = Something else answers there.
    .next = Check the address.

err-outward-answered =
    .what = The other end refused.
    .why = It said so by a code of its protocol.
    .next = Look into its log.

err-outward-no-login =
    .what = Mail was not handed in.
    .why = The server offers no TLS, or no sign-in with a password.
    .next = Use a server that takes submissions over TLS.

err-access-preference =
    .what = This language or offset cannot be used.
    .why = A language is a tag such as “en”; an offset is at most 14 hours.
    .next = Choose one that is offered.

err-office-unknown =
    .what = There is no office of this code.
    .why = It stands in no tree of offices, and nobody belongs to it.
    .next = Look at “comity person office list”.
    .page = Look at House, Offices.

err-office-cycle =
    .what = The office would stand below itself.
    .why = Offices form a tree.
    .next = Choose another office above it.

err-office-in-use =
    .what = The office is in use.
    .why = People or other offices belong to it.
    .next = Move them to another office first.

err-grant-not-asked =
    .what = Nobody asked for this.
    .why = It takes two: one asks, another confirms, within 14 days.
    .next = Have an administrator ask for it first.

err-grant-own =
    .what = This takes another person.
    .why = Who asked, or is to have it, cannot confirm it.
    .next = Have another security officer confirm it.

err-attachment-too-large =
    .what = The attachment is larger than the limit.
    .why = Each side limits what it sends and takes: more for evidence, less for other files.
    .next = Hand it over on a storage medium with “evidence export”, or raise the limit in the configuration.

err-attachment-unknown =
    .what = There is no such attachment.
    .why = No act in the record announces it.
    .next = Look at “comity case show”.
    .page = Look at the page of the case.

err-attachment-erased =
    .what = This attachment was erased.
    .why = Erased content never comes back, by any path.
    .next = If it is needed, ask the other side for a new copy in a new act.

err-attachment-incomplete =
    .what = Not all parts of the attachment are here yet.
    .why = Parts follow after the acts, and go on where they stopped.
    .next = Wait, or exchange again.

err-attachment-wrong-part =
    .what = A part does not belong to this attachment.
    .why = Its proof does not lead to the root that was signed, or its length is wrong.
    .next = It is asked for again by itself. If it lasts, tell the administrator of the other side.

err-attachment-not-as-said =
    .what = The opened attachment is not what the act says.
    .why = Its size or its fingerprint differs.
    .next = Do not use it as evidence. Dispute the entry, and ask for it again.

err-attachment-other-hash =
    .what = The file is not the one that was announced.
    .why = Its SHA-256 is not the one that was given when the upload began; what came was thrown away.
    .next = Choose the file again and upload it from the beginning.

err-attachment-not-clean =
    .what = The scan did not clear this attachment.
    .why = Nothing is opened before the scan has found it clean.
    .next = Look at the verdict of the scan; samples are opened in their own environment only.

err-attachment-scan =
    .what = The scan could not be carried out.
    .why = The command that the configuration names did not run, or gave no verdict.
    .next = Check the command with “comity config check”.

err-attachment-disk-full =
    .what = The disk became full while the attachment was being written.
    .why = What was written so far stays and is continued later.
    .next = Make room, then try again; nothing was lost.

err-attachment-io =
    .what = A file could not be read or written.
    .why = The path is wrong, or the disk gave an error.
    .next = Check the path and the access rights.

err-attachment-manifest =
    .what = The manifest of the medium cannot be read.
    .why = It is missing, damaged, or not one of ours.
    .next = Check that the whole folder was copied from the medium.

err-part-empty =
    .what = The attachment is empty.
    .why = An attachment has at least one byte.
    .next = Leave it out, or attach the right file.

err-part-over-limit =
    .what = The attachment is larger than the receiving side takes.
    .why = Each side limits what it takes. The act stands; the attachment is declined.
    .next = Hand it over on a storage medium with “evidence export”.

err-part-beyond =
    .what = A part lies beyond the end of the attachment.
    .why = { -damaged }
    .next = { -ask-again }

err-part-length =
    .what = A part of the attachment has the wrong length.
    .why = { -damaged }
    .next = { -ask-again }

err-part-ranges =
    .what = The list of parts that are held cannot be right.
    .why = { -damaged }
    .next = { -ask-again }

err-proof-facts =
    .what = What the proof was found to prove cannot be shown.
    .why = It was written by another version of the program.
    .next = Verify the proof again with this version.

err-items-not-csv =
    .what = The list of items is not CSV.
    .why = It must be comma-separated text in UTF-8.
    .next = Correct the line named and try again.

err-items-header =
    .what = The first line of the list does not name the columns.
    .why = The columns have fixed names and a fixed order; the detail below names them.
    .next = Let the first line of the list begin with “kind,value”; later columns may be left out.

err-items-field =
    .what = A field in the list is not what its column asks for.
    .why = The detail below names line and column.
    .next = Correct the line named and try again.

err-items-twice =
    .what = An item stands twice in the list.
    .why = Each item is answered once.
    .next = Remove the second line.

err-items-empty =
    .what = The list of items is empty.
    .why = A list has at least one item.
    .next = Leave the list out, or give the right file.

err-items-too-many =
    .what = The list has more items than a case may carry.
    .why = A case carries at most 100,000 items.
    .next = Divide the list among several cases.

err-items-no-list =
    .what = An act of this kind carries no list of items.
    .why = Lists come with requests, supplements, spontaneous information and answers.
    .next = Leave the list out.

err-items-numbers =
    .what = These numbers do not name items of this case.
    .why = Items are named by number or range, as in “1-40,57”.
    .next = Look at the list with “comity case show”.
    .page = Look at the list on the page of the case.

err-draft-unwritten =
    .what = The draft could not be written.
    .why = One of its values has no valid form.
    .next = Correct the draft, then run “comity case check”.
    .page = Correct the draft, then save again.

err-draft-unknown =
    .what = There is no such draft.
    .why = The number is not right, or the draft was sent or deleted.
    .next = Look at “comity case drafts”.
    .page = Look for it among the drafts.

err-draft-state =
    .what = The draft is in another state than this needs.
    .why = A draft is written, submitted, cleared where the home rules ask for it, released and sent, in this order; it may be sent back.
    .next = Look at the state of the draft in “comity case show”.
    .page = Look among the drafts how it stands.

err-draft-changed =
    .what = The draft is not as it was when you looked at it.
    .why = Somebody changed it or moved it on meanwhile; what is cleared and released must be what was seen.
    .next = Look at it as it is now, then decide again.

err-draft-office =
    .what = This house has no such office.
    .why = The office that speaks must be one that the house knows, or the counterpart cannot tell who speaks.
    .next = Choose one of the offices, or leave the field empty: then the office of who wrote it speaks.

err-draft-own =
    .what = Nobody releases a draft of their own.
    .why = The home rules ask for a second person here.
    .next = Have another person with the role of releaser release it.

err-clearance-not-asked =
    .what = Your answer to this draft is not asked for.
    .why = It waits for other offices, or the turn of yours has not come, or your office has answered.
    .next = Look at the draft: it says which offices are asked now.

err-clearance-early =
    .what = The deputy’s turn has not come.
    .why = A deputy answers when the time of the office has run out, unless the home rules say otherwise.
    .next = Ask the office to answer, or wait until its time has run out.

err-clearance-which =
    .what = You may answer for several offices, and none is named.
    .why = Each office answers by itself.
    .next = Name the office that you answer for.

err-clearance-own =
    .what = Nobody clears a draft of their own.
    .why = Who wrote any of it has a part in what it says.
    .next = Have another person of the office clear it.

err-clearance-unfinished =
    .what = Not all offices have cleared this draft.
    .why = The home rules ask for their clearance of exactly what it says now.
    .next = Look at the draft: it says which offices are still to answer.

err-clearance-other-rules =
    .what = The home rules ask for other offices now.
    .why = The rules of clearance, or the case, changed since the draft was handed on.
    .next = Send it back and have it submitted again; what was cleared unchanged need not be cleared twice.

err-clearance-cleared =
    .what = Who cleared this draft does not release it here.
    .why = The home rules keep clearance and release apart.
    .next = Have another releaser release it.

err-access-not-holder =
    .what = Only those who hold a case give it to others and let others in.
    .why = You see this case because somebody let you in.
    .next = Ask the officer or the owning office.

err-access-cannot-read =
    .what = This person has no role that reads cases.
    .why = The case would open to them as little as before, and its clocks would run.
    .next = Name somebody else, or have a role given to this person first.

err-access-same-holder =
    .what = The case is theirs already.
    .why = A referral goes to another office or officer.
    .next = Name another one.

err-access-deputy-of-nobody =
    .what = A deputy stands in for nobody here.
    .why = Neither an office nor an officer is named.
    .next = Name one of them too.

err-access-nobody =
    .what = Nobody is named who could see the case.
    .why = An office or a person is let in.
    .next = Name one.

err-view-name =
    .what = This is not a name for a view.
    .why = It has 1 to 60 characters, does not begin or end with a blank, and has no control characters.
    .next = Correct it.

err-view-asked =
    .what = This list cannot be saved as a view.
    .why = Its filter is longer than an address may be, or is none.
    .next = Choose filters on the list of cases and save it again.

err-view-too-many =
    .what = You have too many saved views.
    .why = One person keeps up to 40.
    .next = Remove one that you no longer use, then save this one.

err-search-too-short =
    .what = There is no word to look for.
    .why = A word has at least one Chinese character, or two letters or digits.
    .next = Look for a longer one.

err-search-off =
    .what = This house keeps no index of words.
    .why = The configuration has it switched off.
    .next = Look through “comity case list”, or have the index switched on.
    .page = Look through the list of cases, or have the index switched on.

err-case-unknown =
    .what = There is no such case.
    .why = The reference is not right, or the case is on another channel.
    .next = Look at “comity case list”.
    .page = Look for it among the cases.

err-case-ambiguous =
    .what = The reference fits several cases.
    .why = Only the beginning of a reference was given.
    .next = Give more of it.

err-case-matter =
    .what = The act and the case do not go together.
    .why = Some acts belong to a case, others to the channel alone.
    .next = Name the case, or leave it out.

err-case-text =
    .what = The text is empty or too long.
    .why = Notes and labels have limits.
    .next = Write a shorter text.

err-backup-disk-full =
    .what = The backup does not fit on the disk.
    .why = The disk where it is written is full.
    .next = Free space, or write it elsewhere.

err-backup-io =
    .what = The backup cannot be read or written.
    .why = The file system refuses the file.
    .next = Check the path and its rights, then try again.

err-backup-malformed =
    .what = This is not a backup of a node.
    .why = The file is cut off, damaged, or something else.
    .next = Take another copy of the backup, or recover from the counterparts.

err-backup-marks =
    .what = The backup would take the high-water marks back.
    .why = They say how far this node has signed and must never be older than its signatures.
    .next = Restore into a home that has its keys with their marks.

err-backup-store-there =
    .what = There is a store here already.
    .why = A restore never writes over a store.
    .next = Move store.db and its side files away, then restore again.

err-erase-no-act =
    .what = There is no act of this id.
    .why = Only the content of an act that is held here can be erased.
    .next = Look at “comity record list” for the acts that are held.
    .page = Look in the record for the acts that are held.

err-erase-no-attachment =
    .what = The act has no such attachment.
    .why = Attachments are counted from 1.
    .next = Look at “comity evidence list”.
    .page = Look at the page of the case for what is attached.

err-erase-on-hold =
    .what = The content is on hold and was not erased.
    .why = A legal hold stops every destruction.
    .next = Lift the hold first, if the law allows it.

err-erase-undelivered =
    .what = The content is not delivered yet and was not erased.
    .why = The counterpart has not signed for it; it could not be sent any more.
    .next = Exchange first, then erase.

err-prove-answered =
    .what = The other side did answer.
    .why = Entry { $entry } of its log meets what it owed, so that there is no silence to prove.
    .next = For the time that it took, name the answer by its id with “--kind timing”.

err-prove-nothing-owed =
    .what = Nothing is owed in this case.
    .why = Silence counts only while an obligation of the other side runs.
    .next = Look at “comity case show” for what is due, and from whom.
    .page = Look at the clocks on the page of the case for what is due, and from whom.

err-prove-not-an-answer =
    .what = This act answers nothing.
    .why = It is of the side that asked; a time proof measures an act of the other side.
    .next = Name the answer, not the request; “comity case show” gives the id of each act.
    .page = Name the answer, not the request: each act of the case has its own proof.

err-prove-closed =
    .what = The content that is to be shown does not open.
    .why = It was erased, is not held here, or is sealed for someone else.
    .next = Leave it closed, or ask the other side to show it.

err-prove-no-act =
    .what = There is no act of this id.
    .why = A proof needs an act that is held here.
    .next = Look at “comity record list” for the acts that are held.
    .page = Look in the record for the acts that are held.

err-prove-no-attachment =
    .what = The act has no such attachment.
    .why = Attachments are named by their number from 1, or by their root as it stands in the envelope.
    .next = Look at “comity evidence list”.
    .page = Look at the page of the case for what is attached.

err-prove-no-evidence =
    .what = There is no such contradiction.
    .why = Contradictions of the counterpart are counted from 1 in the order of finding.
    .next = Look at “comity channel show”.
    .page = Look at the page of this counterpart.

err-prove-nothing-handed-back =
    .what = Nothing was handed back by this counterpart.
    .why = Such a proof is the receipt that the counterpart signs when “comity recover” takes our log back.
    .next = Look at “comity channel show” for what it has receipted otherwise.
    .page = Look at the page of this counterpart for what it has receipted otherwise.

err-prove-not-covered =
    .what = No entry of the other side covers it yet.
    .why = The other side has not said anything since it received it.
    .next = Exchange, then make the proof again.

err-prove-personal =
    .what = The proof was not written.
    .why = The body holds personal fields. A proof shows a body as it was sealed, so that none of them can be taken out.
    .next = Leave the body closed, or add “--unmask”: the audit trail then says who let them go.

err-prove-unsigned =
    .what = No signature covers the entry yet.
    .why = Neither checkpoint nor receipt reaches that far.
    .next = Exchange, then make the proof again.

err-report-cut-beyond =
    .what = The cut reaches beyond what this node holds.
    .why = A log has fewer entries here than the cut names.
    .next = Exchange first, or name smaller sizes.

err-report-cut-not-closed =
    .what = This cut is not closed.
    .why = An entry in it had seen more of the other log than the cut holds.
    .next = Leave --cut out, or name the sizes that the other side printed.

err-report-period =
    .what = The period of the report ends before it begins.
    .why = It holds what was asked from its beginning until before its end.
    .next = Give an end that is later than the beginning, or leave one of them out.

err-report-nothing-held =
    .what = There is nothing to report yet.
    .why = Neither side has signed that it holds the other’s entries.
    .next = Exchange first.

err-spool-incomplete =
    .what = A file in the inbox is not complete.
    .why = Its manifest is missing, or the bytes are not those that the manifest names.
    .next = Wait for the carrier. If it stays so, have the file carried again: the next pouch of the other side holds the same and more.

err-audit-envelope =
    .what = A sealed envelope opens, but it cannot be read.
    .why = Such an envelope would have been called unreadable when it came: it was changed since.
    .next = { -keep-and-recover }

err-audit-body =
    .what = The row of an entry names another body than its envelope.
    .why = The row was changed. The body may be gone without an erasure.
    .next = { -keep-and-recover }

err-audit-trail-broken =
    .what = The audit trail does not verify from this row on.
    .why = A row was changed, removed or put in after it was written.
    .next = Keep the store as it is and tell your auditor.

err-audit-credential =
    .what = A stored credential is damaged.
    .why = Its bytes do not match its fingerprint, or it belongs to another party.
    .next = { -keep-and-recover }

err-audit-evidence =
    .what = A stored piece of evidence is damaged.
    .why = Its bytes do not match its fingerprint.
    .next = { -keep-and-recover }

err-audit-attachment-erased-but-held =
    .what = An attachment was erased, but its bytes are still there.
    .why = They were put back after the erasure, or the erasure was cut short.
    .next = Erase the attachment again, and find out who put the file there.

err-audit-attachment =
    .what = The bytes of an attachment do not match its root.
    .why = They were changed, or some are missing.
    .next = { -keep-and-recover }

err-audit-projection =
    .what = Lists and states shown for this channel do not follow from its record.
    .why = Rows that are made from the record were changed in the store.
    .next = { -keep-and-recover }

err-audit-behind-mark =
    .what = The store holds less of this channel than was signed here.
    .why = An older copy of the store was put in its place, or entries were removed.
    .next = { -keep-and-recover }

err-audit-channel-state =
    .what = The state of a channel cannot be read.
    .why = Its bytes were changed, or a newer version wrote them.
    .next = { -keep-and-recover }

err-audit-head =
    .what = The log is not as long as the state of its channel says.
    .why = Entries were removed or added by something other than this program.
    .next = { -keep-and-recover }

err-audit-entries-missing =
    .what = Entries of a log are missing from here on.
    .why = They were removed: the log ends before its size.
    .next = { -keep-and-recover }

err-audit-note-root =
    .what = A signed note names another root than the entries give.
    .why = An entry before this size was changed after it was signed.
    .next = { -keep-and-recover }

err-audit-note-beyond =
    .what = A signed note speaks of more entries than are there.
    .why = Entries were removed after they were signed.
    .next = { -keep-and-recover }

err-audit-leaf-hash =
    .what = The hash kept with an entry is not that of its bytes.
    .why = The entry was changed, or the hash beside it.
    .next = { -keep-and-recover }

err-audit-leaf =
    .what = An entry cannot be read.
    .why = Its bytes were changed.
    .next = { -keep-and-recover }

err-audit-entry =
    .what = The row of an entry names another envelope than the entry.
    .why = The row was changed; what was signed is in the entry.
    .next = { -keep-and-recover }

err-audit-content-missing =
    .what = A sealed file is missing.
    .why = It was removed, and nothing says that it was erased.
    .next = { -keep-and-recover }

err-audit-content =
    .what = A sealed file does not match its fingerprint.
    .why = Its bytes were changed.
    .next = { -keep-and-recover }

err-audit-seal =
    .what = A sealed file does not open, or has not the size that was signed.
    .why = Its bytes were changed, or a key of ours is missing.
    .next = Check that the keyring is the right one. { -keep-and-recover }

err-audit-tile =
    .what = Hashes of the tree over a log do not follow from its entries.
    .why = The kept hashes were changed, or the entries were.
    .next = { -keep-and-recover }

err-audit-note =
    .what = A signed note does not verify.
    .why = Its bytes were changed, or the credential of its signer is missing.
    .next = { -keep-and-recover }

err-audit-attachment-missing =
    .what = An attachment that this store must hold is missing.
    .why = Its bytes or its row were removed, and nothing says that it was erased.
    .next = { -keep-and-recover }

err-audit-attachment-hashes =
    .what = The hashes kept for the parts of an attachment do not give its root.
    .why = They were changed or removed; its parts cannot be handed on.
    .next = { -keep-and-recover }

err-translation-unknown =
    .what = There is no such text to translate.
    .why = Nobody asked for it, it is finished, its content was erased, or it is not for the reader to know of.
    .next = Look at the list of what waits.

err-translation-nothing =
    .what = There is nothing to translate.
    .why = The text stands in both languages, or in none.
    .next = Write the text in one language first.

err-translation-too-long =
    .what = The text is too long to be translated here.
    .why = A translation may have 2,000 segments and 256 KiB.
    .next = Translate it as an attachment.

err-translation-changed =
    .what = The text changed meanwhile.
    .why = Somebody else saved it, or its source was changed, since it was looked at.
    .next = Compare what was typed with what is there now, and save again.

err-translation-unfinished =
    .what = The translation is not finished.
    .why = Segments have no translation, or one of a source that changed.
    .next = Translate what is missing, and say of what is stale that it fits or change it.

err-translation-hidden =
    .what = A translation holds characters that are not seen.
    .why = They turn the direction of text round or have no width or form, and the source has none of them: what is read would not be what is sent.
    .next = Take them out of the segments that are named, and save again.

err-translation-no-translator =
    .what = No translation can be asked of this office or person.
    .why = The house does not know the office, or no role of the person permits translating.
    .next = Choose a known office or a translator, or ask nobody in particular.

err-translation-owed =
    .what = A translation that was promised stays in the queue.
    .why = The act names the time by which it follows.
    .next = Translate it, or ask somebody else for it.

err-translation-languages =
    .what = The file is for other languages.
    .why = Its source or target language is not that of this text.
    .next = Take the file that went out for this text.

err-translation-other =
    .what = The file is of another text.
    .why = It names another draft or act as its original.
    .next = Take the file that went out for this text.

err-xliff-too-long =
    .what = The file is too long.
    .why = An XLIFF file may have 8 MiB.
    .next = Take the file that went out from here.

err-xliff-malformed =
    .what = The file is no sound XML.
    .why = It is not well-formed UTF-8, has a document type, or is nested without bounds.
    .next = Export it anew from the translator’s tool as XLIFF 2.1.

err-xliff-version =
    .what = The file is not XLIFF 2.0 or 2.1.
    .why = Other versions have another form.
    .next = Save it as XLIFF 2.1, or take the file that went out from here.

err-xliff-structure =
    .what = The file lacks something that XLIFF must have.
    .why = An id, a source or a language is missing, stands twice, or is not where it belongs.
    .next = Export it anew, with segments as they went out.

err-xliff-inline =
    .what = The file holds codes in its text.
    .why = The texts of acts are plain: there is nothing that codes could stand for.
    .next = Take the codes out, and export it anew.
