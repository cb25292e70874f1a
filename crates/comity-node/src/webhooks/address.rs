//! The address of a webhook: `https://host[:port]/path[?query]`, of visible ASCII, and nothing more.
//!
//! No name and password, no fragment: what stands there must be what is called. Whether the host
//! may be called is looked at when it is (`comity-web`), since a name leads elsewhere tomorrow.

use super::WebhookError;

/// The longest address, in bytes.
const LONGEST: usize = 2000;

/// An address, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Whether it is called over TLS.
    pub tls: bool,
    /// The host, without the brackets of IPv6.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Host and port as written.
    pub authority: String,
    /// Path and query; at least `/`.
    pub target: String,
}

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// It is of another form.
    pub fn parse(text: &str) -> Result<Self, WebhookError> {
        Self::read(text).ok_or(WebhookError::Address)
    }

    fn read(text: &str) -> Option<Self> {
        let visible = text.bytes().all(|byte| byte.is_ascii_graphic());
        if text.len() > LONGEST || !visible || text.contains(['#', '\\', '"', '<', '>']) {
            return None;
        }
        let (tls, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (None, Some(rest)) => (false, rest),
            (None, None) => return None,
        };
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, target) = rest.split_at_checked(end)?;
        let usual = if tls { 443 } else { 80 };
        let (host, port) = match authority.rfind(':') {
            Some(at) if !authority.ends_with(']') => {
                let (_, port) = authority.split_at_checked(at)?;
                let port = port.strip_prefix(':')?;
                let plain = port.bytes().all(|byte| byte.is_ascii_digit());
                let port = port.parse().ok().filter(|port| plain && *port > 0)?;
                (authority.get(..at)?, port)
            }
            _ => (authority, usual),
        };
        let host = host_of(host)?;
        let target = if target.starts_with('/') {
            target.to_owned()
        } else {
            format!("/{target}")
        };
        Some(Self {
            tls,
            host,
            port,
            authority: authority.to_owned(),
            target,
        })
    }

    /// Where it leads, without path and query, which may be a secret.
    #[must_use]
    pub fn place(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        format!("{scheme}://{}", self.authority)
    }
}

fn host_of(text: &str) -> Option<String> {
    if let Some(rest) = text.strip_prefix('[') {
        let host = rest.strip_suffix(']')?;
        return host
            .parse::<std::net::Ipv6Addr>()
            .ok()
            .map(|_| host.to_owned());
    }
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte));
    (plain && !text.is_empty() && text.len() <= 253).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, host: &str, port: u16, target: &str) {
        let read = Address::parse(text).unwrap();
        let seen = (read.host.as_str(), read.port, read.target.as_str());
        assert_eq!(seen, (host, port, target), "{text}");
    }

    #[test]
    fn an_address_is_a_host_a_port_and_a_path() {
        check("https://a.example/hook", "a.example", 443, "/hook");
        check("https://a.example", "a.example", 443, "/");
        check("https://a.example?x=1", "a.example", 443, "/?x=1");
        check(
            "http://a.example:8080/x?y#".trim_end_matches('#'),
            "a.example",
            8080,
            "/x?y",
        );
        check("https://[2001:db8::1]:8443/", "2001:db8::1", 8443, "/");
        check("https://[2001:db8::1]/", "2001:db8::1", 443, "/");
        let place = Address::parse("https://a.example:444/secret?token=1");
        assert_eq!(place.unwrap().place(), "https://a.example:444");
    }

    #[test]
    fn what_could_lead_elsewhere_is_no_address() {
        for text in [
            "",
            "a.example",
            "ftp://a.example/",
            "HTTPS//a.example",
            "https:///x",
            "https://li@a.example/",
            "https://li:secret@a.example/",
            "https://a.example:0/",
            "https://a.example:+1/",
            "https://a.example:65536/",
            "https://a.example:/",
            "https://a.example/#x",
            "https://a.example\\@b.example/",
            "https://a.example/ x",
            "https://a.example/\r\nx: y",
            "https://中文.example/",
            "https://[127.0.0.1]/",
            "https://[::1/",
            "https://2001:db8::1/",
        ] {
            assert!(Address::parse(text).is_err(), "{text}");
        }
        let long = format!("https://a.example/{}", "x".repeat(LONGEST));
        assert!(Address::parse(&long).is_err());
    }
}
