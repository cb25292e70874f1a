//! What lies on the desks at the end: drafts that wait for clearance or release, one that was sent back, and some in the making.

use comity_core::codes::Urgency;
use comity_node::{access::Sight, case::flow::Submitted};

use super::{
    Player, SEED, astray, author,
    chance::Chance,
    course::Do,
    plan::{Case, Course, Party, Sort},
    request,
    texts::Fill,
};
use crate::failure::Outcome;

/// How far a draft is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// Being written.
    Writing,
    /// Handed on, and with the office that clears what lawyers write.
    Clears,
    /// Handed on and cleared.
    Waits,
    /// Handed on and given back.
    SentBack,
}

/// Writes the drafts of both sides; how many of all drafts wait for their release.
///
/// # Errors
/// The house refuses one, which is a fault of the demo.
pub(super) fn write(player: &Player<'_>) -> Outcome<u64> {
    let mut chance = Chance::new(SEED ^ 1);
    for party in [Party::Cn, Party::Us] {
        for (sort, stands) in [
            (Sort::Police, Stands::Waits),
            (Sort::Formal, Stands::Waits),
            (Sort::Formal, Stands::Clears),
            (Sort::Police, Stands::SentBack),
            (Sort::Technical, Stands::Writing),
        ] {
            draft(player, party, sort, stands, &mut chance)?;
        }
    }
    let mut waiting = 0;
    for party in [Party::Cn, Party::Us] {
        let side = player.side(party)?;
        let drafts = side.office().drafts(side.who.releaser, &Sight::All)?;
        let submitted = |one: &comity_node::case::draft::DraftView| {
            one.state == comity_node::case::draft::SUBMITTED
        };
        waiting += drafts.into_iter().filter(submitted).count() as u64;
    }
    Ok(waiting)
}

fn draft(
    player: &Player<'_>,
    party: Party,
    sort: Sort,
    stands: Stands,
    chance: &mut Chance,
) -> Outcome {
    let now = player.now();
    let case = Case {
        asker: party,
        sort,
        urgency: match sort {
            Sort::Formal => Urgency::Formal,
            _ => Urgency::Routine,
        },
        course: Course::Untouched,
        opens: now.seconds(),
        seed: chance.number(),
        exercise: false,
    };
    let fill = Fill::draw(&player.texture, party, chance)?;
    let opening = request::opening(&player.texture, &case, &fill)?;
    let (side, them) = (player.side(party)?, player.side(party.other())?.party());
    let (author, list) = (author(side, &case, Do::Ask), opening.list.as_deref());
    let office = side.office();
    if stands == Stands::Writing {
        office.new_draft(author, &them, opening.file, list, now)?;
        return Ok(());
    }
    let Submitted::Waits { draft, .. } = side.hand_on(author, &them, opening.file, list, &[])?
    else {
        return Err(astray("released"));
    };
    if stands == Stands::Waits {
        side.clear(&draft)?;
    }
    if stands == Stands::SentBack {
        let reply = player.texture.reply("send-back", chance)?.text();
        let reason = match party {
            Party::Cn => reply.zh,
            Party::Us => reply.en,
        };
        office.send_back(side.who.releaser, &draft, &reason, now)?;
    }
    Ok(())
}
