//! Hands one mail in: SMTP submission (RFC 5321, RFC 6409) over TLS, with a name and a password.
//!
//! On port 465 TLS comes first (RFC 8314), on every other port by STARTTLS (RFC 3207); nothing
//! is said without it. One connection for one mail: notices are few.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader,
};

use super::{OutwardError, connect, in_time, trust::Trust};

/// The port on which TLS comes first.
const TLS_FIRST: u16 = 465;
/// How long handing in one mail may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// The longest line of a reply, in bytes, and the most lines.
const LINE: u64 = 2048;
const LINES: usize = 100;

/// A server that takes mail.
#[derive(Debug, Clone)]
pub struct Server {
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whom to believe.
    pub trust: Trust,
    /// Name and password.
    pub login: Option<Login>,
}

/// A name and a password; it never appears in a trace.
#[derive(Clone)]
pub struct Login {
    /// The name.
    pub user: String,
    /// The password.
    pub password: String,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Login(…)")
    }
}

impl Server {
    /// Hands a mail in.
    ///
    /// # Errors
    /// The server cannot be reached, is not who it should be, offers no TLS, or refuses.
    pub async fn hand_in(&self, from: &str, to: &str, mail: &[u8]) -> Result<(), OutwardError> {
        in_time(PATIENCE, self.talk(from, to, mail)).await
    }

    async fn talk(&self, from: &str, to: &str, mail: &[u8]) -> Result<(), OutwardError> {
        let tcp = connect(&self.host, self.port, None).await?;
        let us = from.rsplit('@').next().unwrap_or("localhost");
        let mut line = if self.port == TLS_FIRST {
            let mut line = Line::new(self.trust.greet(&self.host, tcp).await?);
            line.expect(220).await?;
            line
        } else {
            let mut clear = Line::new(tcp);
            clear.expect(220).await?;
            let offers = clear.ask(&format!("EHLO {us}"), 250).await?;
            if !offers
                .iter()
                .any(|one| one.eq_ignore_ascii_case("STARTTLS"))
            {
                return Err(OutwardError::NoLogin);
            }
            clear.ask("STARTTLS", 220).await?;
            // What somebody in between put behind the reply must not count as said over TLS.
            if !clear.stream.buffer().is_empty() {
                return Err(OutwardError::WrongForm);
            }
            let tcp = clear.stream.into_inner();
            Line::new(self.trust.greet(&self.host, tcp).await?)
        };
        let offers = line.ask(&format!("EHLO {us}"), 250).await?;
        if let Some(login) = &self.login {
            if !offers.iter().any(|one| is_plain(one)) {
                return Err(OutwardError::NoLogin);
            }
            let secret = STANDARD.encode(format!("\0{}\0{}", login.user, login.password));
            line.ask(&format!("AUTH PLAIN {secret}"), 235).await?;
        }
        line.ask(&format!("MAIL FROM:<{from}>"), 250).await?;
        line.ask(&format!("RCPT TO:<{to}>"), 250).await?;
        line.ask("DATA", 354).await?;
        line.say(&stuffed(mail)).await?;
        line.expect(250).await?;
        // It is taken; what follows changes nothing.
        line.ask("QUIT", 221).await.ok();
        Ok(())
    }
}

/// `AUTH LOGIN PLAIN`.
fn is_plain(offer: &str) -> bool {
    let mut words = offer.split_ascii_whitespace();
    words
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("AUTH"))
        && words.any(|word| word.eq_ignore_ascii_case("PLAIN"))
}

