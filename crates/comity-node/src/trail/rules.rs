//! Rules of the configuration that decide what leaves and what is kept: a change leaves a trace.
//!
//! The configuration is a file, so whoever keeps the machine can change it. What was in force at
//! the last start is kept beside the trail, and the first start with another value is an entry,
//! which goes to the new place as well.

use comity_core::Time;
use comity_store::{StoreError, Tx};
use serde_json::{Value, json};

use super::note;
use crate::config::Config;

/// The rules that are watched, by section and key.
const WATCHED: [(&str, &str); 7] = [
    ("mail", "server"),
    ("network", "private_endpoints"),
    ("syslog", "ca"),
    ("syslog", "server"),
    ("trail", "keep_days"),
    ("webhooks", "allow"),
    ("webhooks", "plain_http"),
];
/// Under which name such an entry stands.
const WHO: &str = "configuration";

/// Notes every watched rule that is not what it was at the last start; how many.
///
/// # Errors
/// The store.
pub fn follow(tx: &mut dyn Tx, config: &Config, now: Time) -> Result<usize, StoreError> {
    let (here, usual) = (value(config), value(&Config::default()));
    let mut changed = 0;
    for (section, key) in WATCHED {
        let at = |config: &Value| config.pointer(&format!("/{section}/{key}")).cloned();
        let now_is = at(&here).unwrap_or_default();
        let setting = format!("rule/{section}.{key}");
        let before = match tx.setting(&setting)? {
            Some(text) => serde_json::from_str(&text).unwrap_or_default(),
            None => at(&usual).unwrap_or_default(),
        };
        if before != now_is {
            tx.set_setting(&setting, Some(&now_is.to_string()))?;
            let rule = format!("{section}.{key}");
            let what = json!({"rule": rule, "before": before, "now": now_is});
            note(tx, now, WHO, "rule-changed", what)?;
            changed += 1;
        }
    }
    Ok(changed)
}

fn value(config: &Config) -> Value {
    serde_json::to_value(config).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use comity_store::{MemoryStore, Store as _};

    use super::*;
    use crate::trail::list;

    #[test]
    fn a_rule_that_changed_is_an_entry_once() {
        let store = MemoryStore::new();
        let start = |change: fn(&mut Config)| {
            let mut config = Config::default();
            change(&mut config);
            let now = Time::from_seconds(0);
            store.write(move |tx| follow(tx, &config, now)).unwrap()
        };
        assert_eq!(start(|_| {}), 0, "as the reference has it");
        let syslog = |config: &mut Config| {
            config.syslog.server = Some("log.example:6514".to_owned());
        };
        assert_eq!(start(syslog), 1);
        assert_eq!(start(syslog), 0);
        assert_eq!(start(|config| config.trail.keep_days = 30), 2);
        let rows = store.read(|tx| list(tx, 0, 10)).unwrap();
        let seen: Vec<String> = rows
            .iter()
            .map(|row| {
                format!(
                    "{} {} {}",
                    row.what["rule"], row.what["before"], row.what["now"]
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                "\"syslog.server\" null \"log.example:6514\"",
                "\"syslog.server\" \"log.example:6514\" null",
                "\"trail.keep_days\" 1096 30",
            ]
        );
    }

    #[test]
    fn every_watched_rule_is_one() {
        let mut config = Config::default();
        config.mail.server = Some("x:1".to_owned());
        config.syslog.server = Some("x:1".to_owned());
        for (section, key) in WATCHED {
            let found = value(&config)
                .pointer(&format!("/{section}/{key}"))
                .is_some();
            assert!(found, "{section}.{key}");
        }
    }
}
