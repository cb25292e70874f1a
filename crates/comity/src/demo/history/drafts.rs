//! What lies on the desks at the end: drafts that wait for clearance or release, one that was sent back, some in the making, and one with its translators.

use comity_core::{
    body::Texts,
    codes::{Language, Urgency},
};
use comity_node::{
    access::Sight,
    case::flow::Submitted,
    translate::{About, Asked, Given},
};
use comity_store::access::Who;

use super::{
    Player, SEED, astray, author,
    chance::Chance,
    course::Do,
    hours::DAY,
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
        translated(player, party, &mut chance)?;
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

/// A draft in one language whose translation was asked for and begun, before its subject was changed.
fn translated(player: &Player<'_>, party: Party, chance: &mut Chance) -> Outcome {
    let now = player.now();
    let case = case(party, Sort::Technical, now.seconds(), chance.number());
    let fill = Fill::draw(&player.texture, party, chance)?;
    let opening = request::opening(&player.texture, &case, &fill)?;
    let (side, them) = (player.side(party)?, player.side(party.other())?.party());
    let (mut file, office) = (opening.file, side.office());
    let own = file.language;
    let mut words = file.request.take().unwrap_or_default();
    let other = request::split(&mut words, own);
    file.request = Some(words);
    let author = author(side, &case, Do::Ask);
    let draft = office.new_draft(author, &them, file, opening.list.as_deref(), now)?;
    let asked = Asked {
        of: Some(Who::Person(side.who.translator.to_owned())),
        due: Some(now.plus(DAY)),
    };
    let about = About::Draft(draft.id.clone());
    office.ask_translation(author, &Sight::All, &about, asked, now)?;
    let view = office.translation(&draft.id, &Sight::All)?;
    let subject = view.units.iter().find(|unit| unit.id == "request.subject");
    let subject = subject.and_then(|unit| Some((unit, unit.segments.first()?)));
    let (unit, segment) = subject.ok_or_else(|| astray("subject"))?;
    let given = Given {
        unit: unit.id.clone(),
        segment: segment.id.clone(),
        target: other.subject.into_values().next().unwrap_or_default(),
        state: None,
        fits: false,
    };
    let translator = side.who.translator;
    office.save_translation(translator, &Sight::All, &draft.id, None, &[given], now)?;
    let mut file = draft.file;
    if let Some(request) = &mut file.request {
        amend(&mut request.subject, own);
    }
    office.edit_draft(author, &draft.id, Some(file), None, now)?;
    Ok(())
}

/// Says in a subject that it was put right.
fn amend(subject: &mut Texts, language: Language) {
    let more = match language {
        Language::En => " (corrected)",
        Language::ZhHans => "（更正）",
    };
    if let Some(text) = subject.get_mut(&language) {
        text.push_str(more);
    }
}

fn draft(
    player: &Player<'_>,
    party: Party,
    sort: Sort,
    stands: Stands,
    chance: &mut Chance,
) -> Outcome {
    let now = player.now();
    let case = case(party, sort, now.seconds(), chance.number());
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

/// A case of which there is nothing but a draft.
const fn case(asker: Party, sort: Sort, opens: i64, seed: u64) -> Case {
    Case {
        asker,
        sort,
        urgency: match sort {
            Sort::Formal => Urgency::Formal,
            _ => Urgency::Routine,
        },
        course: Course::Untouched,
        opens,
        seed,
        exercise: false,
    }
}
