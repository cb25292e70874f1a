//! Pouches that are accepted, with what is found of their entries.

use comity_core::{
    ActId, DossierId, Leaf, Time,
    envelope::BodyRef,
    id::DossierKey,
    leaf::{LogRef, Seen},
};
use comity_peer::{
    act::{Outgoing, SealedAct, Tag, pad},
    seal::Recipients,
};
use comity_tlog::hash::{empty_root, sha256};

use super::{Case, Maker, START};

impl Maker {
    /// A pouch with all that was said since the start is accepted; this is found of its last entry.
    fn found(&mut self, name: &str, codes: &[&str]) -> &mut Case {
        let last = self.said.len() as u64 - 1;
        let pouch = self.parts(START).write();
        let mut step = self.step(name, &pouch);
        if !codes.is_empty() {
            step = step.entry(last, codes);
        }
        self.case(name, [step])
    }

    /// When the writer signed what every case starts with.
    pub(super) fn signed_at_the_start(&self) -> Time {
        self.start.now.plus(-60)
    }

    pub(super) fn void_by_the_leaf(&mut self) {
        self.leaf(|_| ());
        self.found("nothing-wrong", &[]);
        let request = Leaf::parse(&self.said[1].leaf).unwrap().at;
        self.leaf(|leaf| leaf.at = request.plus(-1));
        self.found(
            "before-the-last-leaf",
            &["evidence-backdated", "void-time-went-back"],
        );
        self.leaf(|leaf| leaf.at = request.plus(-1));
        self.leaf(|leaf| leaf.at = request.plus(-1));
        // A leaf that goes back makes no room for another one.
        let pouch = self.parts(START).write();
        let both = ["evidence-backdated", "void-time-went-back"];
        let step = self
            .step("goes-back-twice", &pouch)
            .entry(2, &both)
            .entry(3, &both);
        self.case("goes-back-twice", [step]);
        self.leaf(|leaf| {
            leaf.seen = Seen {
                root: empty_root(),
                size: 0,
            }
        });
        self.found(
            "has-seen-less",
            &["evidence-seen-behind-receipt", "void-seen-shrank"],
        );
        let act = self.act(|_| ());
        self.say(&act, |_| ());
        let logs = &self.record.logs;
        let size = START as u64;
        let mut previous = vec![
            LogRef {
                origin: logs[0].origin.clone(),
                root: self.tree.root(),
                size,
            },
            LogRef {
                origin: logs[1].origin.clone(),
                root: logs[1].tree.root(),
                size: 3,
            },
        ];
        previous.sort();
        let mut opening = Leaf::parse(&logs[1].leaves[0]).unwrap();
        opening.open.as_mut().unwrap().previous = previous;
        let name = "next-opening.leaf".to_owned();
        self.files.insert(name.clone(), opening.to_bytes().unwrap());
        self.found("beyond-a-closed-generation", &["void-beyond-generation"])
            .next_opening = Some(name);
    }

    pub(super) fn void_by_the_act(&mut self) {
        let act = self.act(|_| ());
        self.say(&act, |_| ());
        self.found("an-act-in-its-dossier", &[]);

        let act = self.act(|_| ());
        self.say(&act, |leaf| leaf.re = Some(sha256(b"another tag")));
        self.found("another-tag", &["void-wrong-tag"]);

        let act = self.act(|act| act.origin.reader = "c.example".parse().unwrap());
        self.say(&act, |_| ());
        self.found("said-to-someone-else", &["void-wrong-origin"]);

        let act = self.act(|_| ());
        self.say(&act, |_| ());
        self.say(&act, |_| ());
        self.found("the-same-envelope-again", &["void-act-repeated"]);

        let act = self.act(|_| ());
        self.say(&act, |_| ());
        let same = self.act(|again| again.id = act.said.id);
        self.say(&same, |_| ());
        self.found("the-same-id-again", &["void-id-repeated"]);

        let nowhere = DossierId {
            by: self.record.name(0),
            id: ActId::new(1, &[9; 10]),
        };
        let act = self.act(|act| {
            act.dossier = Some(nowhere);
            act.tag = Tag::Key(DossierKey::new([9; 32]));
        });
        self.say(&act, |_| ());
        self.found("a-dossier-that-nobody-opened", &["void-unknown-dossier"]);

        let theirs = self.theirs.clone();
        let in_theirs = |act: &mut Outgoing| {
            act.dossier = Some(theirs.id.clone());
            act.tag = Tag::Key(theirs.key.clone());
        };
        let act = self.act(in_theirs);
        self.say(&act, |_| ());
        self.found("a-dossier-of-the-other-side", &[]);

        let act = self.act(in_theirs);
        let early = self.record.leaf(0, 1).seen;
        self.say(&act, |leaf| leaf.seen = early);
        self.found("a-dossier-not-yet-seen", &["void-unknown-dossier"]);

        let act = self.act(|act| act.credential = sha256(b"another credential"));
        self.say(&act, |_| ());
        self.found("another-credential", &["void-wrong-credential"]);
    }

