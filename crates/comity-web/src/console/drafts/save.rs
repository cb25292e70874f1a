//! What a form of an act was sent with, taken into a draft: fields, list, attachment, in this order.

use axum::extract::{Multipart, multipart::Field};
use comity_core::{
    DossierId, PartyName,
    body::AttachmentPart,
    codes::{DataClass, Ground, ItemFate},
};
use comity_node::{
    access::{self, Sight},
    attach::Plain,
    case::{
        CaseError,
        file::ActFile,
        form::{self, Given, Shown, Unread},
        import, list,
    },
    rng::SystemRandom,
};
use futures_util::future::join;

use super::incoming::{self, Fields, is_file};
use crate::console::{FORM, Site, fault::Fault, page::Page, visit::Visit};

/// What the form is about.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    /// An act that is no draft yet.
    New { them: PartyName, file: Box<ActFile> },
    /// A draft, with what it says now.
    Draft { id: String, file: Box<ActFile> },
}

/// What became of it.
#[derive(Debug)]
pub(crate) struct Saved {
    /// The draft, where there is one.
    pub(crate) id: Option<String>,
    /// What the form held.
    pub(crate) values: Shown,
    /// Fields that could not be read.
    pub(crate) unread: Vec<Unread>,
    /// Why something else was not taken.
    pub(crate) refused: Option<Fault>,
}

impl Saved {
    /// Whether all was taken.
    pub(crate) const fn is_whole(&self) -> bool {
        self.unread.is_empty() && self.refused.is_none()
    }

    /// Which of its buttons sent the form.
    pub(crate) fn then(&self) -> &str {
        self.values.get("then").map_or("", String::as_str)
    }
}

/// Reads a form to its end.
pub(crate) async fn receive(
    visit: &Visit,
    mut form: Multipart,
    target: Target,
) -> Result<Saved, Fault> {
    let mut taking = Taking {
        visit,
        fields: Fields::default(),
        target,
        id: None,
        written: false,
        unread: Vec::new(),
        refused: None,
    };
    taking.all(&mut form).await?;
    Ok(Saved {
        id: taking.id,
        values: taking.fields.values,
        unread: taking.unread,
        refused: taking.refused,
    })
}

struct Taking<'a> {
    visit: &'a Visit,
    fields: Fields,
    target: Target,
    id: Option<String>,
    /// Whether the fields before the first file were taken.
    written: bool,
    unread: Vec<Unread>,
    refused: Option<Fault>,
}

