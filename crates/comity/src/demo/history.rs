//! After the story: a year of work between the two nodes, made by the real code through the real channel.
//!
//! [`plan`] says what will happen, as a pure function of a seed; here it is
//! done: people write, hand on and release, the nodes exchange at their rhythm
//! and at once after what presses, and the clock moves from step to step until
//! the real now. Out of scope: what the texts say ([`texts`]).

mod act;
mod chance;
mod course;
mod drafts;
mod hours;
mod plan;
mod request;
mod texts;

use std::collections::BTreeMap;

use comity_core::Time;
use comity_node::{
    case::flow::{SaidView, Submitted},
    clock::{Clock as _, SystemClock},
};
use comity_text::Args;
use serde_json::json;

use super::{
    side::{Side, With},
    stage::Stage,
};
use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
};
use act::{Going, Ready};
use chance::Chance;
use course::Do;
use hours::{BELL, next_of_rhythm};
use plan::{Case, Move, Party, Plan, Sort};
use texts::{Fill, Texture};

/// How many cases a history has when nobody says otherwise.
pub(crate) const CASES: u32 = 300;

/// What the history is drawn from: the same in every run.
const SEED: u64 = 0x636f_6d69_7479;

/// Acts that are looked at for what waits for its translation, between two looks.
const ACTS: usize = 1_000;

/// How often the telling says how far it is.
const CHAPTERS: i64 = 4;

/// Plays so many cases; how many requests the report counts more for that.
///
/// # Errors
/// A step does not hold.
pub(crate) fn play(stage: &mut Stage, count: u32) -> Outcome<u64> {
    stage.scene("history");
    let (begin, end) = (stage.clock.now().seconds(), SystemClock.now().seconds());
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let plan = plan::plan(count, begin, end, SEED);
    let mut player = Player {
        texture: Texture::read()?,
        plan: &plan,
        going: BTreeMap::new(),
        unsent: false,
        bell: None,
        rhythm: next_of_rhythm(begin),
        acts: 0,
        exchanges: 0,
        stage,
    };
    let mut chapter = 1;
    for step in &plan.moves {
        let next = begin + (end - begin) / CHAPTERS * chapter;
        if step.at >= next && chapter < CHAPTERS {
            player.pass_until(next)?;
            player.tell("chapter")?;
            chapter += 1;
        }
        player.play(*step)?;
    }
    player.pass_until(end)?;
    let waiting = drafts::write(&player)?;
    player.tell("drafts")?;
    player.end(waiting)?;
    let counted = plan
        .cases
        .iter()
        .filter(|case| case.is_request() && !case.exercise);
    Ok(counted.count() as u64)
}

/// The history while it is played.
struct Player<'a> {
    stage: &'a mut Stage,
    texture: Texture,
    plan: &'a Plan,
    going: BTreeMap<usize, Open>,
    /// Something was said since the last exchange.
    unsent: bool,
    /// When the next exchange is, because something presses.
    bell: Option<i64>,
    /// When the next exchange of the rhythm is.
    rhythm: i64,
    acts: u64,
    exchanges: u64,
}

/// A case that was asked, and which exchange was the last before each side's last word.
struct Open {
    going: Going,
    spoke: BTreeMap<Party, u64>,
}

