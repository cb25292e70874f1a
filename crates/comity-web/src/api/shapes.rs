//! The shapes that have a name: what several operations take or give.

use comity_node::{
    accounts::token::Scope,
    webhooks::{Kind, State},
};

use super::schema::{
    Is::{Always, Sometimes},
    Shape,
};

/// Every named shape.
pub(super) fn named() -> Vec<(&'static str, Shape)> {
    let mut all = common();
    all.extend(case());
    all.extend(acts());
    all.extend(drafts());
    all.extend(translations());
    all.extend(channels());
    all
}

fn common() -> Vec<(&'static str, Shape)> {
    vec![
        (
            "Problem",
            Shape::object([
                ("type", Always, Shape::text()),
                ("title", Always, Shape::text()),
                ("status", Always, Shape::whole()),
                ("detail", Always, Shape::text()),
                ("next", Always, Shape::text()),
                ("code", Always, Shape::fitting("^[a-z0-9]+(-[a-z0-9]+)*$")),
                ("field", Sometimes, Shape::text()),
                (
                    "scope",
                    Sometimes,
                    Shape::choice(&Scope::ALL.map(Scope::name)),
                ),
            ]),
        ),
        (
            "CaseId",
            Shape::object([("by", Always, Shape::party()), ("id", Always, Shape::act())]),
        ),
        (
            "Entry",
            Shape::object([
                ("generation", Always, Shape::whole()),
                ("index", Always, Shape::whole()),
            ]),
        ),
        (
            "Person",
            Shape::object([
                ("name", Always, Shape::text()),
                ("office", Always, Shape::text()),
                ("duty", Sometimes, Shape::text()),
                ("roles", Always, Shape::list(Shape::text())),
                ("disabled", Always, Shape::flag()),
            ]),
        ),
        (
            "Webhook",
            Shape::object([
                ("id", Always, Shape::text()),
                ("label", Always, Shape::text()),
                ("address", Always, Shape::text()),
                (
                    "kinds",
                    Always,
                    Shape::list(Shape::choice(&Kind::ALL.map(Kind::name))),
                ),
                ("owner", Always, Shape::fitting("^(person|office):.+$")),
                ("state", Always, Shape::choice(&State::ALL.map(State::name))),
                ("since", Always, Shape::time()),
                ("by", Always, Shape::text()),
                ("made", Always, Shape::time()),
            ]),
        ),
    ]
}

