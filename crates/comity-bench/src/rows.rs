//! The rows of the table, each in its file.

pub mod acts;
pub mod attachment;
pub mod audit;
pub mod callers;
pub mod console;
pub mod delivered;
pub mod killed;
pub mod list;
pub mod record;
pub mod recover;
pub mod report;
pub mod serve;
pub mod strict;
