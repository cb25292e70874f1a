//! Finding in the record what waits for a translation: acts of ours that promise one, and acts of theirs in one language.
//!
//! Both logs of a channel are walked once, from a mark to the end; each body
//! of theirs in an open case is opened once for this.

use comity_core::{
    PartyName, Time,
    record::{Position, Said, Side},
};
use comity_store::{ReadTx, Store, StoreError, Tx};

use super::{
    ask::of_act,
    job::{Job, What},
};
use crate::{
    case::{CaseError, content, house},
    desk::stalled,
    office::Office,
};

/// What was found in a stretch of a log, and where it ends.
struct Stretch {
    key: String,
    end: Position,
    jobs: Vec<Job>,
    more: bool,
}

impl<S: Store> Office<'_, S> {
    /// Walks on over at most so many acts of each log; whether there are more.
    ///
    /// # Errors
    /// The store fails, or content cannot be tried.
    pub fn find_translations(&self, most: usize, now: Time) -> Result<bool, CaseError> {
        let found = self.node.store().read(|tx| {
            let mut found = Vec::new();
            for them in tx.channels()? {
                if stalled::find(tx, &them)?.is_some() {
                    continue;
                }
                for ours in [true, false] {
                    found.extend(self.walk(tx, &them, ours, most, now)?);
                }
            }
            Ok::<_, CaseError>(found)
        })?;
        let more = found.iter().any(|stretch| stretch.more);
        if found.is_empty() {
            return Ok(false);
        }
        self.node.store().write(move |tx| {
            for stretch in found {
                keep(tx, stretch)?;
            }
            Ok::<_, CaseError>(())
        })?;
        Ok(more)
    }

    /// What the next acts of a log make; nothing where there are none.
    fn walk(
        &self,
        tx: &dyn ReadTx,
        them: &PartyName,
        ours: bool,
        most: usize,
        now: Time,
    ) -> Result<Option<Stretch>, CaseError> {
        let me = self.parties(them)?.side(self.node.me());
        let me = me.unwrap_or(Side::First);
        let side = if ours { me } else { me.other() };
        let key = mark(them, ours);
        let acts = tx.acts(them, side, marked(tx, &key)?, most)?;
        let Some(last) = acts.last() else {
            return Ok(None);
        };
        let end = after(last.position);
        let more = acts.len() >= most;
        let mut jobs = Vec::new();
        for said in &acts {
            let job = if ours {
                self.promised(tx, them, said, now)?
            } else {
                self.foreign(tx, them, said, now)?
            };
            jobs.extend(job);
        }
        Ok(Some(Stretch {
            key,
            end,
            jobs,
            more,
        }))
    }

    /// An act of ours that says by when its translation follows, which was not said yet.
    fn promised(
        &self,
        tx: &dyn ReadTx,
        them: &PartyName,
        said: &Said,
        now: Time,
    ) -> Result<Option<Job>, CaseError> {
        let Some(due) = promise(said) else {
            return Ok(None);
        };
        let Some(case) = &said.envelope.dossier else {
            return Ok(None);
        };
        let follows = |one: &Said| {
            let says = |field: &str| {
                one.envelope
                    .says
                    .get(field)
                    .and_then(|value| value.as_str())
            };
            one.side == said.side
                && one.envelope.kind == "translation"
                && says("of") == Some(&said.envelope.id.to_string())
        };
        if tx.acts_of(them, case)?.iter().any(follows) {
            return Ok(None);
        }
        let act = said.envelope.id;
        let job = self.job(tx, them, said, What::Owed { act }, now)?;
        Ok(job.map(|job| Job {
            due: Some(due),
            ..job
        }))
    }

    /// An act of theirs in one language, of a case that is not over.
    fn foreign(
        &self,
        tx: &dyn ReadTx,
        them: &PartyName,
        said: &Said,
        now: Time,
    ) -> Result<Option<Job>, CaseError> {
        let technical = matches!(said.envelope.kind.as_str(), "notice" | "translation");
        let Some(case) = said.envelope.dossier.as_ref().filter(|_| !technical) else {
            return Ok(None);
        };
        if said.envelope.body.is_none()
            || tx
                .dossier(them, case)?
                .is_none_or(|row| house::is_over(&row))
        {
            return Ok(None);
        }
        let act = said.envelope.id;
        self.job(tx, them, said, What::House { act }, now)
    }

    fn job(
        &self,
        tx: &dyn ReadTx,
        them: &PartyName,
        said: &Said,
        of: What,
        now: Time,
    ) -> Result<Option<Job>, CaseError> {
        let (secrets, parties) = (self.node.secrets(), self.parties(them)?);
        let content = content::open(tx, &*secrets.sealer, &parties, said)?;
        let Some(body) = content.body() else {
            return Ok(None);
        };
        // What is too long to be translated here waits for nobody.
        Ok(of_act(of, them, said, body, now).unwrap_or_default())
    }
}

/// By when an act says that its translation follows.
pub(super) fn promise(said: &Said) -> Option<Time> {
    let kind = said.envelope.kind.as_str();
    let opens = matches!(kind, "request.submit" | "spontaneous.report");
    let by = said.envelope.says.get("translation_by").filter(|_| opens)?;
    by.as_str()?.parse().ok()
}

fn keep(tx: &mut dyn Tx, stretch: Stretch) -> Result<(), StoreError> {
    for job in stretch.jobs {
        if Job::find(&*tx, &job.of.id())?.is_none() {
            job.put(tx)?;
        }
    }
    let Position { generation, index } = stretch.end;
    tx.set_setting(&stretch.key, Some(&format!("{generation}.{index}")))
}

fn mark(them: &PartyName, ours: bool) -> String {
    let whose = if ours { "ours" } else { "theirs" };
    format!("translation.mark.{them}.{whose}")
}

fn marked(tx: &dyn ReadTx, key: &str) -> Result<Position, StoreError> {
    let text = tx.setting(key)?;
    let place = text.as_deref().and_then(|text| {
        let (generation, index) = text.split_once('.')?;
        Some(Position {
            generation: generation.parse().ok()?,
            index: index.parse().ok()?,
        })
    });
    Ok(place.unwrap_or(Position::START))
}

const fn after(place: Position) -> Position {
    Position {
        generation: place.generation,
        index: place.index.saturating_add(1),
    }
}