fn case() -> Vec<(&'static str, Shape)> {
    let role = || Shape::choice(&["asker", "answerer"]);
    vec![
        (
            "CaseRow",
            Shape::object([
                ("case", Always, Shape::named("CaseId")),
                ("reference", Sometimes, Shape::text()),
                ("them", Always, Shape::party()),
                ("ours", Always, Shape::flag()),
                ("type", Sometimes, Shape::code("case-type")),
                ("status", Always, Shape::code("case-status")),
                ("category", Always, Shape::text()),
                ("urgency", Sometimes, Shape::code("urgency")),
                ("office", Sometimes, Shape::text()),
                ("exercise", Always, Shape::flag()),
                ("items", Always, Shape::whole()),
                ("items_ended", Always, Shape::whole()),
                ("next_due", Sometimes, Shape::time()),
                ("opened_at", Always, Shape::time()),
                ("updated_at", Always, Shape::time()),
                ("labels", Always, Shape::list(Shape::text())),
            ]),
        ),
        (
            "Due",
            Shape::object([
                ("at", Always, Shape::time()),
                ("what", Always, Shape::code("due")),
                ("by", Always, role()),
                ("begun", Always, Shape::act()),
            ]),
        ),
        (
            "Begun",
            Shape::object([
                ("act", Always, Shape::act()),
                ("by", Always, role()),
                ("entry", Always, Shape::named("Entry")),
            ]),
        ),
        (
            "Measure",
            Shape::object([
                ("by_asker", Always, Shape::number()),
                ("by_answerer", Always, Shape::number()),
                ("paused_asker", Always, Shape::number()),
                ("paused_answerer", Always, Shape::number()),
                ("verdict", Always, Shape::code("verdict")),
            ]),
        ),
        (
            // By the asker's words and by the answerer's, in seconds since 1970.
            "Bound",
            Shape::two(Shape::number().or_null()),
        ),
        (
            "Clock",
            Shape::object([
                (
                    "span",
                    Always,
                    Shape::object([
                        ("clock", Always, Shape::code("clock")),
                        ("round", Sometimes, Shape::whole()),
                        ("target", Always, Shape::number()),
                        ("extended", Sometimes, Shape::number()),
                        ("begun", Always, Shape::named("Begun")),
                        ("from", Always, Shape::named("Bound")),
                        (
                            "to",
                            Sometimes,
                            Shape::object([
                                ("at", Always, Shape::named("Bound")),
                                ("by", Always, Shape::named("Begun")),
                                ("ended", Sometimes, Shape::flag()),
                            ]),
                        ),
                        (
                            "pauses",
                            Sometimes,
                            Shape::list(Shape::object([
                                ("reason", Always, Shape::code("pause")),
                                ("from", Always, Shape::named("Bound")),
                                ("to", Sometimes, Shape::named("Bound")),
                                ("ended_by", Sometimes, Shape::named("Begun")),
                            ])),
                        ),
                    ]),
                ),
                ("measure", Always, Shape::named("Measure")),
                ("due", Sometimes, Shape::time()),
            ]),
        ),
        (
            "Case",
            Shape::object([
                ("case", Always, Shape::named("CaseId")),
                ("reference", Sometimes, Shape::text()),
                ("them", Always, Shape::party()),
                ("role", Always, role()),
                ("type", Sometimes, Shape::code("case-type")),
                ("status", Always, Shape::code("case-status")),
                ("urgency", Sometimes, Shape::code("urgency")),
                ("exercise", Always, Shape::flag()),
                ("rules", Always, Shape::whole()),
                ("due", Always, Shape::list(Shape::named("Due"))),
                ("clocks", Always, Shape::list(Shape::named("Clock"))),
                ("owed", Sometimes, Shape::open()),
                ("items", Always, Shape::map(Shape::whole())),
                ("fates", Always, Shape::open()),
                ("exhibits", Always, Shape::list(Shape::open())),
                ("acts", Always, Shape::list(Shape::named("Act"))),
                ("permitted", Always, Shape::list(Shape::text())),
                ("labels", Always, Shape::list(Shape::text())),
                (
                    "notes",
                    Always,
                    Shape::list(Shape::object([
                        ("by", Always, Shape::text()),
                        ("at", Always, Shape::time()),
                        ("text", Always, Shape::text()),
                    ])),
                ),
                (
                    "translations",
                    Sometimes,
                    Shape::list(Shape::object([
                        ("act", Always, Shape::act()),
                        ("language", Always, Shape::code("language")),
                        ("by", Always, Shape::text()),
                        ("at", Always, Shape::time()),
                        ("texts", Always, Shape::list(Shape::two(Shape::text()))),
                    ])),
                ),
                ("masked", Always, Shape::flag()),
            ]),
        ),
        (
            "Waiting",
            Shape::object([
                (
                    "what",
                    Always,
                    Shape::choice(&["clear", "release", "new", "due", "say-again", "spoke"]),
                ),
                ("them", Always, Shape::party()),
                ("case", Sometimes, Shape::named("CaseId")),
                ("reference", Sometimes, Shape::text()),
                ("draft", Sometimes, Shape::text()),
                ("act", Sometimes, Shape::act()),
                ("kind", Sometimes, Shape::text()),
                ("by", Sometimes, Shape::text()),
                ("office", Sometimes, Shape::text()),
                ("at", Sometimes, Shape::time()),
                ("until", Sometimes, Shape::time()),
                ("urgency", Sometimes, Shape::text()),
                ("due", Sometimes, Shape::named("Due")),
            ]),
        ),
    ]
}

