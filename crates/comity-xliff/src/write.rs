//! A document as a file: UTF-8, one element a line, white space of the text kept.

use std::fmt::Write as _;

use super::{CORE, Document, GLOSSARY, Note, Part, Segment, Term, Unit};

/// The file of a document.
///
/// Characters that XML cannot hold stand in sources and targets as code points
/// (`cp`), and are replaced by U+FFFD everywhere else.
#[must_use]
pub fn write(document: &Document) -> String {
    let mut out = Out(String::new());
    out.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.put(&format!("<xliff xmlns=\"{CORE}\" xmlns:gls=\"{GLOSSARY}\""));
    out.attribute("version", "2.1");
    out.attribute("srcLang", &document.source);
    if let Some(target) = &document.target {
        out.attribute("trgLang", target);
    }
    out.put(">\n<file");
    out.attribute("id", &document.id);
    out.attribute("original", &document.original);
    out.put(" canResegment=\"no\" xml:space=\"preserve\">\n");
    out.notes(&document.notes);
    for unit in &document.units {
        out.unit(unit);
    }
    out.put("</file>\n</xliff>\n");
    out.0
}

struct Out(String);

impl Out {
    fn put(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn unit(&mut self, unit: &Unit) {
        self.put("<unit");
        self.attribute("id", &unit.id);
        if !unit.name.is_empty() {
            self.attribute("name", &unit.name);
        }
        self.put(">\n");
        self.terms(&unit.terms);
        self.notes(&unit.notes);
        for part in &unit.parts {
            match part {
                Part::Segment(segment) => self.segment(segment),
                Part::Between(text) => {
                    self.put("<ignorable>");
                    self.inline("source", text);
                    self.put("</ignorable>\n");
                }
            }
        }
        self.put("</unit>\n");
    }

    fn segment(&mut self, segment: &Segment) {
        self.put("<segment");
        self.attribute("id", &segment.id);
        self.attribute("state", segment.state.name());
        if let Some(more) = &segment.sub_state {
            self.attribute("subState", more);
        }
        self.put(">");
        self.inline("source", &segment.source);
        if let Some(target) = &segment.target {
            self.inline("target", target);
        }
        self.put("</segment>\n");
    }

    fn terms(&mut self, terms: &[Term]) {
        if terms.is_empty() {
            return;
        }
        self.put("<gls:glossary>\n");
        for term in terms {
            self.put("<gls:glossEntry><gls:term>");
            self.text(&term.term);
            self.put("</gls:term><gls:translation>");
            self.text(&term.translation);
            self.put("</gls:translation></gls:glossEntry>\n");
        }
        self.put("</gls:glossary>\n");
    }

    fn notes(&mut self, notes: &[Note]) {
        if notes.is_empty() {
            return;
        }
        self.put("<notes>\n");
        for note in notes {
            self.put("<note");
            if !note.category.is_empty() {
                self.attribute("category", &note.category);
            }
            self.put(">");
            self.text(&note.text);
            self.put("</note>\n");
        }
        self.put("</notes>\n");
    }

    /// A source or target.
    fn inline(&mut self, name: &str, text: &str) {
        self.put(&format!("<{name}>"));
        for c in text.chars() {
            if is_xml(c) {
                self.character(c);
            } else {
                // Writing to a text does not fail.
                let _: std::fmt::Result = write!(self.0, "<cp hex=\"{:04X}\"/>", u32::from(c));
            }
        }
        self.put(&format!("</{name}>"));
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            self.character(if is_xml(c) { c } else { '\u{fffd}' });
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.put(&format!(" {name}=\""));
        for c in value.chars() {
            match c {
                '"' => self.put("&quot;"),
                // White space would be read as a blank.
                '\t' => self.put("&#9;"),
                '\n' => self.put("&#10;"),
                c => self.character(if is_xml(c) { c } else { '\u{fffd}' }),
            }
        }
        self.put("\"");
    }

    fn character(&mut self, c: char) {
        match c {
            '&' => self.put("&amp;"),
            '<' => self.put("&lt;"),
            '>' => self.put("&gt;"),
            // A bare one would be read as the end of a line.
            '\r' => self.put("&#13;"),
            c => self.0.push(c),
        }
    }
}

/// Whether XML 1.0 can hold this character (production 2).
const fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
