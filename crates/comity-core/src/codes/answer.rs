//! Codes of answers: items, their fates, quality, use (domain.md 3.2; issue section 3, *Items*).

use super::codes;

codes! {
    /// Kinds of items.
    ItemKind in "item-kind" {
        Url = "url",
        /// An IP address, with port and time where known.
        Address = "address",
        Domain = "domain",
        Account = "account",
        /// A file by MD5, SHA-1, SHA-256 or SHA-512.
        Hash = "hash",
    }
}

codes! {
    /// What became of an item.
    ItemFate in "item-fate" {
        Done = "done",
        /// Not its end: the item is still open.
        InProgress = "in_progress",
        NotOurs = "not_ours",
        NotFound = "not_found",
        /// With a ground.
        Declined = "declined",
    }
}

impl ItemFate {
    /// Whether the item has its end.
    #[must_use]
    pub const fn ended(self) -> bool {
        !matches!(self, Self::InProgress)
    }
}

codes! {
    /// How complete the requester finds an answer.
    Quality in "quality" {
        Complete = "complete",
        Partial = "partial",
        Insufficient = "insufficient",
    }
}

codes! {
    /// What came of the proceedings that the answer served.
    Proceedings in "proceedings" {
        None = "none",
        Investigation = "investigation",
        Charged = "charged",
        Convicted = "convicted",
        Acquitted = "acquitted",
        Ended = "ended",
    }
}

codes! {
    /// Another use that consent is asked for (speciality).
    UsePurpose in "use-purpose" {
        OtherInvestigation = "other_investigation",
        Court = "court",
        Administrative = "administrative",
        ThirdState = "third_state",
        Publication = "publication",
    }
}

codes! {
    /// The answer to a query.
    Known in "known" {
        Yes = "yes",
        No = "no",
        CannotSay = "cannot_say",
    }
}
