//! What people read on paper and on a terminal: reports, cases and proofs as documents.
//!
//! A document is made of words once and written as plain text or as a page
//! that prints well. Out of scope: the console's own pages (`comity-web`).

pub mod act;
pub mod body;
pub mod case;
pub mod certify;
pub mod clocks;
pub mod doc;
mod html;
pub mod names;
mod plain;
pub mod proof;
pub mod report;

pub use doc::{Align, Block, Column, Document, Place, bound_html, bound_text};
pub use names::{Called, Directory, Names};
