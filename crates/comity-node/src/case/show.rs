//! One case as a person sees it: status, clocks by both sides' words, every act with its content and delivery.

use comity_core::{
    ActId, DossierId, Hash, PartyName, Time,
    act::{Exhibit, Fates, ItemCounts},
    body::MASK,
    case::{self, CaseView, Effect, ExhibitView, Role},
    clocks::{Measure, Moment, Owed, Span, owed, spans},
    codes::{CaseStatus, CaseType, CustodyStep, DueKind, ExhibitCondition, Urgency},
    due,
    envelope::AttachmentRef,
    record::{Covered, Position, Said, Side},
    terms,
};
use comity_store::{ReadTx, Store, house::PrivateNote};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    CaseError,
    content::{self, Content},
    view,
};
use crate::{
    access::{self, Holding},
    attach,
    channel::{attachments::held_by_them, state},
    office::Office,
    translate::{self, HouseTranslation},
};

/// A case as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CaseShow {
    /// Its id.
    pub case: DossierId,
    /// Our reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The counterpart.
    pub them: PartyName,
    /// The part that we play in it.
    pub role: Role,
    /// What kind of dossier it is.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub case_type: Option<CaseType>,
    /// Status.
    pub status: CaseStatus,
    /// How urgent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgency: Option<Urgency>,
    /// An exercise.
    pub exercise: bool,
    /// The version of the rules that it is judged by.
    pub rules: u32,
    /// What is due, the nearest first.
    pub due: Vec<DueLine>,
    /// Every clock with its measure as of now.
    pub clocks: Vec<ClockLine>,
    /// The obligation of the answerer that runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owed: Option<Owed>,
    /// Items sent, by kind.
    pub items: ItemCounts,
    /// What became of them.
    pub fates: Fates,
    /// Exhibits with their custody.
    pub exhibits: Vec<ExhibitLine>,
    /// Every act, in an order that both nodes share.
    pub acts: Vec<ActLine>,
    /// Kinds that we may say now.
    pub permitted: Vec<&'static str>,
    /// Our private labels.
    pub labels: Vec<String>,
    /// Our private notes.
    pub notes: Vec<NoteLine>,
    /// Our own translations of acts of theirs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<HouseTranslation>,
    /// Who of this house holds it.
    pub holding: Holding,
}

/// Something that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DueLine {
    /// When, on our clock.
    pub at: Time,
    /// What.
    pub what: DueKind,
    /// Who owes it.
    pub by: Role,
    /// The act that began it.
    pub begun: ActId,
}

/// A clock with its measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClockLine {
    /// The span as the record has it.
    pub span: Span,
    /// Its measure now.
    pub measure: Measure,
    /// When its target is reached on our clock, as things stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Time>,
}

/// An exhibit with its custody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExhibitLine {
    /// What it is.
    pub exhibit: Exhibit,
    /// Who handed it over.
    pub by: Role,
    /// The act that did.
    pub transfer: ActId,
    /// The steps of its custody.
    pub steps: Vec<CustodyLine>,
}

/// A step of custody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CustodyLine {
    /// What.
    pub step: CustodyStep,
    /// The act that says so.
    pub act: ActId,
    /// When, as its leaf states.
    pub at: Time,
    /// In which state, when it was signed for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<ExhibitCondition>,
}

/// An act as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActLine {
    /// Its id.
    pub act: ActId,
    /// The kind.
    pub kind: String,
    /// Whether we said it.
    pub ours: bool,
    /// Its entry.
    pub entry: Position,
    /// The stated time.
    pub at: Time,
    /// The office.
    pub office: String,
    /// The duty number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duty: Option<String>,
    /// Codes, numbers and dates.
    pub says: Map<String, Value>,
    /// `applied`, `on-the-side`, `void`, `bad`, `not-yet-understood`.
    pub effect: &'static str,
    /// The rule that it breaks, when it is void.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    /// The leaf of the other side that first covered it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covered: Option<Covered>,
    /// How far it came.
    pub delivery: Delivery,
    /// Its body.
    pub content: Content,
    /// Its attachments.
    pub attachments: Vec<AttachmentState>,
}

/// How far an act came (`ARCHITECTURE.md`, invariant 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    /// Said here; no receipt yet.
    Pending,
    /// Under their receipt.
    Delivered,
    /// Their log says that they hold all attachments.
    Complete,
    /// Theirs, held here.
    Received,
}

