//! The six certification forms as papers: what is known of an exhibit, what is to be filled in, who signs.
//!
//! Which forms there are and what each is for stands in `comity_core::codes`;
//! the sentences are ours and every paper says so. A paper without an exhibit
//! is the empty form. Out of scope: whether a form fits an exhibit, which the
//! officer decides, and what the paper is worth before a court.

use comity_core::{
    body::{Attachment, Body, CustodyEntry},
    case::{CaseView, ExhibitView, Role},
    codes::{CertificationForm, Medium},
};

use crate::{
    catalogue::{Catalogue, key_of},
    format::{self, Offset},
    render::{
        body, case,
        doc::{Block, Document, Place},
        names::Names,
    },
};

/// What stands where something is to be filled in by hand.
const BLANK: &str = "____________________";

/// The exhibit that a form is made for.
#[derive(Debug, Clone, Copy)]
pub struct Certified<'a> {
    /// The case.
    pub case: &'a CaseView,
    /// Our reference of it.
    pub reference: Option<&'a str>,
    /// What the parties are called.
    pub names: &'a Names,
    /// The exhibit with its custody in the record.
    pub exhibit: &'a ExhibitView,
    /// The body of the act that handed it over, when it is open here.
    pub body: Option<&'a Body>,
}

impl Certified<'_> {
    fn attachment(&self) -> Option<&Attachment> {
        let exhibit = &self.exhibit.exhibit;
        let named = |one: &&Attachment| Some(one.root) == exhibit.root;
        self.body?.attachments.iter().find(named)
    }

    /// The custody of this exhibit before it was handed over, in the order of the body.
    #[must_use]
    pub fn custody(&self) -> Vec<&CustodyEntry> {
        let custody = self.body.map_or(&[][..], |body| &body.custody);
        custody
            .iter()
            .filter(|entry| entry.exhibit == self.exhibit.exhibit.number)
            .collect()
    }
}

/// A form in one language, filled in for an exhibit; empty without one.
#[must_use]
pub fn document(
    form: CertificationForm,
    exhibit: Option<&Certified<'_>>,
    words: &Catalogue,
    offset: Offset,
) -> Document {
    let paper = Paper {
        form,
        exhibit,
        words,
        offset,
    };
    let mut document = Document::new(words.locale(), words.plain(&paper.key()));
    if exhibit.is_some_and(|one| one.case.exercise()) {
        document = document.with(Block::Notice(words.plain("legal-exercise")));
    }
    document.blocks.extend([
        Block::Notice(words.plain("certify-words")),
        paper.text("text"),
        Block::Facts(paper.case_facts()),
        paper.heading("exhibit"),
        Block::Facts(paper.facts()),
    ]);
    document.blocks.extend(paper.custody());
    document.blocks.push(paper.heading("particulars"));
    document.blocks.push(Block::Facts(paper.fill()));
    if paper.electronic() {
        let note = words.plain("certify-electronic");
        document.blocks.push(Block::Text(note));
    }
    document.blocks.extend([
        paper.heading("declaration"),
        paper.text("declare"),
        paper.heading("signatures"),
        paper.text("note"),
        Block::Signatures(paper.places()),
    ]);
    document
}

struct Paper<'a> {
    form: CertificationForm,
    exhibit: Option<&'a Certified<'a>>,
    words: &'a Catalogue,
    offset: Offset,
}

