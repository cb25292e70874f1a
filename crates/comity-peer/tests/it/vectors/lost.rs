//! What a counterpart hands over to a party that lost its keys: credentials, and file keys of acts.

use comity_core::{Leaf, Origin, canonical::V1, record::Position};
use comity_peer::{
    credential::CredentialFile,
    fixtures::Party,
    handover::{HandedLink, HandedRevocation, Handover},
    openings::{HexKey, Opening, Openings, check},
    seal::FileKey,
};
use serde::{Deserialize, Serialize};

use super::{base64, bytes, channel::Story, vectors};
use crate::age_sealer::AgeSealer;

#[derive(Serialize, Deserialize)]
struct Lost {
    /// The caller's new credential.
    credential: String,
    lists: Vec<List>,
    log: Origin,
    leaves: Vec<String>,
    acts: Vec<Act>,
    batches: Vec<Batch>,
}

#[derive(Serialize, Deserialize)]
struct List {
    /// Credentials of its own that the caller has.
    own: Vec<String>,
    /// Credentials of the answerer that it trusts.
    trusted: Vec<String>,
    list: String,
    /// Absent when it is taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Act {
    index: u64,
    envelope: String,
    body: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Batch {
    /// What the caller asked for.
    from: u64,
    /// The JSON inside the sealed answer.
    batch: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn file(party: &Party) -> String {
    text(party.file.bytes())
}

fn from(party: &Party, generation: u32) -> HandedLink {
    HandedLink {
        after: None,
        file: file(party),
        from: Some(generation),
    }
}

fn lists(new: &Party) -> Vec<List> {
    let old = Party::new("a.example", 1);
    let b = Party::new("b.example", 2);
    let (b2, stranger) = (b.rotated(7), Party::new("a.example", 9));
    let after = HandedLink {
        after: Some(Position {
            generation: 1,
            index: 4,
        }),
        file: file(&b2),
        from: None,
    };
    let list = |caller: Vec<HandedLink>, answerer: Vec<HandedLink>| Handover {
        answerer,
        caller,
        revoked: vec![HandedRevocation {
            file: text(b.revocation().bytes()),
            recorded: Position {
                generation: 1,
                index: 9,
            },
        }],
        v: V1,
    };
    let case = |own: &[&Party], trusted: &[&Party], list: &Handover, code: Option<&str>| List {
        own: own.iter().map(|party| file(party)).collect(),
        trusted: trusted.iter().map(|party| file(party)).collect(),
        list: text(&list.to_bytes().unwrap()),
        code: code.map(ToOwned::to_owned),
    };
    let good = list(vec![from(&old, 1)], vec![from(&b, 1), after.clone()]);
    let foreign = list(vec![from(&stranger, 1)], vec![from(&b, 1)]);
    let unplaced = HandedLink {
        from: Some(1),
        ..after
    };
    vec![
        case(&[new], &[&b2], &good, None),
        case(&[new, &old], &[&b], &good, None),
        case(&[new], &[&stranger], &good, Some("handover-untrusted")),
        case(&[new, &old], &[&b], &foreign, Some("handover-not-ours")),
        case(
            &[new],
            &[&b],
            &list(vec![], vec![from(&b, 1)]),
            Some("handover-list"),
        ),
        case(
            &[new],
            &[&b],
            &list(vec![from(&old, 1)], vec![from(&b, 1), unplaced]),
            Some("handover-list"),
        ),
        case(
            &[new],
            &[&b],
            &list(
                vec![from(&old, 1)],
                vec![from(&b, 1), from(&Party::new("b.example", 3).rotated(4), 2)],
            ),
            Some("handover-untrusted"),
        ),
    ]
}

fn make() -> Lost {
    let old = Party::new("a.example", 1);
    let new = Party::with_credential(old.name(), 5, None, |credential| credential.serial = 2);
    let story = Story::new();
    let log = &story.record.logs[0];
    let keys = |act: (&u64, &comity_peer::fixtures::record::Act)| Opening {
        body: act.1.body_key.clone().map(HexKey),
        envelope: HexKey(act.1.envelope_key.clone()),
        index: *act.0,
    };
    let good = Openings {
        from: 0,
        generation: 1,
        keys: log.acts.iter().map(keys).collect(),
        log: log.origin.clone(),
        to: u64::try_from(log.leaves.len()).unwrap(),
        v: V1,
    };
    let case = |from, code: Option<&str>, change: &dyn Fn(&mut Openings)| {
        let mut batch = good.clone();
        change(&mut batch);
        Batch {
            from,
            batch: text(&batch.to_bytes().unwrap()),
            code: code.map(ToOwned::to_owned),
        }
    };
    let wrong = |batch: &mut Openings| batch.keys[0].envelope = HexKey(FileKey::new([7; 16]));
    let swapped = |batch: &mut Openings| batch.keys[0].body = Some(batch.keys[0].envelope.clone());
    let (stretch, fit) = (Some("openings-stretch"), Some("openings-do-not-fit"));
    Lost {
        credential: file(&new),
        lists: lists(&new),
        log: log.origin.clone(),
        leaves: log.leaves.iter().map(|leaf| text(leaf)).collect(),
        acts: log
            .acts
            .iter()
            .map(|(index, act)| Act {
                index: *index,
                envelope: base64(&act.sealed.envelope),
                body: act.sealed.body.as_deref().map(base64),
            })
            .collect(),
        batches: vec![
            case(0, None, &|_| ()),
            case(0, None, &|batch| batch.keys[0].body = None),
            case(0, None, &|batch| batch.keys.clear()),
            case(1, stretch, &|_| ()),
            case(0, stretch, &|batch| batch.to = batch.keys[0].index),
            case(0, stretch, &|batch| batch.to = 1_001),
            case(0, stretch, &|batch| batch.log = batch.log.opposite()),
            case(0, fit, &wrong),
            case(0, fit, &swapped),
        ],
    }
}

fn taken(lost: &Lost, case: &Batch) -> Result<(), &'static str> {
    // A sealer that holds no identity of anybody here: only the keys open.
    let nobody = AgeSealer(age::x25519::Identity::generate());
    let read = Openings::parse(case.batch.as_bytes(), &lost.log, case.from);
    let batch = read.map_err(|error| error.code())?;
    for opening in &batch.keys {
        let index = usize::try_from(opening.index).unwrap();
        let leaf = Leaf::parse(lost.leaves[index].as_bytes()).unwrap();
        let act = lost.acts.iter().find(|act| act.index == opening.index);
        let act = act.unwrap();
        let body = act.body.as_deref().map(bytes);
        check(
            &nobody,
            &leaf,
            &bytes(&act.envelope),
            body.as_deref(),
            opening,
        )
        .map_err(|error| error.code())?;
    }
    Ok(())
}

#[test]
fn what_is_handed_over_after_a_loss_of_keys() {
    let lost: Lost = vectors("lost.json", make);
    let files = |texts: &[String]| -> Vec<CredentialFile> {
        let read = |text: &String| CredentialFile::parse(text.as_bytes()).unwrap();
        texts.iter().map(read).collect()
    };
    let new = &files(std::slice::from_ref(&lost.credential))[0];
    assert_eq!(
        (new.credential().serial, new.credential().previous),
        (2, None)
    );
    for case in &lost.lists {
        let list = Handover::parse(case.list.as_bytes()).unwrap();
        let checked = list.verify(&files(&case.own), &files(&case.trusted));
        let code = checked.err().map(|error| error.code().to_owned());
        assert_eq!(code, case.code, "{:.200}", case.list);
    }
    assert!(lost.batches[0].batch.contains("\"body\""));
    for case in &lost.batches {
        let code = taken(&lost, case).err().map(ToOwned::to_owned);
        assert_eq!(code, case.code, "{}", case.batch);
    }
}