/// An attachment of an act as this node has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttachmentState {
    /// Its number in the act, from 1.
    pub number: usize,
    /// Root over its sealed parts.
    pub root: Hash,
    /// Sealed bytes.
    pub size: u64,
    /// Parts held here.
    pub parts_held: u64,
    /// Parts in all.
    pub parts: u64,
    /// Whether it was erased here.
    pub erased: bool,
    /// What the scan said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clean: Option<bool>,
    /// The media type that its first bytes are of, where its name says another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looks_like: Option<&'static str>,
    /// The entry of their log that says that they hold it, when it is ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_by_them: Option<u64>,
}

/// A private note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoteLine {
    /// Who.
    pub by: String,
    /// When.
    pub at: Time,
    /// What.
    pub text: String,
}

/// A case with all that its pages need, before it is put into lines.
struct Loaded {
    them: PartyName,
    dossier: DossierId,
    acts: Vec<Said>,
    view: CaseView,
    side: Side,
}

impl CaseShow {
    /// Takes the personal fields out of the bodies, and the private notes with them: free text may name anybody.
    pub fn mask(&mut self) {
        for act in &mut self.acts {
            act.content.mask();
        }
        for note in &mut self.notes {
            MASK.clone_into(&mut note.by);
            MASK.clone_into(&mut note.text);
        }
        for one in &mut self.translations {
            MASK.clone_into(&mut one.by);
            for (_, text) in &mut one.texts {
                MASK.clone_into(text);
            }
        }
    }
}

impl<S: Store> Office<'_, S> {
    /// What a case comes to, by all that this node holds.
    ///
    /// # Errors
    /// No such case.
    pub fn case_view(&self, case: &str) -> Result<CaseView, CaseError> {
        self.node.store().read(|tx| Ok(self.load(tx, case)?.view))
    }

    /// A case as it is shown at this time: by reference, id, or a prefix of the id.
    ///
    /// # Errors
    /// No such case, or several.
    pub fn show_case(&self, case: &str, now: Time) -> Result<CaseShow, CaseError> {
        self.node.store().read(|tx| {
            let loaded = self.load(tx, case)?;
            let Loaded {
                them,
                dossier,
                acts,
                view,
                side,
            } = &loaded;
            let terms = terms::in_force(acts);
            let channel = view::suspensions(tx, them)?;
            let standstills = channel.standstills(view.asker_side);
            let answerer = view.asker_side.other();
            let last = tx.last_leaf(them, answerer)?;
            let moment = Moment {
                as_of: now,
                answerer_last: last.map_or(now, |leaf| leaf.at),
                standstills: &standstills,
            };
            let spans = spans(view, &terms);
            let role = view.role(*side);
            let items = view.items();
            Ok(CaseShow {
                case: dossier.clone(),
                reference: super::rows::known_reference(tx, dossier)?,
                them: them.clone(),
                role,
                case_type: view.case_type(),
                status: view.status(),
                urgency: view.urgency(),
                exercise: view.exercise(),
                rules: view.rules,
                due: due::open(view, &terms, &standstills, *side)
                    .into_iter()
                    .map(due_line)
                    .collect(),
                owed: owed(&spans, view.last_said(answerer), &moment),
                clocks: spans
                    .into_iter()
                    .map(|span| ClockLine {
                        measure: span.measure(&moment),
                        due: span.due(role, &standstills).filter(|_| span.to.is_none()),
                        span,
                    })
                    .collect(),
                items: items.sent,
                fates: items.fates,
                exhibits: view.exhibits().into_iter().map(exhibit_line).collect(),
                acts: self.act_lines(tx, &loaded)?,
                permitted: case::permitted(view, *side),
                labels: tx.labels(them, dossier)?,
                notes: tx
                    .private_notes(them, dossier)?
                    .into_iter()
                    .map(note_line)
                    .collect(),
                translations: self.house_translations(tx, &loaded)?,
                holding: access::holding(tx, them, dossier)?,
            })
        })
    }

    fn load(&self, tx: &dyn ReadTx, case: &str) -> Result<Loaded, CaseError> {
        let (them, dossier) = view::find(tx, case)?;
        let acts = view::acts(tx, &them, &dossier)?;
        let view = case::evaluate(&acts);
        let side = self
            .parties(&them)?
            .side(self.node.me())
            .unwrap_or(Side::First);
        Ok(Loaded {
            them,
            dossier,
            acts,
            view,
            side,
        })
    }

    fn house_translations(
        &self,
        tx: &dyn ReadTx,
        loaded: &Loaded,
    ) -> Result<Vec<HouseTranslation>, CaseError> {
        let theirs = loaded.acts.iter().filter(|said| said.side != loaded.side);
        let mut found = Vec::new();
        for said in theirs {
            found.extend(translate::of_act(tx, *self, said.envelope.id)?);
        }
        Ok(found)
    }

    fn act_lines(&self, tx: &dyn ReadTx, loaded: &Loaded) -> Result<Vec<ActLine>, CaseError> {
        let secrets = self.node.secrets();
        let parties = self.parties(&loaded.them)?;
        let mut lines = Vec::with_capacity(loaded.view.acts.len());
        for act in &loaded.view.acts {
            let at = |said: &&Said| said.side == act.side && said.position == act.stamp.position;
            let Some(said) = loaded.acts.iter().find(at) else {
                continue;
            };
            let ours = said.side == loaded.side;
            let mut attachments = attachments(tx, &loaded.them, ours, &said.envelope.attachments)?;
            let content = content::open(tx, &*secrets.sealer, &parties, said)?;
            let described = content.body().map(|body| body.attachments.as_slice());
            for (state, one) in attachments.iter_mut().zip(described.unwrap_or_default()) {
                state.looks_like = self.looks(tx, one)?;
            }
            let (effect, rule) = effect(act.effect);
            lines.push(ActLine {
                act: act.stamp.id,
                kind: act.kind.clone(),
                ours,
                entry: said.position,
                at: said.at,
                office: said.envelope.office.clone(),
                duty: said.envelope.duty.clone(),
                says: said.envelope.says.clone(),
                effect,
                rule,
                covered: said.covered,
                delivery: delivery(tx, &loaded.them, ours, said.position, &attachments)?,
                content,
                attachments,
            });
        }
        Ok(lines)
    }
}

