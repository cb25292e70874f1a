//! Tests of acts: what is sealed opens again, and each defect has its own reason.

use comity_core::leaf::Seen;
use comity_tlog::hash::empty_root;
use serde_json::json;

use super::*;
use crate::fixtures::StandInSealer;

fn act_id(number: u64) -> ActId {
    ActId::new(number, &[7; 10])
}

fn outgoing() -> Outgoing {
    let id = act_id(1);
    let origin: Origin = "a.example/to/b.example/1".parse().unwrap();
    Outgoing {
        attachments: vec![],
        body: json!({"text": "plain words"}).as_object().cloned(),
        credential: sha256(b"credential"),
        dossier: Some(DossierId {
            by: origin.sender.clone(),
            id,
        }),
        duty: Some("07".to_owned()),
        id,
        kind: "request.submit".to_owned(),
        office: "D-17".to_owned(),
        origin,
        rules: 1,
        says: json!({"urgency": "routine"}).as_object().cloned().unwrap(),
        tag: Tag::Key(DossierKey::new([9; 32])),
    }
}

fn leaf_of(act: &SealedAct) -> Leaf {
    Leaf {
        act: Some(act.act),
        at: "2026-11-23T02:00:00Z".parse().unwrap(),
        bad: vec![],
        held: vec![],
        open: None,
        re: Some(act.re),
        seen: Seen {
            root: empty_root(),
            size: 0,
        },
        size: Some(length(&act.envelope)),
        v: V1,
    }
}

fn sealer() -> StandInSealer {
    StandInSealer::new("a.example", 1)
}

fn to_b() -> Recipients {
    StandInSealer::recipients("a.example", "b.example")
}

fn sealed() -> SealedAct {
    seal_act(&sealer(), &to_b(), outgoing()).unwrap()
}

fn reader_opens(act: &SealedAct) -> Result<Verdict, OpenActError> {
    let b = StandInSealer::new("b.example", 2);
    open_act(&b, &leaf_of(act), Some(&act.envelope), act.body.as_deref())
}

#[test]
fn the_reader_opens_what_was_sealed() {
    let act = sealed();
    let Ok(Verdict::Good(opened)) = reader_opens(&act) else {
        panic!("does not open")
    };
    assert_eq!(opened.envelope, act.said);
    assert_eq!(opened.body.unwrap().fields["text"], "plain words");
    assert_eq!(act.re, DossierKey::new([9; 32]).tag(&act.act));
    assert_eq!(act.said.key, Some(DossierKey::new([9; 32])));
}

#[test]
fn the_key_stands_only_in_the_act_that_opens_the_dossier() {
    let later = Outgoing {
        id: act_id(2),
        ..outgoing()
    };
    assert_eq!(seal_act(&sealer(), &to_b(), later).unwrap().said.key, None);
}

#[test]
fn bytes_that_were_not_fingerprinted_are_missing_and_not_bad() {
    let act = sealed();
    let other = seal_act(&sealer().and("x"), &to_b(), outgoing()).unwrap();
    let b = StandInSealer::new("b.example", 2);
    let leaf = leaf_of(&act);
    for (envelope, body, missing) in [
        (None, act.body.as_deref(), Missing::Envelope),
        (
            Some(&other.envelope[..]),
            act.body.as_deref(),
            Missing::Envelope,
        ),
        (Some(&act.envelope[..]), None, Missing::Body),
        (
            Some(&act.envelope[..]),
            other.body.as_deref(),
            Missing::Body,
        ),
    ] {
        assert_eq!(
            open_act(&b, &leaf, envelope, body),
            Err(OpenActError::Missing(missing))
        );
    }
}

/// A sealed act whose envelope or body were replaced before sealing.
fn with(envelope: impl FnOnce(Envelope) -> Vec<u8>, body: Option<Vec<u8>>) -> SealedAct {
    let sealer = sealer();
    let mut act = sealed();
    if let Some(plain) = body {
        let sealed = sealer.seal(&to_b(), &plain).unwrap();
        act.said.body = Some(BodyRef {
            sha256: sha256(&sealed),
            size: length(&sealed),
        });
        act.body = Some(sealed);
    }
    act.envelope = sealer.seal(&to_b(), &envelope(act.said.clone())).unwrap();
    act.act = sha256(&act.envelope);
    act
}

fn plain(envelope: Envelope) -> Vec<u8> {
    pad(envelope.to_bytes().unwrap())
}

#[test]
fn each_defect_is_bad_for_its_reason() {
    let text = |json: &str| Some(pad(json.as_bytes().to_vec()));
    let origin = "a.example/to/b.example/1";
    let id = act_id(1);
    let good = format!(r#"{{"id":"{id}","origin":"{origin}","v":1}}"#);
    let cases: Vec<(SealedAct, BadReason)> = vec![
        (
            with(|e| e.to_bytes().unwrap(), None),
            BadReason::EnvelopePadding,
        ),
        (
            with(|_| pad(b"{}".to_vec()), None),
            BadReason::EnvelopeMalformed,
        ),
        (
            with(|e| pad([b" ", &e.to_bytes().unwrap()[..]].concat()), None),
            BadReason::EnvelopeMalformed,
        ),
        (
            with(plain, Some(good.clone().into_bytes())),
            BadReason::BodyPadding,
        ),
        (
            with(plain, text(&good.replace("\"v\":1", "\"v\":2"))),
            BadReason::BodyMalformed,
        ),
        (
            with(plain, text(&good.replace(':', ": "))),
            BadReason::BodyMalformed,
        ),
        (with(plain, text("[]")), BadReason::BodyMalformed),
        (
            with(plain, text(&good.replace("/1\"", "/2\""))),
            BadReason::BodyOfAnother,
        ),
        (
            with(
                plain,
                text(&good.replace(&id.to_string(), &act_id(3).to_string())),
            ),
            BadReason::BodyOfAnother,
        ),
    ];
    for (act, reason) in cases {
        assert_eq!(reader_opens(&act), Ok(Verdict::Bad(reason)));
    }
    assert!(matches!(
        reader_opens(&with(plain, text(&good))),
        Ok(Verdict::Good(_))
    ));
}

#[test]
fn a_file_for_someone_else_or_of_another_size_is_bad() {
    let elsewhere = StandInSealer::recipients("a.example", "c.example");
    let act = seal_act(&sealer(), &elsewhere, outgoing()).unwrap();
    assert_eq!(
        reader_opens(&act),
        Ok(Verdict::Bad(BadReason::EnvelopeClosed))
    );
    let act = sealed();
    let leaf = Leaf {
        size: Some(1),
        ..leaf_of(&act)
    };
    let b = StandInSealer::new("b.example", 2);
    assert_eq!(
        open_act(&b, &leaf, Some(&act.envelope), act.body.as_deref()),
        Ok(Verdict::Bad(BadReason::Size))
    );
}

#[test]
fn what_is_too_long_is_not_sealed() {
    let long = Outgoing {
        body: json!({"text": "x".repeat(BODY_LIMIT)}).as_object().cloned(),
        ..outgoing()
    };
    assert_eq!(
        seal_act(&sealer(), &to_b(), long).unwrap_err().code(),
        "json-too-long"
    );
    let many = Outgoing {
        attachments: vec![
            AttachmentRef {
                root: empty_root(),
                size: 1
            };
            65
        ],
        ..outgoing()
    };
    assert_eq!(
        seal_act(&sealer(), &to_b(), many).unwrap_err().code(),
        "act-too-many-attachments"
    );
}
