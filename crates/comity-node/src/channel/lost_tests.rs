//! Keys and store of a node are gone; the counterpart has all of it.

use comity_core::{
    DossierId, Hash, PartyName,
    canonical::V1,
    record::{Parties, Position, Said},
};
use comity_peer::{
    call::{LogOf, Request, Response, Transport, TransportError},
    channel::Standing,
    credential::CredentialFile,
    fixtures::Seeded,
    handover::{HandedLink, Handover},
    openings::{HexKey, Openings},
    pouch::{
        BYTES_LIMIT, Content as Carried, Contents, Entry, EntryBytes, Kind, Tombstone, read, write,
    },
    seal::{FileKey, Suite},
};
use comity_store::{ReadTx, Store as _};
use comity_tlog::hash::sha256;

use super::{
    chains::Chains,
    recover::Recovered,
    say::Matter,
    tests::{at, draft, exchange, pair, say, speaker},
};
use crate::{
    case::content::{self, Content},
    error::NodeError,
    fixtures::{Line, TestNode},
};

const SUITES: [&[Suite]; 2] = [&[Suite::AgeX25519], &[Suite::AgeHybrid, Suite::AgeX25519]];

/// Two nodes with a case, and the node that comes after the first one's loss.
struct Lost {
    old: TestNode,
    new: TestNode,
    b: TestNode,
    dossier: DossierId,
}

fn lost(suites: &[Suite]) -> Lost {
    let old = TestNode::with("a.example", 1, 1, suites, at(0));
    let b = TestNode::with("b.example", 2, 1, suites, at(0));
    old.trust(&b, at(0));
    b.trust(&old, at(0));
    exchange(&old, &b, 1);
    let dossier = say(&old, &b, "please", 2).dossier.unwrap();
    exchange(&old, &b, 3);
    let answer = draft(Matter::Of(dossier.clone()), "here it is");
    b.node
        .say(old.name(), answer, at(4), &mut Seeded::new(4))
        .unwrap();
    exchange(&old, &b, 5);
    exchange(&old, &b, 6);
    let new = TestNode::with("a.example", 33, 2, suites, at(10));
    Lost {
        old,
        new,
        b,
        dossier,
    }
}

fn acts(of: &TestNode, them: &TestNode, dossier: &DossierId) -> Vec<Said> {
    of.node
        .store()
        .read(|tx| Ok::<_, NodeError>(tx.acts_of(them.name(), dossier)?))
        .unwrap()
}

fn texts(of: &TestNode, them: &TestNode, dossier: &DossierId) -> Vec<String> {
    let sealer = of.node.secrets().sealer.clone();
    let parties = Parties::new(of.name().clone(), them.name().clone()).unwrap();
    let text = |said: &Said| {
        let open = |tx: &dyn ReadTx| content::open(tx, &*sealer, &parties, said);
        let content = of.store.read(open);
        match content.unwrap() {
            Content::Foreign { fields } => fields["text"].as_str().unwrap().to_owned(),
            Content::Open { body } => serde_json::to_value(&body).unwrap()["text"].to_string(),
            other => format!("{other:?}"),
        }
    };
    acts(of, them, dossier).iter().map(text).collect()
}

#[test]
fn the_past_comes_back_under_a_new_credential_and_a_new_generation_goes_on() {
    for suites in SUITES {
        let Lost {
            old,
            new,
            b,
            dossier,
        } = lost(suites);
        new.trust(&b, at(11));
        b.trust(&new, at(11));
        let line = b.line(&new, at(12));
        let early = new.node.exchange(&line, b.name(), at(12)).unwrap_err();
        assert!(
            ["own-loss", "channel-not-in-force"].contains(&early.code()),
            "{early}"
        );
        let back = new
            .node
            .recover(&b.line(&new, at(13)), b.name(), at(13))
            .unwrap();
        assert_ne!(back.standing, Standing::AtMark);
        let reopened = back.reopened.unwrap();
        assert_eq!((reopened.opened, reopened.closed), (2, 0));
        assert_eq!(back.ours_by_them, [old.credential().clone()]);
        let signed = back.handed_back.unwrap();
        assert_eq!((signed.size, signed.at), (back.entries, at(13)));
        new.node.rebuild_desk(b.name()).unwrap();
        assert_eq!(acts(&new, &b, &dossier), acts(&old, &b, &dossier));
        assert_eq!(texts(&new, &b, &dossier), texts(&old, &b, &dossier));
        assert_eq!(texts(&new, &b, &dossier).len(), 2);

        // Nothing is signed in the generation of before, by whatever way it is asked.
        let signs = new.node.exchange(&line, b.name(), at(14)).unwrap_err();
        assert_eq!(signs.code(), "own-loss");
        assert_eq!(
            new.node.pack(b.name(), at(14)).unwrap_err().code(),
            "own-loss"
        );
        let marks = crate::keys::Marks::load(&new.marks, b.name()).unwrap();
        assert!(marks.receipts.is_empty());

        reopen(&new, &b, 15);
        let more = draft(Matter::Of(dossier.clone()), "thank you");
        new.node
            .say(b.name(), more, at(20), &mut Seeded::new(6))
            .unwrap();
        exchange(&new, &b, 21);
        assert_eq!(acts(&new, &b, &dossier).len(), 3);
        let seen = acts(&b, &new, &dossier);
        assert!(seen.iter().all(|said| said.void.is_none()), "{seen:?}");
        assert_eq!(texts(&new, &b, &dossier), texts(&b, &new, &dossier));
    }
}

