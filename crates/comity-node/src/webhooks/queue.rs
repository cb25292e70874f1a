//! What waits to be told by each webhook: a place in all logs, and the one event that is under way.
//!
//! One event at a time, in order. It is kept before it is sent and until the receiver took it,
//! so it is told at least once; its id lets the receiver tell it once. What waits behind it
//! stands in the record and costs nothing here.

use std::collections::VecDeque;

use comity_core::{DossierId, PartyName, Time};
use comity_peer::rng::{self, Random};
use comity_store::{
    ReadTx, Store, StoreError, Tx,
    desk::{Cursor, DossierFilter, DossierSort, Page},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Address, Event, Kind, State, Webhook, WebhookError, find, list, secret, sight};
use crate::{
    access::{Sight, may_see},
    case::{
        CaseError,
        watch::{WatchFrom, WatchRow},
    },
    kept,
    office::Office,
    trail,
};

const KIND: &str = "webhook-queue";
const SENT: &str = "webhook-sent";
/// Deliveries that are listed of each webhook.
pub const LISTED: usize = 20;
/// Acts of one log that are looked at together, and how often in one turn.
const LOOKED_AT: usize = 200;
const LOOKS: usize = 20;
/// Seconds between two looks at deadlines.
const DEADLINES: i64 = 60;
/// Under which name what nobody did stands in the trail.
const WORKER: &str = "webhooks";

/// Seconds between tries, as the standard gives them: the last one ends three days after the first.
pub const DELAYS: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/// How far a webhook is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// The places in all logs up to which everything was told.
    from: String,
    /// Deadlines up to here were told; the case breaks ties.
    deadlines: (Time, String),
    /// When deadlines are looked at next.
    look: Time,
    /// What is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    waiting: Option<Event>,
    /// How often it was tried in vain.
    #[serde(default)]
    tries: usize,
    /// Before this time nothing is tried.
    next: Time,
    /// A test that somebody asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    test: Option<Event>,
}

/// A try to deliver, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// The event.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// When it was tried.
    pub at: Time,
    /// Whether the receiver took it.
    pub taken: bool,
    /// The status of HTTP that the receiver answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Why there is no status, as a code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

/// How a webhook is doing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// How often what is under way was tried in vain.
    pub tries: usize,
    /// When it is tried next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Time>,
    /// The last tries, newest first.
    pub deliveries: Vec<Delivery>,
}

/// What is to be sent now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The event, by its id.
    pub event: String,
    /// Where to.
    pub address: Address,
    /// The headers of the standard.
    pub headers: [(&'static str, String); 3],
    /// The body.
    pub body: String,
}

/// What became of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The receiver answered with this status, and asks for this pause in seconds.
    Answered(u16, Option<u64>),
    /// There was no answer, by this code.
    Failed(String),
}

/// Begins to tell from these places on.
pub(super) fn begin(
    tx: &mut dyn Tx,
    id: &str,
    from: &WatchFrom,
    now: Time,
) -> Result<(), StoreError> {
    let row = Row {
        from: from.to_string(),
        deadlines: (now, String::new()),
        look: now,
        next: now,
        ..Row::default()
    };
    kept::put(tx, KIND, id, &row)
}

/// Tries again at once what is under way.
pub(super) fn again(tx: &mut dyn Tx, id: &str, now: Time) -> Result<(), WebhookError> {
    change(tx, id, |row| {
        row.tries = 0;
        row.next = now;
    })
}

/// Puts a test before everything else.
pub(super) fn test(tx: &mut dyn Tx, id: &str, now: Time) -> Result<(), WebhookError> {
    let event = Event::test(id, now);
    change(tx, id, |row| row.test = Some(event))
}

/// Forgets how far a webhook was.
pub(super) fn forget(tx: &mut dyn Tx, id: &str) -> Result<(), StoreError> {
    tx.unkeep(KIND, id)?;
    tx.unkeep(SENT, id)
}

