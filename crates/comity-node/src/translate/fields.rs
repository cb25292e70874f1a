//! The texts of an act that can be translated, by their place in the file that an officer writes.

use comity_core::{
    body::{Body, RequestBody, Texts},
    codes::Language,
};

use crate::case::file::ActFile;

/// The place of the text that most kinds have.
const TEXT: &str = "text";

macro_rules! fields {
    ($($name:ident),* $(,)?) => {
        /// The texts of a request, in the order in which they are read.
        fn of_request(request: &RequestBody) -> Vec<(&'static str, &Texts)> {
            vec![$((concat!("request.", stringify!($name)), &request.$name),)*]
        }

        /// The text of a request at this place.
        fn within<'a>(request: &'a mut RequestBody, place: &str) -> Option<&'a mut Texts> {
            match place {
                $(concat!("request.", stringify!($name)) => Some(&mut request.$name),)*
                _ => None,
            }
        }
    };
}

fields!(
    subject,
    facts,
    observed,
    asked,
    purpose,
    relation,
    necessity,
    urgency_reasons,
    confidentiality,
    pledge,
    special_procedure,
);

/// All texts, with their places.
pub(super) fn texts<'a>(
    request: Option<&'a RequestBody>,
    text: &'a Texts,
) -> Vec<(&'static str, &'a Texts)> {
    let mut all = request.map(of_request).unwrap_or_default();
    all.push((TEXT, text));
    all
}

/// The other one of the two languages.
pub(super) const fn other(language: Language) -> Language {
    match language {
        Language::En => Language::ZhHans,
        Language::ZhHans => Language::En,
    }
}

/// Whether a text says anything in a language.
pub(super) fn says(texts: &Texts, language: Language) -> bool {
    texts
        .get(&language)
        .is_some_and(|text| !text.trim().is_empty())
}

/// The language to translate from: the authoritative one where a text in it lacks the other, else the
/// other where it is the other way round.
pub(super) fn from(texts: &[(&str, &Texts)], authoritative: Language) -> Option<Language> {
    let lacks = |source: Language| {
        let lacks =
            |(_, texts): &(&str, &Texts)| says(texts, source) && !says(texts, other(source));
        texts.iter().any(lacks)
    };
    [authoritative, other(authoritative)]
        .into_iter()
        .find(|source| lacks(*source))
}

/// Whether a text of a body lacks one of the two languages.
#[must_use]
pub fn lacks_language(body: &Body) -> bool {
    from(&texts(body.request.as_ref(), &body.text), body.language).is_some()
}

/// Whether nothing stands in this language.
pub(super) fn lacks_all(texts: &[(&str, &Texts)], language: Language) -> bool {
    texts.iter().all(|(_, texts)| !says(texts, language))
}

/// Puts a text in its place.
pub(super) fn put(file: &mut ActFile, place: &str, language: Language, text: String) {
    let texts = if place == TEXT {
        Some(&mut file.text)
    } else {
        within(file.request.get_or_insert_default(), place)
    };
    if let Some(texts) = texts {
        texts.insert(language, text);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn file(value: serde_json::Value) -> ActFile {
        serde_json::from_value(value).unwrap()
    }

    fn source(file: &ActFile) -> Option<Language> {
        from(&texts(file.request.as_ref(), &file.text), file.language)
    }

    #[test]
    fn what_lacks_a_language_is_translated_from_the_other() {
        let both = json!({"en": "a", "zh-Hans": "甲"});
        let mixed =
            json!({"language": "zh-Hans", "text": {"en": "a"}, "request": {"subject": both}});
        assert_eq!(source(&file(mixed)), Some(Language::En));
        let own = json!({"language": "zh-Hans", "text": {"zh-Hans": "甲", "en": " "}});
        assert_eq!(source(&file(own)), Some(Language::ZhHans));
        assert_eq!(source(&file(json!({"text": both}))), None);
        assert_eq!(source(&file(json!({}))), None);
    }

    #[test]
    fn every_text_of_a_request_has_a_place_that_it_is_put_back_into() {
        let mut whole = ActFile::new("request.submit");
        whole.request = Some(RequestBody::default());
        let places: Vec<&str> = texts(whole.request.as_ref(), &whole.text)
            .into_iter()
            .map(|(place, _)| place)
            .collect();
        for place in &places {
            put(&mut whole, place, Language::En, (*place).to_owned());
        }
        for (place, texts) in texts(whole.request.as_ref(), &whole.text) {
            assert_eq!(texts.get(&Language::En).map(String::as_str), Some(place));
        }
        // None of the fields of a request that holds texts is forgotten.
        let json = serde_json::to_value(whole.request.unwrap()).unwrap();
        assert_eq!(json.as_object().unwrap().len() + 1, places.len());
    }
}
