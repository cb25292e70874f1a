//! What a house keeps, and what it gives up: erasure, legal hold, audit.

use comity_core::Hash;
use comity_peer::fixtures::Seeded;
use comity_store::{
    ReadTx, Store, StoreError, Tx,
    logs::SealedEntry,
    parts::{PartBytes, PartFile},
};
use serde_json::json;

use super::support::{SITES, World, at, takedown, within};
use crate::{
    access::Sight,
    case::content::Content,
    erase::{Ground, What},
    error::NodeError,
    fixtures::TestNode,
    report::Ask,
};

fn everything() -> What {
    What {
        body: true,
        all_attachments: true,
        ..What::default()
    }
}

#[test]
fn erased_content_is_gone_and_never_comes_back() {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(SITES), 2);
    let case = said.case.clone().unwrap().to_string();
    let (a, b) = (world.office(&world.a), world.office(&world.b));
    assert_eq!(
        a.erase("root", said.act, &everything(), Ground::Order, at(3))
            .unwrap_err()
            .code(),
        "erase-undelivered"
    );
    world.exchange(3);
    let before = a
        .report(world.b.name(), &Ask::default(), &Sight::All)
        .unwrap();
    assert_eq!(
        b.erase("li", said.act, &everything(), Ground::Order, at(4))
            .unwrap_err()
            .code(),
        "person-not-in-role"
    );
    // A dry run changes nothing.
    let plan = b.erasure(said.act, &everything()).unwrap();
    assert!(!plan.body.unwrap().erased && plan.attachments.len() == 1);
    let root = plan.attachments[0].hash;
    assert!(
        world
            .b
            .parts
            .size(PartFile::Sealed(&root))
            .unwrap()
            .is_some()
    );

    let done = b
        .erase("root", said.act, &everything(), Ground::Order, at(5))
        .unwrap();
    assert!(done.body.unwrap().erased && done.attachments[0].erased);
    let content = &b.show_case(&case, at(5)).unwrap().acts[0].content;
    assert!(matches!(content, Content::Erased { tombstone } if tombstone["ground"] == "order"));
    assert_eq!(world.b.parts.size(PartFile::Sealed(&root)).unwrap(), None);
    // No path brings it back: not the store, not a part that the other side still has.
    let body = plan.body.unwrap().hash;
    let log = world.a.node.channel(world.b.name()).unwrap().our_origin();
    let acts = |tx: &dyn ReadTx| tx.acts_with_id(world.b.name(), said.act);
    let place = world.a.store.read(acts).unwrap()[0].position.index;
    let sealed = |node: &TestNode, place| {
        let sealed = node.store.read(|tx| tx.sealed(&log, place, &body));
        sealed.unwrap()
    };
    let bytes = sealed(&world.a, place).unwrap();
    assert_eq!(sealed(&world.b, place), None);
    let row = world.a.store.read(|tx| tx.entry(&log, place)).unwrap();
    let (row, origin, whole) = (row.unwrap(), log.clone(), world.b.store.snapshot());
    let end = world.b.store.write(move |tx| {
        let end = tx.size(&origin)?;
        let again = SealedEntry {
            row,
            envelope: None,
            body: Some(&bytes),
        };
        assert_eq!(tx.append(&origin, end, &[again])?, 0);
        Ok::<_, StoreError>(end)
    });
    assert_eq!(sealed(&world.b, end.unwrap()), None);
    world.b.store.restore(&whole);
    let line = world.a.line(&world.b, at(6));
    let fetched = world
        .b
        .node
        .fetch(&world.b.parts, &line, world.a.name(), &root, &mut |_| true);
    assert_eq!(fetched.unwrap_err().code(), "attachment-erased");
    // The record and the report stay the same, and the audit is content.
    world.exchange(7);
    let [one, other] = before.cut.logs;
    let same = Ask {
        cut: Some((one.size, other.size)),
        ..Ask::default()
    };
    let after = b.report(world.a.name(), &same, &Sight::All).unwrap();
    assert_eq!(
        before.report.to_bytes().unwrap(),
        after.report.to_bytes().unwrap()
    );
    let audit = b.audit(true, &mut |_, _| ()).unwrap();
    assert_eq!((audit.findings.as_slice(), audit.erased), (&[][..], 1));
}

