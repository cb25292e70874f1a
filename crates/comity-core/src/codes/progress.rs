//! Codes of the course of a case: standings, statuses, clocks, pauses, verdicts (domain.md 3.3, 3.7; `docs/protocol/acts.md`, sections 5 and 6).

use super::codes;

codes! {
    /// What kind of dossier an opening act makes.
    CaseType in "case-type" {
        Request = "request",
        Query = "query",
        Spontaneous = "spontaneous",
    }
}

codes! {
    /// What the requester has said so far.
    AskerStanding in "asker-standing" {
        Nothing = "nothing",
        Open = "open",
        Withdrawn = "withdrawn",
        Closed = "closed",
    }
}

codes! {
    /// What the answerer has said so far.
    AnswererStanding in "answerer-standing" {
        Nothing = "nothing",
        Received = "received",
        Returned = "returned",
        UnderReview = "under_review",
        Postponed = "postponed",
        Declined = "declined",
        Accepted = "accepted",
        AcceptedInPart = "accepted_in_part",
        Conditional = "conditional",
        Executing = "executing",
        AnsweredPartial = "answered_partial",
        Answered = "answered",
    }
}

codes! {
    /// The status that both sides show (domain.md 3.3).
    CaseStatus in "case-status" {
        /// Local only; no act says it.
        Draft = "draft",
        Submitted = "submitted",
        Received = "received",
        Returned = "returned",
        Supplemented = "supplemented",
        UnderReview = "under_review",
        Accepted = "accepted",
        AcceptedConditional = "accepted_conditional",
        AcceptedPartial = "accepted_partial",
        Postponed = "postponed",
        Declined = "declined",
        Executing = "executing",
        AnsweredPartial = "answered_partial",
        Answered = "answered",
        Reopened = "reopened",
        Closed = "closed",
        Withdrawn = "withdrawn",
        /// The opening act has no effect: there is no case.
        Void = "void",
    }
}

codes! {
    /// What a status update says of the work.
    Stage in "stage" {
        UnderReview = "under_review",
        /// Waits for the authorisation of a court; the expected delay must be told, and clocks pause.
        AwaitingCourt = "awaiting_court",
        Executing = "executing",
    }
}

codes! {
    /// The clocks of a case (domain.md 3.7).
    Clock in "clock" {
        Ack = "ack",
        Decision = "decision",
        Preserved = "preserved",
        FirstUseful = "first_useful",
        Final = "final",
    }
}

codes! {
    /// Why a clock stands.
    PauseReason in "pause" {
        Completion = "completion",
        Undertaking = "undertaking",
        Court = "court",
        Suspended = "suspended",
    }
}

codes! {
    /// What is said of a span (`docs/protocol/acts.md`, section 6).
    Verdict in "verdict" {
        InTime = "in_time",
        Late = "late",
        /// By one side's words in time, by the other's not.
        Contested = "contested",
        /// Not answered yet, and in time by the requester's own words.
        Running = "running",
        /// Ended without an answer being owed any more (declined, withdrawn, closed), not late.
        Ended = "ended",
    }
}

codes! {
    /// What is due.
    DueKind in "due" {
        Ack = "ack",
        Decision = "decision",
        Preserved = "preserved",
        FirstUseful = "first_useful",
        Final = "final",
        Completion = "completion",
        Undertaking = "undertaking",
        Translation = "translation",
        Original = "original",
        Disposal = "disposal",
        PreservationReminder = "preservation_reminder",
        PreservationEnds = "preservation_ends",
        Deadline = "deadline",
    }
}

codes! {
    /// Why a case is taken to the next tier.
    EscalateReason in "escalate-reason" {
        Overdue = "overdue",
        RiskToLife = "risk_to_life",
        DataLoss = "data_loss",
        Disagreement = "disagreement",
        Other = "other",
    }
}

codes! {
    /// With what a case is closed.
    CloseOutcome in "close-outcome" {
        Settled = "settled",
        SettledInPart = "settled_in_part",
        NotSettled = "not_settled",
        Elsewhere = "elsewhere",
    }
}

codes! {
    /// Why a case is taken up again.
    ReopenReason in "reopen-reason" {
        AnswerIncomplete = "answer_incomplete",
        NewFacts = "new_facts",
        ClosedInError = "closed_in_error",
    }
}

codes! {
    /// Why a channel is suspended.
    SuspendReason in "suspend-reason" {
        Technical = "technical",
        Agreed = "agreed",
        Policy = "policy",
    }
}