impl Player<'_> {
    fn side(&self, party: Party) -> Outcome<&Side> {
        match party {
            Party::Cn => self.stage.cn(),
            Party::Us => self.stage.us(),
        }
    }

    fn case(&self, place: usize) -> Outcome<&Case> {
        self.plan.cases.get(place).ok_or_else(|| astray("case"))
    }

    fn now(&self) -> Time {
        self.stage.clock.now()
    }

    /// One step, at its time.
    fn play(&mut self, step: Move) -> Outcome {
        self.pass_until(step.at)?;
        self.hear(step)?;
        let case = self.case(step.case)?.clone();
        match step.does {
            Do::Ask => self.ask(step, &case)?,
            Do::Note => return self.note(step, &case),
            Do::DraftDecision => return self.draft_decision(step, &case),
            _ => self.answer(step, &case)?,
        }
        self.acts += 1;
        self.unsent = true;
        if case.presses() && self.bell.is_none() {
            self.bell = Some(step.at + BELL);
        }
        Ok(())
    }

    /// Time passes, with the exchanges that fall into it.
    fn pass_until(&mut self, time: i64) -> Outcome {
        loop {
            let bell = self.bell.filter(|at| *at < self.rhythm);
            let next = bell.unwrap_or(self.rhythm);
            if next > time {
                break;
            }
            if bell.is_none() {
                self.rhythm = next_of_rhythm(next);
            }
            self.stage.clock.reach(Time::from_seconds(next));
            if self.unsent {
                self.exchange()?;
            }
        }
        self.stage.clock.reach(Time::from_seconds(time));
        Ok(())
    }

    fn exchange(&mut self) -> Outcome {
        self.stage.exchange()?;
        self.exchanges += 1;
        self.unsent = false;
        self.bell = None;
        Ok(())
    }

    /// Nobody reacts to what has not arrived: where the other side's last word has not, it comes now.
    fn hear(&mut self, step: Move) -> Outcome {
        let open = self.going.get(&step.case);
        let spoke = open.and_then(|open| open.spoke.get(&step.by.other()));
        if spoke == Some(&self.exchanges) {
            self.exchange()?;
        }
        Ok(())
    }

    fn ask(&mut self, step: Move, case: &Case) -> Outcome {
        let mut chance = Chance::new(case.seed);
        let fill = Fill::draw(&self.texture, case.asker, &mut chance)?;
        let opening = request::opening(&self.texture, case, &fill)?;
        let list = opening.list.as_deref();
        let said = self.say(step, case, opening.file, list, &[])?;
        let dossier = said.case.clone().ok_or_else(|| astray("dossier"))?;
        let going = Going {
            dossier,
            fill,
            items: opening.items,
            translation: opening.translation,
            chance,
            said: [(Do::Ask, (said.act, said.entry))].into(),
        };
        let spoke = [(step.by, self.exchanges)].into();
        self.going.insert(step.case, Open { going, spoke });
        Ok(())
    }

    fn answer(&mut self, step: Move, case: &Case) -> Outcome {
        let Ready {
            file,
            list,
            exhibit,
        } = self.ready(step, case)?;
        let with: Vec<With<'_>> = exhibit
            .iter()
            .map(|(number, class, bytes)| With {
                name: "connections.csv",
                media_type: "text/csv",
                class: *class,
                exhibit: Some(number),
                bytes,
            })
            .collect();
        let said = self.say(step, case, file, list.as_deref(), &with)?;
        let exchanges = self.exchanges;
        if let Some(open) = self.going.get_mut(&step.case) {
            open.going.said.insert(step.does, (said.act, said.entry));
            open.spoke.insert(step.by, exchanges);
        }
        Ok(())
    }

    fn ready(&mut self, step: Move, case: &Case) -> Outcome<Ready> {
        let now = self.now();
        let open = self.going.get_mut(&step.case);
        let going = &mut open.ok_or_else(|| astray("open"))?.going;
        act::ready(&self.texture, case, going, step.does, now)
    }

    fn say(
        &self,
        step: Move,
        case: &Case,
        file: comity_node::case::file::ActFile,
        list: Option<&str>,
        with: &[With<'_>],
    ) -> Outcome<SaidView> {
        let (side, them) = (self.side(step.by)?, self.side(step.by.other())?.party());
        let author = author(side, case, step.does);
        match side.hand_on(author, &them, file, list, with)? {
            Submitted::Said(said) => Ok(said),
            Submitted::Waits { draft, .. } => side.release(&draft),
        }
    }

    /// A decision that is written and handed on, and stays there.
    fn draft_decision(&mut self, step: Move, case: &Case) -> Outcome {
        let ready = self.ready(step, case)?;
        let (side, them) = (self.side(step.by)?, self.side(step.by.other())?.party());
        let author = author(side, case, step.does);
        match side.hand_on(author, &them, ready.file, None, &[])? {
            Submitted::Waits { .. } => Ok(()),
            Submitted::Said(_) => Err(astray("released")),
        }
    }

    fn note(&mut self, step: Move, case: &Case) -> Outcome {
        let side = self.side(step.by)?;
        let open = self.going.get(&step.case).ok_or_else(|| astray("open"))?;
        let mut chance = open.going.chance.clone();
        let parts = &self.texture.parts;
        let text = chance.of(parts.notes.of(step.by))?;
        let label = chance.of(parts.labels.of(step.by))?;
        let (who, dossier) = (
            author(side, case, step.does),
            open.going.dossier.to_string(),
        );
        side.office().note(who, &dossier, text, self.now())?;
        side.office()
            .label(who, &dossier, label, true, self.now())?;
        Ok(())
    }

    /// How far it is.
    fn tell(&mut self, name: &'static str) -> Outcome {
        let (asked, acts) = (self.going.len() as u64, self.acts);
        let args = Args::new().count("cases", asked).count("acts", acts);
        let facts = json!({"cases": asked, "acts": acts, "exchanges": self.exchanges});
        self.stage.step(name, true, &args, facts)
    }

    /// What came of it, as both sides see it.
    fn end(&mut self, waiting: u64) -> Outcome {
        self.exchange()?;
        for party in [Party::Cn, Party::Us] {
            let office = self.side(party)?.office();
            while office.find_translations(ACTS, self.now())? {}
        }
        let said: usize = self.plan.moves.iter().filter(|step| step.says()).count();
        let all = self.acts == said as u64 && self.going.len() == self.plan.cases.len();
        let args = Args::new()
            .count("waiting", waiting)
            .count("exchanges", self.exchanges);
        let facts = json!({
            "cases": self.going.len(), "acts": self.acts,
            "exchanges": self.exchanges, "waiting": waiting,
        });
        self.stage.step("done", all, &args, facts)
    }
}

/// Who does it: the analyst in technical matters, counsel in formal ones, the
/// duty desk acknowledges what presses, and the officer does the rest.
const fn author(side: &Side, case: &Case, does: Do) -> &'static str {
    match (case.sort, does) {
        (_, Do::Ack) if case.presses() => side.who.duty,
        (Sort::Technical | Sort::Query | Sort::Spontaneous, _) => side.who.analyst,
        (Sort::Formal, _) => side.who.counsel,
        _ => side.who.officer,
    }
}

fn astray(name: &str) -> Failure {
    Failure::new(Exit::Bug, "demo-step").with("name", format!("history-{name}"))
}
