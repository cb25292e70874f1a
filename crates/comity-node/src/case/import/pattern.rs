//! The equalities of a STIX pattern: as much of the grammar as a list of items needs.
//!
//! A pattern such as `[url:value = 'https://a.example/x' OR domain-name:value IN ('a.example')]`
//! gives (object path, text) pairs, whatever joins them: AND, OR, FOLLOWEDBY.
//! Comparisons that are negated or not equalities are counted, not guessed at.

/// What a pattern compares.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Comparisons {
    /// Object paths with the values that they must equal.
    pub(super) equal: Vec<(String, String)>,
    /// Comparisons that are no equality, or negated.
    pub(super) others: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Text(String),
    Sign(char),
}

/// Takes a pattern apart; what does not follow the grammar is passed over.
pub(super) fn comparisons(pattern: &str) -> Comparisons {
    let mut result = Comparisons::default();
    let tokens = tokens(pattern);
    let mut rest = tokens.as_slice();
    while let [first, after @ ..] = rest {
        rest = after;
        let Token::Word(path) = first else { continue };
        if path.contains(':') {
            rest = comparison(path, after, &mut result);
        }
    }
    result
}

fn comparison<'t>(path: &str, tokens: &'t [Token], result: &mut Comparisons) -> &'t [Token] {
    match tokens {
        [Token::Sign('='), Token::Text(value), rest @ ..] => {
            result.equal.push((path.to_owned(), value.clone()));
            rest
        }
        [Token::Sign('='), Token::Word(number), rest @ ..] => {
            result.equal.push((path.to_owned(), number.clone()));
            rest
        }
        [Token::Word(word), Token::Sign('('), rest @ ..] if word == "IN" => {
            let end = rest.iter().position(|token| *token == Token::Sign(')'));
            let (list, rest) = rest.split_at(end.unwrap_or(rest.len()));
            for token in list {
                if let Token::Text(value) | Token::Word(value) = token {
                    result.equal.push((path.to_owned(), value.clone()));
                }
            }
            rest
        }
        _ => {
            result.others = result.others.saturating_add(1);
            tokens
        }
    }
}

fn tokens(pattern: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = pattern.chars().peekable();
    while let Some(next) = rest.next() {
        match next {
            '\'' => tokens.push(Token::Text(literal(&mut rest))),
            '=' | '(' | ')' | '[' | ']' | ',' | '!' | '<' | '>' => tokens.push(Token::Sign(next)),
            _ if next.is_whitespace() => {}
            _ => {
                let mut word = String::from(next);
                while let Some(&c) = rest.peek() {
                    // A quoted or indexed step belongs to its path: file:hashes.'SHA-256', x[*].y.
                    let in_path = word.contains(':');
                    if c == '\'' && in_path && word.ends_with('.') {
                        rest.next();
                        word.push_str(&literal(&mut rest));
                    } else if c.is_whitespace()
                        || matches!(c, '=' | '(' | ')' | ',' | '!' | '<' | '>' | '\'')
                        || (c == ']' && !word.contains('['))
                    {
                        break;
                    } else {
                        word.push(c);
                        rest.next();
                    }
                }
                tokens.push(Token::Word(word));
            }
        }
    }
    tokens
}

/// The rest of a text in single quotes; `\'` and `\\` stand for themselves.
fn literal(rest: &mut impl Iterator<Item = char>) -> String {
    let mut text = String::new();
    while let Some(next) = rest.next() {
        match next {
            '\'' => break,
            '\\' => text.extend(rest.next()),
            _ => text.push(next),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn equal(pattern: &str) -> Vec<(String, String)> {
        comparisons(pattern).equal
    }

    fn pair(path: &str, value: &str) -> (String, String) {
        (path.to_owned(), value.to_owned())
    }

    #[test]
    fn equalities_come_out_of_any_combination() {
        assert_eq!(
            equal(
                "[domain-name:value='a.example'] FOLLOWEDBY ([url:value = 'http://b.example/?q=\\'x\\\\' OR ipv4-addr:value IN ('192.0.2.1', '192.0.2.2')])"
            ),
            [
                pair("domain-name:value", "a.example"),
                pair("url:value", "http://b.example/?q='x\\"),
                pair("ipv4-addr:value", "192.0.2.1"),
                pair("ipv4-addr:value", "192.0.2.2"),
            ],
        );
    }

    #[test]
    fn quoted_steps_and_numbers_belong_to_the_comparison() {
        assert_eq!(
            equal("[file:hashes.'SHA-256' = 'ab' AND network-traffic:dst_port = 443]"),
            [
                pair("file:hashes.SHA-256", "ab"),
                pair("network-traffic:dst_port", "443")
            ],
        );
    }

    #[test]
    fn what_is_no_equality_is_counted() {
        let found = comparisons(
            "[url:value LIKE 'http://%' AND domain-name:value != 'a.example' OR file:size > 5 OR url:value NOT = 'x']",
        );
        assert_eq!(
            found,
            Comparisons {
                equal: vec![],
                others: 4
            }
        );
    }

    #[test]
    fn nonsense_gives_nothing() {
        for pattern in [
            "",
            "[",
            "[url:value =",
            "[url:value = ']",
            "'",
            "url:value IN (",
            "=:=:''",
        ] {
            drop(comparisons(pattern));
        }
    }
}
