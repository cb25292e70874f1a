//! How much one counterpart may cost: sizes, times and numbers, with their defaults.
//!
//! Sizes follow `docs/protocol.md` section 1 and are part of the wire; times and
//! numbers are ours. The aim is that a hostile counterpart fills its own share
//! only: 200 counterparts with 8 connections each are 1 600 sockets, and the
//! three large messages of one counterpart are at most 384 MiB (each once in,
//! once out), whatever it does.

use std::time::Duration;

/// A pouch over HTTPS, in bytes (`docs/protocol.md`, section 1).
pub const POUCH_BYTES: usize = 64 << 20;

/// A part of a sealed attachment, in bytes (section 4.3).
pub const PART_BYTES: usize = 1 << 20;

/// A receipt: a note with its few signature lines, in bytes.
pub const RECEIPT_BYTES: usize = 64 << 10;

/// The list of held parts, in bytes; 16 384 ranges at their longest.
pub const HELD_BYTES: usize = 1 << 20;

/// The credentials of a channel, in bytes (`docs/protocol.md`, section 9.1).
pub const CREDENTIALS_BYTES: usize = 1 << 20;

/// A sealed batch of openings, in bytes: its limit inside (section 9.1), and what sealing adds.
pub const OPENINGS_BYTES: usize = (1 << 20) + (64 << 10);

/// Ranges of held parts in one answer; further ones are left out and may be sent again.
pub const HELD_RANGES: usize = 16_384;

/// A problem document, in bytes.
pub const PROBLEM_BYTES: usize = 16 << 10;

/// Hashes in an inclusion proof: a tree of 2^64 leaves has no more.
pub const PROOF_HASHES: usize = 64;

/// How fast the other end must be, at least, to move a message.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Longest pause between two pieces of one message.
    pub stall: Duration,
    /// Time that every message has, however small.
    pub grace: Duration,
    /// Bytes a second that it must reach beyond the grace.
    pub bytes_per_second: u32,
}

impl Pace {
    /// Time after the start by which so many bytes must have been moved.
    #[must_use]
    pub fn allowance(&self, bytes: usize) -> Duration {
        let whole = u64::try_from(bytes).unwrap_or(u64::MAX);
        let seconds = whole / u64::from(self.bytes_per_second.max(1));
        self.grace.saturating_add(Duration::from_secs(seconds))
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            stall: Duration::from_secs(30),
            grace: Duration::from_secs(60),
            bytes_per_second: 4 << 10,
        }
    }
}

/// What the server grants.
#[derive(Debug, Clone)]
pub struct Limits {
    /// TLS handshakes at one time, of everybody together; one more displaces the oldest of the
    /// address that has most of them.
    pub handshakes: usize,
    /// TLS handshakes at one time from one address.
    pub handshakes_per_address: usize,
    /// Longest TLS handshake.
    pub handshake: Duration,
    /// Longest wait for the head of a request, on an idle connection too.
    pub headers: Duration,
    /// Header lines of a request.
    pub header_lines: usize,
    /// Bytes of the head of a request.
    pub header_bytes: usize,
    /// How fast a counterpart must send and read.
    pub pace: Pace,
    /// Connections at one time of one counterpart.
    pub connections_per_peer: usize,
    /// Pouches and copies at one time of one counterpart.
    pub large_per_peer: usize,
    /// Requests that one counterpart may make in a burst.
    pub burst_per_peer: u32,
    /// Requests a second of one counterpart beyond the burst.
    pub rate_per_peer: u32,
    /// Longest wait for something to say (`?wait=`); a longer wish is cut to it.
    pub wait: Duration,
    /// Longest pause after a part of an attachment, where the operator limits their speed; well
    /// below the patience of a caller.
    pub throttled: Duration,
    /// How long requests under way may still take when the server stops.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            handshakes: 128,
            handshakes_per_address: 16,
            handshake: Duration::from_secs(10),
            headers: Duration::from_secs(10),
            header_lines: 32,
            header_bytes: 16 << 10,
            pace: Pace::default(),
            connections_per_peer: 8,
            large_per_peer: 3,
            burst_per_peer: 400,
            rate_per_peer: 200,
            wait: Duration::from_secs(25),
            throttled: Duration::from_secs(30),
            farewell: Duration::from_secs(10),
        }
    }
}
