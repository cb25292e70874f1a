//! Items from a suspicious mail: its URLs, who it says it is from, and where it came in.
//!
//! Domains of the recipients are the victim's own and never become items;
//! neither do private addresses of relays on the way.

use std::{collections::BTreeSet, net::IpAddr};

use comity_core::{Time, codes::ItemKind};
use mail_parser::{HeaderName, HeaderValue, Message, MessageParser, PartType};

use super::{Found, Gather, Imported, scan};

/// How many mails within mails are read.
const DEPTH: usize = 4;

/// The items of a mail; `None` when the bytes are no mail.
pub(super) fn read(bytes: &[u8]) -> Option<Imported> {
    let message = MessageParser::default().parse(bytes)?;
    if message.from().is_none() && message.received().is_none() && message.date().is_none() {
        return None;
    }
    let mut gather = Gather::default();
    let mine = recipients(&message);
    take(&message, &mine, DEPTH, &mut gather);
    Some(gather.imported)
}

/// A mail and those attached to it: whoever reports one often forwards it as an attachment.
fn take(message: &Message<'_>, mine: &BTreeSet<String>, depth: usize, gather: &mut Gather) {
    let at = message
        .date()
        .map(|date| Time::from_seconds(date.to_timestamp()));
    if let Some(at) = at {
        gather.seen(at);
    }
    senders(message, mine, gather);
    relays(message, at, gather);
    for part in &message.parts {
        match &part.body {
            PartType::Text(text) | PartType::Html(text) => links(text, mine, gather),
            PartType::Message(inner) if depth > 0 => {
                let theirs = recipients(inner);
                let all = mine.union(&theirs).cloned().collect();
                take(inner, &all, depth - 1, gather);
            }
            _ => {}
        }
    }
}

fn links(text: &str, mine: &BTreeSet<String>, gather: &mut Gather) {
    for url in scan::urls(text) {
        if scan::host(&url).is_some_and(|host| is_mine(&host, mine)) {
            gather.pass_over("recipient");
        } else {
            gather.add(Found::new(ItemKind::Url, url));
        }
    }
}

fn senders(message: &Message<'_>, mine: &BTreeSet<String>, gather: &mut Gather) {
    for name in [
        HeaderName::From,
        HeaderName::Sender,
        HeaderName::ReplyTo,
        HeaderName::ReturnPath,
    ] {
        for value in message.header_values(name) {
            for address in addresses(value) {
                match address.split_once('@') {
                    Some((_, domain)) if is_mine(domain, mine) => gather.pass_over("recipient"),
                    Some((_, domain)) => {
                        gather.add(Found::new(ItemKind::Account, address.clone()));
                        gather.add(Found::new(ItemKind::Domain, domain));
                    }
                    None => gather.pass_over("malformed"),
                }
            }
        }
    }
}

fn relays(message: &Message<'_>, at: Option<Time>, gather: &mut Gather) {
    for value in message.header_values(HeaderName::Received) {
        let HeaderValue::Received(received) = value else {
            continue;
        };
        match received.from_ip {
            Some(ip) if is_public(ip) => gather.add(Found {
                at: received
                    .date
                    .as_ref()
                    .map(|date| Time::from_seconds(date.to_timestamp()))
                    .or(at),
                ..Found::new(ItemKind::Address, ip.to_string())
            }),
            Some(_) => gather.pass_over("private-address"),
            None => {}
        }
    }
}

/// The domains that the mail was sent to.
fn recipients(message: &Message<'_>) -> BTreeSet<String> {
    [HeaderName::To, HeaderName::Cc, HeaderName::Bcc]
        .into_iter()
        .flat_map(|name| message.header_values(name))
        .flat_map(addresses)
        .filter_map(|address| address.split_once('@').map(|(_, domain)| domain.to_owned()))
        .collect()
}

fn addresses(value: &HeaderValue<'_>) -> Vec<String> {
    match value {
        HeaderValue::Address(list) => list
            .iter()
            .filter_map(|addr| addr.address.as_deref().map(str::to_ascii_lowercase))
            .collect(),
        HeaderValue::Text(text) => vec![text.trim_matches(['<', '>', ' ']).to_ascii_lowercase()],
        _ => vec![],
    }
}

fn is_mine(host: &str, mine: &BTreeSet<String>) -> bool {
    mine.iter().any(|domain| {
        host == domain
            || host
                .strip_suffix(domain.as_str())
                .is_some_and(|left| left.ends_with('.'))
    })
}

const fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => {
            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_unspecified()
                || v4.is_broadcast())
        }
        IpAddr::V6(v6) => {
            !(v6.is_loopback()
                || v6.is_unspecified()
                || v6.is_unique_local()
                || v6.is_unicast_link_local())
        }
    }
}