fn reopen(new: &TestNode, b: &TestNode, minute: i64) {
    for attempt in 0..2 {
        new.node.reopen(b.name(), at(minute + attempt)).unwrap();
        b.node.reopen(new.name(), at(minute + attempt)).unwrap();
        exchange(new, b, minute + attempt);
        if new.node.channel(b.name()).unwrap().current.in_force() {
            return;
        }
    }
    panic!("the new generation is not in force");
}

/// Seed 193 of the world.
#[test]
fn a_recovery_goes_on_beyond_a_generation_that_never_came_in_force() {
    let Lost {
        old,
        new,
        b,
        dossier,
    } = lost(SUITES[0]);
    // Both open the second generation, and sign nothing in it before they open the third.
    for minute in [7, 8] {
        old.node.reopen(b.name(), at(minute)).unwrap();
        b.node.reopen(old.name(), at(minute)).unwrap();
    }
    exchange(&old, &b, 9);
    let in_force = old.node.channel(b.name()).unwrap().current;
    assert_eq!((in_force.number, in_force.in_force()), (3, true));
    let more = draft(Matter::Of(dossier.clone()), "one thing more");
    old.node
        .say(b.name(), more, at(10), &mut Seeded::new(5))
        .unwrap();
    exchange(&old, &b, 10);
    new.trust(&b, at(11));
    b.trust(&new, at(11));
    new.node
        .recover(&b.line(&new, at(12)), b.name(), at(12))
        .unwrap();
    assert_eq!(new.node.channel(b.name()).unwrap().current.number, 3);
    new.node.rebuild_desk(b.name()).unwrap();
    assert_eq!(acts(&new, &b, &dossier), acts(&old, &b, &dossier));
    // What was opened is not opened again, which would be a fork.
    reopen(&new, &b, 13);
    assert!(new.node.channel(b.name()).unwrap().current.number > 3);
    assert_eq!(acts(&new, &b, &dossier).len(), 3);
}

#[test]
fn openings_are_for_the_holder_of_the_trusted_credential_alone() {
    let Lost { new, b, .. } = lost(SUITES[0]);
    new.trust(&b, at(11));
    // The counterpart has trusted nothing yet: what it hands out is sealed to the keys of before.
    let line = b.line(&new, at(12));
    let refused = new.node.recover(&line, b.name(), at(12)).unwrap_err();
    assert_eq!(refused.code(), "open-not-for-us");
}

/// A counterpart whose answers are changed on the way.
struct Liar<'a, F>(Line<'a>, F);

impl<F: Fn(Response) -> Response + Send + Sync> Transport for Liar<'_, F> {
    fn call(&self, to: &PartyName, request: Request) -> Result<Response, TransportError> {
        self.0.call(to, request).map(&self.1)
    }
}

