# The console: the house. People, offices, what is erased, health.

house-ways = Parts of the house
house-people = People
house-offices = Offices
house-trail = Audit trail
house-retention = Erasure and hold
house-health = Health
house-rules = Rules
house-name-hint = As it is to stand in the audit trail. It never enters an act.
house-office = Office
house-office-hint = The code of the office, such as D-17. Acts name it.
house-duty = Duty number
house-duty-hint = Acts name it in the place of a person. It may be left out.
house-roles = Roles
house-roles-hint = Administrator, security officer and auditor are three persons.
house-no-roles = no role yet
house-state = State
house-active = active
house-disabled = disabled
house-never = never

house-people-title = { $count ->
    [one] One person works here
   *[other] { $count } people work here
}
house-grants-title = { $count ->
    [one] One request waits for a second person
   *[other] { $count } requests wait for a second person
}
house-grants = Waits for a second person
house-grant-what = Asked for
house-grant-by = Asked by
house-grant-at = Asked
house-let-in = to be let in
house-move-to = to belong to { $office }
house-under = to stand below { $office }
house-webhook-tells = that a webhook tells
house-grant-waits = { $by } asked for the role { $role } on { $at }. It waits for a security officer who did not ask.
house-access-waits = { $by } asked on { $at } that this person be let in. It waits for a security officer who did not ask and makes the link.
house-move-waits = { $by } asked on { $at } that this person belong to { $office } and see its cases. It waits for a security officer who did not ask.
house-under-waits = { $by } asked on { $at } that { $office } stand below { $above }, which then sees its cases. It waits for a security officer who did not ask.
house-grant-confirm = Confirm
house-grant-decline = Turn down

house-enrol = Register somebody
house-enrol-do = Register
house-enrol-two = Roles that you tick wait until a security officer confirms them, and so does the link by which this person comes in.
house-enrol-one = This house has no security officer yet, so one person gives roles and makes links. Register one soon: from then on, both take two.
house-person = { $who }
house-person-disabled = { $who } may not act
house-role-new = Another role
house-role-ask = Ask for it
house-role-remove = Take away
house-role-remove-one = Take away the role { $role }
house-role-officer = writes requests and answers
house-role-releaser = releases what others wrote
house-role-counsel = advises on law, erases content by order
house-role-analyst = works on technical matters
house-role-duty = stands duty, receives and assigns
house-role-registry = receives, registers and assigns
house-role-translator = translates
house-role-auditor = reads record and audit trail, changes nothing
house-role-administrator = keeps people and channels, reads no content
house-role-security = confirms roles, reads the audit trail
house-last = Last came in
house-open = Open now
house-link = Make a link for setting up
house-link-made = Link made
house-link-once = It is shown now and never again, and good for one use within 24 hours. Hand it over in person.
house-lost = Ask to let in
house-end = End all sessions and tokens
house-place = Office and duty number
house-may-act = May this person act?
house-disable = Disable this person
house-disable-why = Sessions and links end at once. What the person did stays in the audit trail.
house-enable = Let this person act again

house-done-enrolled = Registered. Make a link, so that this person can set up a way to sign in.
house-done-enrolled-waits = Registered. Roles and link wait for a security officer.
house-done-changed = The change is kept.
house-done-disabled = This person may no longer act.
house-done-enabled = This person may act again. Where the house has a security officer, the roles wait to be confirmed.
house-done-asked = Asked. A security officer confirms it.
house-done-granted = The role is given.
house-done-declined = Turned down.
house-done-removed = The role is taken away.
house-done-lost = Asked. A security officer who did not ask makes the link.
house-done-ended = All sessions and tokens are ended.
house-done-move-waits = Asked. The person stays in the office of before until a security officer confirms.
house-done-moved = The person belongs to the new office.
house-done-passkey-removed = The passkey signs nobody in any more.
house-done-office = The office is kept.
house-done-office-removed = The office is removed.
house-done-office-waits = The office is kept. It stays at its place until a security officer confirms the new one.
house-done-office-moved = The office stands at its new place.
house-done-erased = The content is erased. The record stays verifiable.
house-done-hold = The case is under legal hold.
house-done-hold-lifted = The legal hold is lifted.

