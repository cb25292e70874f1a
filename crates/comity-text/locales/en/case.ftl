# The words of the case commands.

case-draft = Draft { $draft }: { $act } to { $party }, { $state }
case-draft-items = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
case-draft-attachment = Attachment { $name }, { $size }, { $class }
case-draft-refused = It cannot be sent as it is: { $what }
case-draft-ready = Nothing is missing: “comity case submit { $draft }” says it.
case-draft-second = Nothing is missing: “comity case submit { $draft }” hands it to a second person, who releases it.
case-state-draft = being written
case-state-submitted = waits for release
case-drafts = Drafts
case-discarded = Draft { $draft } is discarded.
case-waits = Draft { $draft } waits for a second person with the role of releaser. Why: { $why }
case-because-always = the house asks for it for every act
case-because-profile = the profile of the case
case-because-assistance = the type of assistance
case-because-data-class = the class of the data
case-because-tlp = the marking
case-said = Said in { $case }: { $act } (our entry no. { $entry }, act { $id })
case-said-channel = Said to { $party }: { $act } (our entry no. { $entry }, act { $id })
case-passed-over = { $count } passed over: { $why }
case-passed-over-context = shown for context only
case-passed-over-deleted = deleted in the event
case-passed-over-malformed = not a sound item
case-passed-over-no-equality = a pattern that names no single thing
case-passed-over-not-an-indicator = not an indicator
case-passed-over-other-object = a pattern over another kind of object
case-passed-over-other-pattern-language = a pattern in another language
case-passed-over-other-type = of another type
case-passed-over-private-address = a private address
case-passed-over-recipient = an address of the recipient
case-passed-over-repeated = repeated
case-passed-over-revoked = revoked
case-noted = Noted on { $case }; the note stays here.
case-labelled = Labelled “{ $label }”.
case-unlabelled = The label “{ $label }” is gone.
case-assigned = { $case } is with { $holder } now.
case-referred = { $case } is referred to { $holder }; the reason is among the private notes.
case-let-in = { $who } sees { $case } now.
case-shut-out = { $who } sees { $case } no more.
case-nobodys = nobody yet
case-office = office
case-officer = officer
case-deputy = deputy
case-held-by = Held by
case-let-in-too = Let in
case-list = Cases
case-list-caption = { $count ->
    [one] { $count } case
   *[other] { $count } cases
}
case-permitted = We may say now
case-next-due = Due next
case-labels = Labels
case-note = Note
case-received = held here
case-act-head = No. { $entry } ({ $whose }): { $act }, { $state }
case-act-id = Id: { $id }
case-attachment = Attachment { $number }: { $size }, { $held } of { $parts } parts held
case-attachment-erased = Attachment { $number }: { $size }, erased ({ $held } of { $parts } parts held)
case-col-act = Act
case-col-case = Case
case-col-clock = Time limit
case-col-draft = Draft
case-col-due = Due
case-col-item = Value
case-col-items = Items, ended / all
case-col-kind = Kind
case-col-parts = Parts held
case-col-size = Sealed size
case-col-status = Status
case-col-verdict = By both sides’ words
case-col-what = What
case-col-whose = Request of
