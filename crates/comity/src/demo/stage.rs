//! The stage: both sides, their clock, the network between them, and the telling, a line or an object a step.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use comity_core::{Time, report::Report};
use comity_node::{access::Sight, clock::Clock as _, report::Ask};
use comity_text::Args;
use serde::Serialize;
use serde_json::Value;
use tokio::runtime::Runtime;

use super::{clock::Driven, side::Side};
use crate::{
    commands::Env,
    exit::Exit,
    failure::{Failure, Outcome},
    screen::Screen,
    wiring::{House, serve},
};

/// Minutes and days as the story counts them.
pub(crate) const MINUTE: i64 = 60;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// All that the scenes share.
pub(crate) struct Stage {
    pub(crate) screen: Screen,
    pub(crate) dir: PathBuf,
    pub(crate) clock: Arc<Driven>,
    pub(crate) runtime: Runtime,
    cn: Option<Side>,
    us: Option<Side>,
    scene: &'static str,
    steps: u32,
    /// Whether steps are told.
    tells: bool,
    /// Whether a history follows the story.
    history: bool,
}

/// A step as a program reads it.
#[derive(Serialize)]
struct Step<'a> {
    step: u32,
    scene: &'a str,
    name: &'a str,
    ok: bool,
    /// By the nodes' clock.
    at: Time,
    #[serde(skip_serializing_if = "Value::is_null")]
    facts: Value,
}

impl Stage {
    pub(crate) fn new(env: &Env, dir: PathBuf, history: bool, tells: bool) -> Outcome<Self> {
        Ok(Self {
            screen: env.screen,
            dir,
            clock: Arc::new(Driven::new(history)),
            runtime: serve::runtime()?,
            cn: None,
            us: None,
            scene: "",
            steps: 0,
            tells,
            history,
        })
    }

    /// The two sides come on stage.
    pub(crate) fn enter(&mut self, cn: Side, us: Side) {
        self.cn = Some(cn);
        self.us = Some(us);
    }

    pub(crate) fn cn(&self) -> Outcome<&Side> {
        self.cn.as_ref().ok_or_else(gone)
    }

    pub(crate) fn us(&self) -> Outcome<&Side> {
        self.us.as_ref().ok_or_else(gone)
    }

    /// Takes a side off the stage, with all that it has in memory.
    pub(crate) fn take_us(&mut self) -> Outcome<Side> {
        self.us.take().ok_or_else(gone)
    }

    /// The Chinese node answers calls too from now on.
    pub(crate) fn open_cn(&mut self) -> Outcome {
        self.cn.as_mut().ok_or_else(gone)?.serve()
    }

    pub(crate) fn put_us(&mut self, us: Side) {
        self.us = Some(us);
    }

    /// Time passes; when it is long, the nodes exchange at their rhythm meanwhile.
    pub(crate) fn pass(&self, seconds: i64) -> Outcome {
        let mut left = seconds;
        while left > 0 {
            let now = left.min(12 * HOUR);
            self.clock.pass(now);
            left -= now;
            if seconds >= 12 * HOUR {
                self.exchange()?;
            }
        }
        Ok(())
    }

    /// The Chinese node calls the American one, as it does every hour.
    pub(crate) fn exchange(&self) -> Outcome {
        self.cn()?.exchange(&self.us()?.party()).map(drop)
    }

    /// What the demo is, before anything happens.
    pub(crate) fn opening(&self) {
        self.screen.say("demo-title", &Args::new());
        let dir = self.dir.display().to_string();
        let begins = if self.history { "year" } else { "weeks" };
        let args = Args::new().with("dir", dir).with("begins", begins);
        self.screen.say("demo-opening", &args);
    }

    /// A new scene.
    pub(crate) fn scene(&mut self, name: &'static str) {
        self.scene = name;
        if !self.screen.json {
            self.screen.line("");
        }
        self.screen.say(&format!("demo-{name}"), &Args::new());
    }

