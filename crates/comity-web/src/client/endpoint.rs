//! Addresses of counterparts: `https://host`, `https://host:port`, and nothing after it.
//!
//! They come from credentials of the other side, so their form is checked; that
//! the right node answers there is ensured by the pinned key alone.

use std::net::IpAddr;

use hyper::header::HeaderValue;
use rustls::pki_types::ServerName;

const HTTPS: u16 = 443;

/// Where a node listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Endpoint {
    host: String,
    port: u16,
    name: ServerName<'static>,
    authority: HeaderValue,
}

impl Endpoint {
    /// Reads an address; `None` where it is not of the form above.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://")?;
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        let (host, port) = split(authority)?;
        let port = port.map_or(Some(HTTPS), port_of)?;
        Some(Self {
            host: host.to_owned(),
            port,
            name: ServerName::try_from(host.to_owned()).ok()?,
            authority: HeaderValue::from_str(authority).ok()?,
        })
    }

    pub(super) fn host(&self) -> &str {
        &self.host
    }

    pub(super) const fn port(&self) -> u16 {
        self.port
    }

    pub(super) fn server_name(&self) -> ServerName<'static> {
        self.name.clone()
    }

    pub(super) fn authority(&self) -> HeaderValue {
        self.authority.clone()
    }
}

/// Host, without the brackets of IPv6, and port.
fn split(authority: &str) -> Option<(&str, Option<&str>)> {
    if let Some(rest) = authority.strip_prefix('[') {
        let (host, after) = rest.split_once(']')?;
        host.parse::<IpAddr>().ok().filter(IpAddr::is_ipv6)?;
        let port = if after.is_empty() {
            None
        } else {
            Some(after.strip_prefix(':')?)
        };
        return Some((host, port));
    }
    match authority.split_once(':') {
        Some((host, port)) => Some((host, Some(port))),
        None => Some((authority, None)),
    }
}

fn port_of(text: &str) -> Option<u16> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    is_plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, u16)>) {
        let read = Endpoint::parse(text);
        let seen = read
            .as_ref()
            .map(|endpoint| (endpoint.host(), endpoint.port()));
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn an_address_is_a_host_and_a_port() {
        check(
            "https://cyber.cn.example:7443",
            Some(("cyber.cn.example", 7443)),
        );
        check("https://cyber.cn.example/", Some(("cyber.cn.example", 443)));
        check("https://192.0.2.7:1", Some(("192.0.2.7", 1)));
        check("https://[2001:db8::7]:7443", Some(("2001:db8::7", 7443)));
        check("https://[2001:db8::7]", Some(("2001:db8::7", 443)));
    }

    #[test]
    fn anything_else_is_none() {
        for text in [
            "",
            "https://",
            "http://a.example:80",
            "https://a.example:0",
            "https://a.example:65536",
            "https://a.example:+1",
            "https://a.example:",
            "https://a.example/path",
            "https://a.example?x",
            "https://user@a.example",
            "https://a b",
            "https://[192.0.2.7]:1",
            "https://[::1",
            "https://[::1]x",
            "https://2001:db8::7",
            "https://a.example\r\nx: y",
        ] {
            check(text, None);
        }
    }
}
