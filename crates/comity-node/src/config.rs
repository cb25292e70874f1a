//! The configuration: one TOML file that may be absent, parsed straight into checked values.
//!
//! `default-config.toml` beside this file is the reference page and holds
//! every key at its default; a test compares it with [`Config::default`].
//! Unknown keys are refused. Secrets are paths or names, never values.

use std::{
    collections::BTreeMap,
    fs, io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::{Path, PathBuf},
};

use comity_core::PartyName;
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::{access::rule::Registry, clearance::rule::Clearance, home::Home, search::Search};

/// The commented default configuration, which is also its reference.
pub const REFERENCE: &str = include_str!("default-config.toml");

/// The whole configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Addresses.
    pub network: Network,
    /// Pages for the people of the house.
    pub console: Console,
    /// Exchange with counterparts.
    pub exchange: Exchange,
    /// Attachments.
    pub attachments: Attachments,
    /// Where the passphrase is.
    pub keys: KeysConfig,
    /// When a second person releases.
    pub release: Release,
    /// Which offices clear an act before.
    pub clearance: Clearance,
    /// To whom a new case goes.
    pub registry: Registry,
    /// Search.
    pub search: Search,
    /// How people come in.
    pub accounts: Accounts,
    /// Where mail notices leave.
    pub mail: Mail,
    /// Where the local trail leaves.
    pub syslog: Syslog,
    /// How long the local trail is kept.
    pub trail: TrailConfig,
    /// Where webhooks may go.
    pub webhooks: Webhooks,
}

/// Addresses that the service listens on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Network {
    /// For counterparts.
    pub listen: SocketAddr,
    /// For the operator.
    pub operate: SocketAddr,
    /// Whether this node calls its counterparts.
    pub dial: bool,
    /// Networks beside the public Internet in which counterparts may be called.
    pub private_endpoints: Vec<IpNet>,
}

/// Pages for the people of the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Console {
    /// Where pages are served, over plain HTTP on loopback.
    pub listen: SocketAddr,
    /// The host names that are answered to, without ports.
    pub hosts: Vec<String>,
    /// The most calls of the API by one person in a minute.
    pub api_per_minute: u32,
}

/// Exchange with counterparts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Exchange {
    /// The most bytes of envelopes and bodies that one counterpart may store here.
    pub quota_bytes: u64,
    /// Counterparts that are reached over a spool folder instead of the network.
    pub spool: BTreeMap<PartyName, PathBuf>,
}

/// Limits on attachments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Attachments {
    /// The largest of the data class evidence, in bytes.
    pub evidence_bytes: u64,
    /// The largest of other classes, in bytes.
    pub other_bytes: u64,
    /// The most bytes of one person's uploads that are under way.
    pub upload_bytes: u64,
    /// The most bytes a second; 0: no limit.
    pub bytes_per_second: u64,
    /// The scan command, program first; empty: none.
    pub scan: Vec<String>,
}

/// Where the passphrase of the keyring is found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeysConfig {
    /// In a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passphrase_file: Option<PathBuf>,
    /// In a systemd credential of this name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passphrase_credential: Option<String>,
}

/// When a second person must release an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Release {
    /// For every act.
    pub always: bool,
    /// For acts of weight in cases of these profiles.
    pub profile: Vec<String>,
    /// For these assistance types.
    pub assistance: Vec<String>,
    /// For these data classes.
    pub data_class: Vec<String>,
    /// For these TLP markings.
    pub tlp: Vec<String>,
}

/// How people come in, beside what they set up themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Accounts {
    /// The header in which a proxy names the address that a visitor came from; absent: the proxy's
    /// own address counts for everybody behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_header: Option<String>,
    /// The header in which a proxy hands over the client certificate that it verified; absent: none is believed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate_header: Option<String>,
    /// The proxies whose headers are believed.
    pub proxies: Vec<IpAddr>,
    /// The list of breached passwords, which nobody may take for a new one; absent: there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breached: Option<PathBuf>,
}

/// Where mail notices leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    /// Host and port of the server that takes mail; absent: there are no mail notices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// The sender's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The name that the node gives to the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The file with the password of that name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_file: Option<PathBuf>,
    /// The authorities that the server's certificate is checked against, in PEM.
    pub ca: PathBuf,
}

/// Where the local trail leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Syslog {
    /// Host and port of the server that takes the trail; absent: it stays here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// The authorities that the server's certificate is checked against, in PEM.
    pub ca: PathBuf,
    /// The certificate that this node shows, in PEM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<PathBuf>,
    /// The key of that certificate, in PEM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<PathBuf>,
}

/// How long the local trail is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TrailConfig {
    /// Days, at least.
    pub keep_days: u32,
}

