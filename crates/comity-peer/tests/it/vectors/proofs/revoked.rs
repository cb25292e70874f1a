//! Proofs of entries under a credential that is revoked: covered before the record of that, after it, and without one.

use comity_peer::{
    fixtures::record::{Record, Words},
    proof::{
        ProofKind, Role,
        build::{ActSource, Builder},
    },
};
use serde_json::json;

use super::{Notes, covering, entry, envelope, write};

/// The acknowledgement of the story, in the log of the second side.
const ACK: u64 = 3;

/// Writes the proofs: the second side records that the credential of the first is revoked.
pub(super) fn write_all(record: &mut Record, request: u64) {
    let credential = record.logs[0].party.file.fingerprint();
    let says = json!({"credential": credential, "serial": 1});
    let words = Words {
        says: says.as_object().cloned().unwrap(),
        ..Words::default()
    };
    let (recorded, _) = record.open(1, "credential.revoked", words);
    let (late, _) = record.open(0, "request.submit", Words::of("request.submit"));
    record.cover(1);
    prove("before-revocation.tar", record, request, Some(recorded));
    prove("beside-a-revocation.tar", record, request, None);
    prove("after-revocation.tar", record, late, Some(recorded));
    prove("not-recorded.tar", record, request, Some(ACK));
}

/// A proof that an entry of the first side was delivered.
fn prove(name: &str, record: &mut Record, index: u64, recorded: Option<u64>) {
    let notes = Notes::sign(record);
    let [ours, theirs] = &record.logs;
    let (log, other) = (notes.log(record, 0), notes.log(record, 1));
    let act = ActSource {
        covering: covering(theirs, index),
        ..ActSource::default()
    };
    let mut builder = Builder::new(ProofKind::Delivered);
    let place = entry(ours, index);
    builder.act(Role::Act, &log, &other, place, &act).unwrap();
    let revocation = ours.party.revocation();
    builder.revocation(&revocation);
    if let Some(at) = recorded {
        let opened = envelope(theirs, at).unwrap();
        builder
            .recorded(&revocation, &other, entry(theirs, at), opened)
            .unwrap();
    }
    write(name, &builder.finish().unwrap());
}
