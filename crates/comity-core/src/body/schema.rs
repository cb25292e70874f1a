//! Every field of a body with its data class, and whether it is personal.
//!
//! Masking, erasure and export work from this table; a test walks a full body
//! against it, so that a new field cannot be forgotten.

use crate::codes::DataClass;

/// One field of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldClass {
    /// Its place as a JSON pointer (RFC 6901), with `*` for any member or element.
    pub pointer: &'static str,
    /// What it is, as far as the field alone says.
    pub class: DataClass,
    /// Whether it may be about a person, so that masking takes it out.
    pub personal: bool,
}

const fn plain(pointer: &'static str) -> FieldClass {
    FieldClass {
        pointer,
        class: DataClass::None,
        personal: false,
    }
}

const fn personal(class: DataClass, pointer: &'static str) -> FieldClass {
    FieldClass {
        pointer,
        class,
        personal: true,
    }
}

/// Every field of a body. Free text counts as personal: nobody can say that it names no one.
/// Of the references of persons, pseudonyms stand when the rest is masked (`mask.rs`).
#[rustfmt::skip]
pub const FIELDS: &[FieldClass] = &[
    plain("/attachments/*/data_class"),
    plain("/attachments/*/exhibit"),
    plain("/attachments/*/identity"),
    plain("/attachments/*/media_type"),
    personal(DataClass::Personal, "/attachments/*/name"),
    plain("/attachments/*/part"),
    plain("/attachments/*/root"),
    plain("/attachments/*/sha256"),
    plain("/attachments/*/size"),
    plain("/credential"),
    personal(DataClass::Personal, "/custody/*/action"),
    plain("/custody/*/at"),
    personal(DataClass::Personal, "/custody/*/by"),
    personal(DataClass::Personal, "/custody/*/changes"),
    plain("/custody/*/exhibit"),
    personal(DataClass::Personal, "/custody/*/method"),
    personal(DataClass::Personal, "/custody/*/place"),
    personal(DataClass::Personal, "/custody/*/witnesses/*"),
    plain("/id"),
    plain("/language"),
    plain("/origin"),
    personal(DataClass::Personal, "/persons/*/identity/aliases/*"),
    personal(DataClass::Personal, "/persons/*/identity/born"),
    personal(DataClass::Personal, "/persons/*/identity/document"),
    personal(DataClass::Personal, "/persons/*/identity/location"),
    personal(DataClass::Personal, "/persons/*/identity/name"),
    personal(DataClass::Personal, "/persons/*/identity/nationality"),
    plain("/persons/*/minor"),
    plain("/persons/*/named_on_purpose"),
    personal(DataClass::Personal, "/persons/*/reference"),
    plain("/persons/*/role"),
    plain("/reference"),
    personal(DataClass::Personal, "/request/asked/*"),
    personal(DataClass::Personal, "/request/confidentiality/*"),
    personal(DataClass::Personal, "/request/contacts/*/address"),
    personal(DataClass::Personal, "/request/contacts/*/email"),
    personal(DataClass::Personal, "/request/contacts/*/file"),
    plain("/request/contacts/*/hours"),
    plain("/request/contacts/*/office"),
    plain("/request/contacts/*/offset"),
    personal(DataClass::Personal, "/request/contacts/*/person"),
    personal(DataClass::Personal, "/request/contacts/*/phone"),
    plain("/request/contacts/*/role"),
    plain("/request/data_sought/*/class"),
    personal(DataClass::Personal, "/request/data_sought/*/custodian"),
    plain("/request/data_sought/*/from"),
    plain("/request/data_sought/*/identifiers/*/at"),
    plain("/request/data_sought/*/identifiers/*/kind"),
    plain("/request/data_sought/*/identifiers/*/port"),
    personal(DataClass::Traffic, "/request/data_sought/*/identifiers/*/value"),
    plain("/request/data_sought/*/until"),
    personal(DataClass::Personal, "/request/facts/*"),
    plain("/request/legal_basis/*/article"),
    plain("/request/legal_basis/*/law"),
    personal(DataClass::Personal, "/request/necessity/*"),
    personal(DataClass::Personal, "/request/observed/*"),
    personal(DataClass::Personal, "/request/pledge/*"),
    plain("/request/provisions/*/article"),
    plain("/request/provisions/*/law"),
    personal(DataClass::Personal, "/request/purpose/*"),
    personal(DataClass::Personal, "/request/relation/*"),
    personal(DataClass::Personal, "/request/special_procedure/*"),
    personal(DataClass::Personal, "/request/subject/*"),
    personal(DataClass::Personal, "/request/urgency_reasons/*"),
    personal(DataClass::Personal, "/text/*"),
    plain("/translator/level"),
    plain("/translator/office"),
    personal(DataClass::Personal, "/translator/statement/*"),
    plain("/v"),
];

/// The entry for a place in a body.
#[must_use]
pub fn field(pointer: &str) -> Option<&'static FieldClass> {
    FIELDS.iter().find(|field| lies_at(field.pointer, pointer))
}

/// Whether a pointer lies at the place that a pattern names.
fn lies_at(pattern: &str, pointer: &str) -> bool {
    let mut places = pointer.split('/');
    let fits = pattern.split('/').all(|part| {
        places
            .next()
            .is_some_and(|place| part == "*" || part == place)
    });
    fits && places.next().is_none()
}
