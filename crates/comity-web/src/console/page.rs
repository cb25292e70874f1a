//! What every page has: its reader's language and offset, who reads it, and the frame around it.

use std::{borrow::Borrow, fmt::Display, sync::Arc};

use comity_core::{Time, body::Texts};
use comity_node::accounts::{Caller, Permission, session::How};
use comity_text::{Args, Catalogue, Locale, format::Offset, render::act};
use serde_json::{Map, Value};

use super::{
    Site, assets,
    book::Book,
    events,
    foreign::{self, Foreign},
};

/// The rooms of the console, in the order of the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    /// What needs me.
    Desk,
    /// Cases.
    Cases,
    /// Drafts on their way.
    Drafts,
    /// What waits for its translation.
    Translations,
    /// Counterparts and the health of channels.
    Counterparts,
    /// Both logs.
    Record,
    /// Reports.
    Reports,
    /// The house.
    Administration,
    /// What is in no room: sign-in, errors, one's own account, help.
    None,
}

/// A link of the bar.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) address: &'static str,
    pub(crate) words: String,
    /// The key after `g` that leads there.
    pub(crate) key: &'static str,
    pub(crate) here: bool,
}

impl Room {
    /// The rooms of the bar: where each is, its words, and who may enter.
    pub(crate) const BAR: [(Self, &'static str, &'static str, &'static str, Permission); 8] = [
        (
            Self::Desk,
            "/",
            "d",
            "console-room-desk",
            Permission::OwnAccount,
        ),
        (
            Self::Cases,
            "/cases",
            "c",
            "console-room-cases",
            Permission::ReadCases,
        ),
        (
            Self::Drafts,
            "/drafts",
            "r",
            "console-room-drafts",
            Permission::ReadCases,
        ),
        (
            Self::Translations,
            "/translations",
            "t",
            "console-room-translations",
            Permission::Translate,
        ),
        (
            Self::Counterparts,
            "/counterparts",
            "p",
            "console-room-counterparts",
            Permission::ReadChannels,
        ),
        (
            Self::Record,
            "/record",
            "l",
            "console-room-record",
            Permission::ReadRecord,
        ),
        (
            Self::Reports,
            "/reports",
            "s",
            "console-room-reports",
            Permission::Report,
        ),
        (
            Self::Administration,
            "/administration",
            "a",
            "console-room-administration",
            Permission::ReadPeople,
        ),
    ];
}

/// What an act says by when something is due.
const DUE: [&str; 9] = [
    "by",
    "deadline",
    "do_not_notify_until",
    "expected",
    "expires",
    "on",
    "original_by",
    "translation_by",
    "until",
];

/// What a template asks its page for.
#[derive(Debug)]
pub(crate) struct Page {
    /// The words of the reader's language.
    pub(crate) words: &'static Catalogue,
    /// The words of the other language.
    pub(crate) other: &'static Catalogue,
    /// The distance from UTC that the reader's times are shown at.
    pub(crate) offset: Offset,
    /// Who reads; nobody on the way in.
    pub(crate) caller: Option<Arc<Caller>>,
    /// The token that every form of the page carries; empty where nobody is signed in.
    pub(crate) csrf: String,
    /// The room that it stands in.
    pub(crate) room: Room,
    /// The title: it says something.
    pub(crate) title: String,
    /// Its own address, for what leads back.
    pub(crate) path: String,
    /// Both parties, or our own name.
    pub(crate) me: String,
    /// When the page was made.
    pub(crate) now: Time,
    /// What the parties are called, and their clocks; of nobody while nobody is signed in.
    pub(crate) book: Arc<Book>,
}

impl Page {
    /// A page for nobody in particular.
    pub(crate) fn new(site: &Site, locale: Locale, path: &str) -> Self {
        Self {
            words: (site.words)(locale),
            other: (site.words)(locale.other()),
            offset: Offset::UTC,
            caller: None,
            csrf: String::new(),
            room: Room::None,
            title: String::new(),
            path: path.to_owned(),
            me: site.node.me().to_string(),
            now: site.now(),
            book: Arc::default(),
        }
    }

