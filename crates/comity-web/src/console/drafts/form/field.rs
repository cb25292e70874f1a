//! One field of a form, from the table and what it holds.

use askama::Template;
use comity_core::codes::{Field, LISTS, Language};
use comity_node::case::form::{self, FormField, Holds, Need, Whose};

use super::{Maker, label};
use crate::console::page::Page;

/// Something to choose.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) words: String,
    /// What it means; empty where the words say it.
    pub(crate) meaning: String,
    pub(crate) chosen: bool,
}

/// A field as it is shown.
///
/// It is a template of its own, because rows hold fields; what it writes is
/// escaped when it is written.
#[derive(Debug, Template)]
#[template(path = "drafts/field.html")]
pub(crate) struct FieldView {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) hint: String,
    /// The word that says so, where it may stay empty.
    pub(crate) optional: String,
    pub(crate) error: String,
    pub(crate) control: Control,
}

impl askama::filters::HtmlSafe for FieldView {}

impl FieldView {
    /// What was chosen or written in it, in words.
    pub(crate) fn said(&self) -> Vec<String> {
        match &self.control {
            Control::Select { choices, .. }
            | Control::Radios(choices)
            | Control::Checks { choices, .. } => {
                let chosen = choices.iter().filter(|one| one.chosen);
                chosen.map(|one| one.words.clone()).collect()
            }
            Control::Input { value, .. } if !value.is_empty() => vec![value.clone()],
            _ => Vec::new(),
        }
    }
}

/// How a field is filled in.
#[derive(Debug)]
pub(crate) enum Control {
    Input {
        kind: &'static str,
        value: String,
        min: String,
        max: String,
        /// What is offered, where there is something to offer.
        known: Vec<String>,
    },
    Area {
        value: String,
    },
    Flag {
        checked: bool,
        /// Whether the form must say that it was there.
        has: bool,
    },
    Select {
        empty: String,
        choices: Vec<Choice>,
    },
    Radios(Vec<Choice>),
    Checks {
        choices: Vec<Choice>,
        none: String,
    },
    Pair(Vec<Text>),
    Parts {
        none: String,
        lines: Vec<Part>,
    },
    Rows {
        has: bool,
        rows: Vec<Row>,
    },
}

/// A text in one language.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) language: &'static str,
    pub(crate) words: String,
    /// The word that marks the text that counts.
    pub(crate) mark: String,
    pub(crate) value: String,
    /// Whether a line or two is enough.
    pub(crate) short: bool,
}

/// A type of assistance with what is given of it.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) words: String,
    pub(crate) choices: Vec<Choice>,
}

/// A row.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) title: String,
    /// An empty one after others is closed.
    pub(crate) open: bool,
    pub(crate) fields: Vec<FieldView>,
}

/// Lists whose codes are explained in place, one under the other.
const EXPLAINED: &[&str] = &["urgency", "tlp", "pap"];