/// Where webhooks may go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Webhooks {
    /// Networks beside the public Internet that may be sent to.
    pub allow: Vec<IpNet>,
    /// Whether addresses without TLS are taken.
    pub plain_http: bool,
    /// The authorities that a receiver's certificate is checked against, in PEM.
    pub ca: PathBuf,
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("read {path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Not TOML of this shape; the text has line and column.
    #[error("read the configuration: {0}")]
    Malformed(String),
    /// Keys that do not go together, or a value out of its range.
    #[error("use the configuration key {0}")]
    Unfit(&'static str),
}

impl ConfigError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "config-io",
            Self::Malformed(_) => "config-malformed",
            Self::Unfit(_) => "config-unfit",
        }
    }
}

impl Config {
    /// The configuration of a home; the default where it has no file.
    ///
    /// # Errors
    /// Every variant of [`ConfigError`].
    pub fn of(home: &Home) -> Result<Self, ConfigError> {
        let path = home.config();
        match fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(ConfigError::Io { path, source }),
        }
    }

    /// Reads a configuration from TOML.
    ///
    /// # Errors
    /// Malformed or unfit.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let config: Self =
            toml::from_str(text).map_err(|error| ConfigError::Malformed(error.to_string()))?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let rules = [
            (
                self.keys.passphrase_file.is_some() && self.keys.passphrase_credential.is_some(),
                "keys.passphrase_credential",
            ),
            (self.exchange.quota_bytes == 0, "exchange.quota_bytes"),
            (
                self.attachments.scan.first().is_some_and(String::is_empty),
                "attachments.scan",
            ),
            (
                self.keys
                    .passphrase_credential
                    .as_deref()
                    .is_some_and(|name| name.is_empty() || name.contains('/')),
                "keys.passphrase_credential",
            ),
            (
                self.accounts
                    .certificate_header
                    .as_deref()
                    .is_some_and(|name| !is_header(name)),
                "accounts.certificate_header",
            ),
            (
                self.accounts
                    .address_header
                    .as_deref()
                    .is_some_and(|name| !is_name(name)),
                "accounts.address_header",
            ),
            (
                self.accounts.proxies.is_empty()
                    && (self.accounts.certificate_header.is_some()
                        || self.accounts.address_header.is_some()),
                "accounts.proxies",
            ),
            (unfit_server(self.mail.server.as_deref()), "mail.server"),
            (
                self.mail.server.is_some()
                    && !self
                        .mail
                        .from
                        .as_deref()
                        .is_some_and(crate::notices::is_address),
                "mail.from",
            ),
            (
                self.mail.user.is_some() != self.mail.password_file.is_some(),
                "mail.password_file",
            ),
            (unfit_server(self.syslog.server.as_deref()), "syslog.server"),
            (
                self.syslog.certificate.is_some() != self.syslog.key.is_some(),
                "syslog.key",
            ),
            (self.trail.keep_days == 0, "trail.keep_days"),
        ];
        let broken = rules.iter().find(|(broken, _)| *broken);
        let broken = broken.map(|(_, key)| *key);
        let broken = broken.or_else(|| self.registry.unfit());
        match broken.or_else(|| self.clearance.unfit()) {
            Some(key) => Err(ConfigError::Unfit(key)),
            None => Ok(()),
        }
    }

    /// A path of the configuration: relative ones start at the home.
    #[must_use]
    pub fn resolve(home: &Home, path: &Path) -> PathBuf {
        home.root().join(path)
    }
}

/// A host and a port, as `log.example:6514` or `[2001:db8::1]:6514`.
#[must_use]
pub fn host_and_port(text: &str) -> Option<(&str, u16)> {
    let (host, port) = text.rsplit_once(':')?;
    let host = match host.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']').filter(|host| host.contains(':'))?,
        None => Some(host).filter(|host| !host.contains(':'))?,
    };
    let plain = !host.is_empty()
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-.:".contains(&byte));
    let port = port.parse().ok().filter(|port| *port > 0)?;
    plain.then_some((host, port))
}

fn unfit_server(server: Option<&str>) -> bool {
    server.is_some_and(|server| host_and_port(server).is_none())
}

/// Where Debian and its kin keep the authorities that the system trusts.
fn system_authorities() -> PathBuf {
    PathBuf::from("/etc/ssl/certs/ca-certificates.crt")
}

/// A header's name; one that every proxy sets would be believed by mistake.
fn is_header(name: &str) -> bool {
    is_name(name) && !name.eq_ignore_ascii_case("x-forwarded-for")
}

/// A header's name that has no other meaning here.
fn is_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !["host", "cookie", "authorization"].contains(&&*name.to_ascii_lowercase())
}

impl Default for Accounts {
    fn default() -> Self {
        Self {
            address_header: None,
            certificate_header: None,
            proxies: vec![
                IpAddr::V4(Ipv4Addr::LOCALHOST),
                IpAddr::V6(Ipv6Addr::LOCALHOST),
            ],
            breached: None,
        }
    }
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            server: None,
            from: None,
            user: None,
            password_file: None,
            ca: system_authorities(),
        }
    }
}

impl Default for Syslog {
    fn default() -> Self {
        Self {
            server: None,
            ca: system_authorities(),
            certificate: None,
            key: None,
        }
    }
}

impl Default for TrailConfig {
    fn default() -> Self {
        Self { keep_days: 1096 }
    }
}

