//! The setting of both languages, and words of the glossary that must not be mixed up (`docs/glossary.md`).

use comity_text::Locale;

use crate::ftl;

/// Latin words that an official reader finds in Chinese texts too: names of formats, algorithms, markings and units.
const LATIN: &[&str] = &[
    "A",
    "AES",
    "AMBER",
    "ASCII",
    "B",
    "C",
    "CLEAR",
    "Comity",
    "CSV",
    "DSA",
    "Ed25519",
    "FRE",
    "GREEN",
    "GiB",
    "HTML",
    "HTTP",
    "HTTPS",
    "IP",
    "JSON",
    "KEM",
    "KiB",
    "ML",
    "MiB",
    "PAP",
    "RED",
    "RFC",
    "SHA",
    "SQLite",
    "STIX",
    "OFD",
    "MISP",
    "PDF",
    "PEM",
    "RSIT",
    "STRICT",
    "X25519",
    "TLP",
    "TLS",
    "TOML",
    "URL",
    "USB",
    "UTC",
    "PIN",
    "UUID",
    "XLIFF",
    "XML",
    "UTF",
    "X",
    "age",
    "base64",
    "mlkem768x25519",
    "sha256",
    "syslog",
    "tar",
];

/// Words with a meaning in law or diplomacy that is not ours, with the keys where that meaning is meant.
const AVOIDED: &[(&str, &[&str])] = &[
    ("情报", &[]),
    ("邮袋", &[]),
    (
        "送达",
        &[
            "code-assistance-serve-documents",
            "act-request-ack.meaning",
            "legal-",
        ],
    ),
    ("沉默", &[]),
    ("自称", &[]),
    ("使用人", &[]),
    ("退回补充", &[]),
    ("密级", &[]),
    // The treaties' word; one word for one thing: 对外联系机关.
    ("中央机关", &[]),
    ("演练", &[]),
    ("当前用户", &[]),
    ("受害人", &[]),
    ("我们", &[]),
    ("我的", &[]),
    ("你", &[]),
    ("您", &[]),
    ("！", &[]),
    ("!", &[]),
];

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The Chinese texts as read: values replaced by digits, quoted commands and codes by nothing.
fn chinese() -> impl Iterator<Item = (String, String)> {
    ftl::texts(Locale::ZhHans)
        .into_iter()
        .map(|(key, text)| (key, without_commands(&ftl::flat(&text.source))))
}

/// Takes out what is quoted and plain ASCII: a command or a code that is typed as it stands.
fn without_commands(text: &str) -> String {
    let mut rest = text;
    let mut out = String::new();
    while let Some((before, after)) = rest.split_once('“') {
        out.push_str(before);
        let Some((quoted, behind)) = after.split_once('”') else {
            break;
        };
        if !quoted.is_ascii() {
            out.push_str(quoted);
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    text.chars().zip(text.chars().skip(1))
}

#[test]
fn no_blank_stands_beside_a_chinese_character() {
    let wrong: Vec<_> = chinese()
        .filter(|(_, text)| {
            pairs(text).any(|(a, b)| (is_han(a) && b == ' ') || (a == ' ' && is_han(b)))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn chinese_punctuation_is_full_width() {
    let half = |c| ",;:!?()".contains(c);
    let wrong: Vec<_> = chinese()
        .filter(|(_, text)| {
            pairs(text).any(|(a, b)| (is_han(a) && half(b)) || (half(a) && is_han(b)))
                || pairs(text).any(|(a, b)| is_han(a) && b == '.')
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn sentences_end_in_both_languages_or_in_none() {
    let english = ftl::texts(Locale::En);
    let ends = |text: &str| text.ends_with(['.', '。', '?', '？', ':', '：']);
    let wrong: Vec<_> = ftl::texts(Locale::ZhHans)
        .into_iter()
        .filter(|(key, text)| {
            !text.source.ends_with('}')
                && !english[key].source.ends_with('}')
                && ends(&text.source) != ends(&english[key].source)
        })
        .map(|(key, text)| (key, text.source))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn words_of_the_glossary_are_not_mixed_up() {
    for (key, text) in chinese() {
        for (word, where_meant) in AVOIDED {
            let meant = where_meant.iter().any(|start| key.starts_with(start));
            assert!(meant || !text.contains(word), "{key}: {word} in {text}");
        }
        for wrong in ["第0条", "第0号记录"] {
            assert!(
                !text.contains(wrong),
                "{key}: an entry is 记录第…号: {text}"
            );
        }
    }
}

#[test]
fn no_english_leaks_into_chinese() {
    let mut wrong = Vec::new();
    for (key, text) in chinese() {
        if key.starts_with("help") || key.starts_with("demo") || key.starts_with("cli") {
            continue; // Examples of commands and names stand there unquoted.
        }
        for word in text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            if !LATIN.contains(&word) {
                wrong.push((key.clone(), word.to_owned()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn english_is_plain() {
    for (key, text) in ftl::texts(Locale::En) {
        let text = ftl::flat(&text.source);
        assert!(!text.contains('!'), "{key}: {text}");
        assert!(!text.chars().any(is_han), "{key}: {text}");
        assert!(!text.contains("  ") || text.contains('\n'), "{key}: {text}");
        // Manual pages and terminals are customarily set in plain quotation marks.
        let terminal = ["help", "cli", "demo"]
            .iter()
            .any(|start| key.starts_with(start));
        let plain_quote = text.contains('"') || text.contains('\'');
        assert!(terminal || !plain_quote, "{key}: use “ ” and ’: {text}");
    }
}