#[test]
fn a_key_that_does_not_fit_is_refused_and_one_that_is_withheld_is_counted() {
    let Lost { new, b, .. } = lost(SUITES[0]);
    new.trust(&b, at(11));
    b.trust(&new, at(11));
    let sealer = new.node.secrets().sealer.clone();
    let own = new.credential().credential();
    let to = own.seal_to(own).unwrap();
    let change = |response: Response, change: fn(&mut Openings)| match response {
        Response::Openings(sealed) => {
            let plain = sealer.open(&sealed).unwrap().plain;
            let mut batch: Openings = serde_json::from_slice(&plain).unwrap();
            change(&mut batch);
            let bytes = batch.to_bytes().unwrap();
            Response::Openings(sealer.seal(&to, &bytes).unwrap())
        }
        other => other,
    };
    let recover = |by: fn(&mut Openings), minute| {
        let line = Liar(b.line(&new, at(minute)), |response| change(response, by));
        new.node.recover(&line, b.name(), at(minute))
    };
    let wrong = |batch: &mut Openings| {
        for key in &mut batch.keys {
            key.envelope = HexKey(FileKey::new([7; 16]));
        }
    };
    assert_eq!(
        recover(wrong, 12).unwrap_err().code(),
        "openings-do-not-fit"
    );
    let swapped = |batch: &mut Openings| {
        for key in &mut batch.keys {
            key.body = Some(key.envelope.clone());
        }
    };
    assert_eq!(
        recover(swapped, 13).unwrap_err().code(),
        "openings-do-not-fit"
    );
    // A key for an entry without an act, such as the opening leaf, opens nothing.
    let nothing = |batch: &mut Openings| {
        let mut key = batch.keys[0].clone();
        assert!(key.index > 0);
        key.index = 0;
        batch.keys.insert(0, key);
    };
    assert_eq!(
        recover(nothing, 14).unwrap_err().code(),
        "openings-do-not-fit"
    );
    let other = |batch: &mut Openings| batch.from += 1;
    assert_eq!(recover(other, 14).unwrap_err().code(), "openings-stretch");
    let withheld = recover(|batch| batch.keys.clear(), 15).unwrap();
    let reopened = withheld.reopened.unwrap();
    assert_eq!((reopened.opened, reopened.closed), (0, 2));
    let honest = new.node.recover(&b.line(&new, at(16)), b.name(), at(16));
    assert_eq!(honest.unwrap().reopened.unwrap().opened, 2);
}

#[test]
fn an_exported_credential_of_before_shows_whether_the_counterpart_names_it() {
    let Lost { old, new, b, .. } = lost(SUITES[0]);
    new.trust(&b, at(11));
    b.trust(&new, at(11));
    let stranger = TestNode::new("a.example", 77, at(0));
    let line = b.line(&new, at(12));
    let with = |known: &CredentialFile| {
        let known = [known.clone()];
        new.node.recover_with(&line, b.name(), &known, at(12))
    };
    assert_eq!(
        with(stranger.credential()).unwrap_err().code(),
        "handover-not-ours"
    );
    let back = with(old.credential()).unwrap();
    assert_eq!(back.ours_by_them, [old.credential().clone()]);
    // What came back already is compared too.
    let late = with(stranger.credential()).unwrap_err();
    assert_eq!(late.code(), "handover-not-ours");
    let again = with(old.credential()).unwrap();
    assert_eq!(again.ours_by_them, back.ours_by_them);
}

#[test]
fn a_store_that_is_lost_after_that_comes_back_with_both_generations() {
    let Lost {
        mut new,
        b,
        dossier,
        ..
    } = lost(SUITES[0]);
    new.trust(&b, at(11));
    b.trust(&new, at(11));
    new.node
        .recover(&b.line(&new, at(12)), b.name(), at(12))
        .unwrap();
    new.node.rebuild_desk(b.name()).unwrap();
    reopen(&new, &b, 13);
    let more = draft(Matter::Of(dossier.clone()), "thank you");
    new.node
        .say(b.name(), more, at(20), &mut Seeded::new(6))
        .unwrap();
    exchange(&new, &b, 21);
    exchange(&new, &b, 22);
    let before = (acts(&new, &b, &dossier), texts(&new, &b, &dossier));
    new.lose_store(&[&b]);
    let back = new.node.recover(&b.line(&new, at(23)), b.name(), at(23));
    let back = back.unwrap();
    assert_eq!(back.standing, Standing::AtMark, "the mark of now is here");
    let reopened = back.reopened.unwrap();
    assert_eq!((reopened.opened, reopened.closed), (2, 0));
    exchange(&new, &b, 24);
    new.node.rebuild_desk(b.name()).unwrap();
    let after = (acts(&new, &b, &dossier), texts(&new, &b, &dossier));
    assert_eq!(after, before);
}

