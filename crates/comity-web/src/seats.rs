//! Threads for the work that people ask for: few at a time.
//!
//! Each work of a page or a call has a thread, a connection to the store and its memory. What few do
//! after each other is as soon done as what many do at once, and connections stay open between them.

use tokio::{
    sync::Semaphore,
    task::{JoinError, spawn_blocking},
};

/// Works at a time: some may wait for the disk while others are on the cores.
static SEATS: Semaphore = Semaphore::const_new(8);

/// Looks at a time of those who follow events. All of them wake at once, and each look has a thread and
/// a connection to the store; what one does after the other is as soon done, and each more would keep
/// its memory.
static LOOKS: Semaphore = Semaphore::const_new(1);
/// Passwords looked at at a time: each takes the 19 MiB of Argon2id, and a core for as long.
static HASHES: Semaphore = Semaphore::const_new(2);

/// Does `work` that looks for what is new to somebody who follows events.
///
/// # Errors
/// The work panicked.
pub(crate) async fn looked<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, JoinError> {
    on_seat(&LOOKS, work).await
}

/// Does `work` that looks at a password of somebody who is not signed in.
///
/// # Errors
/// The work panicked.
pub(crate) async fn hashed<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, JoinError> {
    on_seat(&HASHES, work).await
}

/// Does `work` on a thread that may wait for the disk, when there is a seat for it.
///
/// Not for work that waits for a client or a program: its seat would be held by them.
///
/// # Errors
/// The work panicked.
pub(crate) async fn seated<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, JoinError> {
    on_seat(&SEATS, work).await
}

async fn on_seat<T: Send + 'static>(
    seats: &'static Semaphore,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, JoinError> {
    // The seats are never closed. Who does not wait for the end any more leaves with the work.
    let seat = seats.acquire().await.ok();
    let seated = move || {
        let _seat = seat;
        work()
    };
    spawn_blocking(seated).await
}
