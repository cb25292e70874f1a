//! Two nodes in memory, called directly.

use comity_core::{ActId, PartyName, Time, record::Position, versions};
use comity_peer::fixtures::Seeded;
use serde_json::{Map, json};

use super::say::{Draft, Matter, SaidHere};
use crate::{fixtures::TestNode, keys::Marks as _, node::Limits};

pub(crate) fn at(minutes: i64) -> Time {
    let start: Time = "2026-11-23T02:00:00Z".parse().unwrap();
    start.plus(60 * minutes)
}

pub(crate) fn pair() -> (TestNode, TestNode) {
    let (a, b) = (
        TestNode::new("a.example", 1, at(0)),
        TestNode::new("b.example", 2, at(0)),
    );
    a.trust(&b, at(0));
    b.trust(&a, at(0));
    (a, b)
}

pub(crate) fn draft(matter: Matter, text: &str) -> Draft {
    let mut body = Map::new();
    body.insert("text".to_owned(), json!(text));
    Draft {
        matter,
        kind: "request.submit".to_owned(),
        says: Map::new(),
        body: Some(body),
        attachments: vec![],
        office: "D-17".to_owned(),
        duty: None,
    }
}

pub(crate) fn say(from: &TestNode, to: &TestNode, text: &str, minutes: i64) -> SaidHere {
    let mut rng = Seeded::new(u64::try_from(minutes).unwrap());
    from.node
        .say(to.name(), draft(Matter::Opens, text), at(minutes), &mut rng)
        .unwrap()
}

pub(crate) fn exchange(from: &TestNode, to: &TestNode, minutes: i64) -> super::exchange::Outcome {
    let line = to.line(from, at(minutes));
    from.node.exchange(&line, to.name(), at(minutes)).unwrap()
}

fn receipted(of: &TestNode, by: &TestNode) -> (u64, u64) {
    let ours = of.node.channel(by.name()).unwrap().current.ours;
    (ours.head.size(), ours.receipted())
}

#[test]
fn trusting_on_both_sides_and_one_exchange_bring_the_channel_in_force() {
    let (a, b) = pair();
    assert_eq!(
        a.node
            .say(
                b.name(),
                draft(Matter::None, "x"),
                at(1),
                &mut Seeded::new(1)
            )
            .unwrap_err()
            .code(),
        "channel-not-in-force"
    );
    exchange(&a, &b, 1);
    assert!(a.node.channel(b.name()).unwrap().current.in_force());
    assert!(b.node.channel(a.name()).unwrap().current.in_force());
}

#[test]
fn an_act_is_said_receipted_and_on_both_desks() {
    let (a, b) = pair();
    exchange(&a, &b, 1);
    let said = say(&a, &b, "please", 2);
    exchange(&a, &b, 3);
    let (size, receipted) = receipted(&a, &b);
    assert_eq!(size, receipted, "all of a's log is receipted");
    assert!(said.position.index < receipted);
    for (node, them) in [(&a, &b), (&b, &a)] {
        let acts = node
            .node
            .read(|_, tx| Ok(tx.acts_with_id(them.name(), said.id)?))
            .unwrap();
        assert_eq!(acts.len(), 1);
        assert_eq!((acts[0].position, acts[0].void), (said.position, None));
        let covered = node
            .node
            .read(|_, tx| Ok(tx.covered(them.name(), acts[0].side, said.position)?));
        assert!(covered.unwrap().is_some_and(|covered| !covered.bad));
    }
}

#[test]
fn quiet_nodes_fall_silent() {
    let (a, b) = pair();
    exchange(&a, &b, 1);
    say(&a, &b, "please", 2);
    for minute in 3..6 {
        exchange(&a, &b, minute);
        exchange(&b, &a, minute);
    }
    let before = (receipted(&a, &b).0, receipted(&b, &a).0);
    for minute in 6..9 {
        exchange(&a, &b, minute);
        exchange(&b, &a, minute);
    }
    assert_eq!(before, (receipted(&a, &b).0, receipted(&b, &a).0));
}