    /// One step with its check: told when it holds, the end of the demo when it does not.
    pub(crate) fn step(
        &mut self,
        name: &'static str,
        ok: bool,
        args: &Args,
        facts: Value,
    ) -> Outcome {
        self.steps += 1;
        let step = Step {
            step: self.steps,
            scene: self.scene,
            name,
            ok,
            at: self.clock.now(),
            facts,
        };
        let screen = self.screen;
        let people = |screen: Screen| {
            let mark = if ok { "✓" } else { "✗" };
            let text = screen
                .words()
                .text(&format!("demo-{}-{name}", step.scene), args);
            let at = screen.words().time(step.at, screen.offset());
            screen.line(&format!("  {mark} [{at}] {text}"));
        };
        if self.tells {
            screen.answer(&step, people);
        }
        if ok {
            return Ok(());
        }
        let name = format!("{}-{name}", self.scene);
        Err(Failure::new(Exit::Bug, "demo-step").with("name", name))
    }

    /// The report of the channel as each side computes it, for one cut and moment.
    pub(crate) fn reports(&self) -> Outcome<[Report; 2]> {
        let (cn, us) = (self.cn()?, self.us()?);
        let ours = cn
            .office()
            .report(&us.party(), &Ask::default(), &Sight::All)?;
        let sizes = ours.cut.logs.each_ref().map(|log| log.size);
        let ask = Ask {
            cut: Some((sizes[0], sizes[1])),
            as_of: Some(ours.report.as_of),
            ..Ask::default()
        };
        let theirs = us.office().report(&cn.party(), &ask, &Sight::All)?;
        Ok([ours.report, theirs.report])
    }

    /// The homes that are left behind, and commands to try on them; also while both are served.
    pub(crate) fn closing(&mut self, cases: &[&str], serves: bool) -> Outcome {
        let home = |side: &Side| side.root().display().to_string();
        let (cn, us) = (home(self.cn()?), home(self.us()?));
        let proof = self.dir.join("silence.tar").display().to_string();
        let credential = |party: &str| {
            self.dir
                .join(format!("{party}.credential"))
                .display()
                .to_string()
        };
        // The number that the silent side gave to the request that nobody took up.
        let silent = cases.last().copied().unwrap_or_default();
        let silent = self
            .us()?
            .office()
            .show_case(silent, self.clock.now())?
            .case;
        let unanswered = self.cn()?.reference(&silent)?;
        let comity = std::env::current_exe()
            .map_or_else(|_| "comity".to_owned(), |path| path.display().to_string());
        let mut commands = vec![
            format!("{comity} --home {cn} status"),
            format!("{comity} --home {cn} case list"),
            format!(
                "{comity} --home {us} case show {}",
                cases.get(1).copied().unwrap_or_default()
            ),
            format!("{comity} --home {cn} record list cyber.us.example"),
            format!("{comity} --home {us} report cyber.cn.example"),
            format!(
                "{comity} receipt verify {proof} --credential {} --credential {}",
                credential("cyber.cn.example"),
                credential("cyber.us.example"),
            ),
            format!(
                "{comity} --home {cn} --as {} case act request.ack {unanswered}",
                super::people::CN.officer,
            ),
        ];
        if !serves {
            commands.push(format!("{comity} --home {us} serve"));
            commands.push(format!("{comity} --home {cn} exchange cyber.us.example"));
        }
        self.scene("closing");
        let facts = serde_json::json!({"homes": [cn, us], "try": commands});
        let steps = self.steps + 1;
        let args = Args::new()
            .count("steps", u64::from(steps))
            .with("cn", cn)
            .with("us", us);
        self.step("done", true, &args, facts)?;
        self.screen.say("demo-closing-try", &Args::new());
        if !self.screen.json {
            for command in &commands {
                self.screen.line(&format!("    {command}"));
            }
        }
        Ok(())
    }

    /// Both sides go home, and nothing goes on.
    pub(crate) fn end(mut self) -> Outcome {
        self.cn.take().map(Side::leave).transpose()?;
        self.us.take().map(Side::leave).transpose()?;
        serve::end(self.runtime);
        Ok(())
    }

    /// Both homes, opened again by the real clock, and what serves them.
    pub(crate) fn homes(mut self) -> Outcome<([House; 2], Runtime)> {
        let cn = self.cn.take().ok_or_else(gone)?.reopen()?;
        let us = self.us.take().ok_or_else(gone)?.reopen()?;
        Ok(([cn, us], self.runtime))
    }
}

/// A file that the demo leaves for its reader.
pub(crate) fn leave(path: &Path, bytes: &[u8]) -> Outcome {
    std::fs::write(path, bytes).map_err(|error| Failure::file(path, error))
}

fn gone() -> Failure {
    Failure::new(Exit::Bug, "demo-step").with("name", "stage")
}
