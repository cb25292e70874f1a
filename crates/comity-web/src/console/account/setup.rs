//! What an authenticator app is set up with: the secret as picture, link and text.

use comity_node::{
    accounts::{AccessError, totp::TotpSecret},
    rng::SystemRandom,
};

use super::{Page, qr::Qr};

/// A secret that waits for the code that shows that the app has it.
///
/// It is nowhere but in the form: only what was confirmed is kept.
pub(super) struct Setup {
    pub(super) secret: String,
    pub(super) uri: String,
    pub(super) qr: Option<Qr>,
}

impl Setup {
    /// A new secret, or the one that the form carried.
    ///
    /// # Errors
    /// What the form carried is no secret.
    pub(super) fn new(page: &Page, carried: Option<&str>) -> Result<Self, AccessError> {
        let secret = match carried {
            Some(text) => TotpSecret::parse(text)?,
            None => TotpSecret::draw(&mut SystemRandom),
        };
        let uri = secret.uri(&page.me, page.reader());
        Ok(Self {
            secret: secret.to_text(),
            qr: Qr::of(&uri),
            uri,
        })
    }

    /// In groups of four, which are easier to type.
    pub(super) fn groups(&self) -> String {
        let letters: Vec<char> = self.secret.chars().collect();
        let groups = letters.chunks(4).map(|group| group.iter().collect());
        groups.collect::<Vec<String>>().join(" ")
    }
}
