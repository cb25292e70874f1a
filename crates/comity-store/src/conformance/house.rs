//! What stays at home.

use super::samples::{at, dossier, others, them, us};
use crate::{
    Store, StoreError,
    house::{DraftRow, PersonRow, first_link, verify_trail},
};

/// People by name, drafts by state and time.
pub fn people_drafts_and_settings_are_replaced<S: Store>(store: &S) {
    let person = |name: &str, disabled| PersonRow {
        name: name.to_owned(),
        office: "D-17".to_owned(),
        roles: vec!["officer".to_owned(), "releaser".to_owned()],
        disabled,
    };
    let draft = |id: &str, state: &str, second| DraftRow {
        id: id.to_owned(),
        them: them(),
        dossier: (id == "1").then(|| dossier(&us(), 1)),
        state: state.to_owned(),
        by: "li".to_owned(),
        at: at(second),
        json: "{}".to_owned(),
    };
    store
        .write(move |tx| {
            for row in [
                person("wang", false),
                person("li", false),
                person("wang", true),
            ] {
                tx.put_person(&row)?;
            }
            for row in [
                draft("1", "open", 1),
                draft("2", "open", 2),
                draft("3", "open", 3),
            ] {
                tx.put_draft(&row)?;
            }
            tx.put_draft(&draft("1", "cleared", 4))?;
            tx.remove_draft("3")?;
            tx.remove_draft("4")?;
            tx.set_setting("a", Some("1"))?;
            tx.set_setting("a", Some("2"))?;
            tx.set_setting("b", Some("3"))?;
            tx.set_setting("b", None)
        })
        .unwrap();
    store
        .read(|tx| {
            assert_eq!(tx.people()?, [person("li", false), person("wang", true)]);
            assert_eq!(tx.person("wang")?, Some(person("wang", true)));
            assert_eq!(tx.person("zhao")?, None);
            assert_eq!(
                tx.drafts(None)?,
                [draft("1", "cleared", 4), draft("2", "open", 2)]
            );
            assert_eq!(tx.drafts(Some("open"))?, [draft("2", "open", 2)]);
            assert_eq!(tx.draft("1")?, Some(draft("1", "cleared", 4)));
            assert_eq!(tx.draft("3")?, None);
            assert_eq!(
                (tx.setting("a")?.as_deref(), tx.setting("b")?),
                (Some("2"), None)
            );
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// And to one counterpart.
pub fn notes_and_labels_belong_to_a_dossier<S: Store>(store: &S) {
    store
        .write(|tx| {
            let (one, two) = (dossier(&us(), 1), dossier(&us(), 2));
            let first = tx.add_private_note(&them(), &one, "li", at(1), "call back")?;
            let second = tx.add_private_note(&them(), &one, "wang", at(2), "done")?;
            assert!(second > first);
            tx.add_private_note(&them(), &two, "li", at(3), "other")?;
            tx.set_label(&them(), &one, "watch", true)?;
            tx.set_label(&them(), &one, "watch", true)?;
            tx.set_label(&them(), &one, "bank", true)?;
            tx.set_label(&others(), &one, "watch", true)?;
            tx.set_label(&them(), &two, "bank", true)?;
            tx.set_label(&them(), &two, "bank", false)
        })
        .unwrap();
    store
        .read(|tx| {
            let one = dossier(&us(), 1);
            let notes = tx.private_notes(&them(), &one)?;
            let texts: Vec<_> = notes
                .iter()
                .map(|note| (note.by.as_str(), &*note.text))
                .collect();
            assert_eq!(texts, [("li", "call back"), ("wang", "done")]);
            assert_eq!(tx.private_notes(&others(), &one)?, []);
            assert_eq!(tx.labels(&them(), &one)?, ["bank", "watch"]);
            assert_eq!(tx.labels(&them(), &dossier(&us(), 2))?, [""; 0]);
            assert_eq!(
                tx.labelled("watch")?,
                [(them(), one.clone()), (others(), one)]
            );
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// Over transactions, and verified from anywhere.
pub fn the_trail_is_a_chain<S: Store>(store: &S) {
    assert_eq!(store.read(|tx| tx.trail_end()), Ok((0, first_link())));
    for number in 0..5 {
        let entry = store.write(move |tx| tx.trail_append(at(number), "li", "{\"did\":\"x\"}"));
        assert_eq!(entry.unwrap().number, number.unsigned_abs());
    }
    store
        .read(|tx| {
            let whole = tx.trail(0, 10)?;
            let end = verify_trail(first_link(), 0, &whole).unwrap();
            assert_eq!(tx.trail_end()?, (5, end));
            assert_eq!(tx.trail(3, 1)?, whole[3..4]);
            assert_eq!(tx.trail(5, 1)?, []);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// What was cut off is gone, what is left verifies from the link at the cut.
pub fn a_cut_trail_is_still_a_chain<S: Store>(store: &S) {
    let end = store.write(|tx| {
        for number in 0..5 {
            tx.trail_append(at(number), "li", "{\"did\":\"x\"}")?;
        }
        let end = tx.trail_end()?;
        let link = tx.trail(2, 1)?.first().map(|entry| entry.link);
        tx.trail_cut(3)?;
        assert_eq!(tx.trail_start()?.0, 3);
        assert_eq!(Some(tx.trail_start()?.1), link);
        // Back or beyond the end: there is nothing to cut.
        tx.trail_cut(2)?;
        tx.trail_cut(9)?;
        Ok::<_, StoreError>(end)
    });
    store
        .read(|tx| {
            let (first, before) = tx.trail_start()?;
            let kept = tx.trail(0, 10)?;
            assert_eq!((first, kept.len()), (3, 2));
            assert_eq!(Ok(tx.trail_end()?), end);
            assert_eq!(
                verify_trail(before, first, &kept).ok(),
                end.ok().map(|end| end.1)
            );
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let next = store.write(|tx| {
        tx.trail_cut(5)?;
        tx.trail_append(at(9), "li", "{}")
    });
    assert_eq!(next.unwrap().number, 5, "numbers go on");
}

/// And two kinds never mix.
pub fn what_is_kept_is_found_by_kind_and_key<S: Store>(store: &S) {
    store
        .write(|tx| {
            tx.keep("token", "a", "1")?;
            tx.keep("token", "a", "2")?;
            tx.keep("session", "a", "3")?;
            tx.keep("session", "b", "4")?;
            tx.unkeep("session", "b")?;
            tx.unkeep("session", "c")
        })
        .unwrap();
    let gone = store.write(|tx| {
        tx.keep("token", "a", "5")?;
        tx.unkeep("session", "a")?;
        Err::<(), _>(StoreError::Stopped)
    });
    assert_eq!(gone, Err(StoreError::Stopped));
    store
        .read(|tx| {
            assert_eq!(tx.kept("token", "a")?.as_deref(), Some("2"));
            assert_eq!(tx.kept("session", "a")?.as_deref(), Some("3"));
            assert_eq!(tx.kept("session", "b")?, None);
            assert_eq!(tx.kept("sess", "iona")?, None);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// In the order of their bytes, which is alike on every engine.
pub fn what_is_kept_comes_in_pages<S: Store>(store: &S) {
    store
        .write(|tx| {
            for key in ["b", "李", "B", "a/1", "a", ""] {
                tx.keep("view", key, key)?;
            }
            tx.keep("vie", "z", "")?;
            tx.keep("views", "", "")
        })
        .unwrap();
    store
        .read(|tx| {
            let page = |after, limit| {
                let rows = tx.kept_all("view", after, limit)?;
                assert!(rows.iter().all(|(key, json)| key == json));
                let keys = rows.into_iter().map(|(key, _)| key);
                Ok::<Vec<String>, StoreError>(keys.collect())
            };
            assert_eq!(page(None, 10)?, ["", "B", "a", "a/1", "b", "李"]);
            assert_eq!(page(None, 2)?, ["", "B"]);
            assert_eq!(page(Some("B"), 2)?, ["a", "a/1"]);
            assert_eq!(page(Some("a/0"), 10)?, ["a/1", "b", "李"]);
            assert_eq!(page(Some("李"), 10)?, [""; 0]);
            assert_eq!(page(None, 0)?, [""; 0]);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}