/// A liar can send the sealed body of one act as the envelope of another; both are erased then.
#[test]
fn an_envelope_that_was_erased_does_not_keep_the_desk_from_being_made_anew() {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(SITES), 2);
    world.exchange(3);
    let them = world.a.name();
    let acts = || {
        let read = |tx: &dyn ReadTx| Ok::<_, NodeError>(tx.acts_with_id(them, said.act)?);
        world.b.node.store().read(read).unwrap()
    };
    let envelope = acts()[0].act;
    let erase = move |tx: &mut dyn Tx| tx.erase(&envelope, "{}");
    world.b.store.write(erase).unwrap();
    world.b.node.rebuild_desk(them).unwrap();
    assert_eq!(acts(), []);
}

#[test]
fn a_legal_hold_beats_every_ground() {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(SITES), 2);
    let case = said.case.clone().unwrap().to_string();
    world.exchange(3);
    let office = world.office(&world.b);
    office
        .set_hold("root", &case, Some("court order 7"), at(4))
        .unwrap();
    for ground in Ground::ALL {
        let error = office
            .erase("root", said.act, &everything(), ground, at(5))
            .unwrap_err();
        assert_eq!(error.code(), "erase-on-hold");
    }
    office.set_hold("root", &case, None, at(6)).unwrap();
    office
        .erase("root", said.act, &everything(), Ground::Retention, at(7))
        .unwrap();
}

#[test]
fn an_untouched_store_passes_the_audit_and_changed_bytes_are_found() {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(SITES), 2);
    world.exchange(3);
    world.act(&world.b, within(&said, "request.ack", json!({})), None, 4);
    world.exchange(5);
    let office = world.office(&world.a);
    let clean = office.audit(true, &mut |_, _| ()).unwrap();
    assert_eq!(clean.findings, []);
    assert!(
        clean.entries > 4 && clean.notes > 2 && clean.credentials == 2 && clean.attachments == 1
    );

    // A note that nobody signed.
    let origin = world.a.node.channel(world.b.name()).unwrap().our_origin();
    let row = comity_store::notes::NoteRow {
        size: 1,
        time: at(0),
        bytes: b"nonsense".to_vec(),
    };
    let name = origin.clone();
    world
        .a
        .store
        .write(move |tx| tx.put_note(&name, comity_store::notes::NoteKind::OwnCheckpoint, &row))
        .unwrap();
    // A projection that says something else.
    let them = world.b.name().clone();
    world
        .a
        .node
        .store()
        .write(move |tx| {
            let id = said.case.clone().unwrap();
            let mut row = tx.dossier(&them, &id)?.unwrap();
            row.status = "closed".to_owned();
            Ok::<_, NodeError>(tx.put_dossier(&row)?)
        })
        .unwrap();
    // A byte of an attachment.
    let root: Hash = world.a.parts.roots().unwrap()[0];
    world
        .a
        .parts
        .write(PartFile::Sealed(&root), 3, b"x")
        .unwrap();
    let codes: Vec<_> = office
        .audit(true, &mut |_, _| ())
        .unwrap()
        .findings
        .iter()
        .map(|one| one.code)
        .collect();
    assert_eq!(
        codes,
        ["audit-note", "audit-attachment", "audit-projection"]
    );
    // The audit itself changed nothing, and the desk can be made anew.
    world.a.node.rebuild_desk(world.b.name()).unwrap();
    assert!(
        !office
            .audit(true, &mut |_, _| ())
            .unwrap()
            .findings
            .iter()
            .any(|one| one.code == "audit-projection")
    );
}

