//! One HTTP request with a body, and the status of its answer: how a webhook leaves.
//!
//! No redirect is followed, and of the answer no more than its head is read, so that nothing of
//! what an address gives back reaches anybody.

use std::time::Duration;

use http_body_util::Full;
use hyper::{
    Method, Request, StatusCode, Uri,
    body::Bytes,
    client::conn::http1,
    header::{CONTENT_TYPE, HOST, HeaderName, HeaderValue, RETRY_AFTER, USER_AGENT},
};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};

use super::{OutwardError, connect, in_time, reach::Reach, trust::Trust};

/// The longest head of an answer, in bytes.
const HEAD: usize = 16 << 10;
/// The most headers of an answer.
const HEADERS: usize = 64;
/// The longest pause that a receiver may ask for, in seconds.
const PAUSE: u64 = 86_400;

/// What is sent, and where to.
#[derive(Debug, Clone)]
pub struct Post {
    /// Whether it goes over TLS.
    pub tls: bool,
    /// The host, without the brackets of IPv6.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Host and port as the address has them.
    pub authority: String,
    /// Path and query.
    pub target: String,
    /// Headers beside those that every request has.
    pub headers: Vec<(&'static str, String)>,
    /// The body, JSON.
    pub body: Vec<u8>,
}

/// What a receiver said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// The status of its answer.
    pub status: u16,
    /// How many seconds it asks to be left alone, a day at most.
    pub retry_after: Option<u64>,
}

/// Sends posts by the rules of the house.
#[derive(Debug, Clone)]
pub struct Poster {
    /// Where posts may go.
    pub reach: Reach,
    /// Whom to believe.
    pub trust: Trust,
    /// How long connecting and greeting may take together.
    pub connect: Duration,
    /// How long an answer may take.
    pub answer: Duration,
}

impl Poster {
    /// A poster with the usual patience: 10 seconds to connect and 20 for an answer.
    #[must_use]
    pub const fn new(reach: Reach, trust: Trust) -> Self {
        Self {
            reach,
            trust,
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(20),
        }
    }

    /// Sends one and waits for the head of its answer.
    ///
    /// # Errors
    /// The address may not be dialled, nobody answers in time, or what answers is not who it
    /// should be or speaks no HTTP.
    pub async fn send(&self, post: Post) -> Result<Answered, OutwardError> {
        let request = request(&post)?;
        let tcp = connect(&post.host, post.port, Some(&self.reach));
        let tcp = in_time(self.connect, tcp).await?;
        if !post.tls {
            return in_time(self.answer, ask(tcp, request)).await;
        }
        let greeting = self.trust.greet(&post.host, tcp);
        let stream = in_time(self.connect, greeting).await?;
        in_time(self.answer, ask(stream, request)).await
    }
}

/// The request; a value that could begin another header is none.
fn request(post: &Post) -> Result<Request<Full<Bytes>>, OutwardError> {
    let wrong = || OutwardError::WrongForm;
    let target: Uri = post.target.parse().map_err(|_| wrong())?;
    let mut request = Request::new(Full::new(Bytes::from(post.body.clone())));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = target;
    let headers = request.headers_mut();
    let value = |text: &str| HeaderValue::from_str(text).map_err(|_| wrong());
    headers.insert(HOST, value(&post.authority)?);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(USER_AGENT, HeaderValue::from_static("comity"));
    for (name, text) in &post.headers {
        headers.insert(HeaderName::from_static(name), value(text)?);
    }
    Ok(request)
}

async fn ask<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Answered, OutwardError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(HEAD)
        .max_headers(HEADERS)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|error| of_http(&error))?;
    let connection = tokio::spawn(connection);
    let answer = sender.send_request(request).await;
    // The rest of the answer is nobody's business.
    connection.abort();
    let answer = answer.map_err(|error| of_http(&error))?;
    let pause = answer
        .headers()
        .get(RETRY_AFTER)
        .filter(|_| answer.status() != StatusCode::OK)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    Ok(Answered {
        status: answer.status().as_u16(),
        retry_after: pause.map(|seconds| seconds.min(PAUSE)),
    })
}

