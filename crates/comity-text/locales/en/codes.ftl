# Labels of every code of every list: `code-<list>-<code>`; `codes-<list>` names the list.
# A test compares the keys with the lists in comity-core.

codes-offence = Offence categories
code-offence-illegal-access = Illegal access
code-offence-illegal-interception = Illegal interception
code-offence-data-interference = Interference with data
code-offence-system-interference = Interference with systems
code-offence-misuse-of-devices = Misuse of devices, tools or credentials
code-offence-ict-forgery = Computer-related forgery
code-offence-ict-fraud = Computer-related theft or fraud
code-offence-csam = Child sexual abuse material
code-offence-grooming = Solicitation or grooming of children
code-offence-ncii = Intimate images without consent
code-offence-laundering = Laundering of proceeds
code-offence-copyright = Copyright infringement
code-offence-trade-secret = Theft of trade secrets
code-offence-terror-use = Terrorist use of information technology
code-offence-dark-drugs = Drug trade on hidden services
code-offence-online-firearms = Online sale of firearms
code-offence-personal-data-trade = Trade in personal data
code-offence-facilitation = Knowingly serving cybercrime
code-offence-provider-duty = Provider refuses its security duty

codes-assistance = Types of assistance
code-assistance-preserve = Expedited preservation
code-assistance-preserve-disclose-path = Disclosure of a preserved traffic path
code-assistance-subscriber = Subscriber information
code-assistance-registration = Domain registration information
code-assistance-traffic-stored = Stored traffic data
code-assistance-content-stored = Stored content
code-assistance-traffic-live = Real-time collection of traffic data
code-assistance-content-live = Real-time interception of content
code-assistance-emergency-disclosure = Emergency disclosure
code-assistance-takedown = Takedown or mitigation
code-assistance-victim-notify = Notification of victims
code-assistance-malware-analysis = Malware analysis
code-assistance-indicators = Indicators and analysis reports
code-assistance-attribution = Information on attribution
code-assistance-identify-locate = Identifying or locating a person
code-assistance-statement = Statement of a witness
code-assistance-search-seize = Search, seizure or imaging
code-assistance-freeze-forfeit = Freezing or forfeiture of assets
code-assistance-serve-documents = Service of documents
code-assistance-joint-investigation = Joint or parallel investigation
code-assistance-expert = Technical or legal advice

codes-ground = Grounds
code-ground-r01 = Not an offence under the law of the requested party
code-ground-r02 = Purely military offence
code-ground-r03 = Sovereignty, security, public order or other essential interests
code-ground-r04 = Political offence
code-ground-r05 = Discrimination (race, religion, nationality, sex, political opinion)
code-ground-r06 = Own proceedings, final judgment, ended or time-barred
code-ground-r07 = Contrary to the constitution or basic principles of law
code-ground-r08 = No substantial connection with the case
code-ground-r09 = Incomplete request
code-ground-r10 = Data not held or already deleted
code-ground-r11 = Court authorisation refused
code-ground-r12 = Would harm an investigation or a person
code-ground-r13 = Originator has not consented
code-ground-r14 = State secret or classified information
code-ground-r15 = Export control
code-ground-r16 = Transfer barred by data law
code-ground-r17 = Protected expression
code-ground-r18 = Minor offence or disproportionate
code-ground-r19 = Assurance on the penalty missing
code-ground-r20 = Technical reason (authentication, encryption, format, capacity)

codes-urgency = Urgency
code-urgency-emergency = Emergency
code-urgency-urgent = Urgent
code-urgency-priority = Priority
code-urgency-routine = Routine
code-urgency-formal = Formal mutual legal assistance

codes-channel = Channels
code-channel-mla = Mutual legal assistance
code-channel-police = Police cooperation
code-channel-24-7 = 24/7 network
code-channel-interpol = INTERPOL
code-channel-diplomatic = Diplomatic channel
code-channel-cert = Computer emergency response teams
code-channel-provider-direct = Directly with the provider
code-channel-dialogue = Dialogue

codes-tlp = Sharing markings (TLP 2.0)
code-tlp-red = TLP:RED
code-tlp-amber-strict = TLP:AMBER+STRICT
code-tlp-amber = TLP:AMBER
code-tlp-green = TLP:GREEN
code-tlp-clear = TLP:CLEAR

codes-pap = Permissible actions (PAP)
code-pap-red = PAP:RED
code-pap-amber = PAP:AMBER
code-pap-green = PAP:GREEN
code-pap-clear = PAP:CLEAR

