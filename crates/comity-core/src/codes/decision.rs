//! Codes of decisions, consultation and disagreement (domain.md 3.2, 3.6).

use super::codes;

codes! {
    /// Grounds for declining or postponing (domain.md 3.6).
    Ground in "ground" {
        /// Not an offence under the law of the requested party.
        R01 = "R01",
        /// Purely military offence.
        R02 = "R02",
        /// Sovereignty, security, public order, essential interests.
        R03 = "R03",
        /// Political offence.
        R04 = "R04",
        /// Discrimination.
        R05 = "R05",
        /// Already tried, terminated, own proceedings, limitation.
        R06 = "R06",
        /// Contrary to constitution or legal system.
        R07 = "R07",
        /// No substantial connection with the case.
        R08 = "R08",
        /// Requirements of form or content are not met: return first.
        R09 = "R09",
        /// Data not held or already deleted.
        R10 = "R10",
        /// Court authorisation refused.
        R11 = "R11",
        /// Would harm an investigation or a person.
        R12 = "R12",
        /// The originator has not consented.
        R13 = "R13",
        /// State secret or classified.
        R14 = "R14",
        /// Item, sample or technology under export control.
        R15 = "R15",
        /// Blocking statute, or approval missing.
        R16 = "R16",
        /// Protected speech.
        R17 = "R17",
        /// Minor offence, or disproportionate.
        R18 = "R18",
        /// An assurance on the penalty is missing.
        R19 = "R19",
        /// Authentication, encryption, format, capacity.
        R20 = "R20",
    }
}

codes! {
    /// Whether the reasons of a refusal stand in the body.
    Reasons in "reasons" {
        Given = "given",
        Withheld = "withheld",
    }
}

codes! {
    /// Conditions that the requester must undertake in writing.
    Condition in "condition" {
        Confidentiality = "confidentiality",
        PurposeOnly = "purpose_only",
        NoOnward = "no_onward",
        NoCourtUse = "no_court_use",
        Reciprocity = "reciprocity",
        Costs = "costs",
        ReturnOrDestroy = "return_or_destroy",
        PenaltyAssurance = "penalty_assurance",
        /// As the body says.
        Other = "other",
    }
}

codes! {
    /// How a consultation ended.
    ConsultOutcome in "consult-outcome" {
        Agreed = "agreed",
        NotAgreed = "not_agreed",
    }
}

codes! {
    /// Why a request is withdrawn.
    WithdrawReason in "withdraw-reason" {
        NoLongerNeeded = "no_longer_needed",
        AnsweredElsewhere = "answered_elsewhere",
        MadeInError = "made_in_error",
        ConditionNotAccepted = "condition_not_accepted",
        Other = "other",
    }
}

codes! {
    /// What a dispute is about.
    DisputeClaim in "dispute-claim" {
        /// The mark that the other side gave to an answer.
        Quality = "quality",
        /// The time that the other side stated.
        Time = "time",
        /// What the other side says was done elsewhere.
        Elsewhere = "elsewhere",
        /// The fate stated of items or exhibits.
        Fate = "fate",
        /// The ground of a decision.
        Ground = "ground",
        /// That an entry was called bad.
        Verdict = "verdict",
        Other = "other",
    }
}
