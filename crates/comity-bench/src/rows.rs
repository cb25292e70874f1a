//! The rows of the table, each in its file.

pub mod acts;
pub mod callers;
pub mod record;
pub mod strict;