fn acts() -> Vec<(&'static str, Shape)> {
    vec![
        (
            "Act",
            Shape::object([
                ("act", Always, Shape::act()),
                ("kind", Always, Shape::text()),
                ("ours", Always, Shape::flag()),
                ("entry", Always, Shape::named("Entry")),
                ("at", Always, Shape::time()),
                ("office", Always, Shape::text()),
                ("duty", Sometimes, Shape::text()),
                ("says", Always, Shape::open()),
                (
                    "effect",
                    Always,
                    Shape::choice(&[
                        "applied",
                        "on-the-side",
                        "void",
                        "bad",
                        "not-yet-understood",
                    ]),
                ),
                ("rule", Sometimes, Shape::text()),
                (
                    "covered",
                    Sometimes,
                    Shape::object([
                        ("by", Always, Shape::named("Entry")),
                        ("at", Always, Shape::time()),
                        ("bad", Always, Shape::flag()),
                    ]),
                ),
                (
                    "delivery",
                    Always,
                    Shape::choice(&["pending", "delivered", "complete", "received"]),
                ),
                ("content", Always, Shape::open()),
                (
                    "attachments",
                    Always,
                    Shape::list(Shape::object([
                        ("number", Always, Shape::whole()),
                        ("root", Always, Shape::hash()),
                        ("size", Always, Shape::whole()),
                        ("parts_held", Always, Shape::whole()),
                        ("parts", Always, Shape::whole()),
                        ("erased", Always, Shape::flag()),
                        ("clean", Sometimes, Shape::flag()),
                        ("looks_like", Sometimes, Shape::text()),
                        ("held_by_them", Sometimes, Shape::whole()),
                    ])),
                ),
            ]),
        ),
        (
            "Said",
            Shape::object([
                ("outcome", Always, Shape::choice(&["said"])),
                ("act", Always, Shape::act()),
                ("at", Always, Shape::time()),
                ("case", Sometimes, Shape::named("CaseId")),
                ("entry", Always, Shape::named("Entry")),
                ("kind", Always, Shape::text()),
                ("reference", Sometimes, Shape::text()),
                ("them", Always, Shape::party()),
            ]),
        ),
    ]
}

