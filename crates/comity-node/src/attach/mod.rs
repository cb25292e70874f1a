//! Attachments: sealed in parts, fetched and verified part by part, opened after a scan.
//!
//! Bytes lie behind `comity_store::parts::PartBytes`; the rows that say which parts are held are
//! in the store, written after the bytes are durable. No plain text is kept:
//! an attachment is opened for a person, into a file that the person names.
//!
//! Out of scope: what the counterpart's log says of our attachments
//! (`channel::attachments`), HTTP.

mod back;
mod digest;
mod error;
mod fetch;
mod flush;
mod looks;
mod media;
mod open;
mod parts;
mod scan;
mod seal;
mod streams;
mod throttle;
mod writer;

pub use error::AttachError;
pub use fetch::{Fetched, Pace};
pub use media::{Manifest, ManifestFile};
pub use open::{PartReader, Unnamed};
pub use scan::run as run_scan;
pub use seal::{Plain, Sealed, seal};
pub use streams::{AgeStreams, Streams};
pub use throttle::Throttle;

pub(crate) use parts::{announce, count, is_whole, length};
pub(crate) use seal::{keep, root_of};