/// A mail with its end; a line that begins with a full stop gets a second one.
fn stuffed(mail: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(mail.len() + 8);
    for line in mail.split_inclusive(|byte| *byte == b'\n') {
        if line.first() == Some(&b'.') {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    if !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b".\r\n");
    out
}

struct Line<S> {
    stream: BufReader<S>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Line<S> {
    fn new(stream: S) -> Self {
        Self {
            stream: BufReader::new(stream),
        }
    }

    async fn say(&mut self, bytes: &[u8]) -> Result<(), OutwardError> {
        let stream = self.stream.get_mut();
        stream.write_all(bytes).await.map_err(OutwardError::of_io)?;
        stream.flush().await.map_err(OutwardError::of_io)
    }

    /// Says a line and hears the reply that is wanted; its texts.
    async fn ask(&mut self, text: &str, wanted: u16) -> Result<Vec<String>, OutwardError> {
        if text.chars().any(char::is_control) {
            return Err(OutwardError::WrongForm);
        }
        self.say(format!("{text}\r\n").as_bytes()).await?;
        self.expect(wanted).await
    }

    async fn expect(&mut self, wanted: u16) -> Result<Vec<String>, OutwardError> {
        let mut texts = Vec::new();
        while texts.len() < LINES {
            let mut line = Vec::new();
            let mut within = (&mut self.stream).take(LINE);
            within
                .read_until(b'\n', &mut line)
                .await
                .map_err(OutwardError::of_io)?;
            let line = String::from_utf8_lossy(&line);
            let line = line.strip_suffix('\n').ok_or(OutwardError::WrongForm)?;
            let line = line.strip_suffix('\r').unwrap_or(line);
            let code = line.get(..3).and_then(|code| code.parse::<u16>().ok());
            let code = code.ok_or(OutwardError::WrongForm)?;
            texts.push(line.get(4..).unwrap_or_default().to_owned());
            match line.get(3..4) {
                Some("-") => {}
                _ if code == wanted => return Ok(texts),
                _ => return Err(OutwardError::Answered(code)),
            }
        }
        Err(OutwardError::WrongForm)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use tokio::net::TcpListener;
    use tokio_rustls::TlsAcceptor;

    use super::*;
    use crate::outward::testing::Authority;

    /// A server that takes one mail; everything that it heard, and what it heard over TLS begins with `TLS `.
    async fn server(
        acceptor: TlsAcceptor,
        offers: &'static [&'static str],
        after_tls: &'static str,
    ) -> (u16, tokio::task::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = tokio::spawn(async move {
            let (tcp, _) = listener.accept().await.unwrap();
            let mut heard = Vec::new();
            let mut clear = Line::new(tcp);
            clear.say(b"220 here\r\n").await.unwrap();
            hear(&mut clear, offers, after_tls, "", &mut heard).await;
            if heard.last().is_some_and(|last| last == "STARTTLS") {
                let Ok(stream) = acceptor.accept(clear.stream.into_inner()).await else {
                    return heard;
                };
                hear(&mut Line::new(stream), offers, "", "TLS ", &mut heard).await;
            }
            heard
        });
        (port, heard)
    }

    async fn hear<S: AsyncRead + AsyncWrite + Unpin>(
        line: &mut Line<S>,
        offers: &[&str],
        after_tls: &str,
        mark: &str,
        heard: &mut Vec<String>,
    ) {
        let mut text = String::new();
        while line.stream.read_line(&mut text).await.unwrap_or(0) > 0 {
            let said = std::mem::take(&mut text).trim_end().to_owned();
            heard.push(format!("{mark}{said}"));
            let verb = said.split([' ', ':']).next().unwrap().to_owned();
            let reply = match verb.as_str() {
                "EHLO" => {
                    let mut lines: Vec<String> = offers
                        .iter()
                        .map(|offer| format!("250-{offer}\r\n"))
                        .collect();
                    lines.push("250 HELP\r\n".to_owned());
                    lines.concat()
                }
                "STARTTLS" => format!("220 go\r\n{after_tls}"),
                "AUTH" => "235 in\r\n".to_owned(),
                "RCPT" if said.contains("nobody") => "550 no such person\r\n".to_owned(),
                "DATA" => {
                    line.say(b"354 on\r\n").await.unwrap();
                    let mut mail = String::new();
                    while !mail.ends_with("\r\n.\r\n") {
                        line.stream.read_line(&mut mail).await.unwrap();
                    }
                    heard.push(mail);
                    "250 taken\r\n".to_owned()
                }
                "QUIT" => "221 bye\r\n".to_owned(),
                _ => "250 ok\r\n".to_owned(),
            };
            line.say(reply.as_bytes()).await.unwrap();
            if verb == "QUIT" || verb == "STARTTLS" {
                return;
            }
        }
    }

    const OFFERS: &[&str] = &["SIZE 1000", "STARTTLS", "AUTH LOGIN PLAIN"];

    fn at(port: u16, authority: &Authority, folder: &Path) -> Server {
        Server {
            host: "localhost".to_owned(),
            port,
            trust: Trust {
                authorities: authority.file(folder),
                identity: None,
            },
            login: Some(Login {
                user: "comity".to_owned(),
                password: "secret".to_owned(),
            }),
        }
    }

    #[tokio::test]
    async fn a_mail_is_handed_in_over_tls_with_a_name_and_a_password() {
        let folder = tempfile::tempdir().unwrap();
        let authority = Authority::new("mail");
        let acceptor = authority.server("localhost", None);
        let (port, heard) = server(acceptor, OFFERS, "").await;
        let server = at(port, &authority, folder.path());
        server
            .hand_in(
                "comity@mail.example",
                "li@house.example",
                b"Subject: x\r\n\r\n.one\r\n..\r\n",
            )
            .await
            .unwrap();
        assert_eq!(
            heard.await.unwrap(),
            [
                "EHLO mail.example",
                "STARTTLS",
                "TLS EHLO mail.example",
                "TLS AUTH PLAIN AGNvbWl0eQBzZWNyZXQ=",
                "TLS MAIL FROM:<comity@mail.example>",
                "TLS RCPT TO:<li@house.example>",
                "TLS DATA",
                "Subject: x\r\n\r\n..one\r\n...\r\n.\r\n",
                "TLS QUIT",
            ]
        );
        assert!(!format!("{server:?}").contains("secret"));
    }

    #[tokio::test]
    async fn nothing_is_handed_in_without_tls_or_to_another() {
        let folder = tempfile::tempdir().unwrap();
        let (ours, other) = (Authority::new("ours"), Authority::new("other"));
        let try_it = async |offers, after, believed: &Authority| {
            let (port, heard) = server(ours.server("localhost", None), offers, after).await;
            let sent = at(port, believed, folder.path())
                .hand_in("a@b.example", "li@house.example", b"x")
                .await;
            let heard = heard.await.unwrap();
            assert!(!heard.iter().any(|said| said.contains("MAIL")), "{heard:?}");
            sent.unwrap_err().code()
        };
        let no_tls: &'static [&'static str] = &["AUTH PLAIN"];
        assert_eq!(try_it(no_tls, "", &ours).await, "outward-no-login");
        let no_login: &'static [&'static str] = &["STARTTLS", "AUTH CRAM-MD5"];
        assert_eq!(try_it(no_login, "", &ours).await, "outward-no-login");
        assert_eq!(try_it(OFFERS, "", &other).await, "outward-tls");
        let injected = "250 injected\r\n";
        assert_eq!(try_it(OFFERS, injected, &ours).await, "outward-wrong-form");
    }

    #[tokio::test]
    async fn a_refusal_is_told_by_its_code_and_no_address_begins_a_command() {
        let folder = tempfile::tempdir().unwrap();
        let authority = Authority::new("mail");
        for (to, code) in [
            ("nobody@house.example", OutwardError::Answered(550)),
            ("li@house.example>\r\nRCPT TO:<x@y", OutwardError::WrongForm),
        ] {
            let acceptor = authority.server("localhost", None);
            let (port, _heard) = server(acceptor, OFFERS, "").await;
            let sent = at(port, &authority, folder.path())
                .hand_in("a@b.example", to, b"x")
                .await;
            assert_eq!(sent.unwrap_err().to_string(), code.to_string(), "{to}");
        }
    }
}