fn drafts() -> Vec<(&'static str, Shape)> {
    let because = || {
        Shape::choice(&[
            "always",
            "profile",
            "assistance",
            "data-class",
            "tlp",
            "clearance",
        ])
    };
    let missing = || {
        Shape::list(Shape::object([
            ("field", Always, Shape::code("field")),
            ("why", Always, Shape::code("must")),
        ]))
    };
    let wrong = || {
        Shape::object([
            ("field", Always, Shape::text()),
            ("text", Sometimes, Shape::text()),
            ("known", Sometimes, Shape::list(Shape::text())),
        ])
    };
    vec![
        (
            // What an officer writes; `docs/protocol/acts.md` says what each kind says.
            "ActFile",
            Shape::object([
                ("kind", Sometimes, Shape::fitting("^[a-z_]+(\\.[a-z_]+)?$")),
                ("case", Sometimes, Shape::named("CaseId")),
                ("office", Sometimes, Shape::text()),
                ("duty", Sometimes, Shape::text()),
                ("language", Sometimes, Shape::code("language")),
                ("says", Sometimes, Shape::open()),
                ("request", Sometimes, Shape::open()),
                ("text", Sometimes, Shape::map(Shape::text())),
                ("persons", Sometimes, Shape::list(Shape::open())),
                ("custody", Sometimes, Shape::list(Shape::open())),
                ("reference", Sometimes, Shape::text()),
                ("translator", Sometimes, Shape::open()),
            ]),
        ),
        (
            "Draft",
            Shape::object([
                ("id", Always, Shape::fitting("^d[0-9]+$")),
                ("them", Always, Shape::party()),
                ("case", Sometimes, Shape::named("CaseId")),
                (
                    "state",
                    Always,
                    Shape::choice(&["draft", "clearing", "submitted"]),
                ),
                ("by", Always, Shape::text()),
                ("at", Always, Shape::time()),
                ("file", Always, Shape::named("ActFile")),
                ("items", Always, Shape::map(Shape::whole())),
                (
                    "attachments",
                    Always,
                    Shape::list(Shape::object([
                        ("name", Always, Shape::text()),
                        ("data_class", Always, Shape::code("data-class")),
                        ("media_type", Always, Shape::text()),
                        ("exhibit", Sometimes, Shape::text()),
                        ("size", Always, Shape::whole()),
                        ("looks_like", Sometimes, Shape::text()),
                    ])),
                ),
                (
                    "steps",
                    Always,
                    Shape::list(Shape::object([
                        ("at", Always, Shape::time()),
                        (
                            "did",
                            Always,
                            Shape::choice(&[
                                "made",
                                "edited",
                                "submitted",
                                "cleared",
                                "sent-back",
                                "translated",
                            ]),
                        ),
                        ("content", Sometimes, Shape::text()),
                        ("office", Sometimes, Shape::text()),
                        ("reason", Sometimes, Shape::text()),
                        ("who", Always, Shape::text()),
                    ])),
                ),
                (
                    "clearance",
                    Sometimes,
                    Shape::list(Shape::object([
                        ("step", Always, Shape::whole()),
                        ("office", Always, Shape::text()),
                        ("hours", Always, Shape::whole()),
                        ("deputy", Sometimes, Shape::text()),
                        ("deputy_at_once", Always, Shape::flag()),
                        (
                            "stands",
                            Always,
                            Shape::choice(&["later", "asked", "cleared"]),
                        ),
                        ("since", Sometimes, Shape::time()),
                        ("due", Sometimes, Shape::time()),
                        ("who", Sometimes, Shape::text()),
                        ("at", Sometimes, Shape::time()),
                    ])),
                ),
                ("missing", Always, missing()),
                ("second_person", Sometimes, because()),
                ("refused", Sometimes, Shape::text()),
                ("wrong", Sometimes, wrong()),
                ("translation", Sometimes, Shape::named("TranslationLine")),
            ]),
        ),
        (
            "Check",
            Shape::object([
                ("ready", Always, Shape::flag()),
                ("missing", Always, missing()),
                ("second_person", Sometimes, because()),
                ("refused", Sometimes, Shape::text()),
                ("wrong", Sometimes, wrong()),
            ]),
        ),
        (
            "Submitted",
            Shape::any([
                Shape::named("Said"),
                Shape::object([
                    ("outcome", Always, Shape::choice(&["waits"])),
                    ("draft", Always, Shape::text()),
                    ("because", Always, because()),
                    ("offices", Sometimes, Shape::list(Shape::text())),
                ]),
            ]),
        ),
    ]
}

fn translations() -> Vec<(&'static str, Shape)> {
    let line = || {
        Shape::object([
            ("id", Always, Shape::text()),
            ("what", Always, Shape::choice(&["draft", "owed", "house"])),
            ("draft", Sometimes, Shape::text()),
            ("act", Sometimes, Shape::act()),
            ("them", Always, Shape::party()),
            ("case", Sometimes, Shape::named("CaseId")),
            ("reference", Sometimes, Shape::text()),
            ("kind", Always, Shape::text()),
            ("source", Always, Shape::code("language")),
            ("target", Always, Shape::code("language")),
            ("asked_by", Sometimes, Shape::text()),
            ("asked_of", Sometimes, Shape::text()),
            ("at", Always, Shape::time()),
            ("due", Sometimes, Shape::time()),
            ("segments", Always, Shape::whole()),
            ("translated", Always, Shape::whole()),
            ("stale", Always, Shape::whole()),
            (
                "done",
                Sometimes,
                Shape::object([
                    ("at", Always, Shape::time()),
                    ("by", Always, Shape::text()),
                    ("draft", Sometimes, Shape::text()),
                ]),
            ),
        ])
    };
    let segment = || {
        Shape::object([
            ("id", Always, Shape::text()),
            ("source", Always, Shape::text()),
            ("target", Always, Shape::text()),
            (
                "state",
                Always,
                Shape::choice(&["initial", "translated", "reviewed", "final"]),
            ),
            // Of a stale segment: what its source was when it was translated.
            ("was", Sometimes, Shape::text()),
        ])
    };
    let unit = || {
        Shape::object([
            ("id", Always, Shape::text()),
            ("segments", Always, Shape::list(segment())),
        ])
    };
    vec![
        ("TranslationLine", line()),
        (
            "Translation",
            Shape::all([
                Shape::named("TranslationLine"),
                Shape::object([("units", Always, Shape::list(unit()))]),
            ]),
        ),
        (
            "Taken",
            Shape::object([
                ("taken", Always, Shape::whole()),
                ("unchanged", Always, Shape::whole()),
                (
                    "refused",
                    Always,
                    Shape::list(Shape::object([
                        ("unit", Always, Shape::text()),
                        ("segment", Always, Shape::text()),
                        ("source", Always, Shape::text()),
                        ("why", Always, Shape::choice(&["stale", "source", "long"])),
                    ])),
                ),
            ]),
        ),
    ]
}

