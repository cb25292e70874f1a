//! What each kind says in its envelope, field by field, in the order in which people are asked.
//!
//! A test compares it with the types of `comity_core::act`: no field is missing, none is too many.

use comity_core::codes::Field;

use super::{
    FormField, Holds,
    Need::{May, Must, When},
    Whose,
};

const fn may(path: &'static str, holds: Holds) -> FormField {
    FormField {
        path,
        holds,
        need: May,
    }
}

const fn must(path: &'static str, holds: Holds) -> FormField {
    FormField {
        path,
        holds,
        need: Must,
    }
}

const fn when(path: &'static str, holds: Holds, field: Field) -> FormField {
    FormField {
        path,
        holds,
        need: When(field),
    }
}

type Fields = &'static [FormField];

/// The highest whole number that JSON of other programs carries without loss.
const COUNT: Holds = Holds::Number(0, 9_007_199_254_740_991);

const WHAT: Fields = &[
    when(
        "says.assistance",
        Holds::Codes("assistance"),
        Field::Assistance,
    ),
    when("says.profile", Holds::Code("profile"), Field::Profile),
    must("says.urgency", Holds::Code("urgency")),
    must("says.channel", Holds::Code("channel")),
    must("says.status", Holds::Code("request-status")),
];

const REQUEST: Fields = &[
    when("says.previous", Holds::Case, Field::Previous),
    may("says.preservation", Holds::Case),
    when("says.observed.from", Holds::Time, Field::Observed),
    when("says.observed.until", Holds::Time, Field::Observed),
    when("says.data", Holds::Codes("data-class"), Field::DataSought),
    when("says.period.from", Holds::Time, Field::Period),
    when("says.period.until", Holds::Time, Field::Period),
    when("says.offences", Holds::Codes("offence"), Field::Offence),
    when(
        "says.max_penalty_months",
        Holds::Number(1, 1200),
        Field::MaxPenalty,
    ),
    when("says.treaty", Holds::Code("treaty"), Field::Treaty),
    when("says.pledge", Holds::Flag, Field::Pledge),
    when(
        "says.use_limitation",
        Holds::Code("use-limitation"),
        Field::UseLimitation,
    ),
    when("says.mla_intended", Holds::Choice, Field::MlaIntended),
    may("says.deadline", Holds::Time),
    may("says.to_office", Holds::Label),
    may("says.do_not_notify", Holds::Flag),
    may("says.do_not_notify_until", Holds::Time),
    may("says.certification", Holds::Codes("certification")),
    may("says.rsit", Holds::Label),
    may("says.victims", COUNT),
    may("says.systems", COUNT),
    may("says.loss.amount", COUNT),
    may("says.loss.currency", Holds::Label),
    may("says.original_by", Holds::Time),
    may("says.raised_in_round", Holds::Number(0, 4_294_967_295)),
    may("says.exercise", Holds::Flag),
];

const HANDLING: Fields = &[
    must("says.handling.tlp", Holds::Code("tlp")),
    must("says.handling.pap", Holds::Code("pap")),
    must("says.handling.court_use", Holds::Code("court-use")),
    must("says.handling.onward", Holds::Code("onward")),
    may("says.handling.expires", Holds::Time),
    may(
        "says.handling.reliability_source",
        Holds::Code("reliability-source"),
    ),
    may(
        "says.handling.reliability_information",
        Holds::Code("reliability-information"),
    ),
];

const EXHIBIT: Fields = &[
    must("number", Holds::Label),
    must("class", Holds::Code("data-class")),
    must("medium", Holds::Code("medium")),
    may("certification", Holds::Code("certification")),
    may("collected", Holds::Time),
    may("original", Holds::Flag),
    may("sha256", Holds::Sha256),
];

const NOTHING: Fields = &[];

macro_rules! says {
    ($($kind:literal => [$($($list:ident),+)?] $({ $($field:expr),+ $(,)? })?;)+) => {
        /// The groups of fields of a kind; none for a kind that no person writes.
        #[must_use]
        pub(super) fn says(kind: &str) -> Option<&'static [Fields]> {
            Some(match kind {
                $($kind => const { &[$($($list,)+)? &[$($($field),+)?]] },)+
                _ => return None,
            })
        }
    };
}