impl Maker<'_> {
    /// A field: `name` in the form, `path` without the numbers of rows.
    pub(super) fn field(&self, name: &str, path: &str, one: &FormField, needed: bool) -> FieldView {
        let text = form::text_use(&self.file.kind);
        let page = self.page;
        FieldView {
            label: label::label(page.words, path, text),
            hint: self.hint(path, one),
            // Of the office that asks these are needed always.
            optional: match needed || [Need::Must, Need::When(Field::Hours)].contains(&one.need) {
                true => String::new(),
                false => page.t("draft-optional"),
            },
            error: self.wrong.get(name).cloned().unwrap_or_default(),
            control: self.control(name, path, one),
            name: name.to_owned(),
        }
    }

    fn hint(&self, path: &str, one: &FormField) -> String {
        let own = label::hint(self.page.words, path);
        match one.holds {
            Holds::Time => {
                let clocks = self.page.clocks(self.them);
                self.page.sentences(own, clocks)
            }
            Holds::Rows(_) if own.is_empty() => self.page.t("draft-rows-hint"),
            Holds::Rows(_) => self.page.sentences(own, self.page.t("draft-rows-hint")),
            _ => own,
        }
    }

    fn value(&self, name: &str) -> String {
        self.values.get(name).cloned().unwrap_or_default()
    }

    fn control(&self, name: &str, path: &str, one: &FormField) -> Control {
        let input = |kind: &'static str, min: String, max: String| Control::Input {
            kind,
            value: self.value(name),
            min,
            max,
            known: self.context.known(one.path),
        };
        let top = name == one.path;
        match one.holds {
            Holds::Code(list) if EXPLAINED.contains(&list) => {
                Control::Radios(self.codes(name, list))
            }
            Holds::Code(list) => self.select(self.codes(name, list)),
            Holds::Word(words) => {
                let words = words.iter().map(|word| {
                    self.choice(name, word, self.page.t(&format!("draft-word-{word}")))
                });
                self.select(words.collect())
            }
            Holds::Choice => {
                let words = ["yes", "no"]
                    .map(|word| self.choice(name, word, self.page.t(&format!("value-{word}"))));
                self.select(words.into())
            }
            Holds::Act(kinds, whose) => self.acts(name, kinds, whose, false),
            Holds::Entry => self.acts(name, &[], Whose::Theirs, true),
            Holds::Codes(list) => {
                let choices = codes_of(list)
                    .iter()
                    .map(|code| self.tick(name, code, self.words(list, code)));
                Control::Checks {
                    choices: choices.collect(),
                    none: String::new(),
                }
            }
            Holds::Exhibits => {
                let choices = self
                    .context
                    .exhibits
                    .iter()
                    .map(|number| self.tick(name, number, number.clone()));
                Control::Checks {
                    choices: choices.collect(),
                    none: self.page.t("draft-no-exhibits"),
                }
            }
            Holds::Flag => Control::Flag {
                checked: self.values.contains_key(name),
                has: top,
            },
            Holds::Texts => self.pair(name),
            Holds::Lines => Control::Area {
                value: self.value(name),
            },
            Holds::Number(from, to) => input("number", from.to_string(), to.to_string()),
            Holds::Hours => input("number", "1".to_owned(), "8784".to_owned()),
            Holds::Time => input("datetime-local", String::new(), String::new()),
            Holds::Label
            | Holds::Line
            | Holds::Sha256
            | Holds::Case
            | Holds::OfficeHours
            | Holds::Offset => input("text", String::new(), String::new()),
            Holds::Parts => self.parts(name),
            Holds::Rows(columns) => self.rows(name, path, columns, top),
        }
    }

    fn choice(&self, name: &str, value: &str, words: String) -> Choice {
        Choice {
            chosen: self.values.get(name).is_some_and(|chosen| chosen == value),
            value: value.to_owned(),
            words,
            meaning: String::new(),
        }
    }

    fn tick(&self, name: &str, value: &str, words: String) -> Choice {
        Choice {
            chosen: self.values.contains_key(&format!("{name}:{value}")),
            value: value.to_owned(),
            words,
            meaning: String::new(),
        }
    }

    fn words(&self, list: &str, code: &str) -> String {
        let label = self.page.label(list, code);
        // Grounds are known by their number.
        if list == "ground" {
            format!("{code} {label}")
        } else {
            label
        }
    }

    fn codes(&self, name: &str, list: &str) -> Vec<Choice> {
        let choice = |code: &&str| Choice {
            meaning: label::meaning(self.page.words, list, code),
            ..self.choice(name, code, self.words(list, code))
        };
        codes_of(list).iter().map(choice).collect()
    }

    fn select(&self, choices: Vec<Choice>) -> Control {
        Control::Select {
            empty: self.page.t("draft-choose"),
            choices,
        }
    }

    fn acts(&self, name: &str, kinds: &[&str], whose: Whose, entry: bool) -> Control {
        let fits = |act: &&super::KnownAct| {
            let side = match whose {
                Whose::Ours => act.ours,
                Whose::Theirs => !act.ours,
                Whose::Either => true,
            };
            side && (kinds.is_empty() || kinds.contains(&act.kind.as_str()))
        };
        let choice = |act: &super::KnownAct| {
            let value = if entry { &act.entry } else { &act.id };
            self.choice(name, value, act.words.clone())
        };
        let mut choices: Vec<Choice> = self
            .context
            .acts
            .iter()
            .filter(fits)
            .rev()
            .map(choice)
            .collect();
        // Where only one fits, it is meant.
        if let [only] = choices.as_mut_slice()
            && !self.values.contains_key(name)
        {
            only.chosen = true;
        }
        let empty = if choices.is_empty() {
            "draft-no-acts"
        } else {
            "draft-choose"
        };
        Control::Select {
            empty: self.page.t(empty),
            choices,
        }
    }

    fn pair(&self, name: &str) -> Control {
        let typed = self.values.get("language").cloned();
        let counts = typed.unwrap_or_else(|| self.file.language.to_string());
        let text = |language: &Language| {
            let code = language.code();
            let mark = counts == code;
            Text {
                language: code,
                words: self.page.label(Language::LIST, code),
                mark: if mark {
                    self.page.t("draft-authoritative")
                } else {
                    String::new()
                },
                value: self.value(&format!("{name}.{code}")),
                short: name == "request.subject",
            }
        };
        let mut texts: Vec<Text> = Language::ALL.iter().map(text).collect();
        texts.sort_by_key(|text| text.mark.is_empty());
        Control::Pair(texts)
    }

    fn parts(&self, name: &str) -> Control {
        let line = |code: &String| {
            let name = format!("{name}:{code}");
            let given = self.choice(&name, "accept", self.page.t("draft-part-given"));
            let grounds = self.codes(&name, "ground");
            Part {
                words: self.page.label("assistance", code),
                choices: std::iter::once(given).chain(grounds).collect(),
                name,
            }
        };
        Control::Parts {
            none: self.page.t("draft-part-none"),
            lines: self.context.asked.iter().map(line).collect(),
        }
    }

    fn rows(&self, name: &str, path: &str, columns: &[FormField], has: bool) -> Control {
        let mut numbers = form::rows(self.values, name);
        // One more, empty; of what was typed and sent empty, the same one again.
        let said = |number: usize| {
            let start = format!("{name}.{number}.");
            self.values
                .iter()
                .any(|(name, value)| name.starts_with(&start) && !value.is_empty())
        };
        if numbers.last().is_none_or(|last| said(*last)) {
            numbers.insert(numbers.last().map_or(0, |last| last.saturating_add(1)));
        }
        let row = |number: &usize| {
            let open = said(*number) || numbers.first() == Some(number);
            let key = if said(*number) {
                "draft-row"
            } else {
                "draft-row-new"
            };
            Row {
                open,
                title: self.page.t1(key, "number", number.saturating_add(1)),
                fields: columns
                    .iter()
                    .map(|column| {
                        let name = format!("{name}.{number}.{}", column.path);
                        let path = format!("{path}.{}", column.path);
                        self.field(&name, &path, column, false)
                    })
                    .collect(),
            }
        };
        Control::Rows {
            has,
            rows: numbers.iter().map(row).collect(),
        }
    }
}

