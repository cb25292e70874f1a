//! A browser as far as it costs the server anything: a connection that stays, cookies, and gzip.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use anyhow::Context as _;

use crate::clock::timed;

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// An answer.
#[derive(Debug, Default)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Header lines, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as it came, compressed or not.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A connection to the console.
#[derive(Debug)]
pub struct Browser {
    connection: BufReader<TcpStream>,
    address: SocketAddr,
    cookie: Option<String>,
    /// Whether it takes gzip.
    pub gzip: bool,
}

impl Browser {
    /// A browser of nobody.
    ///
    /// # Errors
    /// Nobody answers there.
    pub fn open(address: SocketAddr) -> anyhow::Result<Self> {
        Ok(Self {
            connection: connected(address)?,
            address,
            cookie: None,
            gzip: true,
        })
    }

    /// Another connection of the same person.
    ///
    /// # Errors
    /// Nobody answers there.
    pub fn another(&self) -> anyhow::Result<Self> {
        Ok(Self {
            cookie: self.cookie.clone(),
            gzip: self.gzip,
            ..Self::open(self.address)?
        })
    }

    /// Signs in by a link, as somebody does who was given one.
    ///
    /// # Errors
    /// The link does not open.
    pub fn sign_in(&mut self, link: &str) -> anyhow::Result<()> {
        let path = format!("/sign-in/{link}");
        let asked = self.get(&path)?;
        anyhow::ensure!(asked.status == 200, "the link answers {}", asked.status);
        let answer = self.ask("POST", &path)?;
        let cookies = answer
            .headers
            .iter()
            .filter(|(name, _)| name == "set-cookie");
        let pairs = cookies.filter_map(|(_, line)| line.split(';').next());
        let pairs: Vec<_> = pairs.map(str::to_owned).collect();
        anyhow::ensure!(!pairs.is_empty(), "the link answers {}", answer.status);
        self.cookie = Some(pairs.join("; "));
        Ok(())
    }

    /// Gets a page.
    ///
    /// # Errors
    /// The connection ends.
    pub fn get(&mut self, path: &str) -> anyhow::Result<Answer> {
        self.ask("GET", path)
    }

    /// Gets a page that must be there; how long it took from the question to the last byte.
    ///
    /// # Errors
    /// The connection ends, or there is no such page.
    pub fn time(&mut self, path: &str) -> anyhow::Result<Duration> {
        let (answer, taken) = timed(|| self.get(path));
        let status = answer?.status;
        anyhow::ensure!(status == 200, "{path} answers {status}");
        Ok(taken)
    }

    /// Begins to follow the events; lines come from [`Browser::line`].
    ///
    /// # Errors
    /// The connection ends, or this person may not.
    pub fn follow(&mut self) -> anyhow::Result<()> {
        self.send("GET", "/events")?;
        let head = self.head()?;
        anyhow::ensure!(head.status == 200, "the events answer {}", head.status);
        Ok(())
    }

    /// A line of what comes.
    ///
    /// # Errors
    /// The connection ends.
    pub fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        let read = self.connection.read_line(&mut line)?;
        anyhow::ensure!(read > 0, "the connection ended");
        Ok(line.trim_end().to_owned())
    }

    /// Connects anew where the server ended a connection that nothing was asked over for long.
    fn stay_connected(&mut self) -> anyhow::Result<()> {
        let stream = self.connection.get_ref();
        stream.set_nonblocking(true)?;
        let ended = matches!(stream.peek(&mut [0]), Ok(0));
        stream.set_nonblocking(false)?;
        if ended {
            self.connection = connected(self.address)?;
        }
        Ok(())
    }

    fn send(&mut self, method: &str, path: &str) -> anyhow::Result<()> {
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\n\
             accept: text/html\r\naccept-language: en\r\n"
        );
        if self.gzip {
            head.push_str("accept-encoding: gzip\r\n");
        }
        if let Some(cookie) = &self.cookie {
            head.push_str("cookie: ");
            head.push_str(cookie);
            head.push_str("\r\n");
        }
        if method == "POST" {
            head.push_str(
                "content-type: application/x-www-form-urlencoded\r\ncontent-length: 0\r\n",
            );
        }
        head.push_str("\r\n");
        Ok(self.connection.get_mut().write_all(head.as_bytes())?)
    }

    fn head(&mut self) -> anyhow::Result<Answer> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).context("a status")?;
        let mut answer = Answer {
            status: status.parse()?,
            ..Answer::default()
        };
        loop {
            let line = self.line()?;
            if line.is_empty() {
                return Ok(answer);
            }
            let (name, value) = line.split_once(':').context("a header")?;
            let value = value.trim().to_owned();
            answer.headers.push((name.to_ascii_lowercase(), value));
        }
    }

    fn ask(&mut self, method: &str, path: &str) -> anyhow::Result<Answer> {
        self.stay_connected()?;
        self.send(method, path)?;
        let mut answer = self.head()?;
        let length = answer.header("content-length").unwrap_or("0");
        answer.body = vec![0; length.parse()?];
        self.connection.read_exact(&mut answer.body)?;
        Ok(answer)
    }
}

fn connected(address: SocketAddr) -> anyhow::Result<BufReader<TcpStream>> {
    let connection = TcpStream::connect(address)?;
    connection.set_nodelay(true)?;
    connection.set_read_timeout(Some(PATIENCE))?;
    Ok(BufReader::new(connection))
}
