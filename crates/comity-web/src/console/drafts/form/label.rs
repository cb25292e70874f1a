//! What fields are called, and what is said of them.

use comity_node::case::form::TextUse;
use comity_text::{Catalogue, catalogue::key_of};

/// The label of a field: its own words, else those of the record's vocabulary.
pub(crate) fn label(words: &Catalogue, path: &str, text: Option<TextUse>) -> String {
    if let ("text", Some(text)) = (path, text) {
        return words.plain(&format!("draft-text-{}", text.name()));
    }
    let last = path.rsplit('.').next().unwrap_or(path);
    let last = key_of(last);
    let keys = [
        format!("draft-label-{}", key_of(path)),
        format!("says-{last}"),
        format!("code-field-{last}"),
        format!("body-column-{last}"),
    ];
    // The fields of a request's body have names of their own; elsewhere the envelope's come first.
    let order: [usize; 4] = match path.split('.').collect::<Vec<_>>().as_slice() {
        ["request", _] => [0, 2, 1, 3],
        ["request" | "custody" | "persons", ..] => [0, 3, 1, 2],
        _ => [0, 1, 2, 3],
    };
    let named = order.iter().filter_map(|index| keys.get(*index));
    let known = |key: &&String| words.has(key, None);
    match (last.as_str(), path) {
        ("contacts", _) => words.plain("body-contacts"),
        _ => named
            .into_iter()
            .find(known)
            .map_or_else(|| format!("[{path}]"), |key| words.plain(key)),
    }
}

/// What is said under a label; empty where nothing is.
pub(crate) fn hint(words: &Catalogue, path: &str) -> String {
    optional(words, &format!("draft-hint-{}", key_of(path)))
}

/// What a code means; empty where its label says it.
pub(crate) fn meaning(words: &Catalogue, list: &str, code: &str) -> String {
    optional(words, &format!("draft-means-{list}-{}", key_of(code)))
}

fn optional(words: &Catalogue, key: &str) -> String {
    if words.has(key, None) {
        words.plain(key)
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use comity_core::act::KINDS;
    use comity_node::case::form::{FormField, Holds, fields, text_use};
    use comity_text::{Locale, catalogue};

    use super::*;

    fn check(words: &Catalogue, kind: &str, path: &str, field: &FormField) {
        let label = label(words, path, text_use(kind));
        assert!(!label.contains('['), "{kind}: {path}: {label}");
        match field.holds {
            Holds::Rows(columns) => {
                for column in columns {
                    check(words, kind, &format!("{path}.{}", column.path), column);
                }
            }
            Holds::Word(codes) => {
                for code in codes {
                    let key = format!("draft-word-{code}");
                    assert!(words.has(&key, None), "{key}");
                }
            }
            _ => {}
        }
    }

    #[test]
    fn every_field_of_every_kind_has_a_label_in_both_languages() {
        for locale in Locale::ALL {
            for kind in KINDS {
                for field in fields(kind.code) {
                    check(catalogue(locale), kind.code, field.path, field);
                }
            }
        }
    }
}
