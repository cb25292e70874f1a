//! A store and its transactions.

use crate::{
    access::{Holdings, ReadHoldings},
    contents::{Contents, ReadContents},
    credentials::{Credentials, ReadCredentials},
    days::{Days, ReadDays},
    desk::{Desk, ReadDesk},
    error::StoreError,
    house::{House, ReadHouse},
    logs::{Logs, ReadLogs},
    notes::{Notes, ReadNotes},
    parts::{Parts, ReadParts},
    terms::{ReadTerms, Terms},
    waiting::ReadWaiting,
};

/// A store. Any number of threads and processes of one party may use it at once.
pub trait Store: Send + Sync {
    /// Runs `work` in one transaction and makes it durable before returning.
    ///
    /// The work may run on another thread. Other work may share its commit, and no other
    /// transaction is ever seen half done. An error of `work` rolls everything back that
    /// it did. [`StoreError::CommitUnknown`] means that it may have taken effect.
    ///
    /// # Errors
    /// The error of `work`, or why the store could not run or commit it.
    fn write<T, E>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static;

    /// Runs `work` on one consistent view of the store, on the caller's thread.
    ///
    /// # Errors
    /// The error of `work`, or why the store could not be read.
    fn read<T, E>(&self, work: impl FnOnce(&dyn ReadTx) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>;
}

/// What a transaction can read.
pub trait ReadTx:
    ReadLogs
    + ReadContents
    + ReadNotes
    + ReadCredentials
    + ReadDesk
    + ReadDays
    + ReadParts
    + ReadHouse
    + ReadHoldings
    + ReadTerms
    + ReadWaiting
{
}

impl<T> ReadTx for T where
    T: ReadLogs
        + ReadContents
        + ReadNotes
        + ReadCredentials
        + ReadDesk
        + ReadDays
        + ReadParts
        + ReadHouse
        + ReadHoldings
        + ReadTerms
        + ReadWaiting
{
}

/// What a writing transaction can do; `&*tx` is a `&dyn ReadTx` for functions that only read.
pub trait Tx:
    ReadTx + Logs + Contents + Notes + Credentials + Desk + Days + Parts + House + Holdings + Terms
{
}

impl<T> Tx for T where
    T: ReadTx
        + Logs
        + Contents
        + Notes
        + Credentials
        + Desk
        + Days
        + Parts
        + House
        + Holdings
        + Terms
{
}