house-offices-title = { $count ->
    [0] No offices yet
    [one] One office
   *[other] { $count } offices
}
house-offices-none = Add the offices of this house. People belong to one each, and cases are assigned to them.
house-office-name = Office
house-office-code = Code
house-office-code-hint = Visible ASCII, without blanks. An office of this code is changed.
house-office-above = Above it
house-office-above-hint = Who leads an office sees to the offices below it.
house-office-top = None: at the top
house-office-en = Name in English
house-office-zh = Name in Chinese
house-office-put = Add or change an office
house-office-change = Change
house-office-change-one = Change { $code }

house-retention-title = Erase content, or hold it
house-retention-why = The record keeps fingerprints and stays verifiable; what was erased comes back by no path.
house-erase = Erase the content of an act
house-erase-act = Act
house-erase-act-hint = The id of the act, as the record shows it.
house-erase-try = Show what would be erased
house-erase-plan = What there is of this act: { $act }
house-erase-them = Counterpart
house-erase-pieces = Parts of the act
house-erase-piece = Part
house-erase-print = Fingerprint
house-erase-size = Sealed size
house-erase-body = Body
house-erase-attachment = Attachment { $number }
house-erase-attachments = { $count ->
    [one] The attachment
   *[other] All { $count } attachments
}
house-erase-there = held
house-erase-gone = erased
house-erase-drafts = Drafts of its translation, which go with the body: { $drafts }
house-erase-translation = The translation that is kept of it goes with the body.
house-erase-which = Erase
house-erase-ground = Ground
house-ground-retention = The time for which it may be kept is over
house-ground-order = A court or authority ordered it
house-ground-person = A person concerned asked for it and is right
house-ground-agreement = Agreed with the other side
house-ground-mistake = It should never have been sent
house-erase-for-good = This cannot be undone, and no backup or counterpart gives it back.
house-erase-do = Erase for good
house-hold = Legal hold on a case
house-hold-why = Nothing of a case under legal hold can be erased, on any ground.
house-hold-reason = Reason
house-hold-reason-hint = Needed to put a hold, not to lift one.
house-hold-put = Put on hold
house-hold-lift = Lift the hold
house-hold-is = Under legal hold since { $at } by { $by }: { $reason }

house-health-title = { $count ->
    [0] The node can do its work
    [one] One check asks for attention
   *[other] { $count } checks ask for attention
}
house-check = Check
house-check-said = What it means
house-check-good = in order
house-check-bad = look here
health-store-readable = Store
    .good = The store can be read.
    .bad = The store cannot be read. See to the disk and the rights of the home, then restore a backup if need be.
health-stands-at-high-water = Place of signature
    .good = The store stands where this node last signed.
    .bad = The store is behind what was signed. Nothing is signed until the channel is recovered.
health-channel-open = Channel
    .good = The channel is open.
    .bad = The channel is frozen: the counterpart showed two versions of one log. Its evidence is with the counterpart.
health-heard-lately = Word from the counterpart
    .good = The counterpart signed something within a day.
    .bad = The counterpart signed nothing for more than a day. See to the network, then call them.
health-trail-whole = Audit trail
    .good = The chain of hashes holds.
    .bad = An entry was changed from outside. Keep a copy of the home as it is, and call the security officer.
health-watched = Three persons
    .good = Security officer and auditor are there beside the administrator.
    .bad = Security officer or auditor is missing: nobody watches the administrator. Register both.
health-trail-leaves = Audit trail by syslog
    .good = The audit trail leaves by syslog; { $count } entries wait.
    .bad = { $count } entries of the audit trail wait to leave, the oldest since { $since }. See to the server of syslog and its certificates.
health-trail-stays = Audit trail by syslog
    .good = The audit trail leaves by syslog.
    .bad = The audit trail no longer leaves by syslog: it last did on { $since }. The configuration was changed; the audit trail has an entry of it.
health-mail-leaves = Mail notices
    .good = The server of mail takes notices.
    .bad = The server of mail has taken nothing since { $since }. See to the server, its certificate and the password.
health-webhooks-heard = Webhooks
    .good = Every receiver of webhooks answers.
    .bad = { $count } webhooks are given up or tried in vain. Look at their last tries under Webhooks.

