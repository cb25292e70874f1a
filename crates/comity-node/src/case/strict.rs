//! JSON that a person wrote, with every name once: of two values under one name nobody can say which was meant.

use std::{cell::Cell, fmt};

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Number, Value};

/// Why text gives no value.
#[derive(Debug)]
pub(super) enum Fault {
    /// An object gives this name a second time.
    Twice(Twice),
    /// It is no JSON.
    Json(serde_json::Error),
}

/// A name that an object gives twice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("read {name:?} a second time, at line {line}")]
pub struct Twice {
    /// The name.
    pub name: String,
    /// The line of the second one.
    pub line: usize,
}

impl Twice {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "file-name-twice"
    }
}

/// Reads a value in which no object gives a name twice, at any depth.
pub(super) fn read(text: &[u8]) -> Result<Value, Fault> {
    let twice = Cell::new(None);
    let mut json = serde_json::Deserializer::from_slice(text);
    let read = Reader(&twice).deserialize(&mut json);
    let read = read.and_then(|value| json.end().map(|()| value));
    read.map_err(|error| match twice.take() {
        Some(name) => Fault::Twice(Twice {
            name,
            line: error.line(),
        }),
        None => Fault::Json(error),
    })
}

/// Reads a value; a name that is there twice is left in the cell.
#[derive(Clone, Copy)]
struct Reader<'a>(&'a Cell<Option<String>>);

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        let number = Number::from_f64(value).ok_or_else(|| E::custom("a number without end"))?;
        Ok(number.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self)? {
            values.push(value);
        }
        Ok(values.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if object.contains_key(&name) {
                self.0.set(Some(name));
                return Err(A::Error::custom("a name twice"));
            }
            let value = members.next_value_seed(self)?;
            object.insert(name, value);
        }
        Ok(object.into())
    }
}