impl Default for Webhooks {
    fn default() -> Self {
        Self {
            allow: vec![],
            plain_http: false,
            ca: system_authorities(),
        }
    }
}

impl Default for Network {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([0, 0, 0, 0], 7443)),
            operate: SocketAddr::from(([127, 0, 0, 1], 7480)),
            dial: true,
            private_endpoints: vec![],
        }
    }
}

impl Console {
    /// The address of a page as a person of the house types it on this machine.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        let host = self.hosts.first().map_or("localhost", String::as_str);
        format!("http://{host}:{}{path}", self.listen.port())
    }
}

impl Default for Console {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 7470)),
            hosts: vec!["localhost".to_owned(), "127.0.0.1".to_owned()],
            api_per_minute: 600,
        }
    }
}

impl Default for Exchange {
    fn default() -> Self {
        Self {
            quota_bytes: 100 << 30,
            spool: BTreeMap::new(),
        }
    }
}

impl Default for Release {
    fn default() -> Self {
        Self {
            always: false,
            profile: vec!["police".to_owned(), "formal".to_owned()],
            assistance: vec![],
            data_class: vec![],
            tlp: vec![],
        }
    }
}

impl Default for Attachments {
    fn default() -> Self {
        Self {
            evidence_bytes: 2 << 40,
            other_bytes: 100 << 20,
            upload_bytes: 100 << 30,
            bytes_per_second: 0,
            scan: vec![],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_is_the_default() {
        assert_eq!(Config::parse(REFERENCE).unwrap(), Config::default());
        assert_eq!(Config::parse("").unwrap(), Config::default());
    }

    #[test]
    fn the_keys_that_the_reference_leaves_out_are_right() {
        let optional: String = REFERENCE
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(rest) if rest.contains(" = \"") => format!("{rest}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        assert_eq!(
            Config::parse(&optional).unwrap_err().code(),
            "config-unfit",
            "both passphrases"
        );
        let one = optional.replace("passphrase_file = ", "# ");
        assert!(Config::parse(&one).is_ok());
    }

    #[test]
    fn a_spool_belongs_to_one_counterpart() {
        let config = Config::parse("[exchange.spool]\n\"b.example\" = \"to-b\"").unwrap();
        let them: PartyName = "b.example".parse().unwrap();
        assert_eq!(config.exchange.spool[&them], Path::new("to-b"));
    }

    #[test]
    fn a_server_is_a_host_and_a_port() {
        assert_eq!(
            host_and_port("log.example:6514"),
            Some(("log.example", 6514))
        );
        assert_eq!(host_and_port("[2001:db8::1]:25"), Some(("2001:db8::1", 25)));
        for wrong in [
            "",
            "log",
            "log:",
            ":1",
            "log:0",
            "log:65536",
            "a b:1",
            "2001:db8::1:25",
            "[log]:1",
            "log.example\r\nx:1",
        ] {
            assert_eq!(host_and_port(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_unknown_or_unfit_is_refused() {
        for (text, code) in [
            ("[network]\nlisten = \"nowhere\"", "config-malformed"),
            ("[netwrok]", "config-malformed"),
            ("[exchange]\nquota_bytes = 0", "config-unfit"),
            ("[exchange.spool]\nB = \"x\"", "config-malformed"),
            ("[[registry.rule]]\ntype = \"request\"", "config-malformed"),
            ("[[registry.rule]]\noffice = \" \"", "config-unfit"),
            (
                "[[registry.rule]]\ntype = \"x\"\noffice = \"D\"",
                "config-unfit",
            ),
            ("[[clearance.rule]]\ntlp = [\"red\"]", "config-malformed"),
            ("[[clearance.rule]]\nsteps = [[]]", "config-unfit"),
            ("[keys]\npassphrase_credential = \"../x\"", "config-unfit"),
            ("[accounts]\naddress_header = \"Cookie\"", "config-unfit"),
            (
                "[accounts]\naddress_header = \"X-Real-IP\"\nproxies = []",
                "config-unfit",
            ),
            ("[accounts]\ncertificate_header = \"Host\"", "config-unfit"),
            (
                "[accounts]\ncertificate_header = \"X-Cert\"\nproxies = []",
                "config-unfit",
            ),
            (
                "[network]\nprivate_endpoints = [\"10.0.0.0/33\"]",
                "config-malformed",
            ),
            ("[webhooks]\nallow = [\"everywhere\"]", "config-malformed"),
            ("[mail]\nserver = \"mail.example\"", "config-unfit"),
            ("[mail]\nserver = \"mail.example:587\"", "config-unfit"),
            (
                "[mail]\nserver = \"mail.example:587\"\nfrom = \"a@b\"\nuser = \"x\"",
                "config-unfit",
            ),
            ("[syslog]\nserver = \"a b:1\"", "config-unfit"),
            ("[syslog]\nkey = \"key.pem\"", "config-unfit"),
            ("[trail]\nkeep_days = 0", "config-unfit"),
        ] {
            assert_eq!(Config::parse(text).unwrap_err().code(), code, "{text}");
        }
    }
}
