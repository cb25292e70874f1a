# The console: drafts, from the first word to the release.

draft-title = { $act } to { $party }
drafts-title = { $count ->
    [0] No drafts
    [one] One draft
   *[other] { $count } drafts
}
drafts-waiting = { $count ->
    [one] One draft waits for your release
   *[other] { $count } drafts wait for your release
}
drafts-new = New draft
drafts-none = Nothing is being written.
drafts-none-why = Begin with a new request, or answer in a case.
drafts-group-release = Waiting for release
drafts-group-back = Sent back
drafts-group-writing = Being written
drafts-col-draft = Draft
drafts-col-act = Act
drafts-col-case = Case
drafts-col-by = Changed by
drafts-col-at = Changed
drafts-col-state = State
drafts-no-case = opens a case
drafts-ready = ready
drafts-lacks = { $count ->
    [one] one field missing
   *[other] { $count } fields missing
}
drafts-refused = cannot be sent as it is
drafts-waits = waits for release
drafts-waits-own = waits for another person

draft-new-title = A new draft
draft-new-whom = Whom is it for?
draft-new-nobody = There is no open channel yet. An administrator opens one under Counterparts.
draft-new-what = What is it?
draft-new-next = Continue
draft-new-make = Begin the draft
draft-new-step = Step { $step } of { $of }
draft-new-types = What is asked for?
draft-new-types-hint = Tick all that apply. The form then asks for what these types need, and for nothing else.
draft-new-type-needed = Tick at least one type of assistance.
draft-new-language = Which language counts?
draft-new-language-hint = Both languages can be given; this one is authoritative.
draft-new-urgency = How urgent is it?
draft-kind-technical = Request in the technical profile
    .meaning = Between response teams: takedown, notification of victims, analysis, indicators, registration data, advice. No offence, treaty or order is needed.
draft-kind-police = Request in the police profile
    .meaning = Between police authorities. Offence, facts, treaty basis and limit of use are needed.
draft-kind-formal = Request in the formal profile
    .meaning = Between central authorities, on a treaty or with a pledge of reciprocity.
draft-kind-query = Query
    .meaning = One line: does the other party know this?
draft-kind-spontaneous = Spontaneous information
    .meaning = Information that nobody asked for.

draft-means-urgency-emergency = Imminent risk to life, or an outage of critical infrastructure. Reasons are needed; one language is enough for now.
draft-means-urgency-urgent = Data about to be lost, or an attack in progress. Reasons are needed; one language is enough for now.
draft-means-urgency-priority = A case that both sides agreed to put first.
draft-means-urgency-routine = Other assistance between police or response teams.
draft-means-urgency-formal = The channel of central authorities.
draft-means-tlp-red = For the named recipients only.
draft-means-tlp-amber-strict = For the recipient’s organisation only.
draft-means-tlp-amber = For the recipient’s organisation and those whom it serves, where they need to know.
draft-means-tlp-green = For the recipient’s community.
draft-means-tlp-clear = May be shared without limit.
draft-means-pap-red = Passive use only; nothing on the network.
draft-means-pap-amber = Passive checks with third parties are allowed.
draft-means-pap-green = Active use is allowed: block, query, divert.
draft-means-pap-clear = No limit.

draft-part-what = What is asked for
draft-part-codes = Particulars
draft-part-codes-hint = Codes, numbers and dates. They stand in the envelope and stay for good: no person and no free text here.
draft-part-words = Text
draft-part-words-hint = The text is sealed apart and can be erased. The authoritative language is marked.
draft-part-details = Lists
draft-part-marking = Marking
draft-part-speaks = Who speaks
draft-part-more = More that can be said
draft-optional = optional
draft-authoritative = authoritative
draft-choose = Choose
draft-row = No. { $number }
draft-row-new = No. { $number } (new)
draft-rows-hint = Saving adds an empty row.
draft-part-given = Given
draft-part-none = Not named
draft-no-acts = No act of this case fits here.
draft-no-exhibits = No exhibit has come with this case.

draft-text-answer = Answer
draft-text-conditions = Text of the conditions
draft-text-reasons = Reasons
draft-text-question = Question
draft-text-information = Information
draft-text-translation = Translated text
draft-text-message = Message

