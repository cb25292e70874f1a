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
    .next = Use “--lang en” or “--lang zh-Hans”.

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
    .what = The act is void: its time lies before the entry before it.
    .why = Within a log, time never goes back.
    .next = { -stands }

err-void-seen-shrank =
    .what = The act is void: it claims to have seen less than the entry before it.
    .why = Within a log, what has been seen never shrinks.
    .next = { -stands }

err-void-wrong-tag =
    .what = The act is void: its tag does not belong to the dossier that it names.
    .why = The tag is made from the key of the dossier; anything else would hide the act from a proof.
    .next = { -stands }

err-void-wrong-origin =
    .what = The act is void: it names another log than the one that it stands in.
    .why = An act counts only in the log that it was written for.
    .next = { -stands }

err-void-act-repeated =
    .what = The act is void: the same sealed act stood in this log before.
    .why = Each act counts once.
    .next = { -stands }

err-void-id-repeated =
    .what = The act is void: its number was used in this log before.
    .why = Each act has a number of its own.
    .next = { -stands }

err-void-unknown-dossier =
    .what = The act is void: its dossier had not been opened.
    .why = An act belongs to a dossier that its sender knew when it spoke.
    .next = { -stands }

err-void-wrong-credential =
    .what = The act is void: it names a credential that is not in force for this entry.
    .why = A party speaks under the credential that its record names last.
    .next = { -stands }

err-void-beyond-generation =
    .what = The act is void: it lies beyond the size at which the generation was closed.
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
    .next = Ask the other side for its current credential, and compare it by telephone.

err-own-loss =
    .what = The other side holds entries of our log that we no longer have.
    .why = Our store was restored from an older state, or has lost data.
    .next = Run “comity recover”. Nothing is signed before that.

err-own-clock =
    .what = Our own clock has jumped.
    .why = It went back behind our last entry, or far ahead of the other side’s signatures.
    .next = Set the clock right, then let an administrator confirm it.
