# The console: help, by page and by role, and the page of components.

guide-title = Help
guide-all = All help
guide-pages = What each page is for
guide-roles = How to do your work
guide-words = Words and keys
guide-terms = Terms in both languages
guide-terms-why = One word for one thing, everywhere. Where a statute has a word, that word is used.
guide-term-en = English
guide-term-zh = Chinese
guide-term-note = To mind
guide-terms-the-record = The record
guide-terms-the-case = The case
guide-terms-the-house = The house
guide-terms-law-and-dialogue = Law and dialogue
guide-terms-threat-information-and-entry-review = Threat information and entry review
guide-terms-for-technical-staff = For technical staff
guide-keys = Keys
guide-keys-why = They work wherever you are not typing. One presses g, lets go, and presses the letter.
guide-keys-sheet = Show this sheet on any page

guide-sign-in = Signing in
guide-sign-in-1 = Press “Sign in with a passkey” and show your finger, face or PIN; no name is asked for. Without a passkey, type your name, your password and the six digits that your authenticator app shows. Each code works once: wait for the next one after a slip.
guide-sign-in-2 = When the app is not at hand, type a recovery code in the place of the six digits.
guide-sign-in-3 = When nothing works any more, ask your administrator. Two persons let you in anew, by a link that works once.
guide-sign-in-4 = After several failures you wait longer each time, so that nobody can guess.

guide-account = Your account
guide-account-1 = The language and the offset that you choose hold from the next page on, and whenever you sign in.
guide-account-2 = A passkey is the safest way to sign in: nobody can be tricked out of it. Make two, on two devices. A password goes with one-time codes. Keep the recovery codes on paper, apart from your computer.
guide-account-3 = Look now and then at where you are signed in, and end a session that you do not know. A session ends by itself half an hour after its last use.
guide-account-4 = A token lets a program act for you within limits. It is shown once; revoke it as soon as nobody needs it.

guide-desk = The desk
guide-desk-1 = The desk shows what needs you now, by nearest deadline. What has no deadline stands below, the oldest first.
guide-desk-2 = A line leads to where it is done. When it is done, the line goes.
guide-desk-3 = When something arrives while you look, the page says so and shows it.

guide-cases = Cases
guide-cases-1 = The list shows cases by their next deadline: all that you may see, yours, those of your office, or what is nobody’s yet. The filter is in the address of the page, so it can be sent on; save it as a view under a name of your own.
guide-cases-2 = A case shows both sides on one time line: what this house said on the left, what the counterpart said on the right.
guide-cases-3 = A system receipt states that the bytes are held by the other side, and nothing else. It is no answer and no service of a document.
guide-cases-4 = A void act breaks a rule and has no effect. It stays in the record, with the rule.
guide-cases-5 = Notes and labels stay at home, and so does who holds the case. They are set apart, and never leave this house.
guide-cases-6 = The search finds parts of words in Chinese and English, in texts, lists of items, references, notes and labels, in the cases that you may see.

guide-drafts = Drafts
guide-drafts-1 = Every act begins as a draft. It is written, cleared with other offices where policy asks for it, and released.
guide-drafts-2 = Nothing crosses before it is released. Nobody releases what he or she submitted.
guide-drafts-3 = A draft that was sent back carries the reason. Change it and submit it again.
guide-drafts-4 = Offices that must clear a draft are named on its page with the time that each has. What they clear is exactly what the draft says: a change takes their clearance back.
guide-drafts-5 = Who looks at a draft again sees what is new in it, field by field. What is released is what was looked at; if it changed meanwhile, look again.

guide-translations = Translations
guide-translations-1 = Texts wait here by nearest deadline: drafts whose author asked, acts that promised a translation, and acts of theirs in one language.
guide-translations-2 = A segment whose source changed after it was translated is stale. Change the translation, or say that it still fits.
guide-translations-3 = Save as often as needed. A text is finished when no segment is missing or stale; it then goes into the draft, or stays with the case.
guide-translations-4 = As an XLIFF 2.1 file a text goes to a translator’s own tool and comes back; what does not fit any more is refused and named.

guide-counterparts = Counterparts
guide-counterparts-1 = Compare the safety number over the telephone with somebody whose voice you know before you rely on a channel.
guide-counterparts-2 = The health of a channel says when the last exchange was, and what waits for a system receipt.
guide-counterparts-3 = A frozen channel means that the counterpart showed two versions of one log. Do not try again: read the evidence and speak with the other side.

