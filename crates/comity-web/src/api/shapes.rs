//! The shapes that have a name: what several operations take or give.

mod cases;
mod channels;
mod drafts;
mod translations;

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
    all.extend(cases::case());
    all.extend(cases::acts());
    all.extend(drafts::drafts());
    all.extend(translations::translations());
    all.extend(channels::channels());
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
