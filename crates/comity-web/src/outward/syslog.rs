//! Carries entries of the trail to a server of syslog over TLS (RFC 5425, updated by RFC 9662).
//!
//! Syslog has no receipts. So each batch is a connection of its own: the node closes its side and
//! waits until the server has closed too, which it does once it has read everything (RFC 5425,
//! section 4.4). A server that goes away with unread bytes resets the connection instead, and the
//! batch counts as not taken.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::{OutwardError, connect, in_time, trust::Trust};

/// How long connecting and greeting may take together.
const CONNECT: Duration = Duration::from_secs(10);
/// How long the server may take to read a batch.
const TAKE: Duration = Duration::from_secs(60);
/// What a server may say back before it counts as something else, in bytes.
const CHATTER: usize = 4096;

/// A server that takes the trail.
#[derive(Debug, Clone)]
pub struct Server {
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whom to believe, and who we are.
    pub trust: Trust,
}

impl Server {
    /// Carries messages, framed by their length; done when the server has read them all.
    ///
    /// # Errors
    /// The server cannot be reached, is not who it should be, or did not read to the end.
    pub async fn carry(&self, messages: &[String]) -> Result<(), OutwardError> {
        let greeting = async {
            let tcp = connect(&self.host, self.port, None).await?;
            self.trust.greet(&self.host, tcp).await
        };
        let mut stream = in_time(CONNECT, greeting).await?;
        let taking = async {
            let frames: String = messages.iter().map(|message| framed(message)).collect();
            let written = stream.write_all(frames.as_bytes()).await;
            written.map_err(OutwardError::of_io)?;
            stream.shutdown().await.map_err(OutwardError::of_io)?;
            let mut heard = 0;
            let mut piece = [0; 512];
            loop {
                match stream.read(&mut piece).await {
                    Ok(0) => return Ok(()),
                    // Closed without the farewell of TLS: it read to the end all the same.
                    Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                        return Ok(());
                    }
                    Ok(read) => heard += read,
                    Err(error) => return Err(OutwardError::of_io(error)),
                }
                if heard > CHATTER {
                    return Err(OutwardError::WrongForm);
                }
            }
        };
        in_time(TAKE, taking).await
    }
}

/// `LENGTH SPACE MESSAGE`, the length in bytes (RFC 5425, section 4.3).
fn framed(message: &str) -> String {
    format!("{} {message}", message.len())
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;
    use crate::outward::testing::Authority;

    #[test]
    fn a_frame_counts_bytes_and_not_characters() {
        assert_eq!(framed("<109>1 李"), "10 <109>1 李");
    }

    #[tokio::test]
    async fn a_batch_is_taken_when_the_server_has_read_it_and_knows_us() {
        let folder = tempfile::tempdir().unwrap();
        let (theirs, ours) = (Authority::new("theirs"), Authority::new("ours"));
        let acceptor = theirs.server("localhost", Some(&ours));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = tokio::spawn(async move {
            let (tcp, _) = listener.accept().await.unwrap();
            let mut stream = acceptor.accept(tcp).await.unwrap();
            let mut heard = String::new();
            stream.read_to_string(&mut heard).await.unwrap();
            stream.shutdown().await.unwrap();
            let (tcp, _) = listener.accept().await.unwrap();
            assert!(acceptor.accept(tcp).await.is_err(), "nobody in particular");
            heard
        });
        let mut server = Server {
            host: "localhost".to_owned(),
            port,
            trust: Trust {
                authorities: theirs.file(folder.path()),
                identity: Some(ours.identity(folder.path())),
            },
        };
        let messages = ["<109>1 one".to_owned(), "<109>1 二".to_owned()];
        server.carry(&messages).await.unwrap();
        server.trust.identity = None;
        assert!(server.carry(&messages).await.is_err());
        assert_eq!(heard.await.unwrap(), "10 <109>1 one10 <109>1 二");
    }

    #[tokio::test]
    async fn a_server_that_dies_before_it_has_read_took_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let theirs = Authority::new("theirs");
        let acceptor = theirs.server("localhost", None);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            let (tcp, _) = listener.accept().await.unwrap();
            let mut stream = acceptor.accept(tcp).await.unwrap();
            let mut some = [0; 100];
            stream.read_exact(&mut some).await.unwrap();
            drop(stream);
        });
        let server = Server {
            host: "localhost".to_owned(),
            port,
            trust: Trust {
                authorities: theirs.file(folder.path()),
                identity: None,
            },
        };
        let much = vec!["x".repeat(1000); 5000];
        assert!(server.carry(&much).await.is_err());
    }
}
