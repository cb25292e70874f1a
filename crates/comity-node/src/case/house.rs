//! What waits for people of this house: the inbox.

use comity_core::{
    DossierId, PartyName, Time,
    act::kind,
    body::Texts,
    case::{self, Role},
    codes::DueKind,
    due,
    id::ActId,
    record::Side,
    terms,
};
use comity_store::{
    ReadTx, Store,
    desk::{Cursor, DossierRow, Page},
    waiting::Turn,
};
use serde::Serialize;

use super::{
    CaseError,
    draft::{Kept, SUBMITTED},
    show::DueLine,
    view,
};
use crate::{
    access::{self, Sight},
    channel::left,
    clearance::asked::{self, Returned},
    desk::stalled::{self, Stalled},
    office::Office,
    tasks::Confirm,
    translate::TranslationLine,
};

/// Something that waits for people of this house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum InboxRow {
    /// A channel whose desk cannot follow its logs: what waits in it may be missing here.
    Stalled(Stalled),
    /// A draft waits for an office to clear it.
    Clear {
        /// The draft.
        draft: String,
        /// The kind of act.
        kind: String,
        /// Who submitted it.
        by: String,
        /// The office that is asked.
        office: String,
        /// Since when.
        at: Time,
        /// Until when it has time.
        until: Time,
        /// The counterpart.
        them: PartyName,
    },
    /// A draft waits for a releaser.
    Release {
        /// The draft.
        draft: String,
        /// The kind of act.
        kind: String,
        /// What it is about, where it says so.
        #[serde(skip_serializing_if = "Option::is_none")]
        subject: Option<Texts>,
        /// Who submitted it.
        by: String,
        /// When.
        at: Time,
        /// The counterpart.
        them: PartyName,
    },
    /// A draft was sent back and waits for those who wrote it.
    Returned {
        /// The draft.
        draft: String,
        /// The kind of act.
        kind: String,
        /// Who sent it back.
        by: String,
        /// Why.
        reason: String,
        /// When.
        at: Time,
        /// The counterpart.
        them: PartyName,
    },
    /// A text that was asked for, or promised to the other side, waits for its translation.
    Translate {
        /// Its id: that of the draft or act.
        translation: String,
        /// What is translated, by its code: `draft`, `owed` or `house`.
        text: &'static str,
        /// The kind of act.
        kind: String,
        /// The counterpart.
        them: PartyName,
        /// The case, for who may know of it.
        #[serde(skip_serializing_if = "Option::is_none")]
        case: Option<DossierId>,
        /// Our reference of the case, for who may know of it.
        #[serde(skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// Who asked; absent where it was promised.
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<String>,
        /// Of whom, as `office:D-17` or `person:li`; absent: of whoever sees the case.
        #[serde(skip_serializing_if = "Option::is_none")]
        asked_of: Option<String>,
        /// Since when.
        at: Time,
        /// By when.
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<Time>,
    },
    /// Something that one person asked for waits until another confirms it.
    Confirm(Confirm),
    /// A case of theirs that nobody acknowledged.
    New {
        /// The case.
        case: DossierId,
        /// Our reference.
        #[serde(skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// The counterpart.
        them: PartyName,
        /// When it was opened, as they state.
        at: Time,
        /// How urgent, as a code.
        urgency: String,
    },
    /// Something that we owe is due.
    Due {
        /// The case.
        case: DossierId,
        /// Our reference.
        #[serde(skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// The counterpart.
        them: PartyName,
        /// What, and since when.
        due: DueLine,
    },
    /// An act of ours is void, because it did not reach them in its generation: somebody must
    /// say it again, or note on the case what became of it.
    SayAgain {
        /// The act.
        act: ActId,
        /// The case.
        case: DossierId,
        /// Our reference.
        #[serde(skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// The counterpart.
        them: PartyName,
        /// The kind of act.
        kind: String,
        /// When we said it.
        at: Time,
    },
    /// They spoke in one of our cases after our last act in it.
    Spoke {
        /// The case.
        case: DossierId,
        /// Our reference.
        #[serde(skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
        /// The counterpart.
        them: PartyName,
        /// The kind of their last act.
        kind: String,
        /// When, as they state.
        at: Time,
    },
}

/// A page of what waits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InboxPage {
    /// What waits.
    pub rows: Vec<InboxRow>,
    /// The place to go on from, while there are more cases.
    pub next: Option<Cursor>,
}

/// Cases that are looked at together.
const CASES: usize = 200;