#[test]
fn a_counterpart_that_rotated_meanwhile_goes_on_under_its_newest_credential() {
    let Lost {
        new,
        mut b,
        old,
        dossier,
    } = lost(SUITES[0]);
    let first = b.credential().clone();
    b.issued.credential = super::fork_tests::second(&mut b, 11, at(7));
    let kept: std::sync::Arc<dyn crate::keys::Marks> = std::sync::Arc::new(b.marks.clone());
    let secrets = crate::node::Secrets::of(&b.keyring, &kept).unwrap();
    b.node.renew_secrets(secrets);
    b.node.keep_own_credential(b.credential()).unwrap();
    b.node
        .announce_credential(old.name(), &speaker(), at(8), &mut Seeded::new(5))
        .unwrap();
    exchange(&old, &b, 9);
    exchange(&old, &b, 10);
    // What was compared by voice is the credential of before the rotation.
    let number = new.node.safety_number(&first).unwrap();
    new.node.trust(&first, &number, at(11)).unwrap();
    b.trust(&new, at(11));
    let back = new.node.recover(&b.line(&new, at(12)), b.name(), at(12));
    assert_eq!(back.unwrap().reopened.unwrap().closed, 0);
    new.node.rebuild_desk(b.name()).unwrap();
    assert_eq!(acts(&new, &b, &dossier), acts(&old, &b, &dossier));
    reopen(&new, &b, 13);
    let more = draft(Matter::Of(dossier.clone()), "thank you");
    new.node
        .say(b.name(), more, at(20), &mut Seeded::new(6))
        .unwrap();
    exchange(&new, &b, 21);
    let seen = acts(&b, &new, &dossier);
    assert_eq!(seen.len(), 3);
    assert!(seen.iter().all(|said| said.void.is_none()), "{seen:?}");
}

#[test]
fn a_list_that_the_record_contradicts_is_refused() {
    let Lost { new, mut b, .. } = lost(SUITES[0]);
    new.trust(&b, at(11));
    b.trust(&new, at(11));
    // A second credential of theirs, said to have been issued by an entry that is a receipt leaf.
    let second = super::fork_tests::second(&mut b, 11, at(11));
    let held = b.node.channel(new.name()).unwrap().current.ours.head.size();
    let claimed = |response| match response {
        Response::Credentials(bytes) => {
            let mut list = Handover::parse(&bytes).unwrap();
            list.answerer.push(HandedLink {
                after: Some(Position {
                    generation: 1,
                    index: held - 1,
                }),
                file: String::from_utf8_lossy(second.bytes()).into_owned(),
                from: None,
            });
            Response::Credentials(list.to_bytes().unwrap())
        }
        other => other,
    };
    let line = Liar(b.line(&new, at(12)), claimed);
    let refused = new.node.recover(&line, b.name(), at(12)).unwrap_err();
    assert_eq!(refused.code(), "handover-not-as-said");
}

#[test]
fn a_store_that_is_lost_after_a_rotation_comes_back_under_both_credentials() {
    let (mut a, b) = pair();
    exchange(&a, &b, 1);
    let dossier = say(&a, &b, "one", 2).dossier.unwrap();
    exchange(&a, &b, 3);
    let first = a.credential().clone();
    let second = super::fork_tests::second(&mut a, 11, at(4));
    a.issued.credential = second;
    a.renew();
    a.node
        .announce_credential(b.name(), &speaker(), at(5), &mut Seeded::new(5))
        .unwrap();
    exchange(&a, &b, 6);
    let more = draft(Matter::Of(dossier.clone()), "two");
    a.node
        .say(b.name(), more, at(7), &mut Seeded::new(7))
        .unwrap();
    exchange(&a, &b, 8);
    let before = acts(&a, &b, &dossier);
    a.lose_store(&[&b]);
    a.node.keep_own_credential(&first).unwrap();
    let back = a.node.recover(&b.line(&a, at(9)), b.name(), at(9)).unwrap();
    assert_eq!(back.standing, Standing::AtMark);
    assert_eq!(back.ours_by_them, []);
    a.node.rebuild_desk(b.name()).unwrap();
    exchange(&a, &b, 10);
    let after = acts(&a, &b, &dossier);
    assert!(after.iter().all(|said| said.void.is_none()), "{after:?}");
    assert_eq!(after, before);
}

#[test]
fn nobody_but_a_party_of_the_channel_is_answered() {
    let Lost { new, b, .. } = lost(SUITES[0]);
    let stranger = TestNode::new("c.example", 9, at(0));
    for request in [
        Request::Credentials,
        Request::Openings {
            whose: LogOf::Answerer,
            generation: 1,
            from: 0,
        },
    ] {
        let answer = b.node.answer(stranger.name(), request, &b.parts, at(12));
        assert_eq!(
            answer,
            Response::Refused {
                code: "node-no-channel".to_owned()
            }
        );
    }
    let beyond = Request::Openings {
        whose: LogOf::Caller,
        generation: 9,
        from: 0,
    };
    let answer = b.node.answer(new.name(), beyond, &b.parts, at(12));
    assert_eq!(answer, Response::Nothing);
}

