//! Resolves a name once and connects to an address that was looked at.

use tokio::net::{TcpStream, lookup_host};

use super::{OutwardError, reach::Reach};

/// Addresses of one host that are tried, at most.
const ADDRESSES: usize = 8;

/// A connection to a host; to one of its addresses that `reach` permits, where it is given.
///
/// The caller bounds the time.
pub(crate) async fn connect(
    host: &str,
    port: u16,
    reach: Option<&Reach>,
) -> Result<TcpStream, OutwardError> {
    let found = lookup_host((host, port))
        .await
        .map_err(|_| OutwardError::Unresolved)?;
    let mut failure = OutwardError::Unresolved;
    let mut tried = 0;
    for address in found {
        if reach.is_some_and(|reach| !reach.permits(address.ip())) {
            failure = OutwardError::Refused;
            continue;
        }
        if tried == ADDRESSES {
            break;
        }
        tried += 1;
        match TcpStream::connect(address).await {
            Ok(stream) => {
                stream.set_nodelay(true).map_err(OutwardError::Io)?;
                return Ok(stream);
            }
            Err(error) => failure = OutwardError::Io(error),
        }
    }
    Err(failure)
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn a_name_that_leads_home_is_refused_before_anything_is_dialled() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        for host in ["127.0.0.1", "localhost"] {
            let refused = connect(host, port, Some(&Reach::default())).await;
            assert_eq!(refused.unwrap_err().code(), "outward-refused", "{host}");
        }
        let home = Reach::new(vec!["127.0.0.0/8".parse().unwrap()]);
        let stream = connect("localhost", port, Some(&home)).await.unwrap();
        assert_eq!(stream.peer_addr().unwrap().port(), port);
    }
}