impl Paper<'_> {
    fn key(&self) -> String {
        format!("certify-{}", key_of(self.form.code()))
    }

    fn text(&self, attribute: &str) -> Block {
        let none = crate::args::Args::new();
        Block::Text(self.words.attribute(&self.key(), attribute, &none))
    }

    fn heading(&self, name: &str) -> Block {
        Block::Heading(self.words.plain(&format!("certify-heading-{name}")))
    }

    fn case_facts(&self) -> Vec<(String, String)> {
        let long = |role| {
            let one = self.exhibit?;
            let name = one.names.long(one.case.side(role), self.words.locale());
            Some(name.to_owned())
        };
        let case = self.exhibit.and_then(|one| one.case.dossier.as_ref());
        let reference = self.exhibit.and_then(|one| one.reference);
        vec![
            self.fact("certify-case", case.map(ToString::to_string)),
            self.fact("certify-reference", reference.map(str::to_owned)),
            self.fact("dossier-requesting", long(Role::Asker)),
            self.fact("dossier-requested", long(Role::Answerer)),
        ]
    }

    fn facts(&self) -> Vec<(String, String)> {
        let words = self.words;
        let exhibit = self.exhibit.map(|one| &one.exhibit.exhibit);
        let file = self.exhibit.and_then(Certified::attachment);
        let original = exhibit.map(|one| {
            words.plain(if one.original {
                "certify-is-original"
            } else {
                "certify-is-copy"
            })
        });
        let class = exhibit.map(|one| words.label("data-class", one.class.code()));
        let medium = exhibit.map(|one| words.label(Medium::LIST, one.medium.code()));
        let collected = exhibit.and_then(|one| one.collected);
        let sha256 = file
            .map(|file| file.sha256)
            .or_else(|| exhibit.and_then(|one| one.sha256));
        let root = exhibit.and_then(|one| one.root);
        let transfer = self.exhibit.map(|one| one.exhibit.transfer);
        vec![
            self.fact("certify-number", exhibit.map(|one| one.number.clone())),
            self.fact("dossier-column-class", class),
            self.fact("certify-original", original),
            self.fact("certify-medium", medium),
            self.fact(
                "certify-collected",
                collected.map(|at| words.time(at, self.offset)),
            ),
            self.fact("certify-file", file.map(|file| file.name.clone())),
            self.fact("certify-format", file.map(|file| file.media_type.clone())),
            self.fact("certify-size", file.map(|file| format::size(file.size))),
            self.fact("certify-sha256", sha256.map(|hash| hash.to_string())),
            self.fact("certify-root", root.map(|hash| hash.to_string())),
            self.fact("certify-transfer", transfer.map(|act| act.to_string())),
        ]
    }

    fn fact(&self, key: &str, value: Option<String>) -> (String, String) {
        let value = value.filter(|text| !text.is_empty());
        (
            self.words.plain(key),
            value.unwrap_or_else(|| BLANK.to_owned()),
        )
    }

    /// Custody before the transfer by the body, and since then by the record.
    fn custody(&self) -> Vec<Block> {
        let (words, offset) = (self.words, self.offset);
        let Some(one) = self.exhibit else {
            return Vec::new();
        };
        let mut blocks = Vec::new();
        blocks.extend(body::custody(&one.custody(), words, offset));
        if one.body.is_none() {
            blocks.push(Block::Notice(words.plain("certify-unmade")));
        }
        let steps = case::steps(one.case, one.exhibit, one.names, words, offset);
        if !steps.is_empty() {
            blocks.push(self.heading("record"));
            blocks.extend(steps.into_iter().map(Block::Text));
        }
        blocks
    }

    fn fill(&self) -> Vec<(String, String)> {
        let fields: &[&str] = match self.form {
            CertificationForm::CnDocument => &["place", "keeper", "obtained"],
            CertificationForm::CnStatement => &[
                "person",
                "from",
                "until",
                "where",
                "interpreter",
                "corrections",
            ],
            CertificationForm::CnSeizure | CertificationForm::UsSeizure => {
                &["authority", "seized", "holder", "condition"]
            }
            CertificationForm::UsBusinessRecord => &["business", "keeper", "obtained"],
            CertificationForm::UsPublicDocument => &["office", "keeper", "obtained"],
        };
        let custody = self.exhibit.map(Certified::custody).unwrap_or_default();
        let field = |name: &&str| {
            let known = self.known(name, &custody);
            self.fact(&format!("certify-fill-{name}"), known)
        };
        fields.iter().map(field).collect()
    }

    /// What the custody says of a particular: how it began of where it was obtained, how it stands of its keeper.
    fn known(&self, particular: &str, custody: &[&CustodyEntry]) -> Option<String> {
        let (first, last) = (custody.first()?, custody.last()?);
        match particular {
            "place" => last.place.clone(),
            "keeper" => Some(last.by.clone()),
            "from" => Some(self.words.time(first.at, self.offset)),
            "where" => first.place.clone(),
            "obtained" | "seized" => {
                let at = self.words.time(first.at, self.offset);
                let parts = [Some(at), first.place.clone()];
                Some(
                    self.words
                        .parts(&parts.into_iter().flatten().collect::<Vec<_>>()),
                )
            }
            _ => None,
        }
    }

    /// Whether the rules of China on electronic data concern it; on an empty form they may.
    fn electronic(&self) -> bool {
        let for_china = matches!(
            self.form,
            CertificationForm::CnDocument | CertificationForm::CnSeizure
        );
        let thing = |one: &Certified<'_>| one.exhibit.exhibit.medium == Medium::Object;
        for_china && !self.exhibit.is_some_and(thing)
    }

    fn places(&self) -> Vec<Place> {
        let (who, sealed): (&[&str], bool) = match self.form {
            CertificationForm::CnDocument => (&["custodian", "officer", "second"], true),
            CertificationForm::CnStatement => (&["questioned", "officer", "second"], false),
            CertificationForm::CnSeizure => (&["officer", "second", "holder"], false),
            CertificationForm::UsBusinessRecord => (&["custodian"], false),
            CertificationForm::UsPublicDocument => (&["official"], true),
            CertificationForm::UsSeizure => (&["official", "keeper"], false),
        };
        let names = ["signature", "name", "date"].into_iter();
        let names = names.chain(sealed.then_some("seal"));
        let lines: Vec<String> = names
            .map(|name| self.words.plain(&format!("certify-line-{name}")))
            .collect();
        let place = |name: &&str| Place {
            whom: self.words.plain(&format!("certify-signs-{name}")),
            lines: lines.clone(),
        };
        who.iter().map(place).collect()
    }
}
