//! The texts of the history: templates in both languages, and the parts that are put into them.
//!
//! They lie in `demo/history/`; everything in them is fictional. `{asker}` and
//! `{asked}` are the short names of the parties, as they stand in whatever is
//! sent; `{sector}`, `{place}` and `{n}` are drawn.

use std::collections::BTreeMap;

use comity_core::{
    body::{Citation, Texts},
    codes::Language,
};
use serde::{Deserialize, de::DeserializeOwned};

use super::{chance::Chance, plan::Party};
use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
};

/// One text in both languages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Both {
    pub(super) en: String,
    pub(super) zh: String,
}

/// What a request is about: its codes and its texts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Theme {
    pub(super) assistance: Vec<String>,
    #[serde(default)]
    pub(super) data: Vec<String>,
    #[serde(default)]
    pub(super) offences: Vec<String>,
    /// The highest penalty, in months.
    #[serde(default)]
    pub(super) penalty: Option<u32>,
    #[serde(default)]
    pub(super) rsit: Option<String>,
    /// The kind of the items that the list holds.
    #[serde(default)]
    pub(super) items: Option<String>,
    /// The kind of identifier that the data are found by.
    #[serde(default)]
    pub(super) identifier: Option<String>,
    pub(super) subject: Both,
    #[serde(default)]
    pub(super) asked: Option<Both>,
    #[serde(default)]
    pub(super) observed: Option<Both>,
    #[serde(default)]
    pub(super) purpose: Option<Both>,
    #[serde(default)]
    pub(super) facts: Option<Both>,
    #[serde(default)]
    pub(super) relation: Option<Both>,
    #[serde(default)]
    pub(super) necessity: Option<Both>,
    #[serde(default)]
    pub(super) urgency: Option<Both>,
}

/// Something that is said in a case after its request.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reply {
    kind: String,
    /// The ground that the text gives, of a decline.
    #[serde(default)]
    pub(super) ground: Option<String>,
    en: String,
    zh: String,
}

impl Reply {
    pub(super) fn text(&self) -> Both {
        Both {
            en: self.en.clone(),
            zh: self.zh.clone(),
        }
    }
}

/// One thing for each party.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Each<T> {
    cn: T,
    us: T,
}

impl<T> Each<T> {
    pub(super) const fn of(&self, party: Party) -> &T {
        match party {
            Party::Cn => &self.cn,
            Party::Us => &self.us,
        }
    }
}

