//! `/administration/rules`: the rules of the house as its configuration file gives them, with
//! what each means. They are changed in the file and not here.

use askama::Template;
use axum::response::Response;
use comity_node::{accounts::Permission, config::Config};
use serde_json::Value;

use super::{Fault, Page, Room, Visit, Way, html, ways};

/// Every rule by its section, in the order of the reference.
const RULES: [(&str, &[&str]); 14] = [
    (
        "network",
        &["listen", "operate", "dial", "private_endpoints"],
    ),
    ("console", &["listen", "hosts", "api_per_minute"]),
    ("exchange", &["quota_bytes", "spool"]),
    (
        "attachments",
        &[
            "evidence_bytes",
            "other_bytes",
            "upload_bytes",
            "bytes_per_second",
            "scan",
        ],
    ),
    ("keys", &["passphrase_file", "passphrase_credential"]),
    (
        "release",
        &["always", "profile", "assistance", "data_class", "tlp"],
    ),
    ("clearance", &["clearer_may_release", "rule"]),
    ("registry", &["rule"]),
    ("search", &["index"]),
    (
        "accounts",
        &[
            "address_header",
            "certificate_header",
            "proxies",
            "breached",
        ],
    ),
    ("mail", &["server", "from", "user", "password_file", "ca"]),
    ("syslog", &["server", "ca", "certificate", "key"]),
    ("trail", &["keep_days"]),
    ("webhooks", &["allow", "plain_http", "ca"]),
];

/// A rule.
struct Rule {
    key: &'static str,
    means: String,
    value: String,
    usual: bool,
}

#[derive(Template)]
#[template(path = "administration/rules.html")]
struct RulesPage {
    page: Page,
    ways: Vec<Way>,
    sections: Vec<(&'static str, Vec<Rule>)>,
}

/// `GET /administration/rules`
pub(crate) async fn show(visit: Visit) -> Result<Response, Fault> {
    visit.may(Permission::ReadHealth)?;
    let page = visit.page(Room::Administration, "");
    let here = serde_json::to_value(&visit.site.config).map_err(|_| Fault::bug())?;
    let usual = serde_json::to_value(Config::default()).map_err(|_| Fault::bug())?;
    let sections = RULES.map(|(section, keys)| {
        let rule = |key: &&'static str| {
            let value = at(&here, section, key);
            Rule {
                key,
                means: page.t(&words(section, key)),
                usual: value == at(&usual, section, key),
                value: value.map_or_else(|| page.t("house-rule-absent"), shown),
            }
        };
        (section, keys.iter().map(rule).collect())
    });
    let title = page.t("house-rules-title");
    let page = Page { title, ..page };
    html(&RulesPage {
        ways: ways(&page),
        sections: sections.into(),
        page,
    })
}

fn words(section: &str, key: &str) -> String {
    format!("rule-{section}-{}", key.replace('_', "-"))
}

fn at<'a>(config: &'a Value, section: &str, key: &str) -> Option<&'a Value> {
    config.get(section)?.get(key)
}

/// As the file would say it, near enough to be read.
fn shown(value: &Value) -> String {
    match value {
        Value::Array(list) if !list.is_empty() => {
            let items: Vec<String> = list.iter().map(Value::to_string).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use comity_node::config::REFERENCE;
    use comity_text::{Locale, catalogue};

    use super::*;

    /// The keys of the reference, those that it leaves out as comments included.
    fn reference() -> Vec<(String, String)> {
        let mut section = String::new();
        let mut found = vec![];
        for line in REFERENCE.lines() {
            let line = line.strip_prefix("# ").unwrap_or(line);
            if let Some(name) = line
                .strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'))
            {
                match name.split_once('.') {
                    Some((above, key)) => found.push((above.to_owned(), key.to_owned())),
                    None => section = name.to_owned(),
                }
            } else if let Some((key, _)) = line.split_once(" = ")
                && key
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            {
                found.push((section.clone(), key.to_owned()));
            }
        }
        found
    }

    #[test]
    fn every_rule_of_the_reference_is_shown_and_no_other() {
        let mut shown: Vec<(String, String)> = RULES
            .iter()
            .flat_map(|(section, keys)| {
                let pair = |key: &&str| ((*section).to_owned(), (*key).to_owned());
                keys.iter().map(pair).collect::<Vec<_>>()
            })
            .collect();
        let mut reference = reference();
        shown.sort();
        reference.sort();
        assert_eq!(shown, reference);
    }

    #[test]
    fn every_rule_says_what_it_means_in_both_languages() {
        for (section, keys) in RULES {
            for key in keys {
                for locale in Locale::ALL {
                    let key = words(section, key);
                    assert!(catalogue(locale).has(&key, None), "{locale}: {key}");
                }
            }
        }
    }

    #[test]
    fn a_list_reads_as_in_the_file() {
        assert_eq!(shown(&serde_json::json!(["a", "b"])), "[\"a\", \"b\"]");
        assert_eq!(shown(&serde_json::json!([])), "[]");
        assert_eq!(shown(&serde_json::json!(7)), "7");
    }
}
