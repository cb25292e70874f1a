//! `POST /record/audit`: verifies all that is kept again, beside everything else that goes on.

use std::sync::{Arc, Mutex, PoisonError};

use axum::response::{IntoResponse as _, Redirect, Response};
use comity_core::Time;
use comity_node::{accounts::Permission, audit::Audit};
use serde::Deserialize;

use crate::console::{fault::Fault, visit::Sent};

/// The audit that runs, or the last that ended; one at a time, and gone with the service.
#[derive(Debug, Default, Clone)]
pub struct Audits(Arc<Mutex<Standing>>);

/// Where the audit stands.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// There was none since the service began.
    #[default]
    Never,
    /// It runs.
    Runs {
        /// Entries done.
        done: u64,
        /// Entries in all; 0 while they are being counted.
        all: u64,
    },
    /// It ended.
    Ended {
        /// When.
        at: Time,
        /// With what.
        audit: Box<Audit>,
    },
    /// It could not be made, for this code.
    Failed {
        /// When.
        at: Time,
        /// Why.
        code: String,
    },
}

impl Audits {
    pub(crate) fn standing(&self) -> Standing {
        let standing = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        standing.clone()
    }

    fn set(&self, standing: Standing) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = standing;
    }

    /// Begins, unless one runs already.
    fn begin(&self) -> bool {
        let mut standing = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*standing, Standing::Runs { .. }) {
            return false;
        }
        *standing = Standing::Runs { done: 0, all: 0 };
        true
    }
}

/// How thorough.
#[derive(Debug, Deserialize)]
pub(crate) struct Ask {
    /// Seals, attachments and projections too.
    #[serde(default)]
    deep: Option<String>,
}

/// `POST /record/audit`
pub(crate) async fn begin(sent: Sent<Ask>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::ReadRecord).await?;
    let site = Arc::clone(&visit.site);
    if site.audits.begin() {
        let deep = form.deep.is_some();
        tokio::task::spawn_blocking(move || {
            let audits = &site.audits;
            let mut progress = |done, all| audits.set(Standing::Runs { done, all });
            let ended = site.office().audit(deep, &mut progress);
            let at = site.now();
            audits.set(match ended {
                Ok(audit) => Standing::Ended {
                    at,
                    audit: Box::new(audit),
                },
                Err(error) => Standing::Failed {
                    at,
                    code: error.code().to_owned(),
                },
            });
        });
    }
    Ok(Redirect::to("/record#audit").into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_audit_runs_at_a_time() {
        let audits = Audits::default();
        assert_eq!(audits.standing(), Standing::Never);
        assert!(audits.begin());
        assert!(!audits.begin());
        audits.set(Standing::Failed {
            at: Time::from_seconds(0),
            code: "store-busy".to_owned(),
        });
        assert!(audits.begin());
    }
}