guide-record = The record
guide-record-1 = Each party keeps a log of what it said, and both hold both logs. Entries are only added, never changed.
guide-record-2 = Each entry says what it proves, and to whom. A proof can be checked by anybody who has both credentials.
guide-record-3 = An audit reads both logs anew and compares every signature and fingerprint.

guide-reports = Reports
guide-reports-1 = A report covers one channel and one period. Both sides compute it from the same record, so both get the same bytes.
guide-reports-2 = Compare the fingerprint of the report with the counterpart before you sign the originals.

guide-administration = The house
guide-administration-1 = Granting a role, letting somebody in and moving somebody to another office take two: an administrator asks, a security officer who did not ask confirms. Taking one away works at once.
guide-administration-2 = Administrator, security officer and auditor are three persons. An administrator reads no content.
guide-administration-3 = The audit trail names who did what and when. Its entries form a chain: one that is changed later does not fit any more.
guide-administration-4 = Erased content is gone for good. The record keeps its fingerprint and stays verifiable. A legal hold beats every ground.

guide-officer = For officers: a request and its answer
guide-officer-1 = Open the desk in the morning and begin with the top line.
guide-officer-2 = Acknowledge a new request by the named desk before its clock runs out.
guide-officer-3 = Say early whether the request is accepted, accepted with conditions or in part, postponed or declined, with the ground.
guide-officer-4 = Write the answer as a draft, look at the preview of exactly what crosses, and submit it for release.
guide-officer-5 = Assess the answer that you get, and close the case.

guide-releaser = For releasers: the second pair of eyes
guide-releaser-1 = Open a draft that waits for release from the desk.
guide-releaser-2 = Compare it with what was asked, and read what crosses: office, duty number, text and attachments.
guide-releaser-3 = Release it, or send it back with a reason that helps.
guide-releaser-4 = What you submitted yourself, another person releases.

guide-registry = For the registry: what comes in
guide-registry-1 = Open the list of what is nobody’s yet, open a case, and assign it to an office, an officer and a deputy. What a rule fits is assigned by itself.
guide-registry-2 = Look at that list before noon and before you leave. What you assign goes from it, and you see it no more unless you are let in.
guide-registry-3 = A referral to another office stays inside the house and never crosses. It needs a reason; those who held the case keep seeing it.
guide-registry-4 = Let an office or a person in where they need to know, and shut them out when they no longer do.

guide-translator = For translators
guide-translator-1 = Take the text with the nearest deadline from the queue.
guide-translator-2 = Translate segment by segment. A segment whose source changed later is marked as stale.
guide-translator-3 = Use the terms of the glossary: one word for one thing.
guide-translator-4 = Mark which text is authoritative. A working translation says that it is one.

guide-auditor = For auditors
guide-auditor-1 = Search the audit trail by person, by what was done and by time, and export what you found.
guide-auditor-2 = Check the whole chain, and compare the last link with the one that you wrote down last time.
guide-auditor-3 = Audit the record of each channel. It is read anew and compared with every signature.
guide-auditor-4 = You read no case and change nothing.

guide-administrator = For administrators
guide-administrator-1 = Register a security officer and an auditor first: from then on, roles take two.
guide-administrator-2 = Add the offices of the house, with their names in both languages.
guide-administrator-3 = Register a person and ask for the roles. A security officer confirms them, makes the link and hands it over in person.
guide-administrator-4 = Disable a person who leaves, on the same day. Sessions and links end at once.
guide-administrator-5 = Look at the health page each morning, and keep backups apart from the machine.

guide-security = For security officers
guide-security-1 = Confirm a role only when you know from somebody else than the asker that it is meant.
guide-security-2 = Make a link only after you saw the person, and hand it over yourself: whoever has it comes in.
guide-security-3 = When a key or a device is lost, end all sessions and tokens of the person and remove the passkey before anything else.
guide-security-4 = Read the audit trail each week for failed sign-ins and for changes at odd hours.

components-title = Tokens and components
components-why = What pages are made of. A new page takes from here.
components-colours = Colours
components-type = Type
components-states = States
components-lists = Lists
components-forms = Forms
components-sample = A sample
components-sentence = A sentence says what happened, why, and what to do next.
components-good = in time
components-soon = due soon
components-late = overdue
