//! The shapes of texts that wait for their translation, and of their segments.

use super::super::schema::{
    Is::{Always, Sometimes},
    Shape,
};

pub(super) fn translations() -> Vec<(&'static str, Shape)> {
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