says! {
    "request.submit" => [WHAT, REQUEST, HANDLING];
    "request.ack" => [] { may("says.in_charge", Holds::Label) };
    "request.return" => [] {
        must("says.missing", Holds::Codes("field")),
        may("says.by", Holds::Time),
    };
    "request.supplement" => [] {
        must("says.fields", Holds::Codes("field")),
        may("says.returns", Holds::Act(&["request.return"], Whose::Theirs)),
    };
    "request.forward" => [] { must("says.to_office", Holds::Label) };
    "request.withdraw" => [] { must("says.reason", Holds::Code("withdraw-reason")) };
    "decision.accept" => [] { may("says.expected", Holds::Time) };
    "decision.accept_with_conditions" => [] {
        must("says.conditions", Holds::Codes("condition")),
        may("says.by", Holds::Time),
    };
    "decision.accept_in_part" => [] { must("says.parts", Holds::Parts) };
    "decision.postpone" => [] {
        must("says.ground", Holds::Code("ground")),
        may("says.until", Holds::Time),
    };
    "decision.decline" => [] {
        must("says.ground", Holds::Code("ground")),
        must("says.reasons", Holds::Code("reasons")),
    };
    "condition.accept" => [] {
        must("says.decision", Holds::Act(&["decision.accept_with_conditions"], Whose::Theirs)),
    };
    "consult.open" => [] { may("says.ground", Holds::Code("ground")) };
    "consult.close" => [] {
        must("says.consultation", Holds::Act(&["consult.open"], Whose::Either)),
        must("says.outcome", Holds::Code("consult-outcome")),
    };
    "status.update" => [] {
        must("says.stage", Holds::Code("stage")),
        may("says.expected", Holds::Time),
    };
    "answer.partial" => [] { may("says.data", Holds::Codes("data-class")) };
    "answer.final" => [] { may("says.data", Holds::Codes("data-class")) };
    "answer.nothing_found" => [NOTHING];
    "items.progress" => [NOTHING];
    "evidence.transfer" => [HANDLING] { must("says.exhibits", Holds::Rows(EXHIBIT)) };
    "evidence.receipt" => [] {
        must("says.transfer", Holds::Act(&["evidence.transfer", "evidence.return"], Whose::Theirs)),
        must("says.exhibits", Holds::Exhibits),
        must("says.condition", Holds::Code("exhibit-condition")),
    };
    "evidence.return" => [] {
        must("says.transfer", Holds::Act(&["evidence.transfer"], Whose::Theirs)),
        must("says.exhibits", Holds::Exhibits),
    };
    "preservation.confirm" => [] { must("says.until", Holds::Time) };
    "preservation.extend" => [] { must("says.until", Holds::Time) };
    "preservation.release" => [NOTHING];
    "feedback.quality" => [] {
        must("says.answer", Holds::Act(
            &["answer.partial", "answer.final", "answer.nothing_found"],
            Whose::Theirs,
        )),
        must("says.quality", Holds::Code("quality")),
        must("says.useful", Holds::Choice),
        may("says.outcome", Holds::Code("proceedings")),
    };
    "use.consent_request" => [] {
        must("says.of", Holds::Act(&[], Whose::Theirs)),
        must("says.purpose", Holds::Code("use-purpose")),
    };
    "use.consent_grant" => [] { must("says.ask", Holds::Act(&["use.consent_request"], Whose::Theirs)) };
    "use.consent_refuse" => [] { must("says.ask", Holds::Act(&["use.consent_request"], Whose::Theirs)) };
    "case.close" => [] { must("says.outcome", Holds::Code("close-outcome")) };
    "case.reopen" => [] { must("says.reason", Holds::Code("reopen-reason")) };
    "spontaneous.report" => [HANDLING] {
        may("says.offences", Holds::Codes("offence")),
        may("says.raised_in_round", Holds::Number(0, 4_294_967_295)),
        may("says.exercise", Holds::Flag),
    };
    "elsewhere" => [] {
        must("says.channel", Holds::Code("channel")),
        must("says.on", Holds::Time),
        may("says.what", Holds::Code("clock")),
    };
    "elsewhere.confirm" => [] { must("says.elsewhere", Holds::Act(&["elsewhere"], Whose::Theirs)) };
    "elsewhere.dispute" => [] { must("says.elsewhere", Holds::Act(&["elsewhere"], Whose::Theirs)) };
    "original" => [] {
        must("says.of", Holds::Act(&[], Whose::Either)),
        must("says.form", Holds::Code("original-form")),
        may("says.dispatched", Holds::Time),
        may("says.received", Holds::Time),
        may("says.sha256", Holds::Sha256),
    };
    "remind" => [] { may("says.clock", Holds::Code("clock")) };
    "extension.ask" => [] {
        must("says.clock", Holds::Code("clock")),
        must("says.seconds", Holds::Hours),
    };
    "extension.grant" => [] { must("says.ask", Holds::Act(&["extension.ask"], Whose::Theirs)) };
    "extension.refuse" => [] { must("says.ask", Holds::Act(&["extension.ask"], Whose::Theirs)) };
    "translation" => [] {
        must("says.of", Holds::Act(&[], Whose::Either)),
        must("says.language", Holds::Code("language")),
        must("says.level", Holds::Code("translation-level")),
    };
    "dispose.ask" => [] {
        must("says.of", Holds::Act(&[], Whose::Ours)),
        must("says.wish", Holds::Code("disposal-wish")),
        may("says.by", Holds::Time),
    };
    "dispose.done" => [] {
        must("says.ask", Holds::Act(&["dispose.ask"], Whose::Theirs)),
        must("says.result", Holds::Code("disposal-result")),
        may("says.until", Holds::Time),
    };
    "query" => [HANDLING] {
        must("says.urgency", Holds::Code("urgency")),
        may("says.exercise", Holds::Flag),
    };
    "query.answer" => [] { must("says.known", Holds::Code("known")) };
    "escalate" => [] { must("says.reason", Holds::Code("escalate-reason")) };
    "dispute" => [] {
        must("says.entry", Holds::Entry),
        must("says.claim", Holds::Code("dispute-claim")),
    };
}
