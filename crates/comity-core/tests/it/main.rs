//! The protocol text and the code say the same.

mod protocol_text;
