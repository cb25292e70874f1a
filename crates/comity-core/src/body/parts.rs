//! The parts of a body: texts by language, the fields of a request, persons, custody, translator (domain.md 3.1, 3.9).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    codes::{DataClass, Language, PersonRole, TranslationLevel},
    time::Time,
};

/// A text by language.
pub type Texts = BTreeMap<Language, String>;

/// What only a request holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestBody {
    /// What is asked, in words.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub asked: Texts,
    /// Why the subject is not to be told.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub confidentiality: Texts,
    /// Offices and persons to speak to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// The data that are sought.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data_sought: Vec<DataSought>,
    /// Summary of the facts.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub facts: Texts,
    /// Statutes and orders on which the measure rests under the requester's law.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal_basis: Vec<Citation>,
    /// Why it is needed, and the risk of loss.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub necessity: Texts,
    /// What was seen.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub observed: Texts,
    /// The pledge of reciprocity.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub pledge: Texts,
    /// The provisions that make it an offence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<Citation>,
    /// What the answer will serve.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub purpose: Texts,
    /// How what is sought relates to the offence: the substantial connection.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub relation: Texts,
    /// Procedure to be followed, as far as the answerer's law allows.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub special_procedure: Texts,
    /// The subject line.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub subject: Texts,
    /// Why it is as urgent as it says.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub urgency_reasons: Texts,
}

/// An office or person to speak to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Postal address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// File number at that office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Office hours, `08:30-17:30`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// The organisation or office.
    pub office: String,
    /// The offset of its clock from UTC, `+08:00`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<String>,
    /// The person in charge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// What it is for.
    pub role: ContactRole,
}

/// What a contact is for (domain.md 3.1, after T-CY sections 5 to 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactRole {
    /// The requesting authority.
    Requesting,
    /// Who can confirm that the request is genuine.
    Confirmation,
    /// The investigating or operational authority.
    Investigating,
    /// Prosecutor or court.
    Judicial,
}

/// A provision or order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Article, section or number.
    pub article: String,
    /// The statute, or the authority whose order it is.
    pub law: String,
}

/// Data that are sought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataSought {
    /// What they are.
    pub class: DataClass,
    /// Who holds them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custodian: Option<String>,
    /// From when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Time>,
    /// What they are found by.
    pub identifiers: Vec<Identifier>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Time>,
}

/// What data are found by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identifier {
    /// When it was seen; needed for addresses that change hands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Time>,
    /// What it is.
    pub kind: IdentifierKind,
    /// Its port.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// The identifier.
    pub value: String,
}

/// Kinds of identifiers (domain.md 3.1, *data sought*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentifierKind {
    /// An account with a provider.
    Account,
    /// An IP address.
    Address,
    /// A domain name.
    Domain,
    /// A URL.
    Url,
    /// A file by fingerprint.
    Hash,
    /// A wallet of a virtual currency.
    Wallet,
}

/// A person, as a record of its own: by reference alone, unless an identity is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Who it is; of victims and minors only when `named_on_purpose`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<Identity>,
    /// Under age.
    #[serde(default, skip_serializing_if = "is_false")]
    pub minor: bool,
    /// The identity of a victim or minor is given on purpose.
    #[serde(default, skip_serializing_if = "is_false")]
    pub named_on_purpose: bool,
    /// The pseudonym under which texts speak of the person, `V-1`.
    pub reference: String,
    /// The part played in the facts.
    pub role: PersonRole,
}

/// Who a person is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Date of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<String>,
    /// Passport or identity document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// Where the person is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Nationality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nationality: Option<String>,
}

/// One step of the custody of an exhibit (domain.md 3.9, after ISO/IEC 27037).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustodyEntry {
    /// What was done, and under which authority.
    pub action: String,
    /// When.
    pub at: Time,
    /// Who did it: office and duty number, or names where the law asks for them.
    pub by: String,
    /// Changes that could not be avoided, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<String>,
    /// The exhibit.
    pub exhibit: String,
    /// By what method and tools.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who witnessed it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub witnesses: Vec<String>,
}

/// Who translated and on what word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translator {
    /// What the translation is worth.
    pub level: TranslationLevel,
    /// The translator's office.
    pub office: String,
    /// The translator's statement.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub statement: Texts,
}

impl Person {
    /// A person known by reference alone: the default for victims and minors.
    #[must_use]
    pub const fn pseudonymous(role: PersonRole, minor: bool, reference: String) -> Self {
        Self {
            identity: None,
            minor,
            named_on_purpose: false,
            reference,
            role,
        }
    }

    /// Whether the person is pseudonymous by default.
    #[must_use]
    pub const fn protected(&self) -> bool {
        self.minor || matches!(self.role, PersonRole::Victim)
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
const fn is_false(flag: &bool) -> bool {
    !*flag
}