codes-onward = Passing on
code-onward-none = Not to be passed on
code-onward-own-state = Within the receiving state
code-onward-named = To the offices named

codes-data-class = Data classes
code-data-class-subscriber = Subscriber information
code-data-class-traffic = Traffic data
code-data-class-content = Content data
code-data-class-personal = Personal information
code-data-class-personal-bulk = Personal information in bulk
code-data-class-important-data = Important data
code-data-class-indicator = Indicator
code-data-class-sample = Malware sample
code-data-class-tool = Tool
code-data-class-vuln-disclosed = Vulnerability, disclosed
code-data-class-vuln-undisclosed = Vulnerability, undisclosed
code-data-class-state-secret = State secret
code-data-class-prohibited-content = Prohibited content
code-data-class-none = None of these

codes-court-use = Use in court
code-court-use-none = Not for use in court
code-court-use-with-consent = In court with consent
code-court-use-yes = May be used in court

codes-reliability-source = Reliability of the source
code-reliability-source-a = A: no doubt about the source
code-reliability-source-b = B: mostly reliable
code-reliability-source-c = C: mostly not reliable
code-reliability-source-x = X: cannot be assessed

codes-reliability-information = Reliability of the information
code-reliability-information-1 = 1: certain
code-reliability-information-2 = 2: known to the source first-hand
code-reliability-information-3 = 3: not first-hand, but corroborated
code-reliability-information-4 = 4: cannot be corroborated

codes-case-type = Types of dossier
code-case-type-request = Request for assistance
code-case-type-query = Query
code-case-type-spontaneous = Spontaneous information

codes-asker-standing = What the requesting party has said
code-asker-standing-nothing = Nothing yet
code-asker-standing-open = Request made
code-asker-standing-withdrawn = Withdrawn
code-asker-standing-closed = Closed

codes-answerer-standing = What the requested party has said
code-answerer-standing-nothing = Nothing yet
code-answerer-standing-received = Receipt acknowledged
code-answerer-standing-returned = Returned for completion
code-answerer-standing-under-review = Under review
code-answerer-standing-postponed = Postponed
code-answerer-standing-declined = Declined
code-answerer-standing-accepted = Accepted
code-answerer-standing-accepted-in-part = Accepted in part
code-answerer-standing-conditional = Accepted with conditions
code-answerer-standing-executing = Being executed
code-answerer-standing-answered-partial = Answered in part
code-answerer-standing-answered = Answered

codes-case-status = Status of a case
code-case-status-draft = Draft
code-case-status-submitted = Submitted
code-case-status-received = Received
code-case-status-returned = Returned for completion
code-case-status-supplemented = Supplemented
code-case-status-under-review = Under review
code-case-status-accepted = Accepted
code-case-status-accepted-conditional = Accepted with conditions
code-case-status-accepted-partial = Accepted in part
code-case-status-postponed = Postponed
code-case-status-declined = Declined
code-case-status-executing = Being executed
code-case-status-answered-partial = Answered in part
code-case-status-answered = Answered
code-case-status-reopened = Reopened
code-case-status-closed = Closed
code-case-status-withdrawn = Withdrawn
code-case-status-void = Void

codes-stage = Stages of the work
code-stage-under-review = Under review
code-stage-awaiting-court = Awaiting authorisation by a court
code-stage-executing = Being executed

codes-clock = Time limits
code-clock-ack = Acknowledgement of receipt
code-clock-decision = Decision
code-clock-preserved = Preservation
code-clock-first-useful = First useful answer
code-clock-final = Final answer

codes-pause = Reasons for a pause
code-pause-completion = Waiting for completion
code-pause-undertaking = Waiting for the written undertaking
code-pause-court = Waiting for authorisation by a court
code-pause-suspended = Channel suspended

codes-verdict = Result by time limit
code-verdict-in-time = In time
code-verdict-late = Late
code-verdict-contested = Contested
code-verdict-running = Running
code-verdict-ended = Ended, no longer owed

codes-due = What is due
code-due-ack = Acknowledge receipt
code-due-decision = Decide
code-due-preserved = Confirm preservation
code-due-first-useful = First useful answer
code-due-final = Final answer
code-due-completion = Supplement
code-due-undertaking = Written undertaking
code-due-translation = Translation
code-due-original = Original document
code-due-disposal = Return or destroy
code-due-preservation-reminder = Reminder: preservation is running out
code-due-preservation-ends = Preservation ends
code-due-deadline = Deadline that the request names

