//! The shapes of cases: what a list and a page of one hold, and acts.

use super::super::schema::{
    Is::{Always, Sometimes},
    Shape,
};

pub(super) fn case() -> Vec<(&'static str, Shape)> {
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
                    Shape::choice(&[
                        "stalled",
                        "clear",
                        "release",
                        "returned",
                        "translate",
                        "confirm",
                        "new",
                        "due",
                        "say-again",
                        "spoke",
                    ]),
                ),
                ("them", Sometimes, Shape::party()),
                ("case", Sometimes, Shape::named("CaseId")),
                ("reference", Sometimes, Shape::text()),
                ("draft", Sometimes, Shape::text()),
                ("act", Sometimes, Shape::act()),
                ("kind", Sometimes, Shape::text()),
                ("subject", Sometimes, Shape::map(Shape::text())),
                ("by", Sometimes, Shape::text()),
                ("reason", Sometimes, Shape::text()),
                ("office", Sometimes, Shape::text()),
                ("at", Sometimes, Shape::time()),
                ("until", Sometimes, Shape::time()),
                ("urgency", Sometimes, Shape::text()),
                ("due", Sometimes, Shape::named("Due")),
                // Of a channel of which not all is shown.
                ("because", Sometimes, Shape::text()),
                // Of a text to translate.
                ("translation", Sometimes, Shape::text()),
                (
                    "text",
                    Sometimes,
                    Shape::choice(&["draft", "owed", "house"]),
                ),
                ("asked_of", Sometimes, Shape::text()),
                // Of what a second person confirms.
                (
                    "is",
                    Sometimes,
                    Shape::choice(&["role", "access", "move", "under", "webhook"]),
                ),
                ("person", Sometimes, Shape::text()),
                ("role", Sometimes, Shape::text()),
                ("above", Sometimes, Shape::text()),
                ("webhook", Sometimes, Shape::text()),
                ("label", Sometimes, Shape::text()),
            ]),
        ),
    ]
}

pub(super) fn acts() -> Vec<(&'static str, Shape)> {
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