impl Taking<'_> {
    async fn all(&mut self, form: &mut Multipart) -> Result<(), Fault> {
        let broken = |_| Fault::new(axum::http::StatusCode::BAD_REQUEST, "console-form-unread");
        while let Some(field) = form.next_field().await.map_err(broken)? {
            if is_file(&field) {
                self.file(field).await?;
            } else if field.file_name().is_none() {
                self.fields.take(field).await?;
            }
        }
        self.write().await?;
        let name = self.fields.get("remove").to_owned();
        if let Some(id) = self.id.clone().filter(|_| !name.is_empty()) {
            self.detach(id, name).await?;
        }
        self.drop_upload().await
    }

    /// Throws an upload away that was not gone on with.
    async fn drop_upload(&mut self) -> Result<(), Fault> {
        let upload = self.fields.get("drop").to_owned();
        if upload.is_empty() {
            return Ok(());
        }
        let (who, sight) = (self.visit.caller.name.clone(), self.visit.sight.clone());
        let work = move |site: &Site| {
            let office = site.office();
            Ok(office.drop_upload(&site.uploads, &who, &sight, &upload))
        };
        if let Err(error) = self.visit.work(work).await? {
            self.refused = Some(error.into());
        }
        Ok(())
    }

    /// A file: a list of items, or something to attach.
    async fn file(&mut self, mut field: Field<'_>) -> Result<(), Fault> {
        if field.name() == Some("items_file") {
            let csv = field.file_name().is_some_and(|name| name.ends_with(".csv"));
            let bytes = incoming::whole(&mut field, FORM).await?;
            match listed(&bytes, csv) {
                Ok(text) => drop(self.fields.values.insert("items".to_owned(), text)),
                Err(error) => self.refused = Some(error.into()),
            }
            return Ok(());
        }
        self.write().await?;
        match self.id.clone().filter(|_| self.refused.is_none()) {
            Some(id) => self.attach(id, field).await,
            None => incoming::pass_over(&mut field).await,
        }
    }

    /// Takes the fields into the draft, once.
    async fn write(&mut self) -> Result<(), Fault> {
        if self.written || self.refused.is_some() {
            return Ok(());
        }
        self.written = true;
        let (who, sight) = (self.visit.caller.name.clone(), self.visit.sight.clone());
        let offset = self.visit.caller.zone_minutes.unwrap_or_default();
        let (values, target) = (self.fields.values.clone(), self.target.clone());
        let done = self
            .visit
            .work(move |site| Ok(written(site, &who, &sight, &values, offset, target)))
            .await?;
        match done {
            Ok(id) => self.id = Some(id),
            Err(Failed::Unread(unread)) => self.unread = unread,
            Err(Failed::Refused(error)) => self.refused = Some((*error).into()),
        }
        Ok(())
    }

    async fn attach(&mut self, id: String, mut field: Field<'_>) -> Result<(), Fault> {
        let name = field.file_name().unwrap_or_default().to_owned();
        let media_type = media_type(field.content_type());
        let class = self.fields.get("attach_class").parse::<DataClass>();
        let exhibit = self.fields.get("attach_exhibit").trim().to_owned();
        let exhibit = (!exhibit.is_empty()).then_some(exhibit);
        let Ok(data_class) = class else {
            incoming::pass_over(&mut field).await?;
            let status = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
            self.refused = Some(Fault::new(status, "draft-attach-class"));
            return Ok(());
        };
        let (feed, mut reader) = incoming::pipe();
        let who = self.visit.caller.name.clone();
        let sealing = self.visit.waiting_work(move |site| {
            let office = site.office();
            let plain = Plain {
                name,
                media_type,
                data_class,
                part: None,
                limit: office.attachment_limit(exhibit.is_some()),
                exhibit,
                bytes: &mut reader,
            };
            let done = office.attach(&who, &id, plain, site.now(), &mut SystemRandom);
            Ok(done.map(drop))
        });
        let (sealed, fed) = join(sealing, feed.run(&mut field)).await;
        fed?;
        if let Err(error) = sealed? {
            self.refused = Some(error.into());
        }
        Ok(())
    }

    async fn detach(&mut self, id: String, name: String) -> Result<(), Fault> {
        let who = self.visit.caller.name.clone();
        let work = move |site: &Site| {
            let done = site.office().detach(&who, &id, &name, site.now());
            Ok(done.map(drop))
        };
        if let Err(error) = self.visit.work(work).await? {
            self.refused = Some(error.into());
        }
        Ok(())
    }
}

enum Failed {
    Unread(Vec<Unread>),
    Refused(Box<CaseError>),
}

impl From<CaseError> for Failed {
    fn from(error: CaseError) -> Self {
        Self::Refused(Box::new(error))
    }
}

/// Fields and list into a draft: its number.
fn written(
    site: &Site,
    who: &str,
    sight: &Sight,
    values: &Shown,
    offset_minutes: i16,
    target: Target,
) -> Result<String, Failed> {
    let case_of = |text: &str| {
        let found = site.node.store().read(|tx| access::find(tx, sight, text));
        found.ok().map(|(_, dossier)| dossier)
    };
    let given = Given {
        values,
        offset_minutes,
        case_of: &case_of,
    };
    let before = match &target {
        Target::New { file, .. } | Target::Draft { file, .. } => file,
    };
    let fields = form::fields(&before.kind);
    let file = form::fill(before, &fields, &given).map_err(Failed::Unread)?;
    let (office, now) = (site.office(), site.now());
    // Whether the draft may be seen was asked when it was read for this form.
    let kept = match &target {
        Target::Draft { id, .. } => office.preview(who, id, &Sight::All)?.list,
        Target::New { .. } => String::new(),
    };
    let list = list_of(site, &file, values, &kept)?;
    Ok(match target {
        Target::New { them, .. } => office.new_draft(who, &them, file, list.as_deref(), now)?.id,
        Target::Draft { id, .. } => {
            office
                .edit_draft(who, &id, Some(file), list.as_deref(), now)?
                .id
        }
    })
}