    pub(super) fn only_evidence(&mut self) {
        let before = self.signed_at_the_start().plus(-1);
        self.leaf(|leaf| leaf.at = before);
        self.found("before-a-size-was-signed", &["evidence-backdated"]);

        let mut parts = self.parts(START);
        parts.receipt = Some(self.record.receipt(1));
        let receipted = self.step("a-receipt", &parts.write());
        let early = self.record.leaf(0, 1).seen;
        self.leaf(|leaf| leaf.seen = early);
        let pouch = self.parts(START).write();
        let name = "has-seen-less-than-receipted";
        let step = self
            .step(name, &pouch)
            .entry(2, &["evidence-seen-behind-receipt"]);
        self.case(name, [receipted, step]);

        self.leaf(|leaf| leaf.bad = vec![leaf.seen.size]);
        self.found(
            "calls-bad-what-it-has-not-seen",
            &["evidence-bad-not-covered"],
        );
        self.leaf(|leaf| leaf.bad = vec![0]);
        self.found("calls-bad-what-it-accepted", &["evidence-bad-not-covered"]);
    }

    pub(super) fn bad(&mut self) {
        let act = self.act(|_| ());
        self.say(&act, |leaf| leaf.size = Some(7));
        self.found("another-size", &["bad-size"]);

        let to = self.recipients();
        let own = Recipients {
            reader: to.own.clone(),
            ..to.clone()
        };
        let plain = |act: &SealedAct| act.said.to_bytes().unwrap();
        for (name, to, plain, code) in [
            (
                "envelope-for-its-sender-alone",
                &own,
                None,
                "bad-envelope-closed",
            ),
            (
                "envelope-without-padding",
                &to,
                Some(None),
                "bad-envelope-padding",
            ),
            (
                "no-envelope",
                &to,
                Some(Some(pad(b"{}".to_vec()))),
                "bad-envelope-malformed",
            ),
        ] {
            let mut act = self.act(|_| ());
            let plain = match plain {
                None => pad(plain_of(&act)),
                Some(None) => plain_of(&act),
                Some(Some(other)) => other,
            };
            self.reseal(&mut act, to, &plain);
            self.say(&act, |_| ());
            self.found(name, &[code]);
        }
        for (name, to, body, code) in [
            (
                "body-for-its-sender-alone",
                &own,
                Some(pad(b"{}".to_vec())),
                "bad-body-closed",
            ),
            (
                "body-without-padding",
                &to,
                Some(b"{}".to_vec()),
                "bad-body-padding",
            ),
            (
                "no-body",
                &to,
                Some(pad(b"[]".to_vec())),
                "bad-body-malformed",
            ),
            ("body-of-another-act", &to, None, "bad-body-of-another"),
        ] {
            let (mut act, other) = (self.act(|_| ()), self.act(|_| ()));
            let sealer = &*self.record.logs[0].sealer;
            let sealed = match body {
                Some(plain) => sealer.seal(to, &plain).unwrap(),
                None => other.body.unwrap(),
            };
            act.said.body = Some(BodyRef {
                sha256: sha256(&sealed),
                size: sealed.len() as u64,
            });
            act.body = Some(sealed);
            let text = pad(plain(&act));
            let both = self.recipients();
            self.reseal(&mut act, &both, &text);
            self.say(&act, |_| ());
            self.found(name, &[code]);
        }
    }

    /// Gives an act another sealed envelope, tagged as it must be.
    fn reseal(&self, act: &mut SealedAct, to: &Recipients, plain: &[u8]) {
        act.envelope = self.record.logs[0].sealer.seal(to, plain).unwrap();
        act.act = sha256(&act.envelope);
        act.re = self.dossier.key.tag(&act.act);
    }
}

fn plain_of(act: &SealedAct) -> Vec<u8> {
    act.said.to_bytes().unwrap()
}
