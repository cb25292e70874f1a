# The console: the audit trail, and what its entries say was done.

house-trail-title = { $count ->
    [0] Nothing was done here yet
    [one] One entry in the audit trail
   *[other] { $count } entries in the audit trail
}
house-trail-holds = The chain of hashes holds, checked just now.
house-trail-whole = { $count ->
    [one] The chain holds: one entry
   *[other] The chain holds: { $count } entries
}
house-trail-whole-why = Every entry fits the one before it. Write the last link down elsewhere: whoever changes an entry later cannot make it again.
house-trail-broken = The chain breaks at entry { $number }
house-trail-broken-next = Somebody changed the store from outside. Keep a copy of the home as it is, and compare it with the last backup.
house-trail-long = The audit trail is long, so its chain is walked when you ask.
house-trail-check = Check the whole chain
house-trail-link = Last link
house-trail-who = Who
house-trail-did = What was done
house-trail-about = To what contains
house-trail-what = To what
house-trail-since = From
house-trail-until = To
house-trail-at = Time
house-trail-number = Number
house-trail-search = Search
house-trail-none = No entry meets this search.
house-trail-further = Nothing met this search so far; older entries were not looked at yet.
house-trail-all = Show all entries
house-trail-older = Older entries
house-trail-export = Export what meets the search:
house-trail-cut = { $count ->
    [one] One older entry was taken away by the rule of the house; the chain goes on from its link.
   *[other] { $count } older entries were taken away by the rule of the house; the chain goes on from the link of the last of them.
}

trail-backed-up = made a backup
trail-case-assigned = assigned a case
trail-case-let-in = let somebody into a case
trail-case-referred = referred a case
trail-case-registered = registered a case
trail-case-shut-out = shut somebody out of a case
trail-certificate-added = added a certificate
trail-certificate-removed = removed a certificate
trail-channel-reopened = opened a channel anew
trail-counterpart-zone-set = set the time zone of a counterpart
trail-credential-revoked = revoked a key of the credential
trail-credential-rotated = renewed the credential
trail-credential-trusted = trusted a credential
trail-draft-cleared = cleared a draft for an office
trail-draft-discarded = discarded a draft
trail-draft-edited = changed a draft
trail-draft-made = made a draft
trail-draft-sent-back = sent a draft back
trail-draft-submitted = submitted a draft
trail-erased = erased content
trail-grant-asked = asked for a role or access
trail-grant-declined = turned a request down
trail-hold-lifted = lifted a legal hold
trail-hold-put = put a legal hold
trail-identity-exported = exported the decryption key
trail-labelled = set a label
trail-link-made = made a link for setting up
trail-link-revoked = revoked a link
trail-note-added = added a note
trail-notices-confirmed = confirmed an address for notices
trail-notices-set = changed the address for notices
trail-office-moved = put an office below another
trail-office-put = added or changed an office
trail-office-removed = removed an office
trail-passkey-added = added a passkey
trail-passkey-failed = failed with a passkey
trail-passkey-removed = removed a passkey
trail-passkey-used = used a passkey
trail-password-removed = removed a password
trail-password-set = set a password
trail-person-added = registered or moved a person
trail-person-disabled = disabled a person
trail-person-enabled = let a person act again
trail-person-moved = moved a person to another office
trail-recovery-drawn = made recovery codes
trail-recovery-used = used a recovery code
trail-role-granted = gave a role
trail-role-removed = took a role away
trail-rule-changed = started with another rule
trail-said = released an act
trail-session-beyond-most = signed in once more than one may; the oldest session ended
trail-session-revoked = ended a session
trail-sign-in-failed = failed to sign in
trail-signed-in = signed in
trail-signed-out = signed out
trail-token-made = made a token
trail-token-revoked = revoked a token
trail-totp-removed = removed one-time codes
trail-totp-set = set up one-time codes
trail-trail-pruned = took old entries of the trail away
trail-translation-asked = asked for a translation
trail-translation-done = finished a translation
trail-translation-dropped = took a text out of the translators’ queue
trail-translation-saved = translated
trail-webhook-confirmed = confirmed a webhook
trail-webhook-ended = gave a webhook up
trail-webhook-made = made a webhook
trail-webhook-paused = stopped a webhook
trail-webhook-removed = removed a webhook
trail-webhook-resumed = let a webhook go on
trail-webhook-rotated = drew another secret for a webhook
trail-webhook-tested = tested a webhook
