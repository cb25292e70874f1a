//! Channels do not depend on each other: where the desk of one cannot follow, only that is refused.

use comity_core::PartyName;
use comity_store::desk::{DossierFilter, DossierSort};

use super::{
    support::at,
    tampered::{Disk, say},
};
use crate::{
    access::Sight,
    case::{board::CaseList, house::InboxRow},
    report::Ask,
};

fn cases(disk: &Disk, them: Option<&PartyName>) -> CaseList {
    let filter = DossierFilter {
        them: them.cloned(),
        ..DossierFilter::default()
    };
    let listed = disk.office().cases(&filter, DossierSort::Opened, 1, 100);
    listed.unwrap()
}

/// A house with two counterparts; of the last act of C the sealed envelope is gone before the desk
/// took it, and is given back.
fn stalled() -> (Disk, PartyName, PartyName, (i64, Vec<u8>)) {
    let mut disk = Disk::new();
    let c = disk.meet("c.example", 3);
    let b: PartyName = "b.example".parse().unwrap();
    assert_eq!((cases(&disk, None).total, disk.found().len()), (4, 0));
    disk.hear(&c, 500, 8);
    disk.exchange(&c, 8);
    disk.restart();
    let sql = "SELECT sealed.id, envelope FROM sealed JOIN logs ON logs.id = sealed.id >> 40
        WHERE origin LIKE 'c.example/to/%' AND envelope IS NOT NULL ORDER BY sealed.id DESC";
    let lost = disk
        .file()
        .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)));
    let lost: (i64, Vec<u8>) = lost.unwrap();
    disk.change(&format!(
        "UPDATE sealed SET envelope = NULL WHERE id = {}",
        lost.0
    ));
    (disk, b, c.name().clone(), lost)
}

#[test]
fn a_channel_that_cannot_follow_is_named_and_holds_no_other_up() {
    let (disk, b, c, lost) = stalled();
    let office = disk.office();
    let all = cases(&disk, None);
    assert_eq!(all.total, 4);
    let named: Vec<_> = all
        .stalled
        .iter()
        .map(|one| (&one.them, one.because.as_str()))
        .collect();
    assert_eq!(named, [(&c, "store-not-found")]);
    assert_eq!(cases(&disk, Some(&b)).stalled, []);
    assert_eq!(cases(&disk, Some(&c)).stalled, all.stalled);
    let inbox = office.inbox(at(9), &Sight::All).unwrap();
    assert!(
        inbox.contains(&InboxRow::Stalled(all.stalled[0].clone())),
        "{inbox:?}"
    );
    assert_eq!(disk.node.stalled().unwrap(), all.stalled);

    // The other is read and written as ever.
    let case_with = |them: &PartyName| cases(&disk, Some(them)).rows[0].case.to_string();
    let (with_b, with_c) = (case_with(&b), case_with(&c));
    office.show_case(&with_b, at(9)).unwrap();
    office.report(&b, &Ask::default(), &Sight::All).unwrap();
    office.label("li", &with_b, "ours", true, at(9)).unwrap();
    disk.node.left_behind(&b).unwrap();
    say(&office, &b, 600, 9);
    assert_eq!(cases(&disk, Some(&b)).total, 3);

    // What concerns the one is refused, and so is to say that something is in none.
    let code = "node-desk-stalled";
    assert_eq!(office.show_case(&with_c, at(9)).unwrap_err().code(), code);
    assert_eq!(
        office.show_case("no-such-case", at(9)).unwrap_err().code(),
        code
    );
    assert_eq!(
        office
            .report(&c, &Ask::default(), &Sight::All)
            .unwrap_err()
            .code(),
        code
    );
    assert_eq!(
        office
            .label("li", &with_c, "ours", true, at(9))
            .unwrap_err()
            .code(),
        code
    );
    assert_eq!(disk.node.left_behind(&c).unwrap_err().code(), code);
    assert!(disk.found().contains("audit-content-missing"));

    // Whoever looks next has it followed once that is mended.
    let sql = "UPDATE sealed SET envelope = ?2 WHERE id = ?1";
    assert_eq!(disk.file().execute(sql, lost), Ok(1));
    let all = cases(&disk, None);
    assert_eq!((all.total, all.stalled), (6, vec![]));
    office.show_case(&with_c, at(9)).unwrap();
    assert_eq!(
        office.show_case("no-such-case", at(9)).unwrap_err().code(),
        "case-unknown"
    );
    assert_eq!(disk.found(), [].into());
}

#[test]
fn a_command_that_writes_first_finds_it_too() {
    let (disk, b, c, _) = stalled();
    say(&disk.office(), &b, 600, 9);
    let named = disk.node.stalled().unwrap();
    assert_eq!(named.iter().map(|one| &one.them).collect::<Vec<_>>(), [&c]);
    assert_eq!(cases(&disk, None).total, 5);
}

#[test]
fn a_mark_that_does_not_fit_the_rows_is_mended_by_whoever_looks() {
    for change in [
        "UPDATE desk_marks SET size = size - 1",
        "UPDATE desk_marks SET size = size - 2",
        "UPDATE desk_marks SET size = 0",
        "DELETE FROM desk_marks",
    ] {
        let disk = Disk::new();
        assert_eq!(disk.found(), [].into());
        disk.change(change);
        let all = cases(&disk, None);
        assert_eq!((all.total, all.stalled), (2, vec![]), "{change}");
        assert_eq!(disk.found(), [].into(), "{change}");
        // An audit mends it, too, and says so.
        disk.change(change);
        assert_eq!(disk.found(), ["audit-projection"].into(), "{change}");
        assert_eq!(disk.found(), [].into(), "{change}");
    }
    // One that is too high shows when more comes than it hides.
    let disk = Disk::new();
    let c = disk.meet("c.example", 3);
    disk.office().inbox(at(8), &Sight::All).unwrap();
    disk.change("UPDATE desk_marks SET size = size + 1");
    disk.hear(&c, 500, 8);
    disk.exchange(&c, 8);
    disk.hear(&c, 600, 9);
    disk.exchange(&c, 9);
    assert_eq!(cases(&disk, Some(c.name())).total, 4);
}
