//! Codes of evidence, originals, translations and disposal (domain.md 3.2, 3.9).

use super::codes;

codes! {
    /// The six bilateral certification forms (domain.md 3.9, after the notice of 10 August 2005).
    CertificationForm in "certification" {
        /// When China asks: documentary evidence.
        CnDocument = "cn_document",
        /// When China asks: questioning of a witness.
        CnStatement = "cn_statement",
        /// When China asks: seized items.
        CnSeizure = "cn_seizure",
        /// When the United States ask: authenticity of business records.
        UsBusinessRecord = "us_business_record",
        /// When the United States ask: attestation of foreign public documents.
        UsPublicDocument = "us_public_document",
        /// When the United States ask: seized items.
        UsSeizure = "us_seizure",
    }
}

codes! {
    /// How an exhibit travels.
    Medium in "medium" {
        /// As an attachment of the act.
        Attachment = "attachment",
        /// On a storage medium, by hand or courier.
        Media = "media",
        /// A thing.
        Object = "object",
    }
}

codes! {
    /// Where an exhibit stands in its custody.
    CustodyStep in "custody" {
        HandedOver = "handed_over",
        SignedFor = "signed_for",
        Returned = "returned",
        ReturnSignedFor = "return_signed_for",
    }
}

codes! {
    /// The state in which exhibits were signed for.
    ExhibitCondition in "exhibit-condition" {
        Intact = "intact",
        Damaged = "damaged",
        SealBroken = "seal_broken",
        Missing = "missing",
    }
}

codes! {
    /// The form of an original that follows or has come.
    OriginalForm in "original-form" {
        Paper = "paper",
        SealedPdf = "sealed_pdf",
        Ofd = "ofd",
        Media = "media",
    }
}

codes! {
    /// What a translation is worth.
    TranslationLevel in "translation-level" {
        Working = "working",
        Certified = "certified",
    }
}

codes! {
    /// What is asked to be done with what was handed over.
    DisposalWish in "disposal-wish" {
        Return = "return",
        Destroy = "destroy",
    }
}

codes! {
    /// What was done with it.
    DisposalResult in "disposal-result" {
        Returned = "returned",
        Destroyed = "destroyed",
        KeptUnderLaw = "kept_under_law",
    }
}
