//! What waits for one person, and whether it is time to say so.

use std::collections::{BTreeMap, BTreeSet};

use comity_core::Time;
use comity_store::{Store, desk::DossierFilter, waiting::Turn};

use super::{KIND, Row, Want, put_off, row};
use crate::{
    access::Sight,
    accounts::{Permission, preference},
    case::{
        CaseError,
        agenda::{self, Waits},
        board,
        house::InboxRow,
    },
    clearance::asked,
    kept,
    office::Office,
    people::Person,
};

const DAY: i64 = 86_400;
/// The hour from which a daily notice is sent, where the reader is.
const MORNING: i64 = 8 * 3_600;
/// Seconds between two notices of one person, at least.
const PAUSE: i64 = 300;

/// A notice that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Where it goes.
    pub address: String,
    /// The reader's language, as chosen.
    pub language: Option<String>,
    /// How many of each kind, in the order of [`Want::ALL`].
    pub counts: Vec<(Want, usize)>,
    /// How many hours deadlines were looked ahead.
    pub hours: u16,
}

/// A notice with what it takes to note that it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What it says.
    pub letter: Letter,
    told: BTreeSet<String>,
    day: i64,
}

/// What waits, by what it is; each thing by a name that stays the same.
type Waiting = BTreeMap<Want, BTreeSet<String>>;

impl<S: Store> Office<'_, S> {
    /// The notice that is due to this person now, if any.
    ///
    /// # Errors
    /// The store, or a case that cannot be read.
    pub fn notice_due(&self, name: &str, now: Time) -> Result<Option<Due>, CaseError> {
        let read = self.node.unfollowed().read(|tx| {
            let (row, reader) = (row(tx, name)?, Sight::of_reader(tx, name)?);
            Ok::<_, comity_store::StoreError>((row, reader, preference::of(tx, name)?))
        });
        let (row, reader, preference) = read?;
        let Some((person, sight)) = reader.filter(|_| row.confirmed) else {
            return Ok(None);
        };
        let zone = i64::from(preference.zone.unwrap_or(0)) * 60;
        let day = (now.seconds() + zone - MORNING).div_euclid(DAY);
        if now < row.next || (row.choice.daily && day <= row.day) {
            return Ok(None);
        }
        let waiting = self.waits_for(&person, &sight, &row, now)?;
        let told: BTreeSet<String> = waiting.values().flatten().cloned().collect();
        let counts = Want::ALL.into_iter().filter_map(|want| {
            let things = waiting.get(&want)?.iter();
            let new = |thing: &&String| row.choice.daily || !row.told.contains(*thing);
            let count = things.filter(new).count();
            (count > 0).then_some((want, count))
        });
        let counts: Vec<(Want, usize)> = counts.collect();
        Ok((!counts.is_empty()).then(|| Due {
            letter: Letter {
                address: row.choice.address.clone(),
                language: preference.language,
                counts,
                hours: row.choice.hours,
            },
            told,
            day,
        }))
    }

    /// Notes that a notice was taken, or that it must be tried again.
    ///
    /// # Errors
    /// The store.
    pub fn notice_sent(
        &self,
        name: &str,
        due: Due,
        taken: bool,
        now: Time,
    ) -> Result<(), CaseError> {
        let name = name.to_owned();
        self.node.unfollowed().write(move |tx| {
            let mut row: Row = row(&*tx, &name)?;
            // Somebody who chose another address meanwhile has not heard of it.
            if row.choice.address != due.letter.address {
                return Ok(());
            }
            if taken {
                row.told = due.told;
                row.day = due.day;
                row.failures = 0;
                row.next = now.plus(PAUSE);
            } else {
                put_off(&mut row, now);
            }
            Ok(kept::put(tx, KIND, &name, &row)?)
        })
    }

    fn waits_for(
        &self,
        person: &Person,
        sight: &Sight,
        row: &Row,
        now: Time,
    ) -> Result<Waiting, CaseError> {
        let mut waiting = Waiting::new();
        let (wants, hours) = (&row.choice.wants, i64::from(row.choice.hours));
        let mut add = |want: Want, thing: String| {
            if wants.contains(&want) {
                waiting.entry(want).or_default().insert(thing);
            }
        };
        let can = |permission| person.roles.iter().any(|role| role.permits(permission));
        self.node.store().read(|tx| {
            if can(Permission::Clear) {
                for one in asked::open_to(tx, &person.name, now)? {
                    // Sent back and handed on again, it is another thing; for two offices, it is one.
                    add(Want::Clear, format!("clear/{}/{}", one.draft, one.since));
                }
            }
            if wants.contains(&Want::Translate) && can(Permission::Translate) {
                for line in self.asked_to_translate(tx, person, sight)? {
                    add(Want::Translate, format!("translate/{}", line.id));
                }
            }
            for waits in asked::releasable_by(tx, &person.name, sight, &self.config.clearance)? {
                if let InboxRow::Release { draft, .. } = waits {
                    add(Want::Release, format!("release/{draft}"));
                }
            }
            for one in asked::returned_to(tx, &person.name, sight)? {
                add(Want::Returned, format!("returned/{}/{}", one.draft, one.at));
            }
            let of_cases = [Want::Assigned, Want::Deadline, Want::Spoke];
            if !of_cases.iter().any(|want| wants.contains(want)) {
                return Ok(());
            }
            let mine = sight.limit(DossierFilter {
                officer: Some(person.name.clone()),
                ..DossierFilter::default()
            });
            board::each_open_row(tx, &mine, |row| {
                let case = &row.dossier;
                add(Want::Assigned, format!("assigned/{case}"));
                let Some(line) = agenda::line(row, Turn::Ours) else {
                    return Ok(());
                };
                match line.what {
                    Waits::Due { .. } => {
                        if line.at.since(now) <= hours * 3_600 {
                            add(Want::Deadline, format!("deadline/{case}/{}", line.at));
                        }
                    }
                    Waits::Spoke { .. } => add(Want::Spoke, format!("spoke/{case}/{}", line.at)),
                    Waits::SayAgain { .. } => {}
                }
                Ok(())
            })
        })?;
        Ok(waiting)
    }
}
