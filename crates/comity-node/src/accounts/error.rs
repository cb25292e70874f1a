//! Why somebody was not let in, or may not do a thing.

use comity_store::StoreError;

use super::permit::Permission;
use crate::people::PeopleError;

/// The error of every use case of accounts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccessError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The person.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// The caller's roles, or the limits of the token or session, do not permit it.
    #[error("do, as {name:?}, what needs the permission {permission}", permission = permission.name())]
    Denied {
        /// Who.
        name: String,
        /// What it needs.
        permission: Permission,
    },
    /// No session or token of this secret is in force.
    #[error("find a session or token in force")]
    NotSignedIn,
    /// The name, the password or the code is not right; which one is not said.
    #[error("sign in with this name, password and code")]
    SignIn,
    /// Too many failures; try again after so many seconds.
    #[error("sign in before {0} seconds have passed")]
    TooManyTries(i64),
    /// The link is unknown, used up or too old.
    #[error("use a link that is in force")]
    Link,
    /// The password is too short, too long, too uniform or too near to the name.
    #[error("use this password")]
    Password,
    /// The password is on the list of breached ones.
    #[error("use a password that was in a breach")]
    PasswordBreached,
    /// The list of breached passwords cannot be used, so that no password can be looked at.
    #[error("look a password up in the list of breached ones")]
    BreachedList,
    /// The one-time code does not belong to the secret that is being set up.
    #[error("confirm with this code")]
    Code,
    /// The passkey is not known, is here already, or its answer is not the one that was asked for.
    #[error("take the answer of this passkey")]
    Passkey,
    /// Not the SHA-256 fingerprint of a certificate, and no certificate.
    #[error("read a certificate or its fingerprint")]
    Certificate,
    /// The certificate belongs to another person.
    #[error("give a certificate to a second person")]
    CertificateTaken,
    /// Not a label: 1 to 100 characters, none of them a control character.
    #[error("use this label")]
    Label,
    /// A token without scopes, with one that is not known, or that lives too long.
    #[error("make a token with these limits")]
    TokenLimits,
    /// The last way in of one's own, which only another person takes away.
    #[error("take one's own last way in away")]
    LastWay,
    /// One's own keys and sessions are ended on the page of one's own account.
    #[error("end as an administrator what is one's own")]
    OwnAccount,
    /// There is no such session or token.
    #[error("find the session or token {0:?}")]
    NoAccess(String),
    /// There is no such office.
    #[error("find the office {0:?}")]
    NoOffice(String),
    /// The office would stand below itself.
    #[error("put the office {0:?} below itself")]
    OfficeCycle(String),
    /// People or other offices belong to the office.
    #[error("remove the office {0:?}, which is in use")]
    OfficeInUse(String),
    /// Nobody asked for this role, or it was too long ago.
    #[error("find what was asked for")]
    NotAsked,
    /// Who asked for a role, or is to have it, cannot confirm it.
    #[error("confirm what one asked for, or is to have")]
    OwnGrant,
    /// Not an address of mail, hours that are out of range, or nothing to confirm.
    #[error("send notices of this kind")]
    Notices,
    /// Not the code that was sent to the address of notices, or not any more.
    #[error("confirm an address with this code")]
    NoticeCode,
    /// Not a language tag, or an offset that no place has.
    #[error("use this language or offset")]
    Preference,
}

impl AccessError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::People(error) => error.code(),
            Self::Denied { .. } => "access-denied",
            Self::NotSignedIn => "access-not-signed-in",
            Self::SignIn => "access-sign-in",
            Self::TooManyTries(_) => "access-too-many-tries",
            Self::Link => "access-link",
            Self::Password => "access-password",
            Self::PasswordBreached => "access-password-breached",
            Self::BreachedList => "access-breached-list",
            Self::Code => "access-code",
            Self::Passkey => "access-passkey",
            Self::Certificate => "access-certificate",
            Self::CertificateTaken => "access-certificate-taken",
            Self::Label => "access-label",
            Self::TokenLimits => "access-token-limits",
            Self::LastWay => "access-last-way",
            Self::OwnAccount => "access-own-account",
            Self::NoAccess(_) => "access-unknown",
            Self::NoOffice(_) => "office-unknown",
            Self::OfficeCycle(_) => "office-cycle",
            Self::OfficeInUse(_) => "office-in-use",
            Self::NotAsked => "grant-not-asked",
            Self::OwnGrant => "grant-own",
            Self::Notices => "notices-unfit",
            Self::NoticeCode => "notices-code",
            Self::Preference => "access-preference",
        }
    }
}

/// A label of a person's own, as on a token.
pub(crate) fn label(text: &str) -> Result<String, AccessError> {
    let length = text.chars().count();
    let sound =
        (1..=100).contains(&length) && text.trim() == text && !text.chars().any(char::is_control);
    sound.then(|| text.to_owned()).ok_or(AccessError::Label)
}
