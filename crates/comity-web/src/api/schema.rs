//! The shapes of what the API takes and gives, as JSON Schema, and the kinds of its parameters.
//!
//! A shape says what a program must expect. What an act says by its kind, and the bodies of acts,
//! are the protocol's (`docs/protocol/acts.md`), and open objects here.

use comity_core::{PartyName, Time, codes::LISTS};
use serde_json::{Map, Value, json};

/// The kind of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text of at most so many characters.
    Text(usize),
    /// A code of a list.
    Code(&'static str),
    /// One of these.
    Choice(&'static [&'static str]),
    /// A time, as `2026-11-23T02:00:00Z`.
    Time,
    /// A whole number from 0 up to this.
    Whole(u64),
    /// Yes or no.
    Flag,
    /// The name of a party.
    Party,
    /// The sizes of both logs of a channel, as `12:15`.
    Cut,
    /// This one text.
    Fixed(&'static str),
}

impl Kind {
    /// The kind of a parameter of a path, by its name.
    pub(super) fn of_place(name: &str) -> Self {
        match name {
            "party" => Self::Party,
            "log" => Self::Choice(&["ours", "theirs"]),
            "index" => Self::Whole(1 << 53),
            "number" => Self::Whole(10_000),
            "name" => Self::Text(200),
            _ => Self::Text(80),
        }
    }

    /// Whether a text is of this kind.
    pub(super) fn fits(self, text: &str) -> bool {
        match self {
            Self::Text(most) => {
                let length = text.chars().count();
                (1..=most).contains(&length) && !text.chars().any(char::is_control)
            }
            Self::Code(list) => codes(list).contains(&text),
            Self::Choice(choices) => choices.contains(&text),
            Self::Time => text.parse::<Time>().is_ok(),
            Self::Whole(most) => {
                let plain = text.bytes().all(|byte| byte.is_ascii_digit());
                plain && text.parse::<u64>().is_ok_and(|number| number <= most)
            }
            Self::Flag => matches!(text, "true" | "false"),
            Self::Party => text.parse::<PartyName>().is_ok(),
            Self::Cut => sizes(text).is_some(),
            Self::Fixed(only) => text == only,
        }
    }

    /// Its shape.
    pub(super) fn shape(self) -> Shape {
        match self {
            Self::Text(most) => Shape(json!({
                "type": "string", "minLength": 1, "maxLength": most, "pattern": NO_CONTROLS,
            })),
            Self::Code(list) => Shape::code(list),
            Self::Choice(choices) => Shape::choice(choices),
            Self::Time => Shape::time(),
            Self::Whole(most) => Shape(json!({"type": "integer", "minimum": 0, "maximum": most})),
            Self::Flag => Shape::flag(),
            Self::Party => Shape::party(),
            Self::Cut => Shape::fitting(CUT),
            Self::Fixed(only) => Shape::choice(&[only]),
        }
    }
}

/// The sizes that a cut says.
pub(super) fn sizes(text: &str) -> Option<(u64, u64)> {
    let (first, second) = text.split_once(':')?;
    let size = |text: &str| {
        let plain = (1..=15).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|_| plain)
    };
    Some((size(first)?, size(second)?))
}

/// Texts without control characters.
const NO_CONTROLS: &str = r"^[^\u0000-\u001f\u007f-\u009f]*$";
/// Times as they are written: whole seconds, in UTC.
const TIME: &str = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$";
/// The sizes of two logs.
const CUT: &str = r"^[0-9]{1,15}:[0-9]{1,15}$";

/// What a value looks like.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shape(Value);

/// Whether a member of an object is always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Is {
    Always,
    Sometimes,
}

impl Shape {
    /// Any value.
    pub(crate) fn anything() -> Self {
        Self(json!({}))
    }

    /// An object whose members are told elsewhere.
    pub(crate) fn open() -> Self {
        Self(json!({"type": "object"}))
    }

    /// A shape that has a name of its own.
    pub(crate) fn named(name: &str) -> Self {
        Self(json!({"$ref": format!("#/components/schemas/{name}")}))
    }

    pub(crate) fn text() -> Self {
        Self(json!({"type": "string"}))
    }

    /// A text of at most so many characters.
    pub(crate) fn long(most: usize) -> Self {
        Self(json!({"type": "string", "minLength": 1, "maxLength": most}))
    }

    /// A text that fits.
    pub(crate) fn fitting(pattern: &str) -> Self {
        Self(json!({"type": "string", "pattern": pattern}))
    }

