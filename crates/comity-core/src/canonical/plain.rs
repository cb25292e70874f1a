//! Whether JSON, as serde writes it, is canonical already: mostly it is, since the fields of our
//! types stand in order and are short texts and whole numbers.

/// What is open around a place: an object with its last key, or a list.
enum Open<'json> {
    Object(&'json [u8]),
    List,
}

/// The most digits of a number that is sure to be exact as a double.
const DIGITS: usize = 15;

/// Whether a JSON text without blanks is its own canonical form (RFC 8785, section 3.2).
///
/// It never says so wrongly; it may say no to a canonical text that has something unusual in
/// it: keys beyond ASCII, fractions, long numbers, control characters.
pub(super) fn is_canonical(json: &[u8]) -> bool {
    walk(json).is_some()
}

fn walk(json: &[u8]) -> Option<()> {
    let (mut open, mut rest, mut key_next) = (Vec::new(), json, false);
    while let Some((first, after)) = rest.split_first() {
        rest = match first {
            b'{' => {
                open.push(Open::Object(b""));
                key_next = true;
                after
            }
            b'[' => {
                open.push(Open::List);
                key_next = false;
                after
            }
            b'}' | b']' => {
                open.pop()?;
                after
            }
            b',' => {
                key_next = matches!(open.last()?, Open::Object(_));
                after
            }
            b':' => {
                key_next = false;
                after
            }
            b'"' => {
                let (text, after) = string(after)?;
                if key_next {
                    let Some(Open::Object(last)) = open.last_mut() else {
                        return None;
                    };
                    if !is_plain_key(text) || *last >= text {
                        return None;
                    }
                    *last = text;
                }
                after
            }
            b'-' | b'0'..=b'9' => number(rest)?,
            b't' | b'f' | b'n' => word(after),
            _ => return None,
        };
    }
    open.is_empty().then_some(())
}

/// The text up to the closing quote, and what follows it.
fn string(json: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut at = 0;
    loop {
        match json.get(at)? {
            b'"' => return Some((json.get(..at)?, json.get(at + 1..)?)),
            b'\\' => {
                matches!(json.get(at + 1)?, b'"' | b'\\' | b'n' | b'r' | b't').then_some(())?;
                at += 2;
            }
            _ => at += 1,
        }
    }
}

/// Keys of these are in the same order by bytes as by UTF-16.
fn is_plain_key(key: &[u8]) -> bool {
    key.iter().all(|byte| byte.is_ascii() && *byte != b'\\')
}

/// What follows a whole number.
fn number(json: &[u8]) -> Option<&[u8]> {
    let digits = json.strip_prefix(b"-").unwrap_or(json);
    let count = digits.iter().take_while(|byte| byte.is_ascii_digit());
    let (number, rest) = digits.split_at_checked(count.count())?;
    let whole = !matches!(rest.first(), Some(b'.' | b'e' | b'E'));
    let negative_zero = json.first() == Some(&b'-') && number == b"0";
    (whole && !negative_zero && (1..=DIGITS).contains(&number.len())).then_some(rest)
}

/// What follows the letters of `true`, `false` or `null`.
fn word(json: &[u8]) -> &[u8] {
    let letters = json.iter().take_while(|byte| byte.is_ascii_lowercase());
    json.get(letters.count()..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn any_json() -> impl Strategy<Value = Value> {
        let text = prop_oneof!["[a-z\"\\\\\n]{0,6}", ".{0,6}", Just("\u{7f}é𝄞".to_owned())];
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            (-1000_i64..1000).prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            text.clone().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((text.clone(), inner), 0..6)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_it_calls_canonical_is(value in any_json()) {
            let plain = serde_json::to_vec(&value).unwrap();
            let canonical = serde_json_canonicalizer::to_vec(&value).unwrap();
            prop_assert!(!is_canonical(&plain) || plain == canonical);
        }
    }

    #[test]
    fn usual_texts_are_seen_to_be_canonical() {
        for text in [
            "{}",
            "[]",
            r#"{"a":[1,-2,{"b":null}],"b":{"a":true,"z":"\"\\\n"},"c":"请求"}"#,
            "999999999999999",
        ] {
            assert!(is_canonical(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn nothing_else_is_called_canonical() {
        for text in [
            r#"{"b":1,"a":2}"#,
            r#"{"a":1,"a":2}"#,
            r#"[{"a":{"z":1},"B":2}]"#,
            r#"{"é":1}"#,
            r#"{"a\n":1}"#,
            r#"["\u001f"]"#,
            r#"["\/"]"#,
            "[1.0]",
            "[1e3]",
            "[-0]",
            "9007199254740993",
            "{ }",
            "[1, 2]",
            "[",
            "]",
            "\"open",
            "-",
        ] {
            assert!(!is_canonical(text.as_bytes()), "{text}");
        }
    }
}
