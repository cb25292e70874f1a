//! Webhooks: making them, and how they do. A second person confirms them in the console or on the
//! command line, never by a token.

mod act;
mod list;
mod make;
mod rotate;
mod show;

use super::endpoint::Endpoint;

/// The operations of this room.
pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        list::endpoint(),
        make::endpoint(),
        show::endpoint(),
        rotate::endpoint(),
        act::pause(),
        act::resume(),
        act::test(),
        act::remove(),
    ]
}
