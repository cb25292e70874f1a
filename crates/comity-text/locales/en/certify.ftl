# The six certification forms: papers that go with an exhibit and are signed by hand.

certify-words = The central authorities of China and the United States agreed on six certification forms (notice of the Ministry of Justice of China of 10 August 2005). The sentences below are Comity’s own: compare them with the agreed form before you sign.
certify-unmade = The text of the act with which the exhibit came is not open here: its custody is to be filled in by hand.

certify-cn-document = Certificate: documentary evidence
    .text = This certificate goes with a document that was obtained at the request of the requesting party, for use in proceedings in China.
    .declare = I keep the document described above. What is stated here of where and by whom it was kept, when and where it was obtained, and whether it is an original or a copy, is true. I know that a false statement may be punished.
    .note = The agency puts its seal, or at least two of its officers sign.
certify-cn-statement = Certificate: questioning of a witness
    .text = This certificate goes with the transcript of a questioning that was held at the request of the requesting party, for use in proceedings in China.
    .declare = The transcript has every question and every answer word for word.
    .note = At least two officers sign, and the person who was questioned.
certify-cn-seizure = Certificate: seized items
    .text = This certificate goes with items that were seized at the request of the requesting party, for use in proceedings in China.
    .declare = The items described above were seized at the time and place stated here. From then on they were kept as the chain of custody states, and every change to them is stated there.
    .note = At least two officers sign, and the holder of the items; where the holder does not sign, a witness does.
certify-us-business-record = Certificate of authenticity of business records
    .text = This certificate goes with records of a business that were obtained at the request of the requesting party, for use in proceedings in the United States (FRE 902(11), 902(13) and 902(14); 18 USC 3505).
    .declare = I keep the records described above, or know how they are made and kept. They were made in the ordinary course of the business, at or near the time of what they record, and kept in that course. They are originals or true copies, as stated here. The SHA-256 value stated here was computed over the copy handed over. I know that a false statement may be punished.
    .note = The custodian of the records signs, or another person who knows how they are made and kept.
certify-us-public-document = Attestation of a public document
    .text = This attestation goes with a public document that was obtained at the request of the requesting party, for use in proceedings in the United States.
    .declare = The document described above is an official record of the authority named here. It is the original or a true copy, as stated here. I hold the post named below, which entitles me to attest it.
    .note = The official signs and the authority puts its seal.
certify-us-seizure = Certificate: seized items
    .text = This certificate goes with items that were seized at the request of the requesting party, for use in proceedings in the United States.
    .declare = The items described above were seized at the time and place stated here. They are as they were then, but for the changes that the chain of custody states.
    .note = The official who seized the items signs, and each person who kept them after that.

certify-electronic = Electronic data for proceedings in China (2016 Provisions on electronic data, Articles 11 to 16): at least two investigators act. The record has case, object, time, place, method and process; the list has category, file format and integrity hash. The investigators and the holder sign, or else a witness.

certify-heading-exhibit = Exhibit
certify-heading-record = Custody in the record
certify-heading-particulars = Particulars
certify-heading-declaration = Declaration
certify-heading-signatures = Signatures

certify-case = Case
certify-reference = Reference
certify-number = Number of the exhibit
certify-original = Original or copy
certify-is-original = original
certify-is-copy = copy
certify-medium = How it travels
certify-collected = Collected
certify-file = File
certify-format = File format
certify-size = Size
certify-sha256 = SHA-256 of the content
certify-root = Root of the sealed parts
certify-transfer = Act that hands it over

certify-fill-place = Place where it was kept
certify-fill-keeper = Kept by (name, post, office)
certify-fill-obtained = Obtained (time and place)
certify-fill-person = Person questioned (name, post)
certify-fill-from = Began (time)
certify-fill-until = Ended (time)
certify-fill-where = Place
certify-fill-interpreter = Interpreter
certify-fill-corrections = Corrections by the person questioned
certify-fill-authority = Order or other authority
certify-fill-seized = Seized (time and place)
certify-fill-holder = Seized from
certify-fill-condition = Condition when seized
certify-fill-business = Business
certify-fill-office = Authority that made or keeps it

certify-signs-custodian = Custodian
certify-signs-officer = First officer
certify-signs-second = Second officer
certify-signs-questioned = Person questioned
certify-signs-holder = Holder or witness
certify-signs-official = Official
certify-signs-keeper = Later custodian
certify-line-signature = Signature
certify-line-name = Name and post
certify-line-date = Date and place
certify-line-seal = Seal