fn of_http(error: &hyper::Error) -> OutwardError {
    if error.is_parse() || error.is_parse_too_large() {
        OutwardError::WrongForm
    } else {
        OutwardError::Io(std::io::ErrorKind::ConnectionReset.into())
    }
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpListener,
    };

    use super::*;
    use crate::outward::testing::Authority;

    fn post(port: u16, tls: bool) -> Post {
        Post {
            tls,
            host: "localhost".to_owned(),
            port,
            authority: format!("localhost:{port}"),
            target: "/hook?x=1".to_owned(),
            headers: vec![("webhook-id", "msg_1".to_owned())],
            body: b"{}".to_vec(),
        }
    }

    fn poster(trust: Trust) -> Poster {
        Poster::new(
            Reach::new(vec![
                "127.0.0.0/8".parse().unwrap(),
                "::1/128".parse().unwrap(),
            ]),
            trust,
        )
    }

    /// A receiver that gives these bytes to one request; what it was asked.
    async fn receiver(answer: &'static [u8]) -> (u16, tokio::task::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let asked = read_request(&mut stream).await;
            stream.write_all(answer).await.ok();
            asked
        });
        (port, heard)
    }

    async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> String {
        let mut asked = Vec::new();
        while !asked.ends_with(b"\r\n\r\n{}") {
            let mut piece = [0; 1024];
            let read = stream.read(&mut piece).await.unwrap();
            assert!(read > 0, "{}", String::from_utf8_lossy(&asked));
            asked.extend_from_slice(&piece[..read]);
        }
        String::from_utf8(asked).unwrap()
    }

    #[tokio::test]
    async fn a_post_says_what_it_is_and_hears_a_status() {
        let (port, heard) = receiver(b"HTTP/1.1 204 No Content\r\n\r\n").await;
        let answered = poster(Trust::default()).send(post(port, false)).await;
        assert_eq!(answered.unwrap().status, 204);
        let asked = heard.await.unwrap();
        assert!(asked.starts_with("POST /hook?x=1 HTTP/1.1\r\n"), "{asked}");
        for line in [
            format!("host: localhost:{port}"),
            "content-type: application/json".to_owned(),
            "webhook-id: msg_1".to_owned(),
            "content-length: 2".to_owned(),
        ] {
            assert!(asked.contains(&format!("{line}\r\n")), "{line}: {asked}");
        }
    }

    #[tokio::test]
    async fn a_redirect_is_an_answer_and_leads_nowhere() {
        let answer =
            b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\nretry-after: 99999999\r\n\r\n";
        let (port, _heard) = receiver(answer).await;
        let answered = poster(Trust::default()).send(post(port, false)).await;
        let expected = Answered {
            status: 302,
            retry_after: Some(PAUSE),
        };
        assert_eq!(answered.unwrap(), expected);
    }

    #[tokio::test]
    async fn an_answer_without_end_is_not_read() {
        const ENDLESS: &[u8] = &[b'a'; 64 << 10];
        let (port, _heard) = receiver(ENDLESS).await;
        let answered = poster(Trust::default()).send(post(port, false)).await;
        assert_eq!(answered.unwrap_err().code(), "outward-wrong-form");
        let (port, _heard) =
            receiver(b"HTTP/1.1 200 OK\r\ncontent-length: 999999999999\r\n\r\nmore").await;
        let answered = poster(Trust::default()).send(post(port, false)).await;
        assert_eq!(answered.unwrap().status, 200);
    }

    #[tokio::test(start_paused = true)]
    async fn a_receiver_that_never_answers_is_given_up() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let poster = Poster {
            connect: Duration::from_secs(3600),
            ..poster(Trust::default())
        };
        let answered = poster.send(post(port, false)).await;
        assert_eq!(answered.unwrap_err().code(), "outward-timed-out");
    }

    #[tokio::test]
    async fn no_value_begins_another_header() {
        let poster = poster(Trust::default());
        let mut one = post(1, false);
        one.headers = vec![("webhook-id", "a\r\nx: y".to_owned())];
        let refused = poster.send(one).await.unwrap_err();
        assert_eq!(refused.code(), "outward-wrong-form");
        let mut two = post(1, false);
        two.target = "/a b\r\nx: y".to_owned();
        let refused = poster.send(two).await.unwrap_err();
        assert_eq!(refused.code(), "outward-wrong-form");
    }

    #[tokio::test]
    async fn over_tls_the_receiver_must_be_who_the_authorities_say() {
        let folder = tempfile::tempdir().unwrap();
        let (ours, other) = (Authority::new("ours"), Authority::new("other"));
        let listen = async |name: &str| {
            let acceptor = ours.server(name, None);
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let port = listener.local_addr().unwrap().port();
            tokio::spawn(async move {
                let (tcp, _) = listener.accept().await.unwrap();
                let Ok(mut stream) = acceptor.accept(tcp).await else {
                    return;
                };
                read_request(&mut stream).await;
                stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.ok();
            });
            port
        };
        let trusting = |authority: &Authority| Trust {
            authorities: authority.file(folder.path()),
            identity: None,
        };
        let port = listen("localhost").await;
        let answered = poster(trusting(&ours)).send(post(port, true)).await;
        assert_eq!(answered.unwrap().status, 200);
        let port = listen("localhost").await;
        let unknown = poster(trusting(&other)).send(post(port, true)).await;
        assert_eq!(unknown.unwrap_err().code(), "outward-tls");
        let port = listen("hooks.example").await;
        let renamed = poster(trusting(&ours)).send(post(port, true)).await;
        assert_eq!(renamed.unwrap_err().code(), "outward-tls");
    }
}