draft-label-says-parts = Type by type
draft-label-says-seconds = More time, in hours
draft-label-says-loss-amount = Loss, in whole units
draft-label-says-loss-currency = Currency of the loss
draft-label-says-observed-from = Seen from
draft-label-says-observed-until = Seen until
draft-label-says-period-from = Data sought, from
draft-label-says-period-until = Data sought, until
draft-label-language = Authoritative language
draft-label-office = Office
draft-label-duty = Duty number
draft-label-reference = Reference in the other channel, or number of the original
draft-label-persons = Persons
draft-label-custody = Custody before the transfer
draft-label-translator-office = Translator’s office
draft-label-translator-level = Kind of translation
draft-label-translator-statement = Translator’s statement
draft-label-request-contacts-role = Role
draft-label-request-contacts-offset = Offset of its clock from UTC
draft-label-request-contacts-phone = Telephone
draft-label-request-contacts-email = E-mail
draft-label-request-contacts-address = Address
draft-label-request-data-sought-identifiers-kind = Kind
draft-label-request-data-sought-identifiers-value = Identifier
draft-label-request-data-sought-identifiers-port = Port
draft-label-request-data-sought-identifiers-at = Seen at
draft-label-persons-minor = Under age
draft-label-persons-named-on-purpose = Named on purpose
draft-label-persons-identity-name = Name
draft-label-persons-identity-aliases = Other names, one a line
draft-label-persons-identity-born = Date of birth
draft-label-persons-identity-nationality = Nationality
draft-label-persons-identity-document = Identity document
draft-label-persons-identity-location = Where the person is
draft-label-custody-place = Place
draft-label-custody-method = Method and tools
draft-label-custody-witnesses = Witnesses, one a line

draft-hint-says-deadline = When the answer would be needed. The time limits that count follow from the urgency.
draft-hint-says-to-office = By its code in the other party’s credential.
draft-hint-says-pledge = The pledge itself stands in the text.
draft-hint-says-previous = Our reference or the id of the case.
draft-hint-says-preservation = Our reference or the id of the case.
draft-hint-says-rsit = For example fraud:phishing.
draft-hint-says-loss-currency = Three capitals, for example CNY.
draft-hint-says-translation-by = An urgent text may go in one language, when this time is named.
draft-hint-says-max-penalty-months = Deprivation of liberty under your law, in months.
draft-hint-office = Empty: your own office.
draft-hint-duty = Empty: your own duty number.
draft-hint-persons = By pseudonym. Victims and minors are named only on purpose.
draft-hint-request-contacts = At least the requesting authority, with office hours and offset.
draft-hint-request-contacts-hours = For example 08:30-17:30.
draft-hint-request-contacts-offset = For example +08:00.
draft-hint-persons-reference = For example V-1.
draft-hint-says-exhibits-number = For example E-1. A file attached under the same number is this exhibit.
draft-hint-says-exhibits-sha256 = Of what travels on media: SHA-256, 64 hexadecimal digits.
draft-hint-says-sha256 = SHA-256, 64 hexadecimal digits.
draft-hint-says-seconds = Counted from the present time limit.

draft-word-account = Account
draft-word-address = IP address
draft-word-domain = Domain
draft-word-url = URL
draft-word-hash = File by fingerprint
draft-word-wallet = Wallet
draft-word-requesting = Requesting authority
draft-word-confirmation = Confirms that the request is genuine
draft-word-investigating = Investigating authority
draft-word-judicial = Prosecutor or court

