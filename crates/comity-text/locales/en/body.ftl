# The body of an act: texts, persons, evidence and attachments as shown to those who may read them.

body-authoritative = Authoritative language
body-reference = Reference
body-text = Text
body-heading = { $name } ({ $language })

body-contacts = Contacts
body-contact-requesting = Requesting authority
body-contact-confirmation = Confirms that the request is genuine
body-contact-investigating = Investigating authority
body-contact-judicial = Prosecutor or court
body-column-role = Role
body-column-office = Office
body-column-person = Person
body-column-reach = Telephone, e-mail, address
body-column-hours = Office hours
body-column-file = File number

body-column-law = Statute or order
body-column-article = Article

body-column-class = Data class
body-column-identifiers = Identifiers
body-column-custodian = Held by
body-column-from = From
body-column-until = Until
body-identifier-at = { $identifier }, at { $time }
body-identifier-wallet = Wallet

body-persons = Persons
body-column-reference = Reference
body-column-identity = Identity
body-person-minor = { $role } (minor)
body-person-unnamed = not named

body-custody = Chain of custody
body-column-exhibit = Exhibit
body-column-at = Time
body-column-by = By
body-column-action = Action
body-column-place = Place and method
body-column-changes = Changes
body-column-witnesses = Witnesses

body-translator = Translator
body-attachments = Attachments
body-column-name = Name
body-column-size = Size
body-column-fingerprint = Fingerprint