    /// With a title.
    pub(crate) fn titled(mut self, room: Room, title: impl Into<String>) -> Self {
        self.room = room;
        self.title = title.into();
        self
    }

    /// A text.
    pub(crate) fn t(&self, key: &str) -> String {
        self.words.plain(key)
    }

    /// A text that speaks of one value.
    pub(crate) fn t1(&self, key: &str, name: &'static str, value: impl ToString) -> String {
        self.words
            .text(key, &Args::new().with(name, value.to_string()))
    }

    /// A text that counts.
    pub(crate) fn tn(&self, key: &str, count: impl TryInto<u64>) -> String {
        let count = count.try_into().unwrap_or(u64::MAX);
        self.words.text(key, &Args::new().count("count", count))
    }

    /// Two sentences one after the other, as the reader's language sets them.
    pub(crate) fn sentences(&self, first: impl Display, next: impl Display) -> String {
        self.words.sentences(&first.to_string(), &next.to_string())
    }

    /// The label of a code.
    pub(crate) fn label(&self, list: &str, code: &str) -> String {
        self.words.label(list, code)
    }

    /// The label of an act kind.
    pub(crate) fn act(&self, kind: &str) -> String {
        self.words.act_label(kind)
    }

    /// A text in the reader's language, else in the one that there is.
    pub(crate) fn own(&self, texts: &Texts) -> String {
        let own = texts
            .iter()
            .find(|(language, _)| language.code() == self.lang());
        let any = own.or_else(|| texts.iter().next());
        any.map(|(_, text)| self.foreign_line(text))
            .unwrap_or_default()
    }

