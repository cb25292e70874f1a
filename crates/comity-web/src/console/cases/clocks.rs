//! The clocks of a case: what is left or by how much it is late, what each side states, and what was taken off.

use comity_core::{
    Time,
    case::Role,
    codes::{PauseReason, Verdict},
};
use comity_node::case::show::{CaseShow, ClockLine};
use comity_text::Args;

use crate::console::page::Page;

/// A deadline this near is marked, in seconds.
const NEAR: i64 = 86_400;

/// A clock as it is shown.
pub(crate) struct Clock {
    /// A class of the style, whose meaning the words beside it say.
    pub(crate) standing: &'static str,
    /// Which clock, and how long it allows.
    pub(crate) what: String,
    /// How it stands, in a word or two.
    pub(crate) how: String,
    /// What is left, or by how much it is late, or how long it took.
    pub(crate) big: String,
    /// The rest: both sides' words, what was taken off.
    pub(crate) lines: Vec<String>,
    /// Until when: here, and on the other desk where its clock is another.
    pub(crate) due: Option<String>,
}

/// The clocks of a case, for this page.
pub(crate) fn of(case: &CaseShow, page: &Page) -> Vec<Clock> {
    let shown = Shown { case, page };
    case.clocks.iter().map(|line| shown.clock(line)).collect()
}

struct Shown<'a> {
    case: &'a CaseShow,
    page: &'a Page,
}

impl Shown<'_> {
    fn clock(&self, line: &ClockLine) -> Clock {
        let page = self.page;
        let allowed = line.span.allowed();
        let what = Args::new()
            .with("clock", page.label("clock", line.span.clock.code()))
            .with("span", self.span(allowed));
        Clock {
            standing: self.standing(line),
            what: page.words.text("case-clock-within", &what),
            how: page.label("verdict", line.measure.verdict.code()),
            big: self.big(line),
            lines: self.lines(line),
            due: line.due.map(|at| self.due(at)),
        }
    }

    fn standing(&self, line: &ClockLine) -> &'static str {
        match (line.measure.verdict, line.due) {
            (Verdict::Late | Verdict::Contested, _) => "over",
            (_, Some(due)) if self.page.over(due) => "over",
            (_, Some(due)) if due.since(self.page.now) < NEAR => "near",
            (_, Some(_)) => "runs",
            (Verdict::Running, None) => "near",
            (_, None) => "met",
        }
    }

    fn big(&self, line: &ClockLine) -> String {
        let measure = &line.measure;
        if let Some(due) = line.due {
            return match due.since(self.page.now) {
                left if left >= 0 => self.with("case-clock-left", left),
                late => self.with("console-late-by", -late),
            };
        }
        if line.span.to.is_none() {
            let pause = line.span.standing_pause().map(|pause| pause.reason);
            let reason = pause.unwrap_or(PauseReason::Suspended);
            let reason = self.page.label(PauseReason::LIST, reason.code());
            return self.page.t1("clock-stands", "reason", reason);
        }
        match measure.verdict {
            Verdict::Late => {
                self.with("console-late-by", measure.by_answerer - line.span.allowed())
            }
            _ => self.span(measure.by_asker),
        }
    }

    fn lines(&self, line: &ClockLine) -> Vec<String> {
        let (page, measure) = (self.page, &line.measure);
        let (asker, answerer) = self.parties();
        let both = Args::new()
            .with("asker", asker)
            .with("answerer", answerer)
            .with("stated", self.span(measure.by_answerer))
            .with("proven", self.span(measure.by_asker));
        let mut lines = vec![page.words.text("case-clock-both", &both)];
        let paused = measure.paused_asker.max(measure.paused_answerer);
        if paused > 0 {
            let mut reasons: Vec<PauseReason> =
                line.span.pauses.iter().map(|pause| pause.reason).collect();
            if reasons.is_empty() {
                reasons.push(PauseReason::Suspended);
            }
            reasons.sort();
            reasons.dedup();
            let reasons = reasons.into_iter();
            let reasons: Vec<String> = reasons
                .map(|reason| page.label(PauseReason::LIST, reason.code()))
                .collect();
            let args = Args::new()
                .with("span", self.span(paused))
                .with("reason", page.words.list(&reasons));
            lines.push(page.words.text("clock-paused", &args));
        }
        if line.span.extended > 0 {
            lines.push(self.with("case-clock-extended", line.span.extended));
        }
        lines
    }

    /// Who asked and who answers, by name.
    fn parties(&self) -> (String, String) {
        let (me, them) = (self.page.we(), self.page.party(&self.case.them));
        match self.case.role {
            Role::Asker => (me, them),
            Role::Answerer => (them, me),
        }
    }

    fn due(&self, at: Time) -> String {
        let both = self.page.both(at, &self.case.them);
        self.page.t1("case-clock-until", "at", both)
    }

    fn with(&self, key: &str, seconds: i64) -> String {
        self.page.t1(key, "span", self.span(seconds))
    }

    fn span(&self, seconds: i64) -> String {
        self.page.words.duration(seconds.unsigned_abs())
    }
}
