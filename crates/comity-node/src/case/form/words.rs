//! What each kind says in its body: texts in both languages, contacts, provisions, data sought, persons, custody.

use comity_core::codes::Field;

use super::{
    FormField, Holds,
    Need::{May, Must, When},
    TextUse,
};

type Fields = &'static [FormField];

const fn field(path: &'static str, holds: Holds, need: super::Need) -> FormField {
    FormField { path, holds, need }
}

const fn texts(path: &'static str, wanted: Field) -> FormField {
    field(path, Holds::Texts, When(wanted))
}

const REQUEST: Fields = &[
    texts("request.subject", Field::Subject),
    texts("request.asked", Field::Asked),
    texts("request.observed", Field::Observed),
    texts("request.facts", Field::Facts),
    texts("request.purpose", Field::Purpose),
    texts("request.relation", Field::Relation),
    texts("request.necessity", Field::Necessity),
    texts("request.urgency_reasons", Field::UrgencyReasons),
    texts("request.confidentiality", Field::Confidentiality),
    texts("request.pledge", Field::Pledge),
    field("request.special_procedure", Holds::Texts, May),
    field(
        "request.contacts",
        Holds::Rows(CONTACT),
        When(Field::Contact),
    ),
    field(
        "request.legal_basis",
        Holds::Rows(CITATION),
        When(Field::LegalBasis),
    ),
    field(
        "request.provisions",
        Holds::Rows(CITATION),
        When(Field::Provisions),
    ),
    field(
        "request.data_sought",
        Holds::Rows(DATA),
        When(Field::DataSought),
    ),
];

const CONTACT: Fields = &[
    field(
        "role",
        Holds::Word(&["requesting", "confirmation", "investigating", "judicial"]),
        Must,
    ),
    field("office", Holds::Line, Must),
    field("hours", Holds::OfficeHours, When(Field::Hours)),
    field("offset", Holds::Offset, When(Field::Hours)),
    field("person", Holds::Line, May),
    field("phone", Holds::Line, May),
    field("email", Holds::Line, May),
    field("address", Holds::Line, May),
    field("file", Holds::Line, May),
];

const CITATION: Fields = &[
    field("law", Holds::Line, Must),
    field("article", Holds::Line, Must),
];

const DATA: Fields = &[
    field("class", Holds::Code("data-class"), Must),
    field("custodian", Holds::Line, May),
    field("from", Holds::Time, May),
    field("until", Holds::Time, May),
    field("identifiers", Holds::Rows(IDENTIFIER), Must),
];

const IDENTIFIER: Fields = &[
    field(
        "kind",
        Holds::Word(&["account", "address", "domain", "url", "hash", "wallet"]),
        Must,
    ),
    field("value", Holds::Line, Must),
    field("port", Holds::Number(0, 65_535), May),
    field("at", Holds::Time, May),
];

const PERSONS: Fields = &[field("persons", Holds::Rows(PERSON), May)];

const PERSON: Fields = &[
    field("reference", Holds::Line, Must),
    field("role", Holds::Code("person-role"), Must),
    field("minor", Holds::Flag, May),
    field("identity.name", Holds::Line, May),
    field("identity.aliases", Holds::Lines, May),
    field("identity.born", Holds::Line, May),
    field("identity.nationality", Holds::Line, May),
    field("identity.document", Holds::Line, May),
    field("identity.location", Holds::Line, May),
    field("named_on_purpose", Holds::Flag, May),
];

const CUSTODY: Fields = &[field("custody", Holds::Rows(STEP), May)];

const STEP: Fields = &[
    field("exhibit", Holds::Line, Must),
    field("at", Holds::Time, Must),
    field("by", Holds::Line, Must),
    field("action", Holds::Line, Must),
    field("place", Holds::Line, May),
    field("method", Holds::Line, May),
    field("changes", Holds::Line, May),
    field("witnesses", Holds::Lines, May),
];

const TEXT: Fields = &[field("text", Holds::Texts, May)];
const TEXT_MUST: Fields = &[field("text", Holds::Texts, Must)];
const REFERENCE: Fields = &[field("reference", Holds::Line, May)];
const FOLLOWS: Fields = &[field(
    "says.translation_by",
    Holds::Time,
    When(Field::Translation),
)];

const TRANSLATOR: Fields = &[
    field("translator.office", Holds::Line, May),
    field("translator.level", Holds::Code("translation-level"), May),
    field("translator.statement", Holds::Texts, May),
];

/// Who speaks, and in which language what is written counts.
const SPEAKS: Fields = &[
    field("language", Holds::Code("language"), When(Field::Language)),
    field("office", Holds::Label, When(Field::Office)),
    field("duty", Holds::Label, When(Field::Duty)),
];

/// The groups of body fields of a kind.
pub(super) fn body(kind: &str) -> &'static [Fields] {
    match kind {
        "request.submit" => &[REQUEST, FOLLOWS, PERSONS, SPEAKS],
        "request.supplement" => &[TEXT_MUST, REQUEST, PERSONS, SPEAKS],
        "spontaneous.report" => &[TEXT_MUST, FOLLOWS, PERSONS, SPEAKS],
        "query" | "query.answer" | "dispute" | "consult.open" => &[TEXT_MUST, SPEAKS],
        "decision.accept_with_conditions" | "request.return" => &[TEXT_MUST, SPEAKS],
        "answer.partial" | "answer.final" => &[TEXT, PERSONS, SPEAKS],
        "evidence.transfer" => &[TEXT, CUSTODY, PERSONS, SPEAKS],
        "elsewhere" | "original" => &[TEXT, REFERENCE, SPEAKS],
        "translation" => &[TEXT, REQUEST, TRANSLATOR, SPEAKS],
        _ => &[TEXT, SPEAKS],
    }
}

/// What the text of a kind is for.
pub(super) fn text_use(kind: &str) -> Option<TextUse> {
    Some(match kind {
        "request.submit" => return None,
        "answer.partial" | "answer.final" | "answer.nothing_found" | "query.answer" => {
            TextUse::Answer
        }
        "decision.accept_with_conditions" => TextUse::Conditions,
        "decision.accept_in_part"
        | "decision.postpone"
        | "decision.decline"
        | "request.withdraw"
        | "request.return"
        | "case.reopen"
        | "dispute"
        | "elsewhere.dispute"
        | "escalate"
        | "extension.ask"
        | "extension.refuse"
        | "use.consent_request"
        | "use.consent_refuse"
        | "consult.open" => TextUse::Reasons,
        "query" => TextUse::Question,
        "spontaneous.report" => TextUse::Information,
        "translation" => TextUse::Translation,
        _ => TextUse::Message,
    })
}
