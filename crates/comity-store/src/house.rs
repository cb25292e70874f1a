//! What stays at home: people, drafts, notes, labels, the audit trail, settings.
//!
//! None of it ever enters an act (`ARCHITECTURE.md`, invariant 8), and none of it is in the
//! counterpart's copy: it must be backed up.
//!
//! What is small and found by its key alone (accounts, offices, sessions, tokens, views) is
//! *kept*: a kind, a key and JSON, in one table. Whoever keeps it knows its form; the store
//! does not.

mod trail;

use comity_core::{DossierId, Hash, PartyName, Time};

use crate::error::Result;

pub use trail::{TrailBroken, TrailEntry, first_link, verify_trail};

/// A person who works here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The name that commands are given as; the key.
    pub name: String,
    /// The office.
    pub office: String,
    /// Role codes, ascending.
    pub roles: Vec<String>,
    /// Whether the person may no longer act.
    pub disabled: bool,
}

/// A draft on its way through the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// Its id; the key.
    pub id: String,
    /// The counterpart that it is for.
    pub them: PartyName,
    /// The dossier, when it is to an existing one.
    pub dossier: Option<DossierId>,
    /// State code.
    pub state: String,
    /// Who made it.
    pub by: String,
    /// When it was last changed.
    pub at: Time,
    /// The draft and its steps of release, as JSON.
    pub json: String,
}

/// A private note on a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateNote {
    /// Counts up within the store.
    pub id: u64,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Time,
    /// What.
    pub text: String,
}

/// Reading what stays at home.
pub trait ReadHouse {
    /// All people, by name.
    fn people(&self) -> Result<Vec<PersonRow>>;

    /// One person.
    fn person(&self, name: &str) -> Result<Option<PersonRow>>;

    /// One draft.
    fn draft(&self, id: &str) -> Result<Option<DraftRow>>;

    /// All drafts, or those in one state, the last changed first.
    fn drafts(&self, state: Option<&str>) -> Result<Vec<DraftRow>>;

    /// The private notes on a dossier, by id.
    fn private_notes(&self, them: &PartyName, dossier: &DossierId) -> Result<Vec<PrivateNote>>;

    /// The labels on a dossier, ascending.
    fn labels(&self, them: &PartyName, dossier: &DossierId) -> Result<Vec<String>>;

    /// The dossiers with this label, by counterpart and dossier.
    fn labelled(&self, label: &str) -> Result<Vec<(PartyName, DossierId)>>;

    /// Entries of the audit trail from number `from` (the first is 0), at most `limit`.
    fn trail(&self, from: u64, limit: usize) -> Result<Vec<TrailEntry>>;

    /// How many entries the audit trail has had, and its last link.
    fn trail_end(&self) -> Result<(u64, Hash)>;

    /// The number of the first entry that is kept, and the link before it.
    fn trail_start(&self) -> Result<(u64, Hash)> {
        let cut = self.setting(trail::CUT)?;
        cut.map_or_else(|| Ok((0, first_link())), |text| trail::read_cut(&text))
    }

    /// A setting.
    fn setting(&self, key: &str) -> Result<Option<String>>;

    /// One small thing of the house, as JSON, by what it is and its key.
    fn kept(&self, kind: &str, key: &str) -> Result<Option<String>>;

    /// All of one kind, in the order of their keys' bytes: at most `limit`, beyond `after`.
    fn kept_all(
        &self,
        kind: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, String)>>;
}

/// Writing what stays at home.
pub trait House: ReadHouse {
    /// Adds or replaces a person.
    fn put_person(&mut self, person: &PersonRow) -> Result<()>;

    /// Adds or replaces a draft.
    fn put_draft(&mut self, draft: &DraftRow) -> Result<()>;

    /// Removes a draft, if it is there.
    fn remove_draft(&mut self, id: &str) -> Result<()>;

    /// Adds a private note to a dossier; the id that it got.
    fn add_private_note(
        &mut self,
        them: &PartyName,
        dossier: &DossierId,
        by: &str,
        at: Time,
        text: &str,
    ) -> Result<u64>;

    /// Puts a label on a dossier, or takes it off.
    fn set_label(
        &mut self,
        them: &PartyName,
        dossier: &DossierId,
        label: &str,
        on: bool,
    ) -> Result<()>;

    /// Appends to the audit trail: who did what (JSON), linked to the entry before.
    fn trail_append(&mut self, at: Time, who: &str, what: &str) -> Result<TrailEntry>;

    /// Removes the entries of the audit trail below a number. Callers want [`House::trail_cut`].
    fn trail_remove(&mut self, below: u64) -> Result<()>;

    /// Cuts the audit trail: entries below a number go, and the link at the cut stays, so that
    /// what is left can be verified. Nothing is done where fewer entries are there.
    fn trail_cut(&mut self, below: u64) -> Result<()> {
        let (start, _) = self.trail_start()?;
        let Some(last) = below.checked_sub(1).filter(|last| *last >= start) else {
            return Ok(());
        };
        if let Some(entry) = self.trail(last, 1)?.first() {
            let cut = trail::write_cut(below, &entry.link);
            self.set_setting(trail::CUT, Some(&cut))?;
            self.trail_remove(below)?;
        }
        Ok(())
    }

    /// Sets a setting, or removes it.
    fn set_setting(&mut self, key: &str, value: Option<&str>) -> Result<()>;

    /// Adds or replaces a small thing of the house.
    fn keep(&mut self, kind: &str, key: &str, json: &str) -> Result<()>;

    /// Removes a small thing of the house, if it is there.
    fn unkeep(&mut self, kind: &str, key: &str) -> Result<()>;
}
