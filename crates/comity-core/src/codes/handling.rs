//! Codes of handling: who may see it, what may be done with it, what it is (domain.md 3.8).

use super::codes;

codes! {
    /// Traffic Light Protocol 2.0 of FIRST: the audience.
    Tlp in "tlp" {
        Red = "red",
        AmberStrict = "amber+strict",
        Amber = "amber",
        Green = "green",
        Clear = "clear",
    }
}

codes! {
    /// Permissible Actions Protocol: what may be done with it on a network.
    Pap in "pap" {
        Red = "red",
        Amber = "amber",
        Green = "green",
        Clear = "clear",
    }
}

codes! {
    /// Whether it may be used in court (after the handling codes H0 to H1).
    CourtUse in "court-use" {
        None = "none",
        WithConsent = "with_consent",
        Yes = "yes",
    }
}

codes! {
    /// Whether it may be passed on (after the handling code H2).
    Onward in "onward" {
        None = "none",
        OwnState = "own_state",
        /// To the offices that the body names.
        Named = "named",
    }
}

codes! {
    /// Data classes of attachments and fields.
    DataClass in "data-class" {
        Subscriber = "subscriber",
        Traffic = "traffic",
        Content = "content",
        Personal = "personal",
        PersonalBulk = "personal_bulk",
        ImportantData = "important_data",
        Indicator = "indicator",
        Sample = "sample",
        Tool = "tool",
        VulnDisclosed = "vuln.disclosed",
        VulnUndisclosed = "vuln.undisclosed",
        StateSecret = "state_secret",
        /// Cannot be attached: fingerprints, reference numbers and `original` by media only.
        ProhibitedContent = "prohibited_content",
        None = "none",
    }
}

impl DataClass {
    /// Whether something of this class may be attached at all.
    #[must_use]
    pub const fn attachable(self) -> bool {
        !matches!(self, Self::ProhibitedContent)
    }
}

codes! {
    /// Reliability of the source, the letter of the 4×4 system.
    ReliabilitySource in "reliability-source" {
        A = "A",
        B = "B",
        C = "C",
        X = "X",
    }
}

codes! {
    /// Reliability of the information, the number of the 4×4 system.
    ReliabilityInformation in "reliability-information" {
        One = "1",
        Two = "2",
        Three = "3",
        Four = "4",
    }
}
