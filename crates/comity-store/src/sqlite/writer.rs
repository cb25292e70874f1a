//! The one thread of a process that writes, and its group commit.
//!
//! Work that waits while a commit is under way shares the next one: its transaction, its
//! fsync. Each piece of work has a savepoint of its own, so that one that fails takes
//! nothing else along, and is answered only when its commit is durable.
//! After something was erased, by this process or another, the write-ahead log is folded into
//! the file and emptied ([`Erasures`]).
//! After a failed commit the connection is opened anew: what the file then says is true.

use std::{
    path::Path,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::{self, JoinHandle},
};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{erasures::Erasures, open, tx::SqlTx};
use crate::{
    error::{Result, StoreError},
    store::Tx,
};

/// Pieces of work that may wait.
const QUEUE: usize = 1024;

/// The most that share one commit.
const GROUP: usize = 256;

/// Work, to be run in an open transaction, or to be told why there is none.
type Job = Box<dyn FnOnce(Result<&Connection>) -> Answer + Send>;
type Answer = Box<dyn FnOnce(Result<()>) + Send>;

/// The writer thread; it ends when this is dropped.
#[derive(Debug)]
pub(super) struct Writer {
    queue: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(super) fn start(db: Connection, path: &Path) -> Result<Self> {
        let (queue, jobs) = sync_channel(QUEUE);
        let path = path.to_owned();
        let thread = thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || serve(db, &path, &jobs))
            .map_err(|error| StoreError::Unavailable(error.to_string()))?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
        })
    }

    /// Runs `work` on the writer thread and waits until it is durable.
    pub(super) fn write<T, E>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> std::result::Result<T, E> + Send + 'static,
    ) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (reply, answer) = sync_channel(1);
        let job: Job = Box::new(move |db| {
            let value = db.map_err(E::from).and_then(|db| in_savepoint(db, work));
            Box::new(move |committed: Result<()>| {
                let outcome = value.and_then(|value| Ok(committed.map(|()| value)?));
                // A caller that has gone away needs no answer.
                reply.send(outcome).unwrap_or(());
            })
        });
        let queue = self.queue.as_ref().ok_or(StoreError::Stopped)?;
        queue.send(job).map_err(|_| StoreError::Stopped)?;
        // The thread died over this work or over its neighbours: nobody knows how far it came.
        answer.recv().map_err(|_| StoreError::CommitUnknown)?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != thread::current().id()
        {
            // A panic of the thread was answered to its callers.
            thread.join().unwrap_or(());
        }
    }
}

fn in_savepoint<T, E: From<StoreError>>(
    db: &Connection,
    work: impl FnOnce(&mut dyn Tx) -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    run(db, "SAVEPOINT work")?;
    let value = work(&mut SqlTx::new(db));
    if value.is_err() && !db.is_autocommit() {
        run(db, "ROLLBACK TO work")?;
    }
    if !db.is_autocommit() {
        run(db, "RELEASE work")?;
    }
    value
}

fn run(db: &Connection, sql: &str) -> Result<()> {
    db.prepare_cached(sql)?.execute([])?;
    Ok(())
}

fn serve(db: Connection, path: &Path, jobs: &Receiver<Job>) {
    let mut erasures = Erasures::opened(&db);
    let mut open = Some(db);
    while let Ok(first) = jobs.recv() {
        let mut answers = Vec::new();
        let outcome = match reopened(&mut open, path).and_then(begin) {
            Ok(tx) => group(tx, first, jobs, &mut answers),
            Err(error) => {
                answers.push(first(Err(error)));
                Ok(())
            }
        };
        if outcome == Err(StoreError::CommitUnknown) {
            open = None;
        }
        if let Some(db) = open.as_ref().filter(|_| outcome.is_ok()) {
            erasures.finish(db);
        }
        for answer in answers {
            answer(outcome.clone());
        }
    }
}

/// The connection, opened anew after a commit that failed.
fn reopened<'db>(open: &'db mut Option<Connection>, path: &Path) -> Result<&'db Connection> {
    if open.is_none() {
        *open = Some(open::writing(path)?);
    }
    open.as_ref().ok_or(StoreError::Stopped)
}

fn begin(db: &Connection) -> Result<Transaction<'_>> {
    Ok(Transaction::new_unchecked(
        db,
        TransactionBehavior::Immediate,
    )?)
}

/// One transaction over all work that waits.
///
/// SQLite itself takes the whole transaction back on a full disk or a failed read: then
/// nothing of the group was written, and nothing more may run outside a transaction.
fn group(
    tx: Transaction<'_>,
    first: Job,
    jobs: &Receiver<Job>,
    answers: &mut Vec<Answer>,
) -> Result<()> {
    answers.push(first(Ok(&tx)));
    while !tx.is_autocommit()
        && answers.len() < GROUP
        && let Ok(next) = jobs.try_recv()
    {
        answers.push(next(Ok(&tx)));
    }
    if tx.is_autocommit() {
        return Err(StoreError::Engine(
            "the transaction was taken back".to_owned(),
        ));
    }
    tx.commit().map_err(|_| StoreError::CommitUnknown)
}
