//! The part of a form for attachments: what is there, and one more.

use comity_core::codes::DataClass;
use comity_node::case::{draft::AttachmentLine, form::Shown, uploads::UploadView};
use comity_text::{Args, format};

use super::{
    form::{Choice, choices},
    uploads::Unfinished,
};
use crate::console::{Site, page::Page};

/// The part of a form for attachments.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) there: Vec<NamedFile>,
    /// What is being uploaded, where the script can go on with it.
    pub(crate) unfinished: Vec<Unfinished>,
    /// Where uploads of this draft are begun; nothing where there is no draft yet.
    pub(crate) uploads: Option<String>,
    /// What the script says while it sends, with places for what is here and for all.
    pub(crate) progress: String,
    pub(crate) classes: Vec<Choice>,
    pub(crate) exhibit: String,
    pub(crate) limits: String,
}

/// An attachment in a line.
#[derive(Debug)]
pub(crate) struct NamedFile {
    pub(crate) name: String,
    pub(crate) words: String,
}

impl Files {
    /// What is attached, and what may be.
    pub(crate) fn of(page: &Page, site: &Site, there: &[AttachmentLine], values: &Shown) -> Self {
        let get = |name: &str| values.get(name).cloned().unwrap_or_default();
        let line = |one: &AttachmentLine| NamedFile {
            name: one.name.clone(),
            words: attachment(page, one),
        };
        let classes: Vec<&str> = DataClass::ALL
            .iter()
            .filter(|class| class.attachable())
            .map(|class| class.code())
            .collect();
        let office = site.office();
        let args = Args::new()
            .with("other", format::size(office.attachment_limit(false)))
            .with("exhibit", format::size(office.attachment_limit(true)));
        Self {
            there: there.iter().map(line).collect(),
            unfinished: Vec::new(),
            uploads: None,
            progress: page.words.text(
                "draft-upload-progress",
                &Args::new().with("here", "{here}").with("size", "{size}"),
            ),
            classes: choices(page, DataClass::LIST, &classes, &get("attach_class")),
            exhibit: get("attach_exhibit"),
            limits: page.words.text("draft-attach-hint", &args),
        }
    }
}

impl Files {
    /// With uploads to this draft, some of them not whole.
    pub(crate) fn with_uploads(mut self, page: &Page, draft: &str, all: Vec<UploadView>) -> Self {
        self.uploads = Some(format!("/drafts/{draft}/uploads"));
        let unfinished = all.into_iter().map(|one| Unfinished::of(page, one));
        self.unfinished = unfinished.collect();
        self
    }
}

/// Size, class and exhibit of an attachment in words.
pub(crate) fn attachment(page: &Page, one: &AttachmentLine) -> String {
    let mut parts = vec![
        format::size(one.size),
        page.label(DataClass::LIST, one.data_class.code()),
        one.media_type.clone(),
    ];
    parts.extend(one.exhibit.clone());
    let looks = one.looks_like;
    parts.extend(looks.map(|kind| page.t1("case-file-looks", "kind", kind)));
    parts.join(" · ")
}