#[test]
fn attachments_travel_on_a_medium_and_open_after_a_scan() {
    let world = World::new();
    let office = world.office(&world.a);
    let draft = office
        .new_draft("li", world.b.name(), takedown(), Some(SITES), at(2))
        .unwrap();
    let mut bytes = &b"a disk image"[..];
    let file = crate::attach::Plain {
        name: "disk.img".to_owned(),
        media_type: "application/octet-stream".to_owned(),
        data_class: comity_core::codes::DataClass::Sample,
        exhibit: Some("E-1".to_owned()),
        part: None,
        limit: 100,
        bytes: &mut bytes,
    };
    office
        .attach("li", &draft.id, file, at(2), &mut Seeded::new(5))
        .unwrap();
    office
        .submit("li", &draft.id, at(2), &mut Seeded::new(6))
        .unwrap();
    // Acts cross, attachments do not: they go by courier.
    let (them, now) = (world.b.name(), at(3));
    world
        .a
        .node
        .exchange(&world.b.line(&world.a, now), them, now)
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let roots = world.a.parts.roots().unwrap();
    let manifest = world
        .a
        .node
        .export_media(&world.a.parts, them, &roots, folder.path(), &mut |_| ())
        .unwrap();
    assert_eq!(manifest.files.len(), 2);
    let came = world
        .b
        .node
        .import_media(&world.b.parts, folder.path(), &mut |_| ())
        .unwrap();
    assert_eq!(came.len(), 2);
    // For the wrong house it is nothing.
    assert_eq!(
        world
            .a
            .node
            .import_media(&world.a.parts, folder.path(), &mut |_| ())
            .unwrap_err()
            .code(),
        "attachment-manifest"
    );

    let case = world
        .office(&world.b)
        .cases(&Default::default(), Default::default(), 1, 1)
        .unwrap()
        .rows[0]
        .case
        .to_string();
    let shown = world.office(&world.b).show_case(&case, now).unwrap();
    let body = shown.acts[0].content.body().unwrap().clone();
    let image = body
        .attachments
        .iter()
        .find(|one| one.name == "disk.img")
        .unwrap();
    let out = folder.path().join("out.img");
    let command = |text: &str| vec!["/bin/sh".to_owned(), "-c".to_owned(), text.to_owned()];
    let open = |command: &[String]| {
        world.b.node.open_file(
            &world.b.parts,
            &crate::fixtures::Masked,
            image,
            command,
            &out,
            now,
        )
    };
    assert_eq!(
        open(&command("exit 7")).unwrap_err().code(),
        "attachment-scan"
    );
    assert!(!out.exists());
    open(&command("grep -q disk \"$0\"")).unwrap();
    assert_eq!(std::fs::read(&out).unwrap(), b"a disk image");
    // For a reader: nothing of it has a name any more, opened or refused.
    let opening = folder.path().join("opening");
    let unnamed = |attachment, command: &[String]| {
        world.b.node.open_unnamed(
            &world.b.parts,
            &crate::fixtures::Masked,
            attachment,
            command,
            &crate::attach::Unnamed {
                folder: &opening,
                name: "one",
            },
            now,
        )
    };
    let names = || std::fs::read_dir(&opening).unwrap().count();
    let mut read = String::new();
    let mut file = unnamed(image, &[]).unwrap();
    std::io::Read::read_to_string(&mut file, &mut read).unwrap();
    assert_eq!((read.as_str(), names()), ("a disk image", 0));
    // The verdict is kept; an infected file stays closed.
    let list = body
        .attachments
        .iter()
        .find(|one| one.name == "items.csv")
        .unwrap();
    let other = folder.path().join("items.csv");
    let open = || {
        world.b.node.open_file(
            &world.b.parts,
            &crate::fixtures::Masked,
            list,
            &command("echo bad; exit 1"),
            &other,
            now,
        )
    };
    assert_eq!(open().unwrap_err().code(), "attachment-not-clean");
    assert_eq!(open().unwrap_err().code(), "attachment-not-clean");
    assert!(!other.exists());
    assert_eq!(
        unnamed(list, &[]).unwrap_err().code(),
        "attachment-not-clean"
    );
    assert_eq!(names(), 0);
}