#[test]
fn an_answer_belongs_to_the_dossier_and_its_tag_fits() {
    let (a, b) = pair();
    exchange(&a, &b, 1);
    let asked = say(&a, &b, "please", 2);
    let dossier = asked.dossier.clone().unwrap();
    exchange(&a, &b, 3);
    let mut rng = Seeded::new(7);
    let answer = b
        .node
        .say(
            a.name(),
            draft(Matter::Of(dossier.clone()), "here"),
            at(4),
            &mut rng,
        )
        .unwrap();
    exchange(&a, &b, 5);
    let acts = a
        .node
        .read(|_, tx| Ok(tx.acts_of(b.name(), &dossier)?))
        .unwrap();
    assert_eq!(acts.len(), 2);
    assert!(acts.iter().all(|said| said.void.is_none()), "{acts:?}");
    assert!(
        acts.iter()
            .any(|said| said.position == answer.position && said.envelope.id == answer.id)
    );
}

#[test]
fn a_restored_backup_signs_nothing_until_it_is_recovered() {
    let (a, b) = pair();
    exchange(&a, &b, 1);
    say(&a, &b, "one", 2);
    exchange(&a, &b, 3);
    let backup = a.store.snapshot();
    say(&a, &b, "two", 4);
    exchange(&a, &b, 5);
    let whole = a.node.channel(b.name()).unwrap();
    a.store.restore(&backup);
    let line = b.line(&a, at(6));
    assert_eq!(a.node.stands(b.name()).unwrap_err().code(), "own-loss");
    assert_eq!(
        a.node.exchange(&line, b.name(), at(6)).unwrap_err().code(),
        "own-loss"
    );
    assert_eq!(
        a.node
            .say(
                b.name(),
                draft(Matter::None, "x"),
                at(6),
                &mut Seeded::new(3)
            )
            .unwrap_err()
            .code(),
        "own-loss"
    );
    let recovered = a.node.recover(&line, b.name(), at(6)).unwrap();
    assert_eq!(recovered.standing, comity_peer::channel::Standing::AtMark);
    exchange(&a, &b, 7);
    let back = a.node.channel(b.name()).unwrap();
    assert_eq!(back.current.ours.head, whole.current.ours.head);
    assert_eq!(
        back.current.theirs.head.size(),
        whole.current.theirs.head.size()
    );
    say(&a, &b, "three", 8);
    exchange(&a, &b, 9);
    assert!(b.node.channel(a.name()).unwrap().current.frozen.is_none());
}

#[test]
fn a_lost_store_comes_back_from_the_counterpart_and_the_keys() {
    let (mut a, b) = pair();
    exchange(&a, &b, 1);
    let asked = say(&a, &b, "one", 2);
    exchange(&a, &b, 3);
    let mut rng = Seeded::new(8);
    b.node
        .say(
            a.name(),
            draft(Matter::Of(asked.dossier.clone().unwrap()), "here"),
            at(4),
            &mut rng,
        )
        .unwrap();
    exchange(&a, &b, 5);
    let whole = a.node.channel(b.name()).unwrap();
    let acts = |a: &TestNode| {
        a.node
            .read(|_, tx| Ok(tx.acts_of(b.name(), asked.dossier.as_ref().unwrap())?))
            .unwrap()
    };
    let before = acts(&a);
    a.lose_store(&[&b]);
    let line = b.line(&a, at(6));
    let recovered = a.node.recover(&line, b.name(), at(6)).unwrap();
    assert_eq!(recovered.standing, comity_peer::channel::Standing::AtMark);
    exchange(&a, &b, 7);
    let back = a.node.channel(b.name()).unwrap();
    assert_eq!(back.current.ours.head, whole.current.ours.head);
    assert_eq!(
        back.current.theirs.head.size(),
        whole.current.theirs.head.size()
    );
    a.node.rebuild_desk(b.name()).unwrap();
    assert_eq!(acts(&a), before);
    say(&a, &b, "two", 8);
    exchange(&a, &b, 9);
    assert_eq!(receipted(&a, &b).0, receipted(&a, &b).1);
}