/// A node that lost all keys, and a counterpart whose log records the revocation of the old ones.
fn lost_and_revoked() -> (Lost, Position) {
    let lost = lost(SUITES[0]);
    let (a, b) = (&lost.old, &lost.b);
    let index = b.node.channel(a.name()).unwrap().current.ours.head.size();
    let recorded =
        b.node
            .record_revocation(&a.issued.revocation, &speaker(), at(8), &mut Seeded::new(8));
    recorded.unwrap();
    b.trust(&lost.new, at(11));
    lost.new.trust(b, at(11));
    let generation = 1;
    (lost, Position { generation, index })
}

/// Recovers with a list that names this place for the revocation, and says which places count
/// after that and whether the credential counts as revoked.
fn recovered_with(
    place: impl Fn(Position) -> Position + Send + Sync,
    keep: impl Fn(u64) -> bool + Send + Sync,
) -> Result<(Vec<Position>, Position, bool), NodeError> {
    let (Lost { old, new, b, .. }, honest) = lost_and_revoked();
    let sealer = new.node.secrets().sealer.clone();
    let own = new.credential().credential();
    let to = own.seal_to(own).unwrap();
    let claimed = |response| match response {
        Response::Credentials(bytes) => {
            let mut list = Handover::parse(&bytes).unwrap();
            assert_eq!(list.revoked.len(), 1);
            for revoked in &mut list.revoked {
                assert_eq!(revoked.recorded, honest);
                revoked.recorded = place(honest);
            }
            Response::Credentials(list.to_bytes().unwrap())
        }
        Response::Openings(sealed) => {
            let plain = sealer.open(&sealed).unwrap().plain;
            let mut batch: Openings = serde_json::from_slice(&plain).unwrap();
            let theirs = batch.log.sender == *b.name();
            batch.keys.retain(|key| !theirs || keep(key.index));
            let bytes = batch.to_bytes().unwrap();
            Response::Openings(sealer.seal(&to, &bytes).unwrap())
        }
        other => other,
    };
    let line = Liar(b.line(&new, at(12)), claimed);
    new.node.recover(&line, b.name(), at(12))?;
    let chains = new
        .node
        .record(|party, tx| Chains::load(party, tx, b.name()));
    let chains = chains.unwrap();
    let fingerprint = old.credential().fingerprint();
    let places = chains.revoked().filter(|(of, _)| *of == fingerprint);
    let places = places.map(|(_, place)| place).collect();
    Ok((places, honest, chains.is_revoked(&fingerprint)))
}

#[test]
fn the_place_of_a_revocation_is_read_from_the_log_and_not_from_the_list() {
    let all = |_| true;
    let (places, honest, revoked) = recovered_with(|honest| honest, all).unwrap();
    assert_eq!((places, revoked), (vec![honest], true));
    // Beyond what came back: the act in the log counts, and not the claim.
    let far = |honest: Position| Position {
        index: honest.index + 50,
        ..honest
    };
    let (places, honest, revoked) = recovered_with(far, all).unwrap();
    assert_eq!((places, revoked), (vec![honest], true));
}

#[test]
fn a_place_of_a_revocation_that_the_log_contradicts_is_refused() {
    for index in [0, 1, 2] {
        // The opening leaf, and entries that are another act or none.
        let false_place = |honest: Position| {
            assert!(index < honest.index);
            Position { index, ..honest }
        };
        let refused = recovered_with(false_place, |_| true).unwrap_err();
        assert_eq!(refused.code(), "handover-not-as-said", "entry {index}");
    }
}

#[test]
fn a_place_of_a_revocation_that_nobody_can_check_counts_as_none() {
    let (places, _, revoked) = recovered_with(|honest| honest, |_| false).unwrap();
    assert_eq!((places, revoked), (vec![], true));
}

/// The sealed envelope of the last act of a node.
fn envelope_of(of: &TestNode, them: &TestNode) -> Hash {
    let log = of.node.channel(them.name()).unwrap().our_origin();
    let rows = of
        .node
        .record(|_, tx| Ok(tx.entries(&log, 0, 100)?))
        .unwrap();
    rows.iter().rev().find_map(|row| row.envelope).unwrap()
}

