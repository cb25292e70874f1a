//! Mail notices: codes that confirm addresses, and word that something waits, in the reader's language.

use std::{fs, sync::Arc};

use comity_core::Time;
use comity_node::{
    config::Config,
    notices::{self, Letter, Want},
    rng::SystemRandom,
};
use comity_peer::rng;
use comity_store::Store as _;
use comity_text::{Args, Catalogue, Locale, catalogue};
use comity_web::outward::{
    OutwardError, letter,
    smtp::{Login, Server},
};

use super::{House, blocking, pause, server, trust};

/// How often codes are looked for, in seconds.
const LOOK: u64 = 5;
/// Looks between two looks at what waits for people.
const LOOKS: u32 = 12;

pub(super) async fn run(house: Arc<House>) {
    if house.config.mail.server.is_none() {
        return std::future::pending().await;
    }
    let mut looks = 0_u32;
    loop {
        codes(&house).await;
        if looks.is_multiple_of(LOOKS) {
            waiting(&house).await;
        }
        looks = looks.wrapping_add(1);
        pause(LOOK).await;
    }
}

async fn codes(house: &Arc<House>) {
    let due = blocking(house, |house, now| {
        let store = house.node.unfollowed();
        Ok(store.read(|tx| notices::codes_due(tx, now))?)
    });
    for name in due.await.unwrap_or_default() {
        let person = name.clone();
        let drawn = blocking(house, move |house, now| {
            let store = house.node.unfollowed();
            let code =
                store.write(move |tx| notices::draw_code(tx, &person, now, &mut SystemRandom))?;
            Ok(code.map(|(to, digits)| (to, digits, now)))
        });
        let Some(Some((to, digits, now))) = drawn.await else {
            continue;
        };
        let (subject, text) = code_mail(&host(house), &digits);
        let taken = send(house, &to, &subject, &text, now).await;
        blocking(house, move |house, now| {
            let store = house.node.unfollowed();
            Ok(store.write(move |tx| notices::code_sent(tx, &name, taken, now))?)
        })
        .await;
    }
}

async fn waiting(house: &Arc<House>) {
    let readers = blocking(house, |house, now| {
        let store = house.node.unfollowed();
        Ok(store.read(|tx| notices::readers(tx, now))?)
    });
    for name in readers.await.unwrap_or_default() {
        let person = name.clone();
        let due = blocking(house, move |house, now| {
            let due = house.office().notice_due(&person, now)?;
            Ok(due.map(|due| (due, now)))
        });
        let Some(Some((due, now))) = due.await else {
            continue;
        };
        let (subject, text) = notice_mail(&host(house), &due.letter);
        let taken = send(house, &due.letter.address, &subject, &text, now).await;
        blocking(house, move |house, now| {
            Ok(house.office().notice_sent(&name, due, taken, now)?)
        })
        .await;
    }
}

/// Hands one mail in; whether the server took it.
async fn send(house: &Arc<House>, to: &str, subject: &str, text: &str, at: Time) -> bool {
    let Some((server, from)) = found(house) else {
        return false;
    };
    let id: [u8; 12] = rng::array(&mut SystemRandom);
    let id: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    let mail = letter::Letter {
        from: &from,
        to,
        subject,
        text,
        at,
        id: &id,
    };
    let handed = server.hand_in(&from, to, &mail.to_bytes()).await;
    let failure = handed.as_ref().err().map(OutwardError::code);
    if let Some(code) = failure {
        tracing::warn!(code, "failed to hand a mail in");
    }
    blocking(house, move |house, now| {
        let store = house.node.unfollowed();
        Ok(store.write(move |tx| notices::mail_went(tx, failure, now))?)
    })
    .await;
    handed.is_ok()
}

fn found(house: &House) -> Option<(Server, String)> {
    let rules = &house.config.mail;
    let (host, port) = server(rules.server.as_ref())?;
    let login = rules.user.as_ref().zip(rules.password_file.as_ref());
    let login = login.map(|(user, path)| {
        // A password that cannot be read is none: the server says so, and health tells.
        let text = fs::read_to_string(Config::resolve(&house.home, path)).unwrap_or_default();
        Login {
            user: user.clone(),
            password: text.trim_end_matches(['\r', '\n']).to_owned(),
        }
    });
    let server = Server {
        host,
        port,
        trust: trust(house, &rules.ca),
        login,
    };
    Some((server, rules.from.clone()?))
}