fn channels() -> Vec<(&'static str, Shape)> {
    let mark = || {
        Shape::object([
            ("at", Always, Shape::time()),
            ("root", Always, Shape::hash()),
            ("size", Always, Shape::whole()),
        ])
    };
    let waiting = || {
        Shape::list(Shape::object([
            ("act", Always, Shape::act()),
            ("entry", Always, Shape::named("Entry")),
            ("at", Always, Shape::time()),
            ("kind", Always, Shape::text()),
            ("case", Sometimes, Shape::named("CaseId")),
            ("reference", Sometimes, Shape::text()),
        ]))
    };
    let end = || {
        Shape::object([
            ("size", Always, Shape::whole()),
            ("root", Always, Shape::hash()),
            ("signed", Sometimes, mark()),
            ("receipted", Sometimes, mark()),
        ])
    };
    let line = || {
        [
            ("party", Always, Shape::party()),
            ("generation", Always, Shape::whole()),
            ("in_force", Always, Shape::flag()),
            ("ours", Always, Shape::whole()),
            ("ours_receipted", Always, Shape::whole()),
            ("theirs", Always, Shape::whole()),
            ("theirs_covered", Always, Shape::whole()),
            ("fresh", Sometimes, Shape::time()),
            ("frozen", Sometimes, Shape::text()),
            ("clock_in_doubt", Always, Shape::flag()),
            ("revoked", Sometimes, Shape::whole()),
            ("stands", Sometimes, Shape::text()),
            (
                "evidence",
                Always,
                Shape::list(Shape::object([
                    ("code", Always, Shape::text()),
                    ("at", Always, Shape::time()),
                ])),
            ),
            ("left_behind", Sometimes, waiting()),
        ]
    };
    vec![
        ("Channel", Shape::object(line())),
        (
            "ChannelHealth",
            Shape::all([
                Shape::named("Channel"),
                Shape::object([
                    ("our_end", Always, end()),
                    ("their_end", Always, end()),
                    ("last_exchange", Sometimes, Shape::time()),
                    ("unreceipted", Always, waiting()),
                ]),
            ]),
        ),
        (
            "LogEntry",
            Shape::object([
                ("index", Always, Shape::whole()),
                ("at", Always, Shape::time()),
                ("seen", Always, Shape::whole()),
                ("kind", Sometimes, Shape::text()),
                ("act", Sometimes, Shape::hash()),
                ("case", Sometimes, Shape::named("CaseId")),
                ("bad", Sometimes, Shape::list(Shape::whole())),
                ("held", Always, Shape::whole()),
                ("opening", Always, Shape::flag()),
                ("void", Sometimes, Shape::text()),
                ("receipted", Always, Shape::flag()),
                ("withheld", Sometimes, Shape::flag()),
            ]),
        ),
    ]
}