#[test]
fn logs_longer_than_a_pouch_are_recovered_in_several() {
    let (mut a, mut b) = pair();
    exchange(&a, &b, 1);
    for minute in 2..12 {
        say(&a, &b, "ours", minute);
        say(&b, &a, "theirs", minute);
        exchange(&a, &b, minute);
    }
    let whole = a.node.channel(b.name()).unwrap();
    a.lose_store(&[&b]);
    let few = Limits {
        entries: 3,
        ..Limits::default()
    };
    b.limit(few);
    let line = b.line(&a, at(20));
    let recovered = a.node.recover(&line, b.name(), at(20)).unwrap();
    assert_eq!(recovered.standing, comity_peer::channel::Standing::AtMark);
    assert_eq!(recovered.entries, whole.current.ours.head.size());
    assert_eq!(recovered.theirs, whole.current.theirs.head.size());
    let back = a.node.channel(b.name()).unwrap();
    assert_eq!(back.current.ours.head, whole.current.ours.head);
    assert_eq!(back.current.theirs.head, whole.current.theirs.head);
    say(&a, &b, "again", 21);
    exchange(&a, &b, 22);
    assert_eq!(receipted(&a, &b).0, receipted(&a, &b).1);
}

#[test]
fn no_generation_is_opened_between_a_loss_and_the_end_of_its_recovery() {
    let (mut a, b) = pair();
    exchange(&a, &b, 1);
    say(&a, &b, "one", 2);
    exchange(&a, &b, 3);
    a.lose_store(&[&b]);
    a.lose_marks();
    a.node.recover_channel(b.name()).unwrap();
    assert_eq!(
        a.node.reopen(b.name(), at(4)).unwrap_err().code(),
        "own-loss"
    );
    let line = b.line(&a, at(5));
    a.node.recover(&line, b.name(), at(5)).unwrap();
    assert_eq!(a.node.reopen(b.name(), at(6)).unwrap(), 2);
    assert_eq!(b.node.reopen(a.name(), at(6)).unwrap(), 2);
    exchange(&a, &b, 7);
    if a.node.channel(b.name()).unwrap().current.openings_differ() {
        // Each names what it knows that both hold; the next time both name the smaller sizes.
        a.node.reopen(b.name(), at(8)).unwrap();
        b.node.reopen(a.name(), at(8)).unwrap();
        exchange(&a, &b, 9);
    }
    assert!(a.node.channel(b.name()).unwrap().current.in_force());
}

#[test]
fn a_copied_home_that_comes_back_with_more_than_its_mark_signs_nothing_more() {
    let (a, b) = pair();
    exchange(&a, &b, 1);
    say(&a, &b, "before the copy", 2);
    exchange(&a, &b, 3);
    let (store, marks) = (a.store.snapshot(), a.marks.load(b.name()).unwrap());
    say(&a, &b, "delivered", 4);
    exchange(&a, &b, 5);
    say(&a, &b, "under way", 6);
    let under_way = a.node.pack(b.name(), at(6)).unwrap();
    // Store and mark go back together, as with a snapshot of the whole machine.
    a.store.restore(&store);
    let back = a.marks.change(b.name(), &mut |high| {
        *high = marks.clone();
        Ok(())
    });
    assert!(back.is_ok());
    let line = b.line(&a, at(7));
    let recovered = a.node.recover(&line, b.name(), at(7)).unwrap();
    assert_eq!(
        recovered.standing,
        comity_peer::channel::Standing::NotTheMark
    );
    let exchanged = a.node.exchange(&line, b.name(), at(8)).unwrap_err();
    assert_eq!(exchanged.code(), "own-loss");
    let said = a.node.say(
        b.name(),
        draft(Matter::None, "x"),
        at(8),
        &mut Seeded::new(3),
    );
    assert_eq!(said.unwrap_err().code(), "own-loss");
    assert_eq!(a.node.pack(b.name(), at(8)).unwrap_err().code(), "own-loss");
    b.node.take_file(a.name(), &under_way, at(9)).unwrap();
    assert!(b.node.channel(a.name()).unwrap().current.frozen.is_none());
    assert_eq!(a.node.reopen(b.name(), at(10)).unwrap(), 2);
}

#[test]
fn the_end_of_a_recovery_says_nothing_of_a_later_loss() {
    let (a, b) = pair();
    exchange(&a, &b, 1);
    say(&a, &b, "one", 2);
    exchange(&a, &b, 3);
    let early = a.store.snapshot();
    say(&a, &b, "two", 4);
    exchange(&a, &b, 5);
    a.store.restore(&early);
    let line = b.line(&a, at(6));
    let recovered = a.node.recover(&line, b.name(), at(6)).unwrap();
    assert_eq!(recovered.standing, comity_peer::channel::Standing::AtMark);
    exchange(&a, &b, 7);
    let later = a.store.snapshot();
    say(&a, &b, "three", 8);
    exchange(&a, &b, 9);
    a.store.restore(&later);
    let reopened = a.node.reopen(b.name(), at(10));
    assert_eq!(reopened.unwrap_err().code(), "own-loss");
}

