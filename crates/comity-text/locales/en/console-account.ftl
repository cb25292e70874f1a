# The console: one’s own account.

wrong-title = This was not taken yet

account-title = Your account: { $who }
account-title-link = Set up how you sign in
account-must-set-up = No way to sign in is set up yet.
account-link-once = The link that you came by works once: set one up before you leave.
account-first = Nobody is registered in this house yet. Whoever uses this link becomes its first administrator.
account-first-register = Register and go on
account-back = Your account
account-manage = Manage
account-save = Save
account-remove = Remove
account-remove-one = Remove { $label }
account-end = End
account-label = Name
account-added = Added

account-ways = Ways to sign in
account-is-set = set up
account-is-not-set = not set up
account-password-first = Set up password and one-time codes
account-password-change = Change the password
account-password-new = New password
account-password-hint = At least 12 characters. Four unrelated words are easy to remember and hard to guess.
account-password-again = New password again
account-by-certificate = Sign in with the certificate of your card
account-present = Present password
account-others-end = Your other sessions end.
account-codes = Set up one-time codes anew
account-codes-short = One-time codes
account-codes-why = Codes of the app that you used before stop working.
account-app = Authenticator app
account-app-how = Take a picture of this code with the app.
account-app-picture = QR code of the secret, the same as the text below
account-app-link = Open an app on this device
account-app-text = Or type this secret into the app:
account-app-code = Six digits that the app shows now.
account-set-up = Password and one-time codes are set up, and you are signed in.

account-recovery = Recovery codes
account-recovery-title = Keep these recovery codes
account-recovery-left = { $count ->
    [0] none left
    [one] one left
   *[other] { $count } left
}
account-recovery-draw = Make new ones
account-recovery-why = Each signs you in once, with your password, when the app is not at hand.
account-recovery-once = They are shown now and never again. Print them or write them down, and keep them apart from your computer.
account-recovery-kept = I have kept them

account-certificates = Client certificates
account-certificates-title = { $count ->
    [0] No certificate signs you in
    [one] One certificate signs you in
   *[other] { $count } certificates sign you in
}
account-certificates-count = { $count ->
    [0] none
   *[other] { $count }
}
account-certificates-none = Add the certificate of your smart card, so that it signs you in without a password.
account-certificates-not-taken = The rules of this house name no proxy that checks certificates. Until they do, no certificate signs anybody in.
account-certificate = Certificate or fingerprint
account-certificate-hint = The certificate as text that begins with BEGIN CERTIFICATE, or its SHA-256 fingerprint.
account-certificate-label-hint = Such as the number on the card.
account-certificate-add = Add a certificate
account-fingerprint = SHA-256 fingerprint

account-passkeys = Passkeys
account-passkey-one = Passkey
account-passkeys-title = { $count ->
    [0] No passkey signs you in
    [one] One passkey signs you in
   *[other] { $count } passkeys sign you in
}
account-passkeys-count = { $count ->
    [0] none
   *[other] { $count }
}
account-passkeys-none = Add one, and you sign in without a password.
account-passkeys-why = A passkey lies on your phone, your computer or a security key, and is opened by your finger, face or PIN. It answers this console alone, so nobody can ask you for it elsewhere.
account-passkeys-script = Passkeys want scripting, and a browser that knows them. Without, use password and one-time codes.
account-passkey-add = Add a passkey
account-passkey-first = Set up a passkey
account-passkey-host = Signs in at
account-passkey-used = Last used
account-passkey-unused = never
account-passkey-label-hint = Where it lies, such as “phone”. It signs you in at { $host } and nowhere else.
account-passkey-make = Make the passkey
account-passkey-make-how = The browser asks where to keep “{ $label }”, and for your finger, face or PIN.
account-passkey-make-do = Go on
account-passkey-failed = That did not work: the browser or the key turned it away, or it took too long. Try again, or choose another way.
account-by-passkey = Sign in with a passkey
account-by-password = Or with password and code
account-confirm = Confirm with a passkey
account-confirm-why = Before a way to sign in is changed or a session ended, show that it is still you. A passkey does, for five minutes.

account-tokens = Tokens
account-tokens-title = { $count ->
    [0] No token acts for you
    [one] One token acts for you
   *[other] { $count } tokens act for you
}
account-tokens-count = { $count ->
    [0] no tokens
    [one] one token
   *[other] { $count } tokens
}
account-tokens-none = A token lets a program of yours use the interface in your name, within limits that you set.
account-token-make = Make a token
account-token-made = Token made
account-token-once = It is shown now and never again. Put it where the program keeps its secrets.
account-token-label-hint = What it is for, so that you know it in a year.
account-token-scopes = It may
account-token-scopes-hint = Never more than you may yourself.
account-token-until = Last day
account-token-until-hint = At most a year from now.
account-token-ends = Ends
account-token-over = over
account-token-used = Last used
account-token-unused = never
account-token-revoke = Revoke
account-token-revoke-one = Revoke { $label }
account-scope-cases-read = read cases
account-scope-cases-write = write drafts and notes, register and assign
account-scope-release = release and send back
account-scope-record-read = read the record and take out proofs
account-scope-reports-read = read and make reports
account-scope-counterparts = see counterparts and exchange
account-scope-admin = manage people and the house
account-scope-events = follow events

account-preferences = Preferences
account-language = Language of pages
account-language-browser = As the browser asks
account-zone = Times are shown in
account-zone-now = It is { $time }. The distance from UTC stays the same all year: where clocks change for summer, choose again when they do.
account-person = In this house
account-sessions = { $count ->
    [0] no session
    [one] one session
   *[other] { $count } sessions
}
account-sessions-caption = Where you are signed in
account-sessions-end-others = End all other sessions
account-session-agent = Browser
account-session-unnamed = not named
account-session-how = Signed in by
account-session-opened = Since
account-session-used = Last used
account-session-ends = Ends
account-session-this = this session
account-session-end = End the session of { $opened }
account-how-passkey = passkey
account-how-password = password and code
account-how-certificate = certificate
account-how-link = link for setting up
account-how-visit = link of a demonstration
account-how-token = token

account-done-preferences = Your preferences are kept.
account-done-password = Your password is changed.
account-done-codes = The new app makes your codes from now on.
account-done-session = The session is ended.
account-done-sessions = All other sessions are ended.
account-done-certificate = The certificate is added.
account-done-certificate-removed = The certificate signs nobody in any more.
account-done-passkey = The passkey signs you in from now on.
account-done-passkey-removed = The passkey signs nobody in any more.
account-done-token-revoked = The token is revoked.

err-console-present-password =
    .what = The present password is not right.
    .why = Ways to sign in are changed and sessions ended only by who knows it.
    .next = Type the password that you signed in with.
err-console-present-passkey =
    .what = It was not shown that it is still you.
    .why = Ways to sign in are changed and sessions ended only by who has one of the passkeys at hand.
    .next = Confirm with a passkey, then send the form again.
err-console-password-differs =
    .what = The two new passwords differ.
    .why = A slip of the hand would lock you out.
    .next = Type the new password twice.