#[test]
fn an_attachment_over_the_limit_is_declined_and_costs_nothing() {
    let world = World::new();
    let said = world.act(&world.a, takedown(), Some(SITES), 2);
    let root = world.a.parts.roots().unwrap()[0];
    let (them, now) = (world.b.name(), at(3));
    let small = crate::node::Limits {
        attachment: 10,
        ..Default::default()
    };
    let act = world
        .a
        .node
        .store()
        .read(|tx| Ok::<_, NodeError>(tx.acts_with_id(them, said.act)?))
        .unwrap()
        .remove(0);
    let opened = comity_peer::act::OpenedAct {
        envelope: act.envelope,
        envelope_key: comity_peer::seal::FileKey::new([0; 16]),
        body: None,
    };
    world
        .b
        .store
        .write(move |tx| crate::attach::announce(tx, &opened, &small))
        .unwrap();
    let part = world.a.node.part(&world.a.parts, &root, 0).unwrap();
    let taken = world
        .b
        .node
        .take_part(&world.b.parts, world.a.name(), &root, 0, &part);
    assert_eq!(taken.unwrap_err().code(), "attachment-unknown");
    // Announced in the ordinary way it is taken; a part of something else is not.
    world
        .a
        .node
        .exchange(&world.b.line(&world.a, now), them, now)
        .unwrap();
    let mut other = part.clone();
    other.bytes[0] ^= 1;
    let wrong = world
        .b
        .node
        .take_part(&world.b.parts, world.a.name(), &root, 0, &other);
    assert_eq!(wrong.unwrap_err().code(), "attachment-wrong-part");
    assert!(
        world
            .b
            .node
            .take_part(&world.b.parts, world.a.name(), &root, 0, &part)
            .unwrap()
    );
}

#[test]
fn an_attachment_that_is_shorter_or_longer_than_declared_is_not_delivered() {
    let world = World::new();
    world.act(&world.a, takedown(), Some(SITES), 2);
    let root = world.a.parts.roots().unwrap()[0];
    let now = at(3);
    world
        .a
        .node
        .exchange(&world.b.line(&world.a, now), world.b.name(), now)
        .unwrap();
    let part = world.a.node.part(&world.a.parts, &root, 0).unwrap();
    let take = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut part = part.clone();
        change(&mut part.bytes);
        world
            .b
            .node
            .take_part(&world.b.parts, world.a.name(), &root, 0, &part)
    };
    // On the way: a part of another length is none of this attachment.
    for change in [
        &(|bytes: &mut Vec<u8>| bytes.push(0)) as &dyn Fn(&mut Vec<u8>),
        &|bytes| bytes.truncate(bytes.len() - 1),
        &Vec::clear,
    ] {
        assert_eq!(take(change).unwrap_err().code(), "attachment-wrong-part");
    }
    assert!(take(&|_| ()).unwrap());

    // Opened: what the sealed bytes hold is not what the body says.
    let office = world.office(&world.b);
    let cases = office.cases(&Default::default(), Default::default(), 1, 1);
    let case = cases.unwrap().rows[0].case.to_string();
    let shown = office.show_case(&case, now).unwrap();
    let said = shown.acts[0].content.body().unwrap().attachments[0].clone();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("items.csv");
    let open = |change: &dyn Fn(&mut comity_core::body::Attachment)| {
        let mut declared = said.clone();
        change(&mut declared);
        let streams = crate::fixtures::Masked;
        let parts = &world.b.parts;
        let open = &world.b.node;
        open.open_file(parts, &streams, &declared, &[], &out, now)
    };
    for change in [
        &(|said: &mut comity_core::body::Attachment| said.size += 1)
            as &dyn Fn(&mut comity_core::body::Attachment),
        &|said| said.size -= 1,
        &|said| said.sha256 = said.root,
    ] {
        assert_eq!(open(change).unwrap_err().code(), "attachment-not-as-said");
        assert_eq!(
            std::fs::read_dir(&folder).unwrap().count(),
            0,
            "nothing is left"
        );
    }
    open(&|_| ()).unwrap();
    assert_eq!(std::fs::read(&out).unwrap().len() as u64, said.size);
}
