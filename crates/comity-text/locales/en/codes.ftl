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
code-urgency-formal = Formal

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

codes-channel = Channels
code-channel-central-authority = Central authorities (mutual legal assistance)
code-channel-mla = Mutual legal assistance
code-channel-police = Police cooperation
code-channel-network-24-7 = 24/7 network
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

codes-court-use = Use in court
code-court-use-none = Not for use in court
code-court-use-with-consent = In court with consent
code-court-use-yes = May be used in court

codes-onward = Passing on
code-onward-none = Not to be passed on
code-onward-own-state = Within the receiving state
code-onward-named = To the offices named

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