impl<S: Store> Office<'_, S> {
    /// What waits for people of this house at this time, as far as they may see it.
    ///
    /// Releases, clearances and translations come first, then channels that are stalled and what must be
    /// said again, then what is due, new, or was said, by the nearest deadline of its case.
    ///
    /// # Errors
    /// The store.
    pub fn inbox(&self, now: Time, sight: &Sight) -> Result<Vec<InboxRow>, CaseError> {
        self.node.store().read(|tx| {
            let mut page = self.inbox_page(tx, now, sight, None, CASES)?;
            let mut rows = page.rows;
            while let Some(next) = page.next {
                page = self.inbox_page(tx, now, sight, Some(next), CASES)?;
                rows.append(&mut page.rows);
            }
            Ok(rows)
        })
    }

    /// A page of the same: with what waits in so many cases at most, of those in which something
    /// waits for us, by nearest deadline. What waits beside cases stands on the first alone.
    ///
    /// A page may be empty and others come after it: what is to come is not due yet.
    ///
    /// # Errors
    /// The store.
    pub fn inbox_after(
        &self,
        now: Time,
        sight: &Sight,
        after: Option<Cursor>,
        cases: usize,
    ) -> Result<InboxPage, CaseError> {
        self.node
            .store()
            .read(|tx| self.inbox_page(tx, now, sight, after, cases))
    }

    fn inbox_page(
        &self,
        tx: &dyn ReadTx,
        now: Time,
        sight: &Sight,
        after: Option<Cursor>,
        cases: usize,
    ) -> Result<InboxPage, CaseError> {
        let mut rows = match &after {
            None => self.beside_cases(tx, sight)?,
            Some(_) => Vec::new(),
        };
        let page = Page {
            after,
            skip: 0,
            // One more than is shown says whether there is more.
            limit: cases.saturating_add(1),
        };
        let mut waiting = tx.waiting(Turn::Ours, sight.who().as_ref(), &page)?;
        let more = waiting.len() > cases;
        waiting.truncate(cases);
        for row in &waiting {
            self.waiting(tx, row, now, &mut rows)?;
        }
        let last = waiting.last().filter(|_| more);
        Ok(InboxPage {
            rows,
            next: last.and_then(|row| Cursor::of_waiting(row, Turn::Ours)),
        })
    }

    /// What waits beside the turns of cases.
    fn beside_cases(&self, tx: &dyn ReadTx, sight: &Sight) -> Result<Vec<InboxRow>, CaseError> {
        let waiting = submitted(tx, sight)?.into_iter();
        let mut rows: Vec<_> = waiting.map(InboxRow::release).collect();
        rows.append(&mut asked::rows(tx, sight)?);
        let returned = asked::returned(tx, sight)?.into_iter();
        rows.extend(returned.map(|(_, one)| InboxRow::returned(one)));
        let texts = self.wanted_translations(tx, sight)?.into_iter();
        rows.extend(texts.map(InboxRow::translate));
        for them in tx.channels()? {
            if let Some(stalled) = stalled::find(tx, &them)? {
                rows.push(InboxRow::Stalled(stalled));
                continue;
            }
            for one in left::to_say_again(tx, &them)? {
                let Some(case) = one.case else { continue };
                if access::may_see(tx, sight, &them, &case)? {
                    rows.push(InboxRow::SayAgain {
                        act: one.act,
                        case,
                        reference: one.reference,
                        them: them.clone(),
                        kind: one.kind,
                        at: one.at,
                    });
                }
            }
        }
        Ok(rows)
    }

    fn waiting(
        &self,
        tx: &dyn ReadTx,
        row: &DossierRow,
        now: Time,
        rows: &mut Vec<InboxRow>,
    ) -> Result<(), CaseError> {
        let (case, reference, them) =
            (row.dossier.clone(), row.reference.clone(), row.them.clone());
        let acts = view::acts(tx, &them, &case)?;
        let seen = case::evaluate(&acts);
        let side = self
            .parties(&them)?
            .side(self.node.me())
            .unwrap_or(Side::First);
        let role = seen.role(side);
        let channel = view::suspensions(tx, &them)?;
        let standstills = channel.standstills(seen.asker_side);
        let dues = due::due(&seen, &terms::in_force(&acts), &standstills, side, now);
        for one in dues
            .into_iter()
            .filter(|one| one.by == role || one.what == DueKind::PreservationReminder)
        {
            let due = DueLine {
                at: one.at,
                what: one.what,
                by: one.by,
                begun: one.begun,
            };
            rows.push(InboxRow::Due {
                case: case.clone(),
                reference: reference.clone(),
                them: them.clone(),
                due,
            });
        }
        if role == Role::Answerer && seen.answerer.is_empty() {
            let urgency = row.urgency.clone();
            rows.push(InboxRow::New {
                case,
                reference,
                them,
                at: row.opened_at,
                urgency,
            });
            return Ok(());
        }
        let ours = seen.last_said(side).map(|(_, at)| at);
        let theirs = acts
            .iter()
            .filter(|said| said.side != side && track(&said.envelope.kind))
            .max_by_key(|said| said.position);
        if let Some(said) = theirs.filter(|said| ours.is_none_or(|ours| ours < said.at)) {
            let (kind, at) = (said.envelope.kind.clone(), said.at);
            rows.push(InboxRow::Spoke {
                case,
                reference,
                them,
                kind,
                at,
            });
        }
        Ok(())
    }
}