#[test]
fn a_counterpart_leads_nowhere_with_answers_that_we_never_signed() {
    let (mut a, b) = pair();
    exchange(&a, &b, 1);
    say(&a, &b, "one", 2);
    exchange(&a, &b, 3);
    a.lose_store(&[&b]);
    let line = LeadsOn(b.line(&a, at(4)));
    let recovered = a.node.recover(&line, b.name(), at(4));
    assert!(recovered.is_err(), "no pouch at all");
    assert_eq!(a.node.channel(b.name()).unwrap().current.number, 1);
    let line = b.line(&a, at(5));
    let recovered = a.node.recover(&line, b.name(), at(5)).unwrap();
    assert_eq!(recovered.standing, comity_peer::channel::Standing::AtMark);
}

/// Answers for every later generation with no pouch.
struct LeadsOn<'a>(crate::fixtures::Line<'a>);

impl comity_peer::call::Transport for LeadsOn<'_> {
    fn call(
        &self,
        to: &PartyName,
        request: comity_peer::call::Request,
    ) -> std::result::Result<comity_peer::call::Response, comity_peer::call::TransportError> {
        match request {
            comity_peer::call::Request::Copy {
                generation: 2.., ..
            } => Ok(comity_peer::call::Response::Pouch(vec![])),
            request => self.0.call(to, request),
        }
    }
}

#[test]
fn a_copy_of_other_bytes_than_the_log_names_is_not_adopted() {
    let (mut a, b) = pair();
    exchange(&a, &b, 1);
    say(&a, &b, "one", 2);
    exchange(&a, &b, 3);
    a.lose_store(&[&b]);
    a.node.recover_channel(b.name()).unwrap();
    let mut pouch = copy_of(&a, &b, 4);
    let said = pouch
        .entries
        .iter_mut()
        .find_map(|entry| entry.envelope.as_mut());
    said.expect("an act").push(0);
    let refused = a.node.adopt(b.name(), pouch, at(4)).unwrap_err();
    assert_eq!(refused.code(), "refuse-missing-bytes");
    let whole = copy_of(&a, &b, 5);
    assert!(a.node.adopt(b.name(), whole, at(5)).unwrap().0 > 0);
}

/// What `b` hands back to `a` of its log.
fn copy_of(a: &TestNode, b: &TestNode, minute: i64) -> comity_peer::pouch::Pouch {
    let request = comity_peer::call::Request::Copy {
        generation: 1,
        from: 0,
    };
    let comity_peer::call::Response::Pouch(bytes) =
        b.node.answer(a.name(), request, &b.parts, at(minute))
    else {
        panic!("no copy");
    };
    comity_peer::pouch::read(bytes.as_slice(), u64::MAX).unwrap()
}

#[test]
fn a_node_that_lost_its_mark_too_signs_nothing_more_in_this_generation() {
    let (mut a, b) = pair();
    exchange(&a, &b, 1);
    say(&a, &b, "one", 2);
    exchange(&a, &b, 3);
    say(&a, &b, "under way", 4);
    let under_way = a.node.pack(b.name(), at(4)).unwrap();
    a.lose_store(&[&b]);
    a.lose_marks();
    let line = b.line(&a, at(5));
    let recovered = a.node.recover(&line, b.name(), at(5)).unwrap();
    assert_ne!(recovered.standing, comity_peer::channel::Standing::AtMark);
    let signed = recovered.handed_back.expect("a fresh receipt");
    assert_eq!(
        (signed.size, signed.at, signed.serial, signed.both_keys),
        (recovered.entries, at(5), 1, true)
    );
    let note = a
        .node
        .read(|_, tx| super::handed_back::note(tx, b.name()))
        .unwrap();
    let origin = a.node.channel(b.name()).unwrap().our_origin();
    let checked = comity_peer::statement::verify_receipt(
        &note.expect("it is kept").bytes,
        b.credential().credential(),
        &origin,
    );
    assert_eq!(checked.unwrap().root, signed.root);
    let signs = a.node.exchange(&line, b.name(), at(6));
    assert_eq!(signs.unwrap_err().code(), "own-loss");
    let carried = a.node.pack(b.name(), at(6));
    assert_eq!(carried.unwrap_err().code(), "own-loss");
    // What was signed before the loss contradicts nothing.
    b.node.take_file(a.name(), &under_way, at(7)).unwrap();
    assert!(b.node.channel(a.name()).unwrap().current.frozen.is_none());
}

