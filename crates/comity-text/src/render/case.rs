//! A dossier as a document: who asked whom for what, where it stands, and the record of its acts.
//!
//! Parties are called by their own short names, so that the paper reads the
//! same on both sides. Out of scope: the bodies of the acts (`render::body`).

use comity_core::{
    case::{ActView, CaseView, Effect, ExhibitView, Role},
    codes::{CaseType, ItemFate},
    record::Side,
};

use crate::{
    args::Args,
    catalogue::Catalogue,
    format::{self, Offset},
    render::{
        act,
        doc::{Block, Column, Document},
        names::Names,
    },
};

/// A dossier in one language.
#[must_use]
pub fn document(case: &CaseView, names: &Names, words: &Catalogue, offset: Offset) -> Document {
    let shown = Shown {
        case,
        names,
        words,
        offset,
    };
    let mut document = Document::new(words.locale(), shown.title());
    if case.exercise() {
        document = document.with(Block::Notice(words.plain("legal-exercise")));
    }
    document.blocks.push(Block::Facts(shown.facts()));
    document.blocks.extend(shown.items());
    document.blocks.extend(shown.exhibits());
    document.blocks.push(shown.record());
    document
}

/// What became of an act, in words: in effect, noted, void with the rule, …
#[must_use]
pub fn effect(act: &ActView, names: &Names, words: &Catalogue) -> String {
    match act.effect {
        Effect::Applied => words.plain("state-applied"),
        Effect::OnTheSide => words.plain("state-on-the-side"),
        Effect::Void(rule) => words.text("state-void", &Args::new().with("rule", words.rule(rule))),
        Effect::Bad => {
            let reader = names.short(act.side.other(), words.locale());
            words.text("state-unreadable", &Args::new().with("party", reader))
        }
        Effect::NotYetUnderstood => words.plain("state-not-understood"),
    }
}

/// The steps of an exhibit's custody as the record of a case has them, one a line.
pub(super) fn steps(
    case: &CaseView,
    exhibit: &ExhibitView,
    names: &Names,
    words: &Catalogue,
    offset: Offset,
) -> Vec<String> {
    let shown = Shown {
        case,
        names,
        words,
        offset,
    };
    shown.steps(exhibit)
}

struct Shown<'a> {
    case: &'a CaseView,
    names: &'a Names,
    words: &'a Catalogue,
    offset: Offset,
}

impl Shown<'_> {
    fn title(&self) -> String {
        let kind = self.case.case_type().unwrap_or(CaseType::Request);
        let id = self
            .case
            .dossier
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let label = self.words.label(CaseType::LIST, kind.code());
        self.words.text(
            "dossier-title",
            &Args::new().with("type", label).with("id", id),
        )
    }

    fn facts(&self) -> Vec<(String, String)> {
        let status = self.case.status();
        let mut facts = vec![
            self.fact("dossier-requesting", self.long(self.case.side(Role::Asker))),
            self.fact(
                "dossier-requested",
                self.long(self.case.side(Role::Answerer)),
            ),
            self.fact(
                "dossier-status",
                self.words.label("case-status", status.code()),
            ),
        ];
        if let Some(opening) = self.case.opening() {
            let says = opening.act.says().unwrap_or_default();
            facts.extend(act::said(
                opening.act.code(),
                &says,
                self.words,
                self.offset,
            ));
        }
        facts
    }

    fn fact(&self, key: &str, value: String) -> (String, String) {
        (self.words.plain(key), value)
    }

    fn short(&self, side: Side) -> String {
        self.names.short(side, self.words.locale()).to_owned()
    }

    fn long(&self, side: Side) -> String {
        self.names.long(side, self.words.locale()).to_owned()
    }

    fn items(&self) -> Option<Block> {
        let items = self.case.items();
        let total = items.total();
        if total == 0 {
            return None;
        }
        let progress = Args::new()
            .count("done", items.ended())
            .count("total", total);
        let mut rows: Vec<Vec<String>> = items
            .fates
            .fates
            .iter()
            .map(|(fate, count)| {
                vec![
                    self.words.label(ItemFate::LIST, fate.code()),
                    format::number(*count),
                ]
            })
            .collect();
        let open = total.saturating_sub(items.fates.total());
        if open > 0 {
            rows.push(vec![
                self.words.plain("dossier-items-open"),
                format::number(open),
            ]);
        }
        let (name, value) = (
            "dossier-items",
            self.words.text("dossier-items-progress", &progress),
        );
        Some(Block::Table {
            caption: self.pair(name, value),
            columns: vec![
                self.words_column("item"),
                Column::numbers(self.head("number")),
            ],
            rows,
        })
    }

    fn pair(&self, key: &str, value: String) -> String {
        let args = Args::new()
            .with("name", self.words.plain(key))
            .with("value", value);
        self.words.text("value-pair", &args)
    }

    fn exhibits(&self) -> Option<Block> {
        let exhibits = self.case.exhibits();
        if exhibits.is_empty() {
            return None;
        }
        Some(Block::Table {
            caption: self.words.plain("dossier-evidence"),
            columns: ["exhibit", "class", "custody"]
                .map(|name| self.words_column(name))
                .into(),
            rows: exhibits
                .iter()
                .map(|exhibit| self.exhibit(exhibit))
                .collect(),
        })
    }

    fn exhibit(&self, exhibit: &ExhibitView) -> Vec<String> {
        vec![
            exhibit.exhibit.number.clone(),
            self.words.label("data-class", exhibit.exhibit.class.code()),
            self.words.parts(&self.steps(exhibit)),
        ]
    }

    fn steps(&self, exhibit: &ExhibitView) -> Vec<String> {
        exhibit
            .steps
            .iter()
            .enumerate()
            .map(|(index, (step, stamp, condition))| {
                let label = self.words.label("custody", step.code());
                let label = condition.map_or(label.clone(), |condition| {
                    let state = self.words.label("exhibit-condition", condition.code());
                    self.words.text(
                        "value-pair",
                        &Args::new().with("name", label).with("value", state),
                    )
                });
                // Hand over, sign for, return, sign for: the holder's two steps stand in the middle.
                let by = if matches!(index, 1 | 2) {
                    exhibit.by.other()
                } else {
                    exhibit.by
                };
                let args = Args::new()
                    .with("step", label)
                    .with("time", self.words.time(stamp.at, self.offset))
                    .with("party", self.short(self.case.side(by)));
                self.words.text("dossier-column-step", &args)
            })
            .collect()
    }

    fn record(&self) -> Block {
        if self.case.acts.is_empty() {
            return Block::Text(self.words.plain("dossier-no-acts"));
        }
        let columns = ["entry", "time", "party", "act", "effect"];
        Block::Table {
            caption: self.words.plain("dossier-record"),
            columns: columns.map(|name| self.words_column(name)).into(),
            rows: self.case.acts.iter().map(|act| self.act(act)).collect(),
        }
    }

    fn act(&self, act: &ActView) -> Vec<String> {
        vec![
            act::position(act.stamp.position, self.words),
            self.words.time(act.stamp.at, self.offset),
            self.short(act.side),
            self.words.act_label(&act.kind),
            effect(act, self.names, self.words),
        ]
    }

    fn head(&self, name: &str) -> String {
        self.words.plain(&format!("dossier-column-{name}"))
    }

    fn words_column(&self, name: &str) -> Column {
        Column::words(self.head(name))
    }
}