fn change(tx: &mut dyn Tx, id: &str, change: impl FnOnce(&mut Row)) -> Result<(), WebhookError> {
    let mut row = row(&*tx, id)?;
    change(&mut row);
    Ok(kept::put(tx, KIND, id, &row)?)
}

fn row(tx: &dyn ReadTx, id: &str) -> Result<Row, WebhookError> {
    kept::get(tx, KIND, id)?.ok_or_else(|| WebhookError::Unknown(id.to_owned()))
}

/// How a webhook is doing, with its last deliveries.
///
/// # Errors
/// There is none of this id.
pub fn progress(tx: &dyn ReadTx, id: &str) -> Result<Progress, WebhookError> {
    let row = row(tx, id)?;
    let deliveries: Option<Vec<Delivery>> = kept::get(tx, SENT, id)?;
    Ok(Progress {
        tries: row.tries,
        next: (row.tries > 0).then_some(row.next),
        deliveries: deliveries.unwrap_or_default(),
    })
}

/// The ids of webhooks that tell, each at work on what fails or not: how many tries were in vain.
///
/// # Errors
/// The store.
pub fn at_work(tx: &dyn ReadTx) -> Result<Vec<(String, usize)>, StoreError> {
    let mut found = Vec::new();
    for webhook in list(tx)? {
        if webhook.state == State::Active {
            let row: Option<Row> = kept::get(tx, KIND, &webhook.id)?;
            found.push((webhook.id, row.map_or(0, |row| row.tries)));
        }
    }
    Ok(found)
}

