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

/// Does `work` on a thread that may wait for the disk, when there is a seat for it.
///
/// Not for work that waits for a client or a counterpart: its seat would be held by them.
///
/// # Errors
/// The work panicked.
pub(crate) async fn seated<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, JoinError> {
    // The seats are never closed. Who does not wait for the end any more leaves with the work.
    let seat = SEATS.acquire().await.ok();
    let seated = move || {
        let _seat = seat;
        work()
    };
    spawn_blocking(seated).await
}
