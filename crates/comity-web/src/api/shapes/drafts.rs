//! The shapes of drafts, of who clears them, and of what comes with them.

use super::super::schema::{
    Is::{Always, Sometimes},
    Shape,
};

pub(super) fn drafts() -> Vec<(&'static str, Shape)> {
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
            "DraftLine",
            Shape::object([
                ("id", Always, Shape::fitting("^d[0-9]+$")),
                ("them", Always, Shape::party()),
                ("case", Sometimes, Shape::named("CaseId")),
                ("kind", Always, Shape::text()),
                ("subject", Sometimes, Shape::map(Shape::text())),
                (
                    "state",
                    Always,
                    Shape::choice(&["draft", "clearing", "submitted"]),
                ),
                ("by", Always, Shape::text()),
                ("at", Always, Shape::time()),
                ("sent_back", Sometimes, Shape::text()),
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