    /// A text that somebody else wrote, for the inside of an element: marked where it is not what it seems.
    pub(crate) fn foreign<'a>(&self, text: &'a str) -> Foreign<'a> {
        Foreign::new(text, self.words)
    }

    /// The same for a title or an attribute: one short line without markup.
    pub(crate) fn foreign_line(&self, text: &str) -> String {
        foreign::line(text, self.words)
    }

    /// A time as the reader writes it.
    pub(crate) fn time(&self, at: impl Borrow<Time>) -> String {
        self.words.time(*at.borrow(), self.offset)
    }

    /// What a party is called in the reader's language.
    pub(crate) fn party(&self, party: impl Display) -> String {
        self.book.called(&party.to_string(), self.words)
    }

    /// What we are called.
    pub(crate) fn we(&self) -> String {
        self.party(&self.me)
    }

    /// A deadline by the reader's clock, and by that of the other desk where it is another.
    pub(crate) fn both(&self, at: impl Borrow<Time>, them: impl Display) -> String {
        let (at, them) = (*at.borrow(), them.to_string());
        let here = self.words.time_near(at, self.now, self.offset);
        self.beside(here, at, &them)
    }

    /// What an act says, with the other desk's time beside what is due.
    pub(crate) fn said(
        &self,
        kind: &str,
        says: &Map<String, Value>,
        them: impl Display,
    ) -> Vec<(String, String)> {
        let mut facts = act::said(kind, says, self.words, self.offset);
        let them = them.to_string();
        let due = DUE.iter().filter_map(|name| says.get(*name)?.as_str());
        for at in due.filter_map(|text| text.parse::<Time>().ok()) {
            let here = self.time(at);
            let both = self.beside(here.clone(), at, &them);
            let of_it = facts.iter_mut().filter(|(_, value)| *value == here);
            of_it.for_each(|(_, value)| value.clone_from(&both));
        }
        facts
    }

    /// A time as it is said here, with the other desk's beside it where its clock is another.
    fn beside(&self, here: String, at: Time, them: &str) -> String {
        let there = self.book.zone(them).filter(|zone| *zone != self.offset);
        let Some(there) = there else { return here };
        let args = Args::new()
            .with("here", here)
            .with("party", self.party(them))
            .with("there", self.words.time_near(at, self.now, there));
        self.words.text("console-both-times", &args)
    }

    /// By which clock times are typed, and how the other desk's clock differs from it.
    pub(crate) fn clocks(&self, them: impl Display) -> String {
        let them = them.to_string();
        let there = self.book.zone(&them).filter(|zone| *zone != self.offset);
        let Some(there) = there else {
            return self.t1("console-clock", "zone", self.offset);
        };
        let args = Args::new()
            .with("zone", self.offset.to_string())
            .with("party", self.party(&them))
            .with("there", there.to_string());
        self.words.text("console-clocks", &args)
    }

    /// How long until, or since, a time, in words.
    pub(crate) fn distance(&self, at: impl Borrow<Time>) -> String {
        let seconds = at.borrow().since(self.now);
        let span = self.words.duration(seconds.unsigned_abs());
        let key = if seconds < 0 {
            "console-late-by"
        } else {
            "console-in"
        };
        self.t1(key, "span", span)
    }

    /// How long ago a time was, without a word before it.
    pub(crate) fn ago(&self, at: impl Borrow<Time>) -> String {
        let seconds = self.now.since(*at.borrow());
        self.words.duration(seconds.unsigned_abs())
    }

    /// Whether a time is over.
    pub(crate) fn over(&self, at: impl Borrow<Time>) -> bool {
        *at.borrow() < self.now
    }

    /// The language tag of the page.
    pub(crate) fn lang(&self) -> &'static str {
        self.words.locale().tag()
    }

    /// The other language: its tag and its own name.
    pub(crate) fn other(&self) -> Other {
        Other {
            tag: self.other.locale().tag(),
            name: self.other.plain("console-language-name"),
        }
    }

    /// The address of a file beside the pages.
    pub(crate) fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// Whether the reader may do this.
    pub(crate) fn can(&self, permission: Permission) -> bool {
        self.caller
            .as_ref()
            .is_some_and(|caller| caller.can(permission))
    }

    /// The links of the bar that this reader may follow.
    pub(crate) fn bar(&self) -> Vec<Link> {
        let open = Room::BAR
            .iter()
            .filter(|(.., permission)| !self.by_link() && self.can(*permission));
        open.map(|(room, address, key, words, _)| Link {
            address,
            words: self.t(words),
            key,
            here: *room == self.room,
        })
        .collect()
    }

    /// Whether the page hears of what arrives.
    pub(crate) fn is_told(&self) -> bool {
        self.caller
            .as_ref()
            .is_some_and(|caller| events::is_told(caller))
    }

    /// Whether a link for setting up led here: then there are no rooms to go to.
    pub(crate) fn by_link(&self) -> bool {
        self.caller
            .as_ref()
            .is_some_and(|caller| caller.how == How::Link)
    }

    /// Where help with this page is.
    pub(crate) fn help(&self) -> &'static str {
        match self.room {
            Room::Desk => "/help/desk",
            Room::Cases => "/help/cases",
            Room::Drafts => "/help/drafts",
            Room::Translations => "/help/translations",
            Room::Counterparts => "/help/counterparts",
            Room::Record => "/help/record",
            Room::Reports => "/help/reports",
            Room::Administration => "/help/administration",
            Room::None if self.path.starts_with("/account") => "/help/account",
            Room::None if self.path.starts_with("/sign-in") => "/help/sign-in",
            Room::None => "/help",
        }
    }

    /// Who reads, by name.
    pub(crate) fn reader(&self) -> &str {
        self.caller
            .as_ref()
            .map_or("", |caller| caller.name.as_str())
    }
}

/// The language that a reader can change to.
#[derive(Debug)]
pub(crate) struct Other {
    pub(crate) tag: &'static str,
    pub(crate) name: String,
}
