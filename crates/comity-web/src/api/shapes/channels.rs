//! The shapes of channels, of the record, and of what stands in both.

use super::super::schema::{
    Is::{Always, Sometimes},
    Shape,
};

pub(super) fn channels() -> Vec<(&'static str, Shape)> {
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