/// The codes of a list as choices, for pages that ask for one of them alone.
pub(crate) fn choices(page: &Page, list: &str, codes: &[&str], chosen: &str) -> Vec<Choice> {
    let choice = |code: &&str| Choice {
        value: (*code).to_owned(),
        words: page.label(list, code),
        meaning: label::meaning(page.words, list, code),
        chosen: *code == chosen,
    };
    codes.iter().map(choice).collect()
}

fn codes_of(list: &str) -> &'static [&'static str] {
    LISTS
        .iter()
        .find(|(name, _)| *name == list)
        .map_or(&[], |(_, codes)| codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_shown_and_never_run() {
        let hostile = "\"><script>alert(1)</script>";
        let field = FieldView {
            name: "says.to_office".to_owned(),
            label: hostile.to_owned(),
            hint: hostile.to_owned(),
            optional: String::new(),
            error: hostile.to_owned(),
            control: Control::Rows {
                has: true,
                rows: vec![Row {
                    title: hostile.to_owned(),
                    open: true,
                    fields: vec![FieldView {
                        name: "says.exhibits.0.number".to_owned(),
                        label: "Number".to_owned(),
                        hint: String::new(),
                        optional: String::new(),
                        error: String::new(),
                        control: Control::Input {
                            kind: "text",
                            value: hostile.to_owned(),
                            min: String::new(),
                            max: String::new(),
                            known: vec![hostile.to_owned()],
                        },
                    }],
                }],
            },
        };
        let html = field.render().unwrap();
        assert!(!html.contains("<script"), "{html}");
        assert!(html.contains("value=\"&#34;&#62;&#60;script"), "{html}");
        assert!(
            html.contains("<input type=\"text\""),
            "rows hold fields as they are: {html}"
        );
    }
}