draft-missing = { $count ->
    [one] One field is still missing
   *[other] { $count } fields are still missing
}
draft-wrong = Some fields could not be read
draft-wrong-kept = Nothing is lost: what was typed stands below.
draft-items = Items
draft-items-list = List as CSV
draft-items-list-hint = First line: kind,value,port,at. Kinds: url, address, domain, account, hash.
draft-items-long = The list is too long to show here ({ $size }). A new file replaces it.
draft-items-file = List from a file
draft-items-file-hint = CSV, or what indicators come in: STIX, MISP, mail, plain text.
draft-items-count = { $count ->
    [one] One item
   *[other] { $count } items
}
draft-answers = Answers to the items
draft-answers-hint = One answer for many items: all, or numbers such as 1-50,60. Each saving adds to the answers given so far.
draft-answers-which = Which items
draft-answers-fate = What became of them
draft-answers-ground = Ground, where declined
draft-answers-list = List of answers as CSV
draft-answers-list-hint = First line: item,fate,ground.
draft-attachments = Attachments
draft-attachments-none = Nothing is attached.
draft-attach = Attach a file
draft-attach-hint = Up to { $other }; an exhibit up to { $exhibit }.
draft-attach-class = What it is
draft-attach-exhibit = Exhibit number
draft-attach-remove = Remove { $name }
draft-save-preview = Save and preview
draft-save = Save
draft-save-file = Save and attach
draft-discard = Discard the draft
draft-discard-sure = The draft and its attachments are thrown away. This cannot be undone.
draft-edit = Edit
draft-preview = Preview
draft-to-case = To the case

draft-crosses = What crosses
draft-crosses-hint = All that { $party } will hold, and nothing else.
draft-envelope = Envelope
draft-envelope-empty = The kind of the act alone.
draft-body = Body
draft-body-none = The act has no text.
draft-files = Attachments
draft-list-file = List that the node attaches
draft-home = What stays at home
draft-home-never = Who wrote, submitted and released it never leaves this house.
draft-did-made = { $who } made it
draft-did-edited = { $who } changed it
draft-did-submitted = { $who } submitted it
draft-did-sent-back = { $who } sent it back: { $reason }
draft-because-always = A second person must release it: every act needs one.
draft-because-profile = A second person must release it: the profile asks for it.
draft-because-assistance = A second person must release it: the type of assistance asks for it.
draft-because-data-class = A second person must release it: the data class asks for it.
draft-because-tlp = A second person must release it: the marking asks for it.
draft-because-none = It is sent without a second person.
draft-waits-own = It waits for release by another person than those who wrote it.
draft-waits-role = It waits for release. Your roles do not release.
draft-was-sent-back = { $who } sent it back
draft-submit = Submit for release
draft-send = Send
draft-submit-missing = It cannot be submitted yet.
draft-release = Release
draft-release-sure = It is sent to { $party } at once and stays in both records for good.
draft-back = Send back
draft-back-reason = What must be changed
draft-back-reason-hint = Stays in this house.
draft-asked = What was asked and what this says
draft-asked-row = Field
draft-asked-theirs = Asked
draft-asked-ours = Said here
draft-asked-differs = Differs
draft-asked-not = not named
draft-asked-given = given
draft-asked-declined = declined: { $ground }

act-page-title = { $act }: { $case }
act-page-pick = What can be said now
act-page-more = Other acts

err-draft-attach-class =
    .what = The file was not attached.
    .why = It was not said what the file is.
    .next = Choose its data class and the file again.
err-form-code =
    .what = Choose one of the list.
    .why = What was sent is no code of this list.
    .next = Open the form anew and choose again.
err-form-number =
    .what = Give a whole number within the bounds.
    .why = It is not digits alone, or too small or too large.
    .next = Correct the number and save again.
err-form-time =
    .what = Give day and time, such as 2026-11-23T10:00.
    .why = It is no point in time.
    .next = Correct the time and save again.
err-form-label =
    .what = Use letters, digits and marks without blanks, at most 64.
    .why = Labels stand in the envelope and are visible ASCII.
    .next = Shorten or correct the label and save again.
err-form-line =
    .what = Use one line of at most 2000 characters.
    .why = It is longer, or holds control characters.
    .next = Shorten it and save again.
err-form-sha256 =
    .what = Give 64 hexadecimal digits.
    .why = A SHA-256 fingerprint is written so.
    .next = Copy the fingerprint anew and save again.
err-form-case =
    .what = Name a case by our reference or its id.
    .why = No case, or more than one, has this name.
    .next = Look the case up in the list of cases.
err-form-act =
    .what = Choose one of the acts shown.
    .why = What was sent names no act.
    .next = Open the form anew and choose again.
err-form-empty =
    .what = Fill this in, or empty the whole row.
    .why = The row needs it.
    .next = Fill it in and save again.
err-form-whole =
    .what = The form was not taken.
    .why = Its fields do not fit together.
    .next = Open the form anew and fill it in again.