impl<S: Store> Office<'_, S> {
    /// What this webhook has to send now, if anything; it is kept until [`Self::webhook_sent`].
    ///
    /// # Errors
    /// There is no such webhook, or the store.
    pub fn webhook_next(&self, id: &str, now: Time) -> Result<Option<Outgoing>, WebhookError> {
        let read = self.node.unfollowed().read(|tx| {
            let webhook = find(tx, id)?;
            let sight = sight(tx, &webhook.owner)?;
            Ok::<_, WebhookError>((webhook, row(tx, id)?, sight))
        });
        let (webhook, mut row, sight) = read?;
        if webhook.state != State::Active {
            return Ok(None);
        }
        let before = row.clone();
        let event = match row.test.clone() {
            Some(test) => Some(test),
            None if now < row.next => None,
            None => self.under_way(&webhook, &mut row, sight.as_ref(), now)?,
        };
        if row != before {
            let (key, row) = (id.to_owned(), row);
            self.node.unfollowed().write(move |tx| {
                // Somebody may have taken the webhook away, or asked for a test, meanwhile.
                change(tx, &key, |kept| {
                    let test = kept.test.take();
                    *kept = Row { test, ..row };
                })
            })?;
        }
        let Some(event) = event else {
            return Ok(None);
        };
        let signature = self
            .node
            .unfollowed()
            .read(|tx| secret::signatures(tx, id, &event.id, now, event.body.as_bytes()))?;
        Ok(Some(Outgoing {
            address: Address::parse(&webhook.address)?,
            headers: [
                ("webhook-id", event.id.clone()),
                ("webhook-timestamp", now.seconds().to_string()),
                ("webhook-signature", signature),
            ],
            event: event.id,
            body: event.body,
        }))
    }

    /// The event that is under way, or the next one that the owner may know of.
    fn under_way(
        &self,
        webhook: &Webhook,
        row: &mut Row,
        sight: Option<&Sight>,
        now: Time,
    ) -> Result<Option<Event>, WebhookError> {
        let Some(sight) = sight else {
            // What happens while the owner may know of nothing is not told later.
            *row = Row {
                from: self.watch_from_now()?.to_string(),
                deadlines: (now, String::new()),
                waiting: None,
                tries: 0,
                ..row.clone()
            };
            return Ok(None);
        };
        if let Some(event) = &row.waiting {
            if self.still_seen(event, sight)? {
                return Ok(Some(event.clone()));
            }
            row.waiting = None;
            row.tries = 0;
        }
        row.waiting = match self.next_act(webhook, row, sight, now)? {
            None => self.next_deadline(webhook, row, sight, now)?,
            found => found,
        };
        Ok(row.waiting.clone())
    }

    fn still_seen(&self, event: &Event, sight: &Sight) -> Result<bool, WebhookError> {
        match &event.about {
            Some((them, Some(case))) => Ok(self
                .node
                .unfollowed()
                .read(|tx| may_see(tx, sight, them, case))?),
            Some((_, None)) => Ok(sight.sees_channels()),
            None => Ok(true),
        }
    }

    /// The next act, with the place behind it.
    fn next_act(
        &self,
        webhook: &Webhook,
        row: &mut Row,
        sight: &Sight,
        now: Time,
    ) -> Result<Option<Event>, WebhookError> {
        // A new case is looked at where the rules of the registry put it.
        self.register(now)?;
        let mut from: WatchFrom = row.from.parse().unwrap_or_default();
        for _ in 0..LOOKS {
            let (rows, next) = self.watch(&from, sight, LOOKED_AT)?;
            for one in rows {
                from.pass(&one);
                if webhook.kinds.contains(&Kind::of(&one)) {
                    row.from = from.to_string();
                    let deadline = self.deadline(&one)?;
                    return Ok(Some(Event::of_act(&webhook.id, &one, deadline)));
                }
            }
            let stands = next == from;
            from = next;
            row.from = from.to_string();
            if stands {
                break;
            }
        }
        Ok(None)
    }

    fn deadline(&self, row: &WatchRow) -> Result<Option<Time>, WebhookError> {
        let Some(case) = &row.case else {
            return Ok(None);
        };
        let read = |tx: &dyn ReadTx| Ok::<_, CaseError>(tx.dossier(&row.them, case)?);
        let found = self.node.store().read(read)?;
        Ok(found.and_then(|row| row.next_due))
    }

    /// The next deadline that ran out, with the place behind it; looked for once a minute.
    fn next_deadline(
        &self,
        webhook: &Webhook,
        row: &mut Row,
        sight: &Sight,
        now: Time,
    ) -> Result<Option<Event>, WebhookError> {
        if !webhook.kinds.contains(&Kind::DeadlinePassed) || now < row.look {
            return Ok(None);
        }
        let told = &row.deadlines;
        let read = |tx: &dyn ReadTx| Ok::<_, CaseError>(nearest_after(tx, sight, told, now)?);
        let nearest = self.node.store().read(read)?;
        let Some((at, name, (them, case, reference))) = nearest else {
            row.deadlines = (now, String::new()).max(row.deadlines.clone());
            row.look = now.plus(DEADLINES);
            return Ok(None);
        };
        row.deadlines = (at, name);
        let event = Event::of_deadline(&webhook.id, &them, &case, reference.as_deref(), at);
        Ok(Some(event))
    }

    /// Keeps what became of a try, and when to try again.
    ///
    /// # Errors
    /// There is no such webhook any more, or the store.
    pub fn webhook_sent(
        &self,
        id: &str,
        event: &str,
        outcome: Outcome,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<(), WebhookError> {
        // Up to a fifth sooner or later, so that many do not come at once.
        let jitter = rng::below(rng, 401);
        let (id, event) = (id.to_owned(), event.to_owned());
        self.node.unfollowed().write(move |tx| {
            let mut row = row(&*tx, &id)?;
            let is_test = row.test.as_ref().is_some_and(|test| test.id == event);
            let sent = if is_test {
                row.test.take()
            } else {
                row.waiting.clone().filter(|waiting| waiting.id == event)
            };
            let Some(sent) = sent else { return Ok(()) };
            let delivery = delivery(sent, &outcome, now);
            if !is_test {
                pass(tx, &id, &mut row, &outcome, now, jitter)?;
            }
            kept::put(tx, KIND, &id, &row)?;
            let mut list: VecDeque<Delivery> = kept::get(&*tx, SENT, &id)?.unwrap_or_default();
            list.push_front(delivery);
            list.truncate(LISTED);
            Ok(kept::put(tx, SENT, &id, &list)?)
        })
    }
}

