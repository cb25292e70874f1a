//! Where somebody who signs in comes from: behind a proxy, what the proxy says.
//!
//! Failures slow an address down; if the proxy's own counted, one stranger could slow everybody
//! down. Only the header that the rules of the house name is read, and only from a proxy that
//! they name. A proxy adds the address that it saw at the end, so the last one counts: what
//! stands before it, anybody could have written.

use std::net::IpAddr;

use axum::http::HeaderMap;
use comity_node::config::Accounts;

/// The address of a visitor whose connection comes from `from`.
pub(crate) fn address(rules: &Accounts, from: IpAddr, headers: &HeaderMap) -> IpAddr {
    let told = rules
        .address_header
        .as_deref()
        .filter(|_| rules.proxies.contains(&from))
        .and_then(|name| headers.get_all(name).iter().next_back())
        .and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    told.unwrap_or(from)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_last_address_of_a_named_proxy_is_believed_and_no_other() {
        let [proxy, other] = [1, 2].map(|last| IpAddr::from([127, 0, 0, last]));
        let rules = |header: Option<&str>| Accounts {
            address_header: header.map(str::to_owned),
            certificate_header: None,
            proxies: vec![proxy],
            breached: None,
        };
        let seen = |rules: &Accounts, from: IpAddr, values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append("x-forwarded-for", HeaderValue::from_static(value));
            }
            address(rules, from, &headers).to_string()
        };
        let on = rules(Some("X-Forwarded-For"));
        assert_eq!(seen(&on, proxy, &["192.0.2.7"]), "192.0.2.7");
        assert_eq!(seen(&on, proxy, &["203.0.113.1, 192.0.2.7"]), "192.0.2.7");
        assert_eq!(
            seen(&on, proxy, &["203.0.113.1", "2001:db8::7"]),
            "2001:db8::7"
        );
        for nothing in [&["nobody"][..], &[""], &[]] {
            assert_eq!(seen(&on, proxy, nothing), "127.0.0.1");
        }
        assert_eq!(seen(&on, other, &["192.0.2.7"]), "127.0.0.2");
        assert_eq!(seen(&rules(None), proxy, &["192.0.2.7"]), "127.0.0.1");
    }
}
