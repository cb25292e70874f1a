//! A form that was refused: what is wrong with which field, above the form and at the field.
//!
//! `wrong.html` writes both; what was typed stays in the form.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse as _, Response},
};
use comity_text::Catalogue;

use super::fault::Fault;

/// Something that is wrong.
#[derive(Debug, Clone)]
pub(crate) struct Wrong {
    field: Option<&'static str>,
    pub(crate) words: String,
}

impl Wrong {
    /// Where the summary leads: to the field, or to the form as a whole.
    pub(crate) fn anchor(&self) -> &'static str {
        self.field.unwrap_or("work")
    }
}

/// All that is wrong with a form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wrongs(Vec<Wrong>);

impl Wrongs {
    /// A refusal of a use case; `fields` names, by code, the field that it is about.
    pub(crate) fn of(fault: &Fault, words: &Catalogue, fields: &[(&str, &'static str)]) -> Self {
        let told = fault.explained(words);
        let field = fields.iter().find(|(code, _)| fault.is(code));
        let gap = if words.locale() == comity_text::Locale::ZhHans {
            ""
        } else {
            " "
        };
        Self(vec![Wrong {
            field: field.map(|(_, field)| *field),
            words: [told.what, told.why, told.next].join(gap),
        }])
    }

    /// Whether nothing is.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Everything.
    pub(crate) fn all(&self) -> &[Wrong] {
        &self.0
    }

    /// What is wrong with this field.
    pub(crate) fn at(&self, field: &str) -> Option<&str> {
        let found = self.0.iter().find(|wrong| wrong.field == Some(field))?;
        Some(&found.words)
    }

    /// Whether something is wrong with this field.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.at(field).is_some()
    }
}

/// The form as it was typed, with what is wrong.
pub(crate) fn again(page: &impl Template) -> Result<Response, Fault> {
    let html = page.render().map_err(|_| Fault::bug())?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response())
}

#[cfg(test)]
mod tests {
    use comity_text::{Locale, catalogue};

    use super::*;

    #[test]
    fn a_refusal_stands_at_its_field_or_at_the_form() {
        let words = catalogue(Locale::En);
        let fault = Fault::new(StatusCode::UNPROCESSABLE_ENTITY, "access-password");
        let at = Wrongs::of(&fault, words, &[("access-password", "password")]);
        assert!(at.has("password") && !at.has("name"));
        assert_eq!(at.all()[0].anchor(), "password");
        let whole = Wrongs::of(&fault, words, &[]);
        assert_eq!(whole.all()[0].anchor(), "work");
        assert!(!whole.is_empty() && !whole.has("password"));
    }
}
