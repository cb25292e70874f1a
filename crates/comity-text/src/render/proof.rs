//! A verified proof as a document: what is proven, up to where, and what stayed closed.
//!
//! Sizes and times are given as they were signed, never as *until now*. The
//! document says what a receipt states and what it does not, whatever it is
//! that was proven.

mod facts;

use comity_core::{
    Origin, Time,
    codes::{Clock, Verdict},
};
use serde_json::Value;

use self::facts::{ClockFact, Credential, Fact, ForkKind, Part, Report, Signed, Silence, Span};
use crate::{
    args::Args,
    catalogue::Catalogue,
    format::{self, Offset},
    render::{
        act, body,
        doc::{Block, Column, Document},
        names::Directory,
    },
};

/// JSON that is not that of a verified proof.
#[derive(Debug, thiserror::Error)]
#[error("read the facts of a proof: {0}")]
pub struct FactsError(#[from] serde_json::Error);

impl FactsError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "proof-facts"
    }
}

/// A verified proof in one language, from the JSON of its facts.
///
/// # Errors
/// The JSON is not that of a verified proof of this version.
pub fn document(
    report: &Value,
    names: &Directory,
    words: &Catalogue,
    offset: Offset,
) -> Result<Document, FactsError> {
    let report: Report = serde_json::from_value(report.clone())?;
    let log = report.facts.iter().find_map(log_of).cloned();
    let shown = Shown {
        names,
        words,
        offset,
        log,
    };
    let kind = words.plain(&format!("proof-kind-{}", report.kind));
    let title = words.text("proof-title", &Args::new().with("kind", kind));
    let mut document = Document::new(words.locale(), title)
        .with(Block::Text(words.plain("proof-verified")))
        .with(Block::Heading(words.plain("proof-head-facts")));
    document
        .blocks
        .extend(report.facts.iter().flat_map(|fact| shown.fact(fact)));
    document.blocks.push(shown.credentials(&report.credentials));
    document
        .blocks
        .push(Block::Notice(words.plain("legal-receipt-any")));
    Ok(document)
}

/// The log of the act that the proof is about: of the first fact that names one.
const fn log_of(fact: &Fact) -> Option<&Origin> {
    match fact {
        Fact::Said { log, .. } | Fact::Delivered { log, .. } | Fact::HandedBack { log, .. } => {
            Some(log)
        }
        _ => None,
    }
}

struct Shown<'a> {
    names: &'a Directory,
    words: &'a Catalogue,
    offset: Offset,
    log: Option<Origin>,
}