/// What is put into the texts, and what stays in the house.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Parts {
    sectors: Vec<Both>,
    places: Each<Vec<Both>>,
    /// Who holds what is sought, by who is asked.
    pub(super) custodians: Each<Vec<String>>,
    pub(super) notes: Each<Vec<String>>,
    pub(super) labels: Each<Vec<String>>,
    /// Provisions by category of offence, and the one on which a measure rests.
    laws: Each<BTreeMap<String, Citation>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Themes {
    theme: Vec<Theme>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Replies {
    reply: Vec<Reply>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Other {
    query: Vec<Both>,
    spontaneous: Vec<Both>,
}

/// All texts.
#[derive(Debug, Clone)]
pub(super) struct Texture {
    pub(super) parts: Parts,
    pub(super) technical: Vec<Theme>,
    pub(super) police: Vec<Theme>,
    pub(super) emergency: Vec<Theme>,
    pub(super) formal: Vec<Theme>,
    pub(super) query: Vec<Both>,
    pub(super) spontaneous: Vec<Both>,
    replies: Vec<Reply>,
}

impl Texture {
    /// Reads the files that the program carries.
    ///
    /// # Errors
    /// One of them is not of its form, which is a fault of the program.
    pub(super) fn read() -> Outcome<Self> {
        let themes = |text| toml_of::<Themes>(text).map(|themes| themes.theme);
        let other: Other = toml_of(include_str!("../../../demo/history/other.toml"))?;
        let replies: Replies = toml_of(include_str!("../../../demo/history/replies.toml"))?;
        Ok(Self {
            parts: toml_of(include_str!("../../../demo/history/parts.toml"))?,
            technical: themes(include_str!("../../../demo/history/technical.toml"))?,
            police: themes(include_str!("../../../demo/history/police.toml"))?,
            emergency: themes(include_str!("../../../demo/history/emergency.toml"))?,
            formal: themes(include_str!("../../../demo/history/formal.toml"))?,
            query: other.query,
            spontaneous: other.spontaneous,
            replies: replies.reply,
        })
    }

    /// One of the texts of a kind of reply.
    ///
    /// # Errors
    /// There is none of this kind.
    pub(super) fn reply(&self, kind: &str, chance: &mut Chance) -> Outcome<Reply> {
        let fit: Vec<&Reply> = self
            .replies
            .iter()
            .filter(|reply| reply.kind == kind)
            .collect();
        chance.of(&fit).map(|reply| (*reply).clone())
    }

    /// The provision of a party's law for a category of offence.
    ///
    /// # Errors
    /// The files name none.
    pub(super) fn law(&self, party: Party, offence: &str) -> Outcome<Citation> {
        let found = self.parts.laws.of(party).get(offence).cloned();
        found.ok_or_else(|| Failure::new(Exit::Bug, "demo-step").with("name", "history-law"))
    }
}

/// What is put into the texts of one case.
#[derive(Debug, Clone)]
pub(super) struct Fill {
    asker: Party,
    sector: Both,
    place: Both,
    pub(super) n: i64,
}

impl Fill {
    /// Drawn for a case.
    pub(super) fn draw(texture: &Texture, asker: Party, chance: &mut Chance) -> Outcome<Self> {
        let parts = &texture.parts;
        Ok(Self {
            asker,
            sector: chance.of(&parts.sectors)?.clone(),
            place: chance.of(parts.places.of(asker))?.clone(),
            n: chance.between(3, 36),
        })
    }

    /// A template in both languages.
    pub(super) fn texts(&self, template: &Both) -> Texts {
        [
            (Language::En, sentences(&self.put(&template.en, false))),
            (Language::ZhHans, self.put(&template.zh, true)),
        ]
        .into()
    }

    fn put(&self, template: &str, chinese: bool) -> String {
        let pick = |both: &Both| if chinese { &both.zh } else { &both.en }.clone();
        let name = |party: Party| party.name(chinese);
        template
            .replace("{sector}", &pick(&self.sector))
            .replace("{place}", &pick(&self.place))
            .replace("{asker}", name(self.asker))
            .replace("{asked}", name(self.asker.other()))
            .replace("{n}", &self.n.to_string())
    }
}

/// English sentences begin with a capital, also where a name was put in.
fn sentences(text: &str) -> String {
    let (mut begins, mut ended) = (true, false);
    text.chars()
        .map(|letter| {
            let capital = begins && letter.is_ascii_lowercase();
            begins = letter == ' ' && (begins || ended);
            ended = matches!(letter, '.' | '?');
            if capital {
                letter.to_ascii_uppercase()
            } else {
                letter
            }
        })
        .collect()
}

fn toml_of<T: DeserializeOwned>(text: &str) -> Outcome<T> {
    toml::from_str(text).map_err(|error| {
        Failure::new(Exit::Bug, "demo-step")
            .with("name", "history-texts")
            .because(error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every template of both languages, filled in.
    fn filled() -> Vec<(String, String)> {
        let texture = Texture::read().unwrap();
        let themes = [
            &texture.technical,
            &texture.police,
            &texture.emergency,
            &texture.formal,
        ];
        let of_themes = themes.into_iter().flatten().flat_map(|theme| {
            let optional = [
                &theme.asked,
                &theme.observed,
                &theme.purpose,
                &theme.facts,
                &theme.relation,
                &theme.necessity,
                &theme.urgency,
            ];
            let subject = std::iter::once(theme.subject.clone());
            subject.chain(optional.into_iter().flatten().cloned())
        });
        let replies = texture.replies.iter().map(Reply::text);
        let other = texture.query.iter().chain(&texture.spontaneous).cloned();
        let all: Vec<Both> = of_themes.chain(replies).chain(other).collect();
        let mut chance = Chance::new(3);
        all.iter()
            .flat_map(|both| [Party::Cn, Party::Us].map(|asker| (both, asker)))
            .map(|(both, asker)| {
                let mut texts = Fill::draw(&texture, asker, &mut chance)
                    .unwrap()
                    .texts(both);
                let mut take = |language| texts.remove(&language).unwrap();
                (take(Language::En), take(Language::ZhHans))
            })
            .collect()
    }

    #[test]
    fn nothing_is_left_to_be_put_in() {
        for (en, zh) in filled() {
            assert!(!en.contains('{') && !zh.contains('{'), "{en} {zh}");
        }
    }

    #[test]
    fn chinese_texts_are_set_as_their_readers_expect() {
        for (_, zh) in filled() {
            assert!(!zh.contains([',', ';', '?', '!', '！', ' ', '您']), "{zh}");
            assert!(!zh.contains("我方") && !zh.contains("对方"), "{zh}");
        }
    }

    #[test]
    fn english_sentences_begin_with_a_capital() {
        assert_eq!(
            sentences("the United States asks. the matter at a.example is open? yes"),
            "The United States asks. The matter at a.example is open? Yes"
        );
    }
}