house-rules-title = The rules of this house
house-rules-why = They stand in the file comity.toml in the home and are changed there; the service reads it when it starts.
house-rule = Rule
house-rule-value = In force
house-rule-means = Meaning
house-rule-set = set here
house-rule-absent = absent
rule-network = Addresses
rule-network-listen = Where counterparts reach this node.
rule-network-operate = Where health and numbers answer, for this machine alone.
rule-network-dial = Whether this node calls its counterparts.
rule-network-private-endpoints = Networks beside the public Internet in which counterparts may be called.
rule-console = Console
rule-console-listen = Where the console and the interface answer, behind a proxy that speaks TLS.
rule-console-hosts = The host names that people reach it by; a request for any other is refused.
rule-console-api-per-minute = How often one person may call the interface in a minute, by all tokens together.
rule-exchange = Exchange
rule-exchange-quota-bytes = How many bytes one counterpart may store here before its pouches are refused.
rule-exchange-spool = Counterparts that are reached over a folder in the place of the network.
rule-attachments = Attachments
rule-attachments-evidence-bytes = The largest attachment of the data class evidence, in bytes.
rule-attachments-other-bytes = The largest attachment of other classes, in bytes.
rule-attachments-upload-bytes = The most bytes that one person may have under way in uploads that go on after a cut.
rule-attachments-bytes-per-second = The most bytes a second in all; 0 is as fast as it goes.
rule-attachments-scan = The command that sees each attachment before it can be opened.
rule-keys = Passphrase
rule-keys-passphrase-file = The file in which the passphrase of the keys is found.
rule-keys-passphrase-credential = The credential of the system in which the passphrase is found.
rule-release = Release by a second person
rule-release-always = Whether every act takes a second person.
rule-release-profile = Acts of weight in cases of these profiles take one.
rule-release-assistance = Acts of these assistance types take one.
rule-release-data-class = Acts of these data classes take one.
rule-release-tlp = Acts of these markings take one.
rule-clearance = Clearance by offices
rule-clearance-clearer-may-release = Whether a releaser who cleared a draft for an office may release it too.
rule-clearance-rule = Which acts which offices clear before their release, in which order and time; the first rule that fits.
rule-registry = Registry
rule-registry-rule = To whom a case goes that is new here; the first rule that fits.
rule-search = Search
rule-search-index = Whether cases are found by words. The index is text in clear in the store.
rule-accounts = Ways in
rule-accounts-address-header = The header in which a proxy names the address that a visitor came from.
rule-accounts-breached = The list of passwords that were in a breach, of which none is taken.
rule-accounts-certificate-header = The header in which a proxy hands over a certificate that it checked.
rule-accounts-proxies = The proxies whose word is taken.
rule-mail = Mail notices
rule-mail-server = The server that takes mail, over TLS. Absent: there are no mail notices.
rule-mail-from = The address that notices come from.
rule-mail-user = The name that the node gives to that server.
rule-mail-password-file = The file with the password of that name.
rule-mail-ca = The authorities that its certificate is checked against.
rule-syslog = Audit trail by syslog
rule-syslog-server = The server that takes the audit trail, over TLS. Absent: it stays here.
rule-syslog-ca = The authorities that its certificate is checked against.
rule-syslog-certificate = The certificate that this node shows to that server.
rule-syslog-key = The key of that certificate.
rule-trail = Audit trail
rule-trail-keep-days = How many days the audit trail is kept, at least.
rule-webhooks = Webhooks
rule-webhooks-allow = Networks beside the public Internet that webhooks may be sent to.
rule-webhooks-plain-http = Whether webhooks may go to addresses without TLS.
rule-webhooks-ca = The authorities that a receiver’s certificate is checked against.

err-house-act-unread =
    .what = This is not the id of an act.
    .why = An id is a UUID, as the record and the case page show it.
    .next = Copy it from there.
err-house-erase-what =
    .what = Nothing was erased.
    .why = No part of the act was ticked, or no ground was chosen.
    .next = Tick what is to be erased, and choose the ground.
err-house-hold-reason =
    .what = The case was not put on hold.
    .why = A legal hold needs its reason, which stays in this house.
    .next = Say why, or lift the hold.
