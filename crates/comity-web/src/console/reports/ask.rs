//! Which report is wanted, as it stands in an address.

use comity_core::{PartyName, Time, record::Side, report::Span};
use comity_node::report::Ask;
use comity_peer::credential::{Credential, CredentialFile};
use comity_text::render::{Called, Names};
use serde::Deserialize;

use crate::console::{Site, fault::Fault};

/// Which report, as it was typed: days and times are those of UTC, so that both sides mean the same.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    pub(crate) party: String,
    #[serde(default)]
    pub(crate) from: String,
    #[serde(default)]
    pub(crate) until: String,
    #[serde(default)]
    pub(crate) as_of: String,
    /// Which side its original names first: `ours`, or `theirs`.
    #[serde(default)]
    pub(crate) first: String,
}

impl Typed {
    /// The counterpart; the first that there is where none was named.
    pub(crate) fn them(&self, site: &Site) -> Result<Option<PartyName>, Fault> {
        let known = site.node.channels()?;
        if self.party.is_empty() {
            return Ok(known.into_iter().next());
        }
        let found = known.into_iter().find(|them| them.as_str() == self.party);
        found.map(Some).ok_or_else(Fault::absent)
    }

    /// What is asked of the office.
    pub(crate) fn ask(&self) -> Result<Ask, Fault> {
        Ok(Ask {
            cut: None,
            as_of: named("as_of", &self.as_of)?,
            period: Span {
                from: named("from", &self.from)?,
                until: named("until", &self.until)?,
            },
        })
    }

    /// The query of an address that asks for the same.
    pub(crate) fn query(&self, them: &PartyName) -> String {
        let mut query = format!("party={them}");
        for (name, value) in [
            ("from", &self.from),
            ("until", &self.until),
            ("as_of", &self.as_of),
        ] {
            // What was taken for a time holds no other characters than these.
            if time(value).is_ok_and(|time| time.is_some()) {
                query.push_str(&format!("&{name}={value}"));
            }
        }
        query
    }

    /// The side that its original names first.
    pub(crate) fn first(&self, site: &Site, them: &PartyName) -> Side {
        let ours = if site.node.me() < them {
            Side::First
        } else {
            Side::Second
        };
        match self.first.as_str() {
            "theirs" => ours.other(),
            _ => ours,
        }
    }
}

/// The same of a field of the form, which a refusal names.
fn named(field: &str, text: &str) -> Result<Option<Time>, Fault> {
    time(text).map_err(|fault| fault.with("field", field))
}

/// A day or a time of UTC; nothing where nothing was typed.
fn time(text: &str) -> Result<Option<Time>, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let whole = match text.len() {
        10 => format!("{text}T00:00:00Z"),
        _ => text.to_owned(),
    };
    let time = whole.parse::<Time>();
    let wrong = |_| Fault::unread_time(text);
    time.map(Some).map_err(wrong)
}

/// What both parties of a channel are called, in the order of their names.
pub(crate) fn names(site: &Site, them: &PartyName) -> Result<Names, Fault> {
    let ours = called(site.node.own_credential()?.credential());
    let theirs: Option<CredentialFile> = site.node.credential_of(them)?;
    let theirs = theirs.map_or_else(|| wire(them), |file| called(file.credential()));
    Ok(if site.node.me() < them {
        Names::new(ours, theirs)
    } else {
        Names::new(theirs, ours)
    })
}

fn called(credential: &Credential) -> [Called; 2] {
    let names = &credential.names;
    [&names.en, &names.zh_hans].map(|one| Called {
        short: one.short.clone(),
        long: one.long.clone(),
    })
}

fn wire(party: &PartyName) -> [Called; 2] {
    let name = || Called {
        short: party.to_string(),
        long: party.to_string(),
    };
    [name(), name()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_utc() {
        let day = time("2026-11-23").unwrap();
        assert_eq!(day, "2026-11-23T00:00:00Z".parse().ok());
        assert_eq!(time(" ").unwrap(), None);
        assert!(time("23.11.2026").is_err());
    }

    #[test]
    fn an_address_holds_nothing_but_times() {
        let typed = Typed {
            from: "2026-11-01".to_owned(),
            until: "\"><script>".to_owned(),
            ..Typed::default()
        };
        let them = "b.example".parse().unwrap();
        assert_eq!(typed.query(&them), "party=b.example&from=2026-11-01");
    }
}
