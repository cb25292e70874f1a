//! The bell: commands tell a running service that there is something to say.
//!
//! One line over the Unix socket `HOME/serve.sock`: the name of a counterpart.
//! It carries nothing else, and nothing is lost when nobody listens: the
//! service looks into the store at its own rhythm.

use std::{io::Write as _, os::unix::net::UnixStream, sync::Arc, time::Duration};

use comity_core::PartyName;
use comity_node::home::Home;
use tokio::{io::AsyncReadExt as _, net::UnixListener, sync::mpsc};

/// Longest wait for a service that is busy.
const PATIENCE: Duration = Duration::from_millis(200);
/// The longest line.
const LIMIT: u64 = 128;

/// Rings the service of this home, if one runs.
pub(crate) fn ring(home: &Home, them: &PartyName) -> bool {
    let rung = UnixStream::connect(home.bell()).and_then(|mut line| {
        line.set_write_timeout(Some(PATIENCE))?;
        line.write_all(them.to_string().as_bytes())
    });
    rung.is_ok()
}

/// Hears rings until the service ends; every one names a counterpart.
pub(crate) fn listen(home: &Home, heard: mpsc::UnboundedSender<PartyName>) -> std::io::Result<()> {
    let path = home.bell();
    // A socket that a killed service left behind: the lock says that none runs.
    std::fs::remove_file(&path).ok();
    let listener = UnixListener::bind(&path)?;
    let heard = Arc::new(heard);
    tokio::spawn(async move {
        while let Ok((line, _)) = listener.accept().await {
            let heard = Arc::clone(&heard);
            tokio::spawn(async move {
                let mut name = String::new();
                let mut line = line.take(LIMIT);
                let read = tokio::time::timeout(PATIENCE, line.read_to_string(&mut name)).await;
                if let (Ok(Ok(_)), Ok(party)) = (read, name.trim().parse()) {
                    // The scheduler is gone only when the service ends.
                    heard.send(party).ok();
                }
            });
        }
    });
    Ok(())
}
