//! A document in one language: headings, paragraphs, facts, tables and places to sign.
//!
//! The model has only what official papers of both sides have in common.

use crate::{
    locale::Locale,
    render::{html, plain},
};

/// A document in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its language.
    pub locale: Locale,
    /// Its title.
    pub title: String,
    /// What stands under the title.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of the first level below the title.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A paragraph that must not be missed: a legal sentence, a watermark.
    Notice(String),
    /// Names and their values.
    Facts(Vec<(String, String)>),
    /// A table with a head.
    Table {
        /// What it shows, read before it.
        caption: String,
        /// Its columns.
        columns: Vec<Column>,
        /// Its rows, each with a cell for every column.
        rows: Vec<Vec<String>>,
    },
    /// Places to sign, side by side in the order given.
    Signatures(Vec<Place>),
}

/// A place to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// For whom.
    pub whom: String,
    /// The labels of the lines to fill.
    pub lines: Vec<String>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub head: String,
    /// How its cells are set.
    pub align: Align,
}

/// How the cells of a column are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Start,
    /// Numbers.
    End,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn words(head: impl Into<String>) -> Self {
        Self {
            head: head.into(),
            align: Align::Start,
        }
    }

    /// A column of numbers.
    #[must_use]
    pub fn numbers(head: impl Into<String>) -> Self {
        Self {
            head: head.into(),
            align: Align::End,
        }
    }
}

impl Document {
    /// A document without content yet.
    #[must_use]
    pub const fn new(locale: Locale, title: String) -> Self {
        Self {
            locale,
            title,
            blocks: Vec::new(),
        }
    }

    /// With one more part.
    #[must_use]
    pub fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// As plain text in lines of at most so many columns; a Chinese character fills two, and tables are never broken.
    #[must_use]
    pub fn to_text(&self, columns: usize) -> String {
        plain::write(self, columns)
    }

    /// As one page of HTML that prints well and needs nothing from elsewhere.
    #[must_use]
    pub fn to_html(&self) -> String {
        html::write(std::slice::from_ref(self))
    }
}

/// Several documents, one after the other in the order given, as plain text.
#[must_use]
pub fn bound_text(documents: &[Document], columns: usize) -> String {
    let texts: Vec<String> = documents
        .iter()
        .map(|document| document.to_text(columns))
        .collect();
    texts.join("\n\n")
}

/// Several documents as one page of HTML; each begins on a new sheet when printed.
#[must_use]
pub fn bound_html(documents: &[Document]) -> String {
    html::write(documents)
}
