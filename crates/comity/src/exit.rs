//! Exit codes: one for each kind of failure, stable, so that scripts can tell them apart.

use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The words of the command line, or a file that the user wrote, are off.
    Usage,
    /// The rules say no: a must is missing, it is not this side's turn, it needs a second person.
    Refused,
    /// The counterpart, or the bytes on disk, contradict what was signed.
    Contradiction,
    /// Disk, network, lock or store: try again when it is mended.
    Fault,
    /// Our own mistake: please report it.
    Bug,
}

impl Exit {
    /// The number that the process ends with (`docs/operating.md`, *Exit codes*).
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Usage => 2,
            Self::Refused => 3,
            Self::Contradiction => 4,
            Self::Fault => 5,
            Self::Bug => 70,
        }
    }

    /// How a failure with this code ends a command.
    ///
    /// Codes are stable and begin with what they are about; a test lists every
    /// one that has words, so that a new one is put where it belongs.
    pub(crate) fn of_code(code: &str) -> Self {
        let begins = |list: &[&str]| list.iter().any(|start| code.starts_with(start));
        if begins(CONTRADICTION) {
            Self::Contradiction
        } else if begins(FAULT) {
            Self::Fault
        } else if begins(REFUSED) {
            Self::Refused
        } else {
            Self::Usage
        }
    }
}

/// Beginnings of codes of what contradicts signed or sealed bytes.
const CONTRADICTION: &[&str] = &[
    "fork-",
    "evidence-",
    "proof-",
    "receipt-",
    "bad-",
    "signature-",
    "statement-",
    "bundle-",
    "checkpoint-",
    "note-",
    "tlog-proof-",
    "tile-path-",
    "tree-",
    "refuse-signature",
    "refuse-root",
    "open-damaged",
    "store-corrupt",
    "trail-broken",
    "audit-",
    "node-desk-stalled",
    "attachment-wrong-part",
    "attachment-not-as-said",
    "attachment-not-clean",
    "own-loss",
    "own-store-lost",
    "signer-shrinks",
    "signer-forks",
    "high-water-",
    "keys-damaged",
    "part-",
    "frontier-",
    "transport-wrong-peer",
    "handover-",
    "openings-do-not-fit",
    "openings-stretch",
];

/// Beginnings of codes of disk, network, lock and store.
const FAULT: &[&str] = &[
    "store-",
    "transport-",
    "home-disk-full",
    "home-io",
    "home-not-writable",
    "home-served",
    "cli-answer-lost",
    "cli-disk-full",
    "cli-file-io",
    "cli-file-not-writable",
    "cli-rotate-served",
    "stream-",
    "attachment-io",
    "attachment-disk-full",
    "attachment-scan",
    "request-failed",
    "request-too-many",
    "request-too-slow",
    "request-cut-off",
    "refuse-from-the-future",
    "refuse-quota",
    "config-io",
    "config-breached-io",
    "access-breached-list",
    "keys-tls",
    "tls-",
    "ops-listener",
    "signer-mark",
    "signer-key",
    "seal-fault",
    "open-fault",
    "openings-fault",
    "node-contended",
    "pouch-io",
    "own-clock",
    "serve-",
    "backup-io",
    "backup-disk-full",
    "channel-store",
    "spool-",
    "outward-",
];

/// Beginnings of codes of what the rules of the record, of a case or of the house forbid.
const REFUSED: &[&str] = &[
    "void-",
    "refuse-",
    "request-lacks-musts",
    "clearance-",
    "draft-changed",
    "draft-office",
    "draft-own",
    "draft-state",
    "draft-unwritten",
    "translation-changed",
    "translation-hidden",
    "translation-owed",
    "translation-unfinished",
    "prove-not-covered",
    "prove-unsigned",
    "prove-closed",
    "prove-personal",
    "prove-answered",
    "prove-nothing-owed",
    "prove-not-an-answer",
    "report-",
    "backup-marks",
    "backup-store-there",
    "person-not-in-role",
    "person-disabled",
    "person-taken",
    "person-roles-apart",
    "person-takes-two",
    "person-move-takes-two",
    "person-last",
    "access-denied",
    "access-not-signed-in",
    "access-sign-in",
    "access-too-many-tries",
    "access-link",
    "access-last-way",
    "access-own-account",
    "access-passkey",
    "access-certificate-taken",
    "office-cycle",
    "office-in-use",
    "grant-",
    "channel-",
    "node-safety-number",
    "node-no-suite",
    "credential-not-next",
    "chain-",
    "attachment-incomplete",
    "attachment-erased",
    "attachment-prohibited",
    "attachment-too-large",
    "access-deputy-of-nobody",
    "access-nobody",
    "access-not-holder",
    "access-same-holder",
    "access-cannot-read",
    "case-matter",
    "erase-on-hold",
    "erase-undelivered",
    "signer-",
    "act-not-understood",
    "cli-not-confirmed",
    "webhook-plain",
    "webhook-state",
    "webhook-too-many",
    "cli-reopen-guard",
    "cli-identity-guard",
];

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_with_words_ends_a_command_in_one_reviewed_way() {
        let mut codes: Vec<&str> = comity_text::errors::codes().collect();
        codes.sort_unstable();
        let lines: Vec<String> = codes
            .iter()
            .map(|code| format!("{} {code}", Exit::of_code(code).number()))
            .collect();
        insta::assert_snapshot!(lines.join("\n"));
    }
}