#[test]
fn rebuilding_the_desk_gives_the_same() {
    let (a, b) = pair();
    exchange(&a, &b, 1);
    let asked = say(&a, &b, "one", 2);
    exchange(&a, &b, 3);
    let mut rng = Seeded::new(8);
    b.node
        .say(
            a.name(),
            draft(Matter::Of(asked.dossier.clone().unwrap()), "here"),
            at(4),
            &mut rng,
        )
        .unwrap();
    exchange(&a, &b, 5);
    for (node, them) in [(&a, &b), (&b, &a)] {
        let desk = || {
            node.node
                .read(|_, tx| {
                    let start = Position {
                        generation: 1,
                        index: 0,
                    };
                    let mut acts = Vec::new();
                    for side in [
                        comity_core::record::Side::First,
                        comity_core::record::Side::Second,
                    ] {
                        acts.push((
                            tx.acts(them.name(), side, start, 100)?,
                            tx.last_leaf(them.name(), side)?,
                        ));
                    }
                    Ok(acts)
                })
                .unwrap()
        };
        let before = desk();
        node.node.rebuild_desk(them.name()).unwrap();
        assert_eq!(desk(), before);
    }
}

pub(super) fn speaker() -> super::renew::Speaker {
    super::renew::Speaker {
        office: "D-17".to_owned(),
        duty: None,
    }
}

/// Draws new keys for a node and issues its next credential.
fn rotate(of: &mut TestNode, minutes: i64) {
    of.rotate(vec![1], 77, at(minutes));
}

/// The same; the credential lists these versions of the rules.
fn rotate_to(of: &mut TestNode, rules: Vec<u32>, minutes: i64) {
    of.rotate(rules, 77, at(minutes));
}

#[test]
fn a_rotated_credential_travels_as_an_act_and_governs_from_there() {
    let (mut a, b) = pair();
    exchange(&a, &b, 1);
    say(&a, &b, "under the first", 2);
    rotate(&mut a, 3);
    let mut rng = Seeded::new(5);
    let told = a
        .node
        .announce_credential(b.name(), &speaker(), at(3), &mut rng);
    assert!(told.unwrap().is_some());
    exchange(&a, &b, 4);
    say(&a, &b, "under the second", 5);
    exchange(&a, &b, 6);
    exchange(&b, &a, 7);
    assert_eq!(receipted(&a, &b).0, receipted(&a, &b).1);
    let again = a
        .node
        .announce_credential(b.name(), &speaker(), at(8), &mut rng);
    assert_eq!(again.unwrap(), None, "told once");
}

/// Rotates a node and tells its counterpart.
fn rotate_and_tell(of: &mut TestNode, other: &TestNode, minutes: i64) {
    let serial = of.credential().credential().serial;
    of.rotate(vec![1], 70 + u64::from(serial), at(minutes));
    let mut rng = Seeded::new(serial.into());
    let told = of
        .node
        .announce_credential(other.name(), &speaker(), at(minutes), &mut rng);
    assert!(told.unwrap().is_some());
}