/// The deadline after this one that ran out first, with its name. Those that were told are passed
/// over in the order of deadlines, where it begins at the last of them.
pub(super) fn nearest_after(
    tx: &dyn ReadTx,
    sight: &Sight,
    told: &(Time, String),
    now: Time,
) -> Result<Option<(Time, String, Passed)>, StoreError> {
    let Some(any) = tx.channels()?.into_iter().next() else {
        return Ok(None);
    };
    let filter = sight.limit(DossierFilter {
        due_before: Some(now.plus(1)),
        ..DossierFilter::default()
    });
    let mut page = Page {
        // Of no dossier: before all that have the same deadline.
        after: Some(Cursor {
            key: told.0.seconds(),
            them: any,
            dossier: String::new(),
        }),
        skip: 0,
        limit: LOOKED_AT,
    };
    let mut nearest: Option<(Time, String, Passed)> = None;
    loop {
        let rows = tx.dossiers(&filter, DossierSort::NextDue, &page)?;
        for one in &rows {
            let Some(at) = one.next_due else { continue };
            if nearest.as_ref().is_some_and(|(best, ..)| *best < at) {
                return Ok(nearest);
            }
            let name = format!("{}/{}", one.them, one.dossier);
            let is_new = (at, &name) > (told.0, &told.1);
            let is_first = nearest.as_ref().is_none_or(|(_, known, _)| name < *known);
            if is_new && is_first {
                let passed = (one.them.clone(), one.dossier.clone(), one.reference.clone());
                nearest = Some((at, name, passed));
            }
        }
        match rows.last() {
            Some(last) if rows.len() == LOOKED_AT => {
                page.after = Some(Cursor::of(last, DossierSort::NextDue));
            }
            _ => return Ok(nearest),
        }
    }
}

/// Channel, case and reference of a deadline.
pub(super) type Passed = (PartyName, DossierId, Option<String>);

fn delivery(event: Event, outcome: &Outcome, now: Time) -> Delivery {
    let (status, failure) = match outcome {
        Outcome::Answered(status, _) => (Some(*status), None),
        Outcome::Failed(code) => (None, Some(code.clone())),
    };
    Delivery {
        id: event.id,
        kind: event.kind,
        at: now,
        taken: took(outcome),
        status,
        failure,
    }
}

const fn took(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Answered(200..=299, _))
}

/// Goes on, tries again later, or gives the webhook up.
fn pass(
    tx: &mut dyn Tx,
    id: &str,
    row: &mut Row,
    outcome: &Outcome,
    now: Time,
    jitter: u64,
) -> Result<(), WebhookError> {
    if took(outcome) {
        row.waiting = None;
        row.tries = 0;
        row.next = now;
        return Ok(());
    }
    let delay = DELAYS.get(row.tries).copied();
    row.tries = row.tries.saturating_add(1);
    let given_up = match (outcome, delay) {
        (Outcome::Answered(410, _), _) => Some(State::Gone),
        (_, None) => Some(State::Failed),
        _ => None,
    };
    let asked = match outcome {
        Outcome::Answered(_, Some(pause)) => i64::try_from(*pause).unwrap_or(0),
        _ => 0,
    };
    let jitter = 800 + i64::try_from(jitter).unwrap_or(200);
    let delay = delay.unwrap_or(0).saturating_mul(jitter) / 1000;
    row.next = now.plus(delay.max(asked).max(1));
    if let Some(state) = given_up {
        let mut webhook = find(&*tx, id)?;
        webhook.state = state;
        webhook.since = now;
        kept::put(tx, super::KIND, id, &webhook)?;
        let what = json!({"webhook": id, "state": state.name()});
        trail::note(tx, now, WORKER, "webhook-ended", what)?;
    }
    Ok(())
}