    pub(crate) fn time() -> Self {
        Self(json!({"type": "string", "format": "date-time", "pattern": TIME}))
    }

    pub(crate) fn whole() -> Self {
        Self(json!({"type": "integer", "minimum": 0}))
    }

    /// A whole number that may be below 0.
    pub(crate) fn number() -> Self {
        Self(json!({"type": "integer"}))
    }

    pub(crate) fn flag() -> Self {
        Self(json!({"type": "boolean"}))
    }

    pub(crate) fn party() -> Self {
        let label = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
        let pattern = format!(r"^{label}(\.{label})+$");
        Self(json!({"type": "string", "minLength": 3, "maxLength": 64, "pattern": pattern}))
    }

    /// `sha256:` and 64 hexadecimal digits.
    pub(crate) fn hash() -> Self {
        Self::fitting("^sha256:[0-9a-f]{64}$")
    }

    /// The id of an act.
    pub(crate) fn act() -> Self {
        Self::fitting("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
    }

    /// A code of a list.
    pub(crate) fn code(list: &str) -> Self {
        Self::choice(codes(list))
    }

    /// One of these texts.
    pub(crate) fn choice(choices: &[&str]) -> Self {
        Self(json!({"type": "string", "enum": choices}))
    }

    /// A list.
    pub(crate) fn list(of: Self) -> Self {
        Self(json!({"type": "array", "items": of.0}))
    }

    /// Two of a kind.
    pub(crate) fn two(of: Self) -> Self {
        Self(json!({"type": "array", "items": of.0, "minItems": 2, "maxItems": 2}))
    }

    /// One of several shapes.
    pub(crate) fn any<const N: usize>(of: [Self; N]) -> Self {
        Self(json!({"anyOf": Vec::from(of.map(|one| one.0))}))
    }

    /// All of several shapes at once.
    pub(crate) fn all<const N: usize>(of: [Self; N]) -> Self {
        Self(json!({"allOf": Vec::from(of.map(|one| one.0))}))
    }

    /// This, or null.
    pub(crate) fn or_null(self) -> Self {
        Self(json!({"anyOf": [self.0, {"type": "null"}]}))
    }

    /// An object with names that are not known before.
    pub(crate) fn map(of: Self) -> Self {
        Self(json!({"type": "object", "additionalProperties": of.0}))
    }

    /// An object that is given: members that are not named here may come with a later version.
    pub(crate) fn object<const N: usize>(members: [(&str, Is, Self); N]) -> Self {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for (name, is, shape) in members {
            properties.insert(name.to_owned(), shape.0);
            if is == Is::Always {
                required.push(name.to_owned());
            }
        }
        Self(json!({"type": "object", "properties": properties, "required": required}))
    }

    /// An object that is taken: a member that is not named here is refused.
    pub(crate) fn form<const N: usize>(members: [(&str, Is, Self); N]) -> Self {
        let mut form = Self::object(members);
        if let Value::Object(schema) = &mut form.0 {
            schema.insert("additionalProperties".to_owned(), Value::Bool(false));
        }
        form
    }

    /// The JSON Schema.
    pub(super) fn into_schema(self) -> Value {
        self.0
    }
}

/// The codes of a list.
pub(super) fn codes(list: &str) -> &'static [&'static str] {
    LISTS
        .iter()
        .find(|(name, _)| *name == list)
        .map_or(&[], |(_, codes)| codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_of_their_kind() {
        for (kind, text, fits) in [
            (Kind::Text(3), "abc", true),
            (Kind::Text(3), "案件号", true),
            (Kind::Text(3), "abcd", false),
            (Kind::Text(3), "", false),
            (Kind::Text(3), "a\nb", false),
            (Kind::Whole(10), "10", true),
            (Kind::Whole(10), "11", false),
            (Kind::Whole(10), "+1", false),
            (Kind::Flag, "true", true),
            (Kind::Flag, "1", false),
            (Kind::Time, "2026-11-23T02:00:00Z", true),
            (Kind::Time, "yesterday", false),
            (Kind::Party, "cyber.us.example", true),
            (Kind::Party, "US", false),
            (Kind::Code("urgency"), "urgent", true),
            (Kind::Code("urgency"), "soon", false),
            (Kind::Cut, "12:15", true),
            (Kind::Cut, "12:", false),
            (Kind::Cut, "12:+1", false),
        ] {
            assert_eq!(kind.fits(text), fits, "{kind:?} {text:?}");
        }
    }
}