/// The list that a form gives: as text, or one answer for many items.
fn list_of(
    site: &Site,
    file: &ActFile,
    values: &Shown,
    kept: &str,
) -> Result<Option<String>, CaseError> {
    // A list too long for a page is not in the form.
    let before = values.get("items").map_or(kept, String::as_str);
    let text = |name: &str| values.get(name).map_or("", |text| text.trim());
    if form::list_part(&file.kind) == Some(AttachmentPart::Fates) && !text("fate").is_empty() {
        let unknown = |list: &str| CaseError::Numbers(list.to_owned());
        let fate: ItemFate = text("fate").parse().map_err(|_| unknown("fate"))?;
        let ground = match text("fate_ground") {
            "" => None,
            code => Some(code.parse::<Ground>().map_err(|_| unknown("ground"))?),
        };
        let which = match text("which") {
            "" => "all",
            which => which,
        };
        let total = items(site, file.case.as_ref())?;
        return list::bulk_onto(before, total, which, fate, ground).map(Some);
    }
    Ok(Some(text("items").to_owned()).filter(|text| !text.is_empty()))
}

fn items(site: &Site, case: Option<&DossierId>) -> Result<u64, CaseError> {
    let Some(case) = case else { return Ok(0) };
    let list = site.office().items(&case.to_string())?;
    let total = list.map_or(0, |list| list.items().len());
    Ok(u64::try_from(total).unwrap_or(u64::MAX))
}

/// A list of items from what people have at hand.
fn listed(bytes: &[u8], csv: bool) -> Result<String, CaseError> {
    if csv {
        let text = std::str::from_utf8(bytes);
        let text = text.map_err(|_| comity_node::case::file::FileError::NotText)?;
        return Ok(text.trim_start_matches('\u{feff}').to_owned());
    }
    let (_, mut found) = import::read(bytes)?;
    let items = list::from_import(&mut found)?;
    Ok(String::from_utf8_lossy(&items.to_csv()).into_owned())
}

/// The media type that a browser names, as far as it is one.
pub(crate) fn media_type(named: Option<&str>) -> String {
    let legal = |text: &&str| {
        let token = |part: &str| {
            let byte = |b: u8| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b);
            !part.is_empty() && part.bytes().all(byte)
        };
        text.len() <= 127
            && text
                .split_once('/')
                .is_some_and(|(a, b)| token(a) && token(b))
    };
    let bare = named.and_then(|text| text.split(';').next()).map(str::trim);
    bare.filter(legal).map_or_else(
        || "application/octet-stream".to_owned(),
        str::to_ascii_lowercase,
    )
}

/// What went wrong, field by field, in words: under the name of the field.
pub(crate) fn told(page: &Page, unread: &[Unread]) -> std::collections::BTreeMap<String, String> {
    let words = |one: &Unread| {
        let args = comity_text::Args::new();
        let told = page.words.explain(one.wrong.code(), &args);
        (one.path.clone(), told.what)
    };
    unread.iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_media_type_is_taken_as_named_where_it_is_one() {
        for (named, taken) in [
            (Some("Text/Plain; charset=utf-8"), "text/plain"),
            (Some("text"), "application/octet-stream"),
            (Some("text/<script>"), "application/octet-stream"),
            (None, "application/octet-stream"),
        ] {
            assert_eq!(media_type(named), taken, "{named:?}");
        }
    }
}
