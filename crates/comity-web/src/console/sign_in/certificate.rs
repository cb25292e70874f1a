//! `/sign-in/certificate`: a client certificate that a proxy verified, as on a smart card.
//!
//! Only the header that the rules of the house name is read, and only from a proxy that they
//! name: anybody else could write it.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{Extension, Form, extract::State, http::HeaderMap, response::Response};
use comity_node::{
    accounts::{AccessError, Secret, certificate::Fingerprint, sign_in},
    config::Accounts,
    rng::SystemRandom,
};
use comity_store::Store as _;
use serde::Deserialize;

use super::{Fault, SESSION, Site, agent, cookie, entered, language_of, ours};
use crate::seats::seated;

#[derive(Debug, Deserialize)]
pub(crate) struct Entry {
    #[serde(default)]
    to: Option<String>,
}

/// What a trusted proxy says about the certificate of this request.
pub(super) fn shown(rules: &Accounts, from: IpAddr, headers: &HeaderMap) -> Option<Fingerprint> {
    let name = rules.certificate_header.as_deref()?;
    if !rules.proxies.contains(&from) {
        return None;
    }
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    // Two of them: the proxy did not take out the one that came in.
    if values.next().is_some() {
        return None;
    }
    value.to_str().ok()?.parse().ok()
}

/// `POST /sign-in/certificate`
pub(crate) async fn enter(
    State(site): State<Arc<Site>>,
    Extension(from): Extension<SocketAddr>,
    headers: HeaderMap,
    Form(entry): Form<Entry>,
) -> Result<Response, Fault> {
    let rules = &site.config.accounts;
    let fingerprint = shown(rules, from.ip(), &headers).ok_or(AccessError::SignIn)?;
    let to = ours(entry.to.as_deref()).to_owned();
    let agent = agent(&headers);
    let before: Option<Secret> = cookie(&headers, SESSION).and_then(|text| text.parse().ok());
    let opened = seated(move || {
        let now = site.now();
        let opened = site.node.unfollowed().write(move |tx| {
            let (before, random) = (before.as_ref(), &mut SystemRandom);
            sign_in::vouched(tx, &fingerprint, &agent, before, now, random)
        })?;
        let language = language_of(&site, &opened.session.name)?;
        Ok::<_, Fault>((opened, language))
    });
    let (opened, language) = opened.await.map_err(|_| Fault::bug())??;
    Ok(entered(&opened, language.as_deref(), &to))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const PRINT: &str = "abababababababababababababababababababababababababababababababab";

    fn rules(header: Option<&str>) -> Accounts {
        Accounts {
            certificate_header: header.map(str::to_owned),
            address_header: None,
            proxies: vec![IpAddr::from([127, 0, 0, 1])],
            breached: None,
        }
    }

    fn with(values: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-cert", HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn only_the_named_header_of_a_named_proxy_is_believed() {
        let proxy = IpAddr::from([127, 0, 0, 1]);
        let other = IpAddr::from([127, 0, 0, 2]);
        let on = rules(Some("X-Cert"));
        assert!(shown(&on, proxy, &with(&[PRINT])).is_some());
        assert_eq!(shown(&on, other, &with(&[PRINT])), None);
        assert_eq!(shown(&rules(None), proxy, &with(&[PRINT])), None);
        assert_eq!(shown(&rules(Some("X-Other")), proxy, &with(&[PRINT])), None);
    }

    #[test]
    fn a_header_that_came_twice_or_is_no_certificate_is_not_believed() {
        let proxy = IpAddr::from([127, 0, 0, 1]);
        let on = rules(Some("X-Cert"));
        assert_eq!(shown(&on, proxy, &with(&[PRINT, PRINT])), None);
        assert_eq!(shown(&on, proxy, &with(&["nobody"])), None);
        assert_eq!(shown(&on, proxy, &with(&[])), None);
    }
}