#[test]
fn a_store_comes_back_after_both_sides_have_rotated_twice() {
    let (mut a, mut b) = pair();
    exchange(&a, &b, 1);
    say(&a, &b, "under the first", 2);
    rotate_and_tell(&mut a, &b, 3);
    exchange(&a, &b, 4);
    say(&a, &b, "under the second", 5);
    rotate_and_tell(&mut b, &a, 6);
    exchange(&b, &a, 7);
    say(&b, &a, "theirs under the second", 8);
    rotate_and_tell(&mut b, &a, 9);
    exchange(&b, &a, 10);
    rotate_and_tell(&mut a, &b, 11);
    exchange(&a, &b, 12);
    say(&a, &b, "under the third", 13);
    exchange(&a, &b, 14);
    exchange(&b, &a, 15);
    let whole = a.node.channel(b.name()).unwrap();
    let start = Position {
        generation: 1,
        index: 0,
    };
    let acts = |a: &TestNode| {
        a.node
            .read(|_, tx| {
                use comity_core::record::Side;
                let acts = |side| tx.acts(b.name(), side, start, 100);
                Ok((acts(Side::First)?, acts(Side::Second)?))
            })
            .unwrap()
    };
    let before = acts(&a);
    a.lose_store(&[&b]);
    let line = b.line(&a, at(16));
    let recovered = a.node.recover(&line, b.name(), at(16)).unwrap();
    assert_eq!(recovered.standing, comity_peer::channel::Standing::AtMark);
    let back = a.node.channel(b.name()).unwrap();
    assert_eq!(back.current.ours.head, whole.current.ours.head);
    assert_eq!(back.current.theirs.head, whole.current.theirs.head);
    a.node.rebuild_desk(b.name()).unwrap();
    assert_eq!(acts(&a), before);
    say(&a, &b, "and on", 17);
    exchange(&a, &b, 18);
    exchange(&b, &a, 19);
    assert_eq!(receipted(&a, &b).0, receipted(&a, &b).1);
    assert_eq!(receipted(&b, &a).0, receipted(&b, &a).1);
}

#[test]
fn a_revocation_that_we_recorded_counts_after_a_loss() {
    let (a, mut b) = pair();
    exchange(&a, &b, 1);
    let mut rng = Seeded::new(5);
    say(&a, &b, "while it held", 1);
    exchange(&a, &b, 2);
    b.node
        .record_revocation(&a.issued.revocation, &speaker(), at(3), &mut rng)
        .unwrap();
    let pack = b.node.pack(a.name(), at(3)).unwrap();
    a.node.take_file(b.name(), &pack, at(3)).unwrap();
    b.lose_store(&[&a]);
    let line = a.line(&b, at(4));
    // Our own log is back, and with it what we recorded: they must renew their credential first.
    let recovered = b.node.recover(&line, a.name(), at(4));
    assert_eq!(recovered.unwrap_err().code(), "refuse-revoked");
    let pouch = a.node.pack(b.name(), at(5)).unwrap();
    let refused = b.node.take_file(a.name(), &pouch, at(5)).unwrap_err();
    assert_eq!(refused.code(), "refuse-revoked");
}

#[test]
fn a_backlog_crosses_in_parts_though_later_ones_issue_the_credentials_that_sign_for_it() {
    for as_file in [false, true] {
        let (mut a, b) = pair();
        exchange(&a, &b, 1);
        let mut rng = Seeded::new(5);
        say(&a, &b, "before", 2);
        say(&a, &b, "before, too", 2);
        for (seed, minute) in [(11, 3), (12, 5)] {
            a.rotate(vec![1], seed, at(minute));
            let told = a
                .node
                .announce_credential(b.name(), &speaker(), at(minute), &mut rng);
            assert!(told.unwrap().is_some());
            say(&a, &b, "after", minute + 1);
        }
        a.limit(Limits {
            entries: 1,
            ..Limits::default()
        });
        a.renew();
        if as_file {
            let before = receipted(&a, &b).1;
            for minute in 7..17 {
                let pouch = a.node.pack(b.name(), at(minute)).unwrap();
                b.node.take_file(a.name(), &pouch, at(minute)).unwrap();
                let back = b.node.pack(a.name(), at(minute)).unwrap();
                a.node.take_file(b.name(), &back, at(minute)).unwrap();
            }
            assert!(receipted(&a, &b).1 > before);
        } else {
            exchange(&a, &b, 7);
        }
        let held = b.node.channel(a.name()).unwrap().current;
        let own = a.node.channel(b.name()).unwrap().current;
        assert_eq!(held.theirs.head, own.ours.head);
        let signed = held.theirs.checkpoint.unwrap();
        assert_eq!(signed.size, own.ours.head.size());
        let trusted = b.node.trusted_credentials(a.name()).unwrap();
        assert_eq!(trusted.first(), Some(a.credential()));
    }
}