/// The name that people reach the house by.
fn host(house: &House) -> String {
    let hosts = &house.config.console.hosts;
    hosts
        .first()
        .cloned()
        .unwrap_or_else(|| house.node.me().to_string())
}

/// The languages of a reader: the chosen one, else both.
fn languages(chosen: Option<&str>) -> Vec<&'static Catalogue> {
    match chosen.and_then(Locale::from_lang) {
        Some(locale) => vec![catalogue(locale)],
        None => Locale::ALL.map(catalogue).into(),
    }
}

fn notice_mail(host: &str, letter: &Letter) -> (String, String) {
    let languages = languages(letter.language.as_deref());
    let at = || Args::new().with("host", host.to_owned());
    let subject = join(&languages, " / ", |words| words.text("mail-subject", &at()));
    let text = join(&languages, "\n\n", |words| {
        let count = |(want, count): &(Want, usize)| {
            let args = Args::new()
                .count("count", u64::try_from(*count).unwrap_or(u64::MAX))
                .with("hours", letter.hours.to_string());
            format!(
                "- {}\n",
                words.text(&format!("mail-count-{}", want.name()), &args)
            )
        };
        let lines: String = letter.counts.iter().map(count).collect();
        let lead = words.text("mail-lead", &at());
        format!("{lead}\n\n{lines}\n{}\n", words.plain("mail-foot"))
    });
    (subject, text)
}

fn code_mail(host: &str, digits: &str) -> (String, String) {
    let languages = languages(None);
    let at = || Args::new().with("host", host.to_owned());
    let subject = join(&languages, " / ", |words| {
        words.text("mail-code-subject", &at())
    });
    let text = join(&languages, "\n\n", |words| {
        let lead = words.text("mail-code-lead", &at());
        format!(
            "{lead}\n\n    {digits}\n\n{}\n",
            words.plain("mail-code-foot")
        )
    });
    (subject, text)
}

fn join(languages: &[&'static Catalogue], gap: &str, say: impl Fn(&Catalogue) -> String) -> String {
    let said: Vec<String> = languages.iter().map(|words| say(words)).collect();
    said.join(gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(language: Option<&str>) -> Letter {
        Letter {
            address: "li@house.example".to_owned(),
            language: language.map(str::to_owned),
            counts: Want::ALL.map(|want| (want, 2)).into(),
            hours: 24,
        }
    }

    #[test]
    fn a_notice_says_where_kinds_and_numbers_in_the_language_of_its_reader() {
        let (subject, text) = notice_mail("desk.example", &letter(Some("en")));
        assert_eq!(subject, "Something waits for you at desk.example");
        for line in [
            "- 2 cases were given to you\n",
            "- 2 drafts wait for you to clear them\n",
            "- 2 drafts wait for your release\n",
            "- 2 translations were asked of you or your office\n",
            "- 2 deadlines within 24 hours, or passed\n",
            "- the counterpart spoke last in 2 cases of yours\n",
        ] {
            assert!(text.contains(line), "{line}: {text}");
        }
        let (subject, text) = notice_mail("desk.example", &letter(Some("zh-Hans")));
        assert_eq!(subject, "desk.example有待办事项");
        assert!(
            text.contains("- 新分办案件2件\n") && !text.contains("case"),
            "{text}"
        );
        assert!(!text.contains("://"), "a mail leads nowhere");
    }

    #[test]
    fn who_chose_no_language_reads_both() {
        let (subject, text) = notice_mail("desk.example", &letter(None));
        assert_eq!(
            subject,
            "Something waits for you at desk.example / desk.example有待办事项"
        );
        assert!(text.contains("were given to you") && text.contains("新分办案件"));
        let (_, text) = code_mail("desk.example", "01234567");
        assert_eq!(text.matches("    01234567\n").count(), 2);
    }
}