impl Shown<'_> {
    fn fact(&self, fact: &Fact) -> Vec<Block> {
        match fact {
            Fact::Said {
                log,
                index,
                at,
                signed,
            } => self.said(log, *index, *at, *signed),
            Fact::Delivered { log, index, signed } => self.delivered(log, *index, *signed),
            Fact::Covered {
                log,
                index,
                by,
                at,
                bad,
            } => {
                let key = if *bad {
                    "proof-covered-bad"
                } else {
                    "proof-covered"
                };
                self.covering(key, log, *index, *by, *at)
            }
            Fact::Revoked {
                party,
                serial,
                log,
                index,
                at,
            } => {
                let args = self
                    .sides(log)
                    .with("party", self.name(party))
                    .number("serial", *serial)
                    .number("index", *index)
                    .with("at", self.time(*at));
                vec![self.text("proof-revoked", &args)]
            }
            Fact::BeforeRevocation {
                log,
                index,
                party,
                serial,
                by,
                recorded,
            } => {
                let args = self
                    .sides(log)
                    .with("party", self.name(party))
                    .number("serial", *serial)
                    .number("index", *index)
                    .number("covering", *by);
                vec![match recorded {
                    Some(at) => {
                        let args = args.number("recorded", at.index);
                        self.text("proof-before-revocation", &args)
                    }
                    None => self.text("proof-revocation-unplaced", &args),
                }]
            }
            Fact::Complete { log, index, by, at } => {
                self.covering("proof-complete", log, *index, *by, *at)
            }
            Fact::OpenedEnvelope { index, envelope } => {
                let dossier = envelope.dossier.as_ref().map(ToString::to_string);
                let args = entry(*index)
                    .with("act", self.words.act_label(&envelope.kind))
                    .with(
                        "dossier",
                        dossier.unwrap_or_else(|| self.words.plain("format-list-none")),
                    );
                let says = act::says(envelope, self.words, self.offset);
                vec![
                    self.text("proof-opened-envelope", &args),
                    Block::Facts(says),
                ]
            }
            Fact::OpenedBody { index, body } => {
                let mut blocks = vec![self.text("proof-opened-body", &entry(*index))];
                blocks.extend(body::blocks(body, self.words, self.offset));
                blocks
            }
            Fact::OpenedAttachment {
                index,
                number,
                sha256,
                size,
            } => {
                let args = entry(*index)
                    .number("number", *number)
                    .with("size", format::size(*size))
                    .with("fingerprint", sha256.to_string());
                vec![self.text("proof-opened-attachment", &args)]
            }
            Fact::Closed { index, part, count } => vec![self.closed(*index, *part, *count)],
            Fact::Silence(silence) => self.silence(silence),
            Fact::Timing {
                request,
                answer,
                answerer,
                requester,
                clocks,
            } => {
                let mut blocks = self.timing(*request, *answer, *answerer, *requester);
                blocks.extend(clocks.iter().map(|clock| self.clock(clock)));
                blocks
            }
            Fact::HandedBack { log, root, signed } => {
                let args = self
                    .sides(log)
                    .count("size", signed.size)
                    .with("log", log.to_string())
                    .with("root", root.to_string())
                    .with("time", self.time(signed.at));
                vec![self.text("proof-handed-back", &args)]
            }
            Fact::Fork {
                kind,
                owner,
                at,
                signed,
            } => {
                let owner = self.names.short(owner, self.words.locale());
                self.fork(*kind, &owner, *at, signed)
            }
        }
    }

    fn said(&self, log: &Origin, index: u64, at: Time, signed: Signed) -> Vec<Block> {
        let said = self
            .sides(log)
            .number("index", index)
            .with("at", self.time(at));
        let up_to = self
            .sides(log)
            .number("last", last(signed))
            .with("time", self.time(signed.at));
        vec![
            self.text("proof-said", &said),
            self.text("proof-signed-up-to", &up_to),
        ]
    }

    fn delivered(&self, log: &Origin, index: u64, signed: Signed) -> Vec<Block> {
        let args = || {
            self.sides(log)
                .number("index", index)
                .with("time", self.time(signed.at))
        };
        vec![
            self.text("proof-delivered", &args().number("last", last(signed))),
            self.text("proof-proven-time", &args()),
        ]
    }

    fn covering(&self, key: &str, log: &Origin, index: u64, by: u64, at: Time) -> Vec<Block> {
        let args = self
            .sides(log)
            .number("index", index)
            .number("covering", by)
            .with("at", self.time(at));
        vec![self.text(key, &args)]
    }

    fn closed(&self, index: u64, part: Part, count: u64) -> Block {
        match part {
            Part::Envelope => self.text("proof-closed-envelope", &entry(index)),
            Part::Body => self.text("proof-closed-body", &entry(index)),
            Part::Attachments => self.text(
                "proof-closed-attachments",
                &entry(index).count("count", count),
            ),
        }
    }

    fn silence(&self, silence: &Silence) -> Vec<Block> {
        let silent = self.name(&silence.log.sender);
        let args = || Args::new().with("silent", silent.as_str());
        let to = last(silence.signed);
        let owed = args()
            .with("asker", self.name(&silence.log.reader))
            .with(
                "obligation",
                self.words
                    .label(Clock::LIST, silence.obligation.clock.code()),
            )
            .with("dossier", silence.dossier.to_string())
            .number("index", silence.obligation.began);
        let said = u64::try_from(silence.acts.len()).unwrap_or(u64::MAX);
        let mut blocks = vec![
            self.text("proof-silent-obligation", &owed),
            self.limit(silence, &silent),
            self.text(
                "proof-silent",
                &args().number("from", silence.from).number("to", to),
            ),
            self.text("proof-silent-acts", &Args::new().count("count", said)),
        ];
        blocks.extend(self.tagged(silence, &silent));
        blocks.extend([
            self.text(
                "proof-silent-reach",
                &args()
                    .number("to", to)
                    .with("time", self.time(silence.signed.at)),
            ),
            self.text(
                "proof-silent-others",
                &Args::new().count("count", silence.others),
            ),
        ]);
        blocks
    }

    /// The time limit on the silent side's own clock, and whether its statement reaches beyond it.
    fn limit(&self, silence: &Silence, silent: &str) -> Block {
        let owed = silence.obligation;
        let over = silence.signed.at > owed.deadline;
        let args = Args::new()
            .with("silent", silent)
            .with("since", self.time(owed.since))
            .with("deadline", self.time(owed.deadline));
        let key = if over {
            "proof-silent-over"
        } else {
            "proof-silent-within"
        };
        self.text(key, &args)
    }

    fn clock(&self, clock: &ClockFact) -> Block {
        let label = |list: &str, code: &str| self.words.label(list, code);
        let verdict = clock.measure.verdict;
        let args = Args::new()
            .with("clock", label(Clock::LIST, clock.clock.code()))
            .with("limit", self.words.duration(clock.limit))
            .with("verdict", label(Verdict::LIST, verdict.code()));
        self.text("proof-span-clock", &args)
    }

    fn tagged(&self, silence: &Silence, silent: &str) -> Option<Block> {
        if silence.acts.is_empty() {
            return None;
        }
        let row = |tagged: &facts::TaggedAct| {
            vec![
                tagged.index.to_string(),
                self.time(tagged.at),
                self.words.act_label(&tagged.kind),
            ]
        };
        Some(Block::Table {
            caption: self
                .words
                .text("proof-tagged", &Args::new().with("silent", silent)),
            columns: vec![
                Column::numbers(self.words.plain("proof-column-entry")),
                Column::words(self.words.plain("proof-column-time")),
                Column::words(self.words.plain("proof-column-act")),
            ],
            rows: silence.acts.iter().map(row).collect(),
        })
    }

    fn timing(&self, request: u64, answer: u64, answerer: Span, requester: Span) -> Vec<Block> {
        let sides = || match &self.log {
            Some(log) => Args::new()
                .with("requester", self.name(&log.sender))
                .with("answerer", self.name(&log.reader)),
            None => Args::new().with("requester", "").with("answerer", ""),
        };
        let span = |span: Span| {
            sides()
                .with("span", self.span(span))
                .with("from", self.time(span.from))
                .with("to", self.time(span.to))
        };
        vec![
            self.text(
                "proof-span-heading",
                &sides().number("request", request).number("answer", answer),
            ),
            self.text("proof-span-answerer", &span(answerer)),
            self.text("proof-span-requester", &span(requester)),
            self.text("proof-span-note", &Args::new()),
        ]
    }

    fn span(&self, span: Span) -> String {
        u64::try_from(span.to.since(span.from)).map_or_else(
            |_| self.words.plain("proof-span-negative"),
            |seconds| self.words.duration(seconds),
        )
    }

    fn fork(&self, kind: ForkKind, owner: &str, at: u64, signed: &[Signed]) -> Vec<Block> {
        let args = || Args::new().with("owner", owner);
        let statement = match (kind, signed) {
            (ForkKind::TwoRoots, _) => self.text("proof-fork-two-roots", &args().count("size", at)),
            (ForkKind::TwoLeaves, _) => {
                self.text("proof-fork-two-leaves", &args().number("index", at))
            }
            (ForkKind::SeenRoot, _) => self.text("proof-fork-seen-root", &args()),
            (ForkKind::TwoCredentials, _) => {
                self.text("proof-fork-two-credentials", &args().number("serial", at))
            }
            (ForkKind::SignedSmaller, signed) => self.signed_smaller(&args, signed),
        };
        vec![statement, self.text("proof-fork-meaning", &args())]
    }

    fn signed_smaller(&self, args: &dyn Fn() -> Args, signed: &[Signed]) -> Block {
        let mut by_size = signed.to_vec();
        by_size.sort_by_key(|signed| std::cmp::Reverse(signed.size));
        let (larger, smaller) = (by_size.first().copied(), by_size.last().copied());
        let time = |signed: Option<Signed>| {
            signed
                .map(|signed| self.time(signed.at))
                .unwrap_or_default()
        };
        let size = |signed: Option<Signed>| signed.map_or(0, |signed| signed.size);
        let args = args()
            .count("larger", size(larger))
            .with("earlier", time(larger))
            .count("smaller", size(smaller))
            .with("later", time(smaller));
        self.text("proof-fork-signed-smaller", &args)
    }

    fn credentials(&self, credentials: &[Credential]) -> Block {
        let source = |credential: &Credential| match (credential.pinned, credential.revoked) {
            (true, false) => "proof-source-given",
            (true, true) => "proof-source-given-revoked",
            (false, true) => "proof-source-revoked",
            (false, false) => "proof-source-enclosed",
        };
        let row = |credential: &Credential| {
            vec![
                self.name(&credential.party),
                credential.serial.to_string(),
                self.words.plain(source(credential)),
                credential.fingerprint.to_string(),
            ]
        };
        let head = |name: &str| self.words.plain(&format!("proof-column-{name}"));
        Block::Table {
            caption: self.words.plain("proof-head-credentials"),
            columns: vec![
                Column::words(head("party")),
                Column::numbers(head("serial")),
                Column::words(head("source")),
                Column::words(head("fingerprint")),
            ],
            rows: credentials.iter().map(row).collect(),
        }
    }

    fn text(&self, key: &str, args: &Args) -> Block {
        Block::Text(self.words.text(key, args))
    }

    fn name(&self, party: &comity_core::PartyName) -> String {
        self.names.short(party, self.words.locale())
    }

    fn sides(&self, log: &Origin) -> Args {
        Args::new()
            .with("sender", self.name(&log.sender))
            .with("reader", self.name(&log.reader))
    }

    fn time(&self, time: Time) -> String {
        self.words.time_exact(time, self.offset)
    }
}

fn entry(index: u64) -> Args {
    Args::new().number("index", index)
}

/// The number of the last entry below a signed size.
const fn last(signed: Signed) -> u64 {
    signed.size.saturating_sub(1)
}