fn attachments(
    tx: &dyn ReadTx,
    them: &PartyName,
    ours: bool,
    references: &[AttachmentRef],
) -> Result<Vec<AttachmentState>, CaseError> {
    let mut states = Vec::with_capacity(references.len());
    for (number, reference) in (1..).zip(references) {
        let row = tx.attachment(&reference.root)?;
        let held_by_them = if ours {
            held_by_them(tx, them, &reference.root)?
        } else {
            None
        };
        states.push(AttachmentState {
            number,
            root: reference.root,
            size: reference.size,
            parts_held: row.as_ref().map_or(0, |row| row.held.count()),
            parts: attach::count(reference.size),
            erased: tx.tombstone(&reference.root)?.is_some(),
            clean: row.and_then(|row| row.scan).map(|scan| scan.clean),
            looks_like: None,
            held_by_them,
        });
    }
    Ok(states)
}

fn delivery(
    tx: &dyn ReadTx,
    them: &PartyName,
    ours: bool,
    entry: Position,
    attachments: &[AttachmentState],
) -> Result<Delivery, CaseError> {
    if !ours {
        return Ok(Delivery::Received);
    }
    let channel = state::load(tx, them)?;
    let receipted = channel
        .generation(entry.generation)
        .is_some_and(|one| one.ours.receipted() > entry.index);
    Ok(
        match (
            receipted,
            attachments.iter().all(|one| one.held_by_them.is_some()),
        ) {
            (false, _) => Delivery::Pending,
            (true, false) => Delivery::Delivered,
            (true, true) => Delivery::Complete,
        },
    )
}

const fn effect(effect: Effect) -> (&'static str, Option<&'static str>) {
    match effect {
        Effect::Applied => ("applied", None),
        Effect::OnTheSide => ("on-the-side", None),
        Effect::Void(broken) => ("void", Some(broken.code())),
        Effect::Bad => ("bad", None),
        Effect::NotYetUnderstood => ("not-yet-understood", None),
    }
}

const fn due_line(due: due::Due) -> DueLine {
    DueLine {
        at: due.at,
        what: due.what,
        by: due.by,
        begun: due.begun,
    }
}

fn exhibit_line(view: ExhibitView) -> ExhibitLine {
    let step = |(step, stamp, condition): (CustodyStep, case::Stamp, Option<ExhibitCondition>)| {
        CustodyLine {
            step,
            act: stamp.id,
            at: stamp.at,
            condition,
        }
    };
    ExhibitLine {
        exhibit: view.exhibit,
        by: view.by,
        transfer: view.transfer,
        steps: view.steps.into_iter().map(step).collect(),
    }
}

fn note_line(note: PrivateNote) -> NoteLine {
    NoteLine {
        by: note.by,
        at: note.at,
        text: note.text,
    }
}
