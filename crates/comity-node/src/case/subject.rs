//! What a case is about, in the words of its request, for lists.
//!
//! Where the house keeps an index of words, the subject lies beside the words of its case, in
//! clear like them, and a list opens nothing. Where it keeps none, or the index is behind, a
//! subject is opened when it is first looked at, and a bounded number is remembered in memory.
//! What is erased is in neither any more.

use std::collections::{BTreeMap, VecDeque};

use comity_core::{DossierId, Hash, PartyName, body::Texts, record::Parties};
use comity_store::{ReadTx, Store};

use super::{
    CaseError,
    content::{self, Content},
};
use crate::office::Office;

/// The longest subject in lists, in characters; the rest of a longer one is left out.
const LONGEST: usize = 200;
/// Subjects that are remembered at most.
const MOST: usize = 2_000;

impl<S: Store> Office<'_, S> {
    /// The subjects of these cases in their order, each cut to a line; none of a case whose
    /// request has none, or is not open.
    ///
    /// # Errors
    /// The store.
    pub fn subjects(
        &self,
        cases: &[(PartyName, DossierId)],
    ) -> Result<Vec<Option<Texts>>, CaseError> {
        self.node.store().read(|tx| {
            let subject = |(them, dossier): &(PartyName, DossierId)| {
                let kept = tx.subject(them, dossier)?;
                match kept.as_deref().and_then(read) {
                    Some(subject) => Ok(said(subject)),
                    None => self.looked_up(tx, &self.parties(them)?, them, dossier),
                }
            };
            cases.iter().map(subject).collect()
        })
    }

    /// The subject from memory, or opened now and remembered.
    fn looked_up(
        &self,
        tx: &dyn ReadTx,
        parties: &Parties,
        them: &PartyName,
        dossier: &DossierId,
    ) -> Result<Option<Texts>, CaseError> {
        let remembered = || self.node.party.subjects();
        if let Some((body, subject)) = remembered().find(them, dossier) {
            // Another process may have erased it meanwhile.
            if tx.tombstone(&body)?.is_none() {
                return Ok(said(subject));
            }
            remembered().forget(them, dossier);
        }
        let secrets = self.node.secrets();
        for said_here in tx.acts_of(them, dossier)? {
            if said_here.envelope.kind != super::file::REQUEST {
                continue;
            }
            let content = content::open(tx, &*secrets.sealer, parties, &said_here)?;
            let subject = of(&content);
            if let (Some(subject), Some(body)) = (&subject, said_here.envelope.body) {
                remembered().keep(them, dossier, body.sha256, subject.clone());
            }
            return Ok(subject.and_then(said));
        }
        Ok(None)
    }
}

/// The subject that a request says, cut to a line, empty where there is none; `None` where the
/// content is not open and may come to be.
pub(crate) fn of(content: &Content) -> Option<Texts> {
    match content {
        Content::Open { body } => {
            let subject = body.request.as_ref().map(|request| request.subject.clone());
            Some(cut(subject.unwrap_or_default()))
        }
        Content::Foreign { .. } | Content::Erased { .. } | Content::None => Some(Texts::new()),
        Content::Closed | Content::Absent => None,
    }
}

/// As it is kept beside the words of its case; empty where it is not known.
pub(crate) fn written(subject: Option<&Texts>) -> String {
    subject
        .and_then(|subject| serde_json::to_string(subject).ok())
        .unwrap_or_default()
}

fn read(kept: &str) -> Option<Texts> {
    serde_json::from_str(kept).ok()
}

fn said(subject: Texts) -> Option<Texts> {
    (!subject.is_empty()).then_some(subject)
}

fn cut(mut subject: Texts) -> Texts {
    for text in subject.values_mut() {
        if let Some((end, _)) = text.char_indices().nth(LONGEST) {
            text.truncate(end);
        }
    }
    subject
}

/// Subjects that were opened, so many at most; the oldest go first.
#[derive(Default)]
pub(crate) struct Subjects {
    known: BTreeMap<(PartyName, DossierId), (Hash, Texts)>,
    order: VecDeque<(PartyName, DossierId)>,
}

impl Subjects {
    /// The body that a subject stands in, and the subject.
    fn find(&self, them: &PartyName, dossier: &DossierId) -> Option<(Hash, Texts)> {
        self.known.get(&(them.clone(), dossier.clone())).cloned()
    }

    fn keep(&mut self, them: &PartyName, dossier: &DossierId, body: Hash, subject: Texts) {
        let key = (them.clone(), dossier.clone());
        if self.known.insert(key.clone(), (body, subject)).is_none() {
            self.order.push_back(key);
        }
        while self.order.len() > MOST {
            if let Some(oldest) = self.order.pop_front() {
                self.known.remove(&oldest);
            }
        }
    }

    /// Forgets the subject of a case.
    pub(crate) fn forget(&mut self, them: &PartyName, dossier: &DossierId) {
        let key = (them.clone(), dossier.clone());
        if self.known.remove(&key).is_some() {
            self.order.retain(|other| *other != key);
        }
    }
}

#[cfg(test)]
mod tests {
    use comity_core::{codes::Language, id::ActId};

    use super::*;

    fn case(number: u64) -> (PartyName, DossierId) {
        let them: PartyName = "b.example".parse().unwrap();
        let id = ActId::new(number, &[7; 10]);
        let dossier = DossierId {
            by: them.clone(),
            id,
        };
        (them, dossier)
    }

    fn texts(text: &str) -> Texts {
        Texts::from([(Language::ZhHans, text.to_owned())])
    }

    #[test]
    fn so_many_subjects_are_remembered_and_the_oldest_go_first() {
        let mut subjects = Subjects::default();
        let body = Hash::from_bytes([1; 32]);
        for number in 0..MOST as u64 + 2 {
            let (them, dossier) = case(number);
            for _ in 0..2 {
                subjects.keep(&them, &dossier, body, texts("银行"));
            }
        }
        let there = |subjects: &Subjects, number| {
            let (them, dossier) = case(number);
            subjects.find(&them, &dossier).is_some()
        };
        assert!(!there(&subjects, 1) && there(&subjects, 2));
        assert_eq!(subjects.order.len(), MOST);
        let (them, dossier) = case(2);
        subjects.forget(&them, &dossier);
        subjects.forget(&them, &dossier);
        assert!(!there(&subjects, 2));
        assert_eq!(subjects.order.len(), subjects.known.len());
    }

    #[test]
    fn a_subject_of_a_megabyte_is_kept_as_a_line() {
        let long = cut(texts(&"案".repeat(1 << 20)));
        assert_eq!(long[&Language::ZhHans].chars().count(), LONGEST);
        assert_eq!(read(&written(Some(&long))), Some(long));
        assert_eq!(read(&written(None)), None);
        assert_eq!(read(&written(Some(&Texts::new()))), Some(Texts::new()));
    }
}
