//! Attachments that are not what their names say: told to both sides, refused to nobody.

use comity_core::codes::DataClass;
use comity_peer::fixtures::Seeded;
use comity_store::parts::PartBytes as _;

use super::support::{SITES, World, at, takedown};
use crate::attach::Plain;

/// A portable executable, as far as its first bytes go.
fn program(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    bytes[..2].copy_from_slice(b"MZ");
    bytes[0x3c] = 0x80;
    bytes[0x80..0x84].copy_from_slice(b"PE\0\0");
    bytes
}

#[test]
fn an_attachment_that_is_not_what_its_name_says_is_told_to_both_sides() {
    const PORTABLE: &str = "application/vnd.microsoft.portable-executable";
    let world = World::new();
    let office = world.office(&world.a);
    let draft = office
        .new_draft("li", world.b.name(), takedown(), Some(SITES), at(2))
        .unwrap();
    let files = [
        ("invoice.pdf", program(1_000)),
        // Longer than what is opened to look at it.
        ("list.csv", program(300_000)),
        ("sample.exe", program(1_000)),
        ("notes.txt", b"Phishing".to_vec()),
    ];
    let mut seen = Vec::new();
    for (seed, (name, bytes)) in files.iter().enumerate() {
        let mut bytes = bytes.as_slice();
        let file = Plain {
            name: (*name).to_owned(),
            media_type: "application/octet-stream".to_owned(),
            data_class: DataClass::Sample,
            exhibit: None,
            part: None,
            limit: 1_000_000,
            bytes: &mut bytes,
        };
        let mut rng = Seeded::new(20 + seed as u64);
        let view = office.attach("li", &draft.id, file, at(2), &mut rng);
        let attached = view.unwrap().attachments;
        seen = attached.into_iter().map(|one| one.looks_like).collect();
    }
    let looks = vec![Some(PORTABLE), Some(PORTABLE), None, None];
    assert_eq!(seen, looks, "whoever attaches is told");
    let mut rng = Seeded::new(6);
    office.submit("li", &draft.id, at(2), &mut rng).unwrap();

    let (them, now) = (world.b.name(), at(3));
    let line = world.b.line(&world.a, now);
    world.a.node.exchange(&line, them, now).unwrap();
    let told = |node: &crate::fixtures::TestNode| {
        let office = world.office(node);
        let cases = office.cases(&Default::default(), Default::default(), 1, 1);
        let case = cases.unwrap().rows[0].case.to_string();
        let shown = office.show_case(&case, now).unwrap();
        let attached = &shown.acts[0].attachments;
        attached
            .iter()
            .map(|one| one.looks_like)
            .collect::<Vec<_>>()
    };
    // The list of items is an attachment too, and comes first or last.
    let without_items = |mut all: Vec<Option<&'static str>>| {
        assert_eq!(all.len(), looks.len() + 1);
        all.retain(Option::is_some);
        all
    };
    let marked = vec![Some(PORTABLE); 2];
    assert_eq!(without_items(told(&world.a)), marked);
    assert!(
        told(&world.b).iter().all(Option::is_none),
        "nothing is there yet"
    );
    let folder = tempfile::tempdir().unwrap();
    let roots = world.a.parts.roots().unwrap();
    world
        .a
        .node
        .export_media(&world.a.parts, them, &roots, folder.path(), &mut |_| ())
        .unwrap();
    world
        .b
        .node
        .import_media(&world.b.parts, folder.path(), &mut |_| ())
        .unwrap();
    assert_eq!(
        without_items(told(&world.b)),
        marked,
        "and so is the receiver"
    );
}