/// Drafts that wait for a releaser, whoever that is.
pub(crate) fn submitted(tx: &dyn ReadTx, sight: &Sight) -> Result<Vec<Kept>, CaseError> {
    let mut waiting = Vec::new();
    for row in tx.drafts(Some(SUBMITTED))? {
        if super::drafting::sees(tx, sight, &row)? {
            waiting.push(Kept::read(row)?);
        }
    }
    Ok(waiting)
}

impl InboxRow {
    /// A text that waits for its translation.
    fn translate(line: TranslationLine) -> Self {
        Self::Translate {
            text: line.what.code(),
            translation: line.id,
            kind: line.kind,
            them: line.them,
            case: line.case,
            reference: line.reference,
            by: line.asked_by,
            asked_of: line.asked_of,
            at: line.at,
            until: line.due,
        }
    }

    /// A draft that was sent back.
    fn returned(one: Returned) -> Self {
        Self::Returned {
            draft: one.draft,
            kind: one.kind,
            by: one.by,
            reason: one.reason,
            at: one.at,
            them: one.them,
        }
    }

    /// A draft that waits for a releaser.
    pub(crate) fn release(kept: Kept) -> Self {
        Self::Release {
            subject: kept.draft.file.subject(),
            kind: kept.draft.file.kind,
            draft: kept.row.id,
            by: kept.row.by,
            at: kept.row.at,
            them: kept.row.them,
        }
    }
}

/// Whether acts of this kind move a case on.
pub(crate) fn track(code: &str) -> bool {
    kind(code).is_some_and(|kind| kind.track)
}

/// Whether a case is over: it waits for nobody, which keeps the walk short.
pub(crate) fn is_over(row: &DossierRow) -> bool {
    ends(&row.status)
}

/// Whether nothing more is asked of anybody in a case of this status.
pub(crate) fn ends(status: &str) -> bool {
    matches!(status, "closed" | "withdrawn" | "void")
}

#[cfg(test)]
mod tests {
    use comity_core::codes::ItemFate;
    use comity_store::{MemoryStore, desk::DossierFilter};
    use serde_json::json;

    use super::*;
    use crate::case::{
        board,
        tests::support::{SITES, World, all, at, takedown, within},
    };

    /// What waits by a walk over all cases, as it was found before what waits was kept.
    fn walked(office: &Office<'_, MemoryStore>, now: Time, sight: &Sight) -> Vec<InboxRow> {
        let walked = office.node.store().read(|tx| {
            let mut rows = office.beside_cases(tx, sight)?;
            board::each_row(tx, &sight.limit(DossierFilter::default()), |row| {
                if !is_over(row) {
                    office.waiting(tx, row, now, &mut rows)?;
                }
                Ok(())
            })?;
            Ok::<_, CaseError>(rows)
        });
        walked.unwrap()
    }

    fn in_any_order(rows: &[InboxRow]) -> Vec<String> {
        let mut rows: Vec<_> = rows
            .iter()
            .map(|row| serde_json::to_string(row).unwrap())
            .collect();
        rows.sort();
        rows
    }

    /// That both sides are shown at all times what a walk finds, in pages of any size.
    fn is_as_walked(world: &World) {
        for node in [&world.a, &world.b] {
            let office = world.office(node);
            for minutes in [0, 60, 24 * 60, 40 * 24 * 60, 400 * 24 * 60] {
                let now = at(minutes);
                let inbox = office.inbox(now, &Sight::All).unwrap();
                let expected = walked(&office, now, &Sight::All);
                assert_eq!(in_any_order(&inbox), in_any_order(&expected));
                for cases in 1..4 {
                    let (mut rows, mut after) = (Vec::new(), None);
                    loop {
                        let page = office.inbox_after(now, &Sight::All, after, cases);
                        let page = page.unwrap();
                        rows.extend(page.rows);
                        after = page.next;
                        if after.is_none() {
                            break;
                        }
                    }
                    assert_eq!(rows, inbox);
                }
            }
        }
    }

    #[test]
    fn the_inbox_is_what_a_walk_over_all_cases_finds() {
        let world = World::new();
        let asked: Vec<_> = (2..7)
            .map(|minutes| world.act(&world.a, takedown(), Some(SITES), minutes))
            .collect();
        world.exchange(7);
        is_as_walked(&world);
        let say = |node, kind: &str, case: usize, says, list: Option<&str>, minutes| {
            let act = within(&asked[case], kind, says);
            world.act(node, act, list, minutes);
            world.exchange(minutes);
            is_as_walked(&world);
        };
        say(&world.b, "request.ack", 0, json!({}), None, 8);
        say(&world.b, "request.ack", 1, json!({}), None, 9);
        let fates = all(ItemFate::InProgress);
        say(&world.b, "answer.partial", 1, json!({}), Some(&fates), 10);
        let reason = json!({"reason": "no_longer_needed"});
        say(&world.a, "request.withdraw", 2, reason, None, 11);
        let answered = walked(&world.office(&world.a), at(60), &Sight::All);
        assert!(!answered.is_empty(), "something waits in this story");
    }
}
