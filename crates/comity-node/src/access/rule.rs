//! Rules of the registry: to whom a new case goes by what it is.

use comity_core::codes::CaseType;
use comity_store::desk::DossierRow;
use serde::{Deserialize, Serialize};

/// The registry's part of the configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Registry {
    /// Rules; the first that fits a case decides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rule: Vec<Rule>,
}

/// A rule: all that it names must fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The type of the case, as a code.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub case_type: Option<String>,
    /// Its category, as a code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Words of which one stands in what was asked first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// The office that the case goes to, by its code.
    pub office: String,
    /// The officer, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<String>,
}

impl Registry {
    /// The key of what cannot be used, when something cannot.
    #[must_use]
    pub fn unfit(&self) -> Option<&'static str> {
        let unknown = |rule: &Rule| {
            let code = rule.case_type.as_deref();
            code.is_some_and(|code| code.parse::<CaseType>().is_err())
        };
        let blank = |text: &String| text.trim().is_empty();
        if self.rule.iter().any(unknown) {
            Some("registry.rule.type")
        } else if self.rule.iter().any(|rule| blank(&rule.office)) {
            Some("registry.rule.office")
        } else if self.rule.iter().any(|rule| rule.words.iter().any(blank)) {
            Some("registry.rule.words")
        } else {
            None
        }
    }

    /// Whether any rule looks for words, so that content must be opened.
    pub(super) fn reads(&self) -> bool {
        self.rule.iter().any(|rule| !rule.words.is_empty())
    }

    /// The first rule that fits a case of which this text was asked; in the folded form of a search.
    pub(super) fn of(&self, row: &DossierRow, text: &str) -> Option<&Rule> {
        self.rule.iter().find(|rule| rule.fits(row, text))
    }
}

impl Rule {
    fn fits(&self, row: &DossierRow, text: &str) -> bool {
        let is = |wanted: &Option<String>, found: &str| {
            wanted.as_deref().is_none_or(|wanted| wanted == found)
        };
        let said = |word: &String| text.contains(&crate::search::pieces::folded(word));
        is(&self.case_type, &row.kind)
            && is(&self.category, &row.category)
            && (self.words.is_empty() || self.words.iter().any(said))
    }
}
