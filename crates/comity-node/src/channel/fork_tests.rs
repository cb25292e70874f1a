//! Two credentials of one serial, in each way in which a credential comes in.

use comity_core::Time;
use comity_peer::{
    channel::Fork,
    credential::CredentialFile,
    fixtures::Seeded,
    proof::{self, Fact, ForkKind},
    seal::Suite,
};
use comity_store::Store as _;
use comity_tlog::hash::sha256;
use serde_json::{Map, Value, json};

use super::{
    evidence,
    say::{Draft, Matter},
    tests::{at, exchange, pair, speaker},
};
use crate::{
    fixtures::{TestNode, profile},
    keys::issue::Issue,
};

/// A second credential of this node, by its credential key; which one the seed decides.
pub(super) fn second(of: &mut TestNode, seed: u64, now: Time) -> CredentialFile {
    let listed = of.credential().credential().suites.clone();
    let suites: Vec<Suite> = listed
        .iter()
        .filter_map(|one| Suite::from_name(&one.suite))
        .collect();
    of.keyring
        .renew(2, &suites, &mut Seeded::new(seed))
        .unwrap();
    let name = of.name().to_string();
    let issue = Issue {
        keyring: &of.keyring,
        now,
        profile: &profile(&name),
        serial: 2,
        suites: &suites,
        tls: sha256(name.as_bytes()),
    };
    issue
        .next(of.credential(), &of.seed, &of.seed)
        .unwrap()
        .credential
}

fn issue_act(file: &CredentialFile) -> Draft {
    let fields = |value: Value| value.as_object().cloned().unwrap_or_else(Map::new);
    Draft {
        matter: Matter::None,
        kind: "credential.issue".to_owned(),
        says: fields(json!({"credential": file.fingerprint(), "serial": 2})),
        body: Some(fields(
            json!({"credential": String::from_utf8_lossy(file.bytes())}),
        )),
        attachments: vec![],
        office: "D-17".to_owned(),
        duty: None,
    }
}

/// The channel is frozen, and a stranger is convinced with the two credentials of the start.
fn is_proven(at_node: &TestNode, liar: &TestNode) {
    let state = at_node.node.channel(liar.name()).unwrap();
    assert_eq!(state.current.frozen, Some(Fork::TwoCredentials));
    let rows = at_node.store.read(|tx| tx.evidence(liar.name())).unwrap();
    assert_eq!(rows.len(), 1);
    let found = evidence::decode(&rows[0].bytes).unwrap();
    let mut builder = proof::build::Builder::new(proof::ProofKind::Fork);
    builder.fork(&found.a, &found.b);
    let pinned = [at_node.credential().clone(), liar.credential().clone()];
    let report = proof::verify(
        &builder.finish().unwrap(),
        &pinned,
        &comity_peer::fixtures::StandInSealer::new("nobody.example", 1),
    )
    .unwrap();
    assert!(report.facts.iter().any(|fact| matches!(
        fact,
        Fact::Fork { kind: ForkKind::TwoCredentials, owner, at: 2, .. } if owner == liar.name()
    )));
}

#[test]
fn a_file_that_a_person_is_about_to_trust_is_held_against_the_others() {
    let (mut a, b) = pair();
    exchange(&a, &b, 1);
    let (one, other) = (second(&mut a, 11, at(2)), second(&mut a, 12, at(3)));
    let trust = |file: &CredentialFile| {
        let number = b.node.safety_number(file).unwrap();
        b.node.trust(file, &number, at(4))
    };
    trust(&one).unwrap();
    trust(&one).unwrap();
    assert_eq!(trust(&other).unwrap_err().code(), "fork-two-credentials");
    is_proven(&b, &a);
    let line = a.line(&b, at(5));
    let error = b.node.exchange(&line, a.name(), at(5)).unwrap_err();
    assert_eq!(error.code(), "channel-quiet", "nothing is signed any more");
}

#[test]
fn a_file_that_contradicts_what_an_act_issued_freezes() {
    let (mut a, b) = pair();
    exchange(&a, &b, 1);
    let (other, one) = (second(&mut a, 12, at(2)), second(&mut a, 11, at(2)));
    let first = a.issued.credential.clone();
    a.issued.credential = one;
    a.renew();
    a.node
        .announce_credential(b.name(), &speaker(), at(3), &mut Seeded::new(5))
        .unwrap();
    exchange(&a, &b, 4);
    assert_eq!(
        b.node.hold_against(&other, at(5)).unwrap_err().code(),
        "fork-two-credentials"
    );
    a.issued.credential = first;
    is_proven(&b, &a);
}

#[test]
fn an_act_that_contradicts_a_trusted_file_freezes() {
    let (mut a, b) = pair();
    exchange(&a, &b, 1);
    let (one, other) = (second(&mut a, 11, at(2)), second(&mut a, 12, at(2)));
    let number = b.node.safety_number(&one).unwrap();
    b.node.trust(&one, &number, at(3)).unwrap();
    a.node.keep_own_credential(&other).unwrap();
    a.node
        .say(b.name(), issue_act(&other), at(4), &mut Seeded::new(9))
        .unwrap();
    let outcome = a.node.exchange(&b.line(&a, at(5)), b.name(), at(5));
    assert_eq!(outcome.unwrap_err().code(), "fork-two-credentials");
    is_proven(&b, &a);
}

#[test]
fn a_node_never_issues_a_second_one_of_a_serial_itself() {
    let (mut a, b) = pair();
    exchange(&a, &b, 1);
    let (other, one) = (second(&mut a, 12, at(2)), second(&mut a, 11, at(2)));
    a.issued.credential = one.clone();
    a.renew();
    a.node
        .say(b.name(), issue_act(&one), at(3), &mut Seeded::new(8))
        .unwrap();
    let said = a
        .node
        .say(b.name(), issue_act(&other), at(4), &mut Seeded::new(9));
    assert_eq!(said.unwrap_err().code(), "fork-two-credentials");
}

#[test]
fn a_stranger_in_the_name_of_a_party_and_an_earlier_serial_freeze_nothing() {
    let (mut a, b) = pair();
    exchange(&a, &b, 1);
    let two = second(&mut a, 11, at(2));
    let number = b.node.safety_number(&two).unwrap();
    b.node.trust(&two, &number, at(3)).unwrap();
    let stranger = TestNode::new("a.example", 77, at(2));
    let refused = b.node.hold_against(stranger.credential(), at(4));
    assert_eq!(refused.unwrap_err().code(), "credential-not-next");
    b.node.hold_against(a.credential(), at(4)).unwrap();
    let state = b.node.channel(a.name()).unwrap();
    assert_eq!(state.current.frozen, None);
    assert!(b.store.read(|tx| tx.evidence(a.name())).unwrap().is_empty());
}