/// The same pouch with other bodies.
fn with_bodies(bytes: &[u8], change: impl Fn(&Entry) -> Option<Carried>) -> Vec<u8> {
    let pouch = read(bytes, BYTES_LIMIT).unwrap();
    let entries = pouch.entries.iter().map(|entry| EntryBytes {
        leaf: entry.leaf_bytes.clone(),
        envelope: entry.envelope.clone(),
        body: change(entry),
    });
    let entries: Vec<_> = entries.collect();
    let contents = Contents {
        from: &pouch.header.from,
        to: &pouch.header.to,
        generation: pouch.header.generation,
        kind: pouch.header.kind,
        checkpoint: &pouch.checkpoint,
        consistency: &pouch.consistency,
        receipt: pouch.receipt.as_deref(),
        credentials: &[],
        start: pouch.header.start,
        entries: &entries,
    };
    let mut changed = Vec::new();
    write(&mut changed, &contents).unwrap();
    changed
}

fn erased(fingerprint: Hash) -> Carried {
    Carried::Erased(Tombstone {
        fingerprint,
        ground: "order".to_owned(),
        v: V1,
    })
}

/// Recovers from a counterpart that hands back other bodies of our own log.
fn recovered_bodies(
    new: &TestNode,
    b: &TestNode,
    change: impl Fn(&Entry) -> Option<Carried> + Send + Sync,
) -> Result<Recovered, NodeError> {
    let changed = |response| match response {
        Response::Pouch(bytes)
            if read(&bytes[..], BYTES_LIMIT).unwrap().header.kind == Kind::Copy =>
        {
            Response::Pouch(with_bodies(&bytes, &change))
        }
        other => other,
    };
    let line = Liar(b.line(new, at(12)), changed);
    new.node.recover(&line, b.name(), at(12))
}

#[test]
fn a_tombstone_is_obeyed_only_where_an_envelope_names_that_body() {
    let Lost {
        new,
        b,
        dossier,
        old,
    } = lost(SUITES[0]);
    new.trust(&b, at(11));
    b.trust(&new, at(11));
    // It names the envelope of an act of theirs, which would be gone for good.
    let envelope = envelope_of(&b, &old);
    let bury = |entry: &Entry| entry.body.as_ref().map(|_| erased(envelope));
    let back = recovered_bodies(&new, &b, bury).unwrap();
    let reopened = back.reopened.unwrap();
    assert_eq!((reopened.opened, reopened.closed, back.withheld), (2, 0, 1));
    let tombstone = new.node.record(|_, tx| Ok(tx.tombstone(&envelope)?));
    assert_eq!(tombstone.unwrap(), None);
    new.node.rebuild_desk(b.name()).unwrap();
    let shown = texts(&new, &b, &dossier);
    assert_eq!((shown[0].as_str(), shown.len()), ("Absent", 2));
    assert_eq!(shown[1], texts(&old, &b, &dossier)[1]);
}

#[test]
fn a_tombstone_of_the_body_that_the_envelope_names_is_obeyed_once_that_opens() {
    let Lost {
        new, b, dossier, ..
    } = lost(SUITES[0]);
    new.trust(&b, at(11));
    b.trust(&new, at(11));
    let bury = |entry: &Entry| entry.body().map(|body| erased(sha256(body)));
    let back = recovered_bodies(&new, &b, bury).unwrap();
    assert_eq!((back.reopened.unwrap().opened, back.withheld), (2, 0));
    new.node.rebuild_desk(b.name()).unwrap();
    let shown = texts(&new, &b, &dossier);
    assert!(shown[0].starts_with("Erased"), "{shown:?}");
}

#[test]
fn a_body_that_an_envelope_does_not_name_is_refused_in_a_copy() {
    let stray = || Some(Carried::Sealed(b"stray".to_vec()));
    let other = || Some(erased(sha256(b"another")));
    for change in [stray as fn() -> Option<Carried>, other] {
        let Lost { mut old, b, .. } = lost(SUITES[0]);
        old.lose_store(&[&b]);
        let refused =
            recovered_bodies(&old, &b, |entry| entry.body.as_ref().and_then(|_| change()));
        assert_eq!(refused.unwrap_err().code(), "refuse-missing-bytes");
        // Nothing of it was kept: the honest copy brings all.
        let back = old.node.recover(&b.line(&old, at(13)), b.name(), at(13));
        assert_eq!(back.unwrap().standing, Standing::AtMark);
    }
}
