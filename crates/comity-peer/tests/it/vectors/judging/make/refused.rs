//! Pouches that are refused, and contradictions that freeze: nothing is appended.

use comity_core::{
    Leaf, PartyName,
    leaf::{Opening, Seen},
};
use comity_peer::pouch::Kind;
use comity_tlog::{
    checkpoint::Checkpoint,
    hash::{empty_root, sha256},
    note::SignedNote,
};

use super::{CREDENTIALS, Maker, NEXT, START, Step};

impl Maker {
    pub(super) fn refused_for_its_form(&mut self) {
        let malformed = "refuse-malformed";
        self.refuse_bytes("cut-off", "refuse-missing-bytes", |tar| {
            let mut bytes = tar.write();
            bytes.truncate(bytes.len() - 512);
            bytes
        });
        self.refuse_bytes("bytes-after-the-end", malformed, |tar| {
            [tar.write(), vec![0]].concat()
        });
        self.refuse_bytes("member-twice", malformed, |mut tar| {
            let checkpoint = tar.0[1].clone();
            tar.0.insert(1, checkpoint);
            tar.write()
        });
        self.refuse_bytes("members-out-of-order", malformed, |mut tar| {
            tar.0.swap(0, 1);
            tar.write()
        });
        self.refuse_bytes("a-name-that-climbs", malformed, |mut tar| {
            tar.header(1, 0, b"../checkpoint\0");
            tar.write()
        });
        self.refuse_bytes("a-link", malformed, |mut tar| {
            tar.header(1, 156, b"2");
            tar.write()
        });
        self.refuse_bytes("another-mode", malformed, |mut tar| {
            tar.header(1, 100, b"0000755\0");
            tar.write()
        });
        self.refuse_bytes("not-canonical", malformed, |mut tar| {
            tar.replace(0, r#""to":"b.example","v":1"#, r#""v":1,"to":"b.example""#);
            tar.write()
        });
        self.refuse_bytes("pouch-of-version-2", "refuse-unknown-version", |mut tar| {
            tar.replace(0, r#""v":1"#, r#""v":2"#);
            tar.write()
        });
        self.refuse_bytes("leaf-of-version-2", "refuse-unknown-version", |mut tar| {
            tar.replace(2, r#""v":1"#, r#""v":2"#);
            tar.write()
        });
        self.refuse_bytes("without-its-envelope", "refuse-missing-bytes", |mut tar| {
            tar.0.remove(3);
            tar.write()
        });
        self.refuse("leaf-too-long", "refuse-over-limit", |parts| {
            parts.entries[0].leaf = vec![b' '; 4097];
        });
    }

    pub(super) fn refused_for_its_statements(&mut self) {
        let receipt = self.record.receipt(1);
        let c: PartyName = "c.example".parse().unwrap();
        let to = c.clone();
        self.refuse("for-someone-else", "refuse-not-for-us", |parts| {
            parts.to = to;
        });
        self.refuse("from-someone-else", "refuse-not-for-us", |parts| {
            parts.from = c;
        });
        let generation = "refuse-generation";
        self.refuse("unknown-generation", generation, |parts| {
            parts.generation = 2;
        });
        self.refuse("a-copy", generation, |parts| parts.kind = Kind::Copy);
        self.refuse("receipt-as-checkpoint", "refuse-wrong-origin", |parts| {
            parts.checkpoint = receipt;
        });
        self.refuse("checkpoint-as-receipt", "refuse-wrong-origin", |parts| {
            parts.receipt = Some(parts.checkpoint.clone());
        });
        self.refuse("one-algorithm-alone", "refuse-signature", |parts| {
            let note = SignedNote::parse(&parts.checkpoint).unwrap();
            let short = note
                .signatures()
                .iter()
                .filter(|one| one.signature().len() < 100);
            let lines = short.cloned().collect();
            parts.checkpoint = SignedNote::new(note.text().to_owned(), lines)
                .unwrap()
                .encode();
        });
        self.refuse("another-size-than-signed", "refuse-signature", |parts| {
            let note = String::from_utf8(parts.checkpoint.clone()).unwrap();
            parts.checkpoint = note.replacen("\n3\n", "\n4\n", 1).into_bytes();
        });
        let step = self.refuse("under-a-revoked-credential", "refuse-revoked", |_| ());
        step.may = vec![NEXT.to_owned()];
        step.revoked = vec![CREDENTIALS[0].to_owned()];
        let step = self.refuse("more-than-there-is-room-for", "refuse-quota", |_| ());
        step.quota = Some(3000);
        let step = self.refuse(
            "signed-ahead-of-our-clock",
            "refuse-from-the-future",
            |_| (),
        );
        // The signature is a minute older than the pouch; the limit is 600 s.
        step.now = step.now.plus(-60 - 601);
    }

    pub(super) fn refused_for_its_entries(&mut self) {
        self.refuse("starts-beyond-what-is-held", "refuse-gap", |parts| {
            parts.start = 3;
            parts.entries.clear();
        });
        self.refuse("another-leaf-than-signed", "refuse-root", |parts| {
            let mut leaf = Leaf::parse(&parts.entries[0].leaf).unwrap();
            leaf.at = leaf.at.plus(1);
            parts.entries[0].leaf = leaf.to_bytes().unwrap();
        });
        self.refuse("a-proof-that-nobody-needs", "refuse-root", |parts| {
            parts.consistency.push(sha256(b"more"));
        });
        self.refuse("another-envelope", "refuse-missing-bytes", |parts| {
            parts.entries[0].envelope = Some(b"other bytes".to_vec());
        });
        self.refuse("without-its-body", "refuse-missing-bytes", |parts| {
            parts.entries[0].body = None;
        });
        let far = |leaf: &mut Leaf| leaf.at = leaf.at.plus(3600);
        self.one_leaf("dated-ahead-of-our-clock", "refuse-from-the-future", far);
        self.one_leaf(
            "an-opening-leaf-in-the-middle",
            "refuse-malformed",
            |leaf| {
                leaf.open = Some(Opening {
                    credentials: vec![],
                    previous: vec![],
                });
                leaf.seen = Seen {
                    root: empty_root(),
                    size: 0,
                };
            },
        );
        self.one_leaf("has-seen-more-than-we-hold", "own-loss", |leaf| {
            leaf.seen.size = 9;
        });
        self.one_leaf("has-seen-another-root", "fork-seen-root", |leaf| {
            leaf.seen.root = sha256(b"another log");
        });
    }

    /// A pouch with one more receipt leaf, changed before it was signed, is refused.
    fn one_leaf(&mut self, name: &str, code: &str, change: impl FnOnce(&mut Leaf)) {
        self.leaf(change);
        let pouch = self.parts(START).write();
        let step = self.step(name, &pouch).refused(code);
        self.case(name, [step]);
    }

    pub(super) fn forks(&mut self) {
        let one = |maker: &mut Self, name: &str| {
            maker.leaf(|_| ());
            let pouch = maker.parts(START).write();
            let step = maker.step(name, &pouch);
            maker.back();
            step
        };
        // Another leaf at the same index, at the same size and at a larger one.
        let honest = one(self, "two-roots-first");
        self.leaf(|_| ());
        let pouch = self.parts(START + 1).write();
        let other = self.step("two-roots", &pouch).refused("fork-two-roots");
        let after = Step {
            now: other.now,
            ..honest.clone()
        }
        .refused("refuse-frozen");
        self.case("two-roots", [honest, other, after]);

        let honest = one(self, "two-leaves-first");
        self.leaf(|_| ());
        self.leaf(|_| ());
        let pouch = self.parts(START).write();
        let other = self.step("two-leaves", &pouch).refused("fork-two-leaves");
        self.case("two-leaves", [honest, other]);

        let honest = one(self, "signed-smaller-first");
        let pouch = self.parts(START).write();
        let other = self
            .step("signed-smaller", &pouch)
            .refused("fork-signed-smaller");
        self.case("signed-smaller", [honest, other]);

        let before = self.signed_at_the_start().plus(-1);
        self.leaf(|_| ());
        let mut parts = self.parts(START);
        let log = &self.record.logs[0];
        let early = log.party.checkpoint_anyway(&log.checkpoint(), before);
        parts.checkpoint = early.unwrap().encode();
        let name = "larger-signed-before-smaller";
        let other = self
            .step(name, &parts.write())
            .refused("fork-signed-smaller");
        self.case(name, [other]);

        let mut parts = self.parts(START);
        let theirs = Checkpoint {
            root: sha256(b"another log"),
            ..self.record.logs[1].checkpoint()
        };
        let at = self.record.tick();
        let receipt = self.record.logs[0].party.receipt_anyway(&theirs, at);
        parts.receipt = Some(receipt.unwrap().encode());
        let name = "receipt-for-another-root";
        let other = self.step(name, &parts.write()).refused("fork-seen-root");
        self.case(name, [other]);
    }
}
