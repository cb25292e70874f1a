//! What must hold for the words as a whole: parity, typography, coverage of codes.

mod ftl;

mod act;
mod body;
mod case;
mod certify;
mod coverage;
mod labels;
mod parity;
mod proof;
mod protocol;
mod report;
mod typography;