#[test]
fn a_dossier_is_opened_by_new_rules_once_the_readers_credential_is_seen_to_list_them() {
    let (mut a, mut b) = pair();
    exchange(&a, &b, 1);
    let old = say(&a, &b, "under the first rules", 2).dossier.unwrap();
    let mut rng = Seeded::new(5);
    let (one, two) = (a.name().clone(), b.name().clone());
    for (node, other) in [(&mut a, &two), (&mut b, &one)] {
        rotate_to(node, vec![1, 2], 3);
        let told = node
            .node
            .announce_credential(other, &speaker(), at(3), &mut rng);
        assert!(told.unwrap().is_some());
    }
    let rules = |of: &TestNode, by: &TestNode, act: ActId| {
        let found = of.node.read(|_, tx| Ok(tx.acts_with_id(by.name(), act)?));
        found.unwrap()[0].envelope.rules
    };
    versions::run_as(versions::TEST_RULES);
    let unseen = say(&a, &b, "their credential is on its way", 4);
    assert_eq!(rules(&a, &b, unseen.id), 1);
    exchange(&a, &b, 5);
    exchange(&b, &a, 6);
    let new = say(&a, &b, "both know the second", 7);
    assert_eq!(rules(&a, &b, new.id), 2);
    let more = draft(Matter::Of(old), "the old case goes on");
    let more = a.node.say(b.name(), more, at(8), &mut rng).unwrap();
    assert_eq!(rules(&a, &b, more.id), 1);
    exchange(&a, &b, 9);
    let answer = draft(Matter::Of(new.dossier.unwrap()), "by the same");
    let answer = b.node.say(a.name(), answer, at(10), &mut rng).unwrap();
    assert_eq!(rules(&b, &a, answer.id), 2);
    versions::run_as(versions::RULES);
    let older = say(&b, &a, "by a program that knows less", 11);
    assert_eq!(rules(&b, &a, older.id), 1);
}

#[test]
fn no_generation_is_opened_under_a_revoked_credential() {
    let (a, mut b) = pair();
    exchange(&a, &b, 1);
    let revocation = b.issued.revocation.clone();
    let recorded = a
        .node
        .record_revocation(&revocation, &speaker(), at(2), &mut Seeded::new(5));
    recorded.unwrap();
    let refused = a.node.reopen(b.name(), at(3)).unwrap_err();
    assert_eq!(refused.code(), "node-no-channel");
    assert_eq!(a.node.channel(b.name()).unwrap().current.number, 1);
    b.rotate(vec![1], 11, at(4));
    a.trust(&b, at(5));
    assert_eq!(a.node.reopen(b.name(), at(6)).unwrap(), 2);
    let opening = a.node.channel(b.name()).unwrap().current.opening.unwrap();
    let named = opening.credentials.iter().map(|one| one.credential);
    assert!(
        named
            .into_iter()
            .any(|one| one == b.credential().fingerprint())
    );
}

#[test]
fn a_revoked_credential_counts_no_further() {
    let (a, b) = pair();
    exchange(&a, &b, 1);
    let mut rng = Seeded::new(5);
    b.node
        .record_revocation(&a.issued.revocation, &speaker(), at(2), &mut rng)
        .unwrap();
    let line = b.line(&a, at(3));
    let refused = a.node.exchange(&line, b.name(), at(3)).unwrap_err();
    assert_eq!(refused.code(), "refuse-revoked");
}

#[test]
fn a_new_generation_is_in_force_when_both_have_opened_it() {
    let (a, b) = pair();
    exchange(&a, &b, 1);
    say(&a, &b, "one", 2);
    exchange(&a, &b, 3);
    exchange(&a, &b, 4);
    assert_eq!(a.node.reopen(b.name(), at(5)).unwrap(), 2);
    assert_eq!(b.node.reopen(a.name(), at(5)).unwrap(), 2);
    exchange(&a, &b, 6);
    for (node, them) in [(&a, &b), (&b, &a)] {
        let current = node.node.channel(them.name()).unwrap().current;
        assert!(current.in_force(), "{current:?}");
    }
    say(&a, &b, "two", 7);
    exchange(&a, &b, 8);
    assert_eq!(receipted(&a, &b).0, receipted(&a, &b).1);
}