codes-escalate-reason = Reasons for escalation
code-escalate-reason-overdue = Overdue
code-escalate-reason-risk-to-life = Risk to life
code-escalate-reason-data-loss = Data about to be lost
code-escalate-reason-disagreement = Disagreement
code-escalate-reason-other = Other

codes-close-outcome = Outcome of a case
code-close-outcome-settled = Settled
code-close-outcome-settled-in-part = Settled in part
code-close-outcome-not-settled = Not settled
code-close-outcome-elsewhere = Settled through another channel

codes-reopen-reason = Reasons for reopening
code-reopen-reason-answer-incomplete = Answer incomplete
code-reopen-reason-new-facts = New facts
code-reopen-reason-closed-in-error = Closed in error

codes-suspend-reason = Reasons for suspending
code-suspend-reason-technical = Technical
code-suspend-reason-agreed = Agreed by both parties
code-suspend-reason-policy = Decision of one party

codes-item-kind = Kinds of items
code-item-kind-url = URL
code-item-kind-address = IP address
code-item-kind-domain = Domain name
code-item-kind-account = Account
code-item-kind-hash = File hash

codes-item-fate = Results by item
code-item-fate-done = Done
code-item-fate-in-progress = In progress
code-item-fate-not-ours = Not within the requested party’s reach
code-item-fate-not-found = Not found
code-item-fate-declined = Not done (ground given)

codes-quality = Completeness of an answer
code-quality-complete = Complete
code-quality-partial = Partial
code-quality-insufficient = Insufficient

codes-proceedings = Outcome of proceedings
code-proceedings-none = No proceedings
code-proceedings-investigation = Under investigation
code-proceedings-charged = Charged
code-proceedings-convicted = Convicted
code-proceedings-acquitted = Acquitted
code-proceedings-ended = Proceedings ended

codes-use-purpose = Other uses
code-use-purpose-other-investigation = Another investigation
code-use-purpose-court = In court
code-use-purpose-administrative = Administrative proceedings
code-use-purpose-third-state = For a third state
code-use-purpose-publication = Publication

codes-known = Answers to a query
code-known-yes = Known
code-known-no = Not known
code-known-cannot-say = Cannot be said

codes-reasons = Reasons
code-reasons-given = Reasons given
code-reasons-withheld = Reasons withheld

codes-condition = Conditions
code-condition-confidentiality = Keep confidential
code-condition-purpose-only = Use for the stated purpose only
code-condition-no-onward = Do not pass on
code-condition-no-court-use = Do not use in court
code-condition-reciprocity = Reciprocity
code-condition-costs = Bear the costs
code-condition-return-or-destroy = Return or destroy after use
code-condition-penalty-assurance = Assurance on the penalty
code-condition-other = Other, as the text says

codes-consult-outcome = Outcome of a consultation
code-consult-outcome-agreed = Agreed
code-consult-outcome-not-agreed = Not agreed

codes-withdraw-reason = Reasons for withdrawing
code-withdraw-reason-no-longer-needed = No longer needed
code-withdraw-reason-answered-elsewhere = Answered through another channel
code-withdraw-reason-made-in-error = Made in error
code-withdraw-reason-condition-not-accepted = Condition not accepted
code-withdraw-reason-other = Other

codes-dispute-claim = What a dispute is about
code-dispute-claim-quality = The mark given to an answer
code-dispute-claim-time = The time stated
code-dispute-claim-elsewhere = What was done through another channel
code-dispute-claim-fate = The result of items or exhibits
code-dispute-claim-ground = The ground of a decision
code-dispute-claim-verdict = An entry called unreadable
code-dispute-claim-other = Other

codes-certification = Authentication forms
code-certification-cn-document = For proceedings in China: documentary evidence
code-certification-cn-statement = For proceedings in China: questioning of a witness
code-certification-cn-seizure = For proceedings in China: seized items
code-certification-us-business-record = For proceedings in the United States: business records
code-certification-us-public-document = For proceedings in the United States: foreign public documents
code-certification-us-seizure = For proceedings in the United States: seized items

codes-medium = How evidence travels
code-medium-attachment = As an attachment
code-medium-media = On a storage medium
code-medium-object = As an object

codes-custody = Chain of custody
code-custody-handed-over = Handed over
code-custody-signed-for = Signed for
code-custody-returned = Returned
code-custody-return-signed-for = Return signed for

