//! What a request must hold before it can be sent, by profile (domain.md 3.1; issue section 3, *Musts by profile*).

use crate::{
    act::Submit,
    body::{Body, ContactRole, RequestBody, Texts},
    codes::{Assistance, Field, Must, Profile, RequestStatus, TreatyBasis},
};

/// A field that is missing, and why it must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The field.
    pub field: Field,
    /// Why.
    pub why: Must,
}

/// Everything that a request lacks, each field once, in the order of the list of fields.
#[must_use]
pub fn musts(says: &Submit, body: &Body, duty: Option<&str>) -> Vec<Missing> {
    let empty = RequestBody::default();
    let request = body.request.as_ref().unwrap_or(&empty);
    let mut list = List::default();
    always(&mut list, says, body, request, duty);
    match says.profile {
        Profile::Technical => technical(&mut list, says, request),
        Profile::Police | Profile::Formal => investigation(&mut list, says, request),
    }
    if says.profile == Profile::Formal {
        list.need(Field::Treaty, Must::Formal, says.treaty.is_some());
        list.need(
            Field::MaxPenalty,
            Must::Formal,
            says.max_penalty_months.is_some(),
        );
    }
    by_type(&mut list, says, request);
    list.done()
}

#[derive(Default)]
struct List(Vec<Missing>);

impl List {
    fn need(&mut self, field: Field, why: Must, there: bool) {
        if !there && self.0.iter().all(|one| one.field != field) {
            self.0.push(Missing { field, why });
        }
    }

    fn done(mut self) -> Vec<Missing> {
        self.0.sort();
        self.0
    }
}

fn always(list: &mut List, says: &Submit, body: &Body, request: &RequestBody, duty: Option<&str>) {
    let contact = request
        .contacts
        .iter()
        .find(|contact| contact.role == ContactRole::Requesting);
    list.need(Field::Duty, Must::Always, duty.is_some());
    list.need(
        Field::Contact,
        Must::Always,
        contact.is_some_and(|one| !one.office.trim().is_empty()),
    );
    list.need(
        Field::Hours,
        Must::Always,
        contact.is_some_and(|one| one.hours.is_some() && one.offset.is_some()),
    );
    list.need(Field::Assistance, Must::Always, !says.assistance.is_empty());
    list.need(Field::Subject, Must::Always, said(&request.subject, body));
    if says.urgency.pressing() {
        list.need(
            Field::UrgencyReasons,
            Must::Urgency,
            said(&request.urgency_reasons, body),
        );
    }
    let follows = says.status != RequestStatus::New;
    if follows {
        let named = says.previous.is_some() || says.preservation.is_some();
        list.need(Field::Previous, Must::FollowUp, named);
    }
    if says.do_not_notify {
        list.need(
            Field::Confidentiality,
            Must::Confidential,
            said(&request.confidentiality, body),
        );
    }
    // Both languages, or one for now where it presses and the time of the translation is named.
    let promised = says.urgency.pressing() && says.translation_by.is_some();
    list.need(
        Field::Translation,
        Must::OneLanguage,
        promised || in_both_languages(request, body),
    );
    list.need(
        Field::Language,
        Must::Always,
        says.language == body.language,
    );
}

fn technical(list: &mut List, says: &Submit, request: &RequestBody) {
    let fits = says.assistance.iter().all(|one| one.technical());
    list.need(Field::Profile, Must::WrongProfile, fits);
    // Advice may be asked about nothing in particular.
    let advice = says.assistance == [Assistance::Expert];
    list.need(
        Field::Items,
        Must::Technical,
        advice || says.items.is_some(),
    );
    let seen = says.observed.is_some() && any(&request.observed);
    list.need(Field::Observed, Must::Technical, advice || seen);
    list.need(Field::Asked, Must::Technical, any(&request.asked));
}

fn investigation(list: &mut List, says: &Submit, request: &RequestBody) {
    list.need(Field::Purpose, Must::Investigation, any(&request.purpose));
    list.need(Field::Facts, Must::Investigation, any(&request.facts));
    list.need(
        Field::Offence,
        Must::Investigation,
        !says.offences.is_empty(),
    );
    list.need(
        Field::Provisions,
        Must::Investigation,
        !request.provisions.is_empty(),
    );
    list.need(Field::Relation, Must::Investigation, any(&request.relation));
    list.need(
        Field::UseLimitation,
        Must::Investigation,
        says.use_limitation.is_some(),
    );
    list.need(Field::Treaty, Must::Investigation, says.treaty.is_some());
    if says.treaty == Some(TreatyBasis::Reciprocity) {
        list.need(
            Field::Pledge,
            Must::NoTreaty,
            says.pledge && any(&request.pledge),
        );
    }
}

fn by_type(list: &mut List, says: &Submit, request: &RequestBody) {
    let any_type = |test: fn(Assistance) -> bool| says.assistance.iter().any(|one| test(*one));
    if any_type(Assistance::coercive) {
        list.need(
            Field::LegalBasis,
            Must::Coercive,
            !request.legal_basis.is_empty(),
        );
    }
    if any_type(Assistance::dual_criminality) {
        list.need(
            Field::MaxPenalty,
            Must::Coercive,
            says.max_penalty_months.is_some(),
        );
    }
    if any_type(Assistance::data) {
        let described = !request.data_sought.is_empty()
            && request
                .data_sought
                .iter()
                .all(|sought| !sought.identifiers.is_empty());
        list.need(
            Field::DataSought,
            Must::Data,
            described && !says.data.is_empty(),
        );
        list.need(Field::Period, Must::Data, says.period.is_some());
    }
    if any_type(|one| one == Assistance::Preserve) {
        list.need(
            Field::Necessity,
            Must::Preservation,
            any(&request.necessity),
        );
        list.need(
            Field::MlaIntended,
            Must::Preservation,
            says.mla_intended.is_some(),
        );
    }
}

/// Whether a text is there in the authoritative language.
fn said(texts: &Texts, body: &Body) -> bool {
    texts
        .get(&body.language)
        .is_some_and(|text| !text.trim().is_empty())
}

/// Whether a text is there in any language.
fn any(texts: &Texts) -> bool {
    texts.values().any(|text| !text.trim().is_empty())
}

/// Whether every text that is there stands in both languages.
fn in_both_languages(request: &RequestBody, body: &Body) -> bool {
    let texts = [
        &request.asked,
        &request.confidentiality,
        &request.facts,
        &request.necessity,
        &request.observed,
        &request.pledge,
        &request.purpose,
        &request.relation,
        &request.special_procedure,
        &request.subject,
        &request.urgency_reasons,
        &body.text,
    ];
    texts
        .into_iter()
        .filter(|texts| !texts.is_empty())
        .all(|texts| {
            crate::codes::Language::ALL.iter().all(|language| {
                texts
                    .get(language)
                    .is_some_and(|text| !text.trim().is_empty())
            })
        })
}