codes-exhibit-condition = Condition of exhibits
code-exhibit-condition-intact = Intact
code-exhibit-condition-damaged = Damaged
code-exhibit-condition-seal-broken = Seal broken
code-exhibit-condition-missing = Missing

codes-original-form = Forms of originals
code-original-form-paper = Paper
code-original-form-sealed-pdf = PDF with an electronic seal
code-original-form-ofd = OFD with an electronic seal
code-original-form-media = Storage medium

codes-translation-level = Translations
code-translation-level-working = Working translation
code-translation-level-certified = Certified translation

codes-disposal-wish = What is asked to be done
code-disposal-wish-return = Return
code-disposal-wish-destroy = Destroy

codes-disposal-result = What was done
code-disposal-result-returned = Returned
code-disposal-result-destroyed = Destroyed
code-disposal-result-kept-under-law = Kept under the law

codes-profile = Profiles of requests
code-profile-technical = Technical assistance
code-profile-police = Police assistance
code-profile-formal = Formal mutual legal assistance

codes-request-status = Relation to earlier requests
code-request-status-new = New request
code-request-status-extension = Extension of an earlier request
code-request-status-follow-up-mla = Follow-up to mutual legal assistance
code-request-status-follow-up-preservation = Follow-up to preservation

codes-treaty = Treaty basis
code-treaty-mlaa-2000 = Agreement on Mutual Legal Assistance in Criminal Matters (2000)
code-treaty-untoc = UN Convention against Transnational Organized Crime
code-treaty-uncac = UN Convention against Corruption
code-treaty-reciprocity = Reciprocity, without a treaty
code-treaty-dialogue-guidelines = Guidelines for Combating Cybercrime and Related Issues

codes-use-limitation = Limits of use
code-use-limitation-purpose-only = Stated purpose only
code-use-limitation-consent-for-other = Other use with consent

codes-language = Languages
code-language-en = English
code-language-zh-hans = Simplified Chinese

codes-person-role = Roles of persons
code-person-role-suspect = Suspect
code-person-role-victim = Victim
code-person-role-witness = Witness
code-person-role-custodian = Custodian or expert
code-person-role-other = Other

codes-field = Fields of a request
code-field-office = Requesting office
code-field-duty = Duty number
code-field-contact = Contact
code-field-hours = Office hours with offset from UTC
code-field-assistance = Types of assistance
code-field-profile = Profile of the request
code-field-purpose = Purpose
code-field-subject = Subject
code-field-urgency-reasons = Reasons for the urgency
code-field-legal-basis = Legal basis in the requesting party’s law
code-field-treaty = Treaty basis
code-field-pledge = Pledge of reciprocity
code-field-offence = Offence
code-field-provisions = Provisions that apply
code-field-max-penalty = Maximum penalty
code-field-facts = Summary of facts
code-field-persons = Persons concerned
code-field-data-sought = Data sought
code-field-period = Period
code-field-relation = Substantial connection with the case
code-field-necessity = Necessity
code-field-mla-intended = Intention to request mutual legal assistance
code-field-previous = Earlier request
code-field-confidentiality = Confidentiality
code-field-use-limitation = Limit of use
code-field-handling = Handling and marking
code-field-language = Language
code-field-translation = Translation
code-field-items = Items
code-field-observed = What was seen and when
code-field-asked = What is asked
code-field-attachments = Attachments
code-field-certification = Authentication form
code-field-special-procedure = Special procedure

codes-must = Why a field is required
code-must-always = Every request needs it
code-must-technical = Technical requests need it
code-must-investigation = Police and formal requests need it
code-must-formal = Formal requests need it
code-must-coercive = The assistance needs a compulsory measure
code-must-data = Data are asked for
code-must-preservation = Preservation is asked for
code-must-no-treaty = There is no treaty to rest on
code-must-urgency = The urgency must be explained
code-must-one-language = The text stands in one language only
code-must-follow-up = It continues an earlier request
code-must-confidential = The subject is not to be told
code-must-wrong-profile = The types of assistance do not fit the profile

codes-suite = Sealing suites
code-suite-age-hybrid = age, hybrid (ML-KEM-768 with X25519)
code-suite-age-x25519 = age, X25519
code-suite-stand-in = Stand-in, for tests only

codes-role = Roles
code-role-officer = Officer in charge
code-role-releaser = Releaser
code-role-counsel = Counsel
code-role-analyst = Analyst
code-role-duty = Duty officer
code-role-registry = Registry
code-role-translator = Translator
code-role-auditor = Auditor
code-role-administrator = Administrator
code-role-security = Security officer
