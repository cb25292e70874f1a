//! Projections of leaves and acts.

use comity_core::{
    DossierId, PartyName,
    id::ActId,
    record::{Covered, Said, Side, Void},
};

use super::samples::{
    act, at, dossier, dossier_row, hash, id, leaf, like, others, ours, place, theirs, them, us,
};
use crate::{
    Store, StoreError,
    desk::{DossierFilter, LeafRow},
};

fn put_leaves<S: Store>(store: &S, side: Side, leaves: &[LeafRow]) {
    let leaves = leaves.to_vec();
    store
        .write(move |tx| {
            leaves
                .iter()
                .try_for_each(|leaf| tx.put_leaf(&them(), side, leaf))
        })
        .unwrap();
}

/// Also when a later leaf says that it had seen less (which is void), and across generations.
pub fn the_first_cover_is_the_first_leaf_that_saw_beyond<S: Store>(store: &S) {
    let next = LeafRow {
        position: place(2, 0),
        seen: place(2, 0),
        ..leaf(0, 0)
    };
    let bad = LeafRow {
        bad: vec![5, 7],
        ..leaf(4, 8)
    };
    let leaves = [
        leaf(0, 0),
        leaf(1, 3),
        leaf(2, 3),
        leaf(3, 1),
        bad.clone(),
        next,
    ];
    put_leaves(store, Side::Second, &leaves);
    let cover = |generation, index| {
        let found = store.read(|tx| tx.first_cover(&them(), Side::First, place(generation, index)));
        found
            .unwrap()
            .map(|leaf| (leaf.position.generation, leaf.position.index))
    };
    for (index, leaf) in [(0, 1), (1, 1), (2, 1), (3, 4), (7, 4)] {
        assert_eq!(cover(1, index), Some((1, leaf)), "{index}");
    }
    assert_eq!(
        cover(1, 8),
        Some((2, 0)),
        "the opening leaf covers the rest of the generation"
    );
    assert_eq!(cover(2, 0), None);
    store
        .read(|tx| {
            let covered = |index| tx.covered(&them(), Side::First, place(1, index));
            let by = |bad| {
                Some(Covered {
                    by: place(1, 4),
                    at: at(4),
                    bad,
                })
            };
            assert_eq!((covered(6)?, covered(7)?), (by(false), by(true)));
            assert_eq!(
                tx.leaf(&them(), Side::Second, place(1, 4))?,
                Some(bad.clone())
            );
            assert_eq!(tx.first_cover(&them(), Side::Second, place(1, 0))?, None);
            assert_eq!(tx.first_cover(&others(), Side::First, place(1, 0))?, None);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// A leaf that says nothing of the other log may come late, at the end of an older log: what
/// others cover stays as it is.
pub fn a_leaf_that_says_nothing_may_come_late<S: Store>(store: &S) {
    let late = |index, size| LeafRow {
        position: place(1, index),
        seen: place(1, size),
        ..leaf(0, 0)
    };
    let newer = LeafRow {
        position: place(2, 0),
        seen: place(1, 3),
        ..leaf(0, 0)
    };
    put_leaves(store, Side::First, &[leaf(0, 0), leaf(1, 1), newer.clone()]);
    let put = |row: LeafRow| store.write(move |tx| tx.put_leaf(&them(), Side::First, &row));
    for refused in [late(1, 0), late(2, 1), late(2, 4)] {
        assert_eq!(put(refused), Err(StoreError::OutOfOrder));
    }
    assert_eq!((put(late(2, 0)), put(late(4, 0))), (Ok(()), Ok(())));
    assert_eq!(put(late(3, 0)), Err(StoreError::OutOfOrder));
    store
        .read(|tx| {
            assert_eq!(tx.last_leaf(&them(), Side::First)?, Some(newer.clone()));
            assert_eq!(tx.most_seen(&them(), Side::First)?, Some(newer.seen));
            let first = |index| tx.first_cover(&them(), Side::Second, place(1, index));
            assert_eq!(first(0)?, Some(leaf(1, 1)));
            assert_eq!((first(1)?, first(3)?), (Some(newer), None));
            assert_eq!(
                tx.leaf(&them(), Side::First, place(1, 4))?,
                Some(late(4, 0))
            );
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// A leaf is never put twice or between others.
pub fn leaves_follow_each_other<S: Store>(store: &S) {
    put_leaves(store, Side::First, &[leaf(0, 0), leaf(2, 1)]);
    put_leaves(store, Side::Second, &[leaf(0, 0)]);
    for index in [0, 1, 2] {
        let refused = store.write(move |tx| tx.put_leaf(&them(), Side::First, &leaf(index, 1)));
        assert_eq!(refused, Err(StoreError::OutOfOrder));
    }
    let last = store.read(|tx| tx.last_leaf(&them(), Side::First));
    assert_eq!(last, Ok(Some(leaf(2, 1))));
    let most = |party: &PartyName| store.read(|tx| tx.most_seen(party, Side::First));
    assert_eq!(most(&them()), Ok(Some(leaf(2, 1).seen)));
    assert_eq!(most(&others()), Ok(None));
    let none = store.read(|tx| tx.last_leaf(&others(), Side::First));
    assert_eq!(none, Ok(None));
}

/// In the order of side and place.
pub fn acts_are_found_by_place_id_envelope_and_dossier<S: Store>(store: &S) {
    let ours = dossier(&us(), 1);
    let acts = [
        act(Side::First, 1, 1, Some(ours.clone())),
        act(Side::First, 4, 4, None),
        act(Side::First, 5, 1, Some(ours.clone())),
        act(Side::Second, 2, 2, Some(ours.clone())),
        act(Side::Second, 3, 1, Some(dossier(&them(), 1))),
        act(Side::Second, 6, 6, None),
    ];
    let put = acts.clone();
    store
        .write(move |tx| {
            put.iter()
                .rev()
                .try_for_each(|act| tx.put_act(&them(), act))?;
            tx.put_act(&others(), &act(Side::First, 0, 1, Some(dossier(&us(), 1))))
        })
        .unwrap();
    let first = |index| Some(place(1, index));
    store
        .read(|tx| {
            assert_eq!(
                tx.act(&them(), Side::First, place(1, 4))?.as_ref(),
                Some(&acts[1])
            );
            assert_eq!(tx.act(&them(), Side::First, place(1, 2))?, None);
            assert_eq!(tx.acts(&them(), Side::First, place(1, 2), 10)?, acts[1..3]);
            assert_eq!(tx.acts(&them(), Side::First, place(0, 9), 1)?, acts[..1]);
            assert_eq!(tx.acts(&them(), Side::First, place(2, 0), 10)?, []);
            let between = |from, until| {
                let dossiers = tx.dossiers_said(&them(), Side::First, from, until)?;
                Ok::<_, StoreError>(dossiers.into_iter().collect::<Vec<_>>())
            };
            let said = vec![ours.clone()];
            assert_eq!(between(place(0, 9), place(2, 0))?, said);
            assert_eq!(between(place(1, 2), place(1, 5))?, vec![]);
            assert_eq!(between(place(1, 2), place(1, 6))?, said);
            assert_eq!(between(place(1, 5), place(1, 2))?, vec![]);
            let theirs = tx.dossiers_said(&them(), Side::Second, place(1, 0), place(1, 9))?;
            assert_eq!(theirs.len(), 2);
            let one = [&acts[0], &acts[2], &acts[4]].map(Clone::clone);
            assert_eq!(tx.acts_with_id(&them(), id(1))?, one);
            let of = [&acts[0], &acts[2], &acts[3]].map(Clone::clone);
            assert_eq!(tx.acts_of(&them(), &ours)?, of);
            let beside = [&acts[1], &acts[5]].map(Clone::clone);
            let kind = acts[1].envelope.kind.as_str();
            assert_eq!(tx.acts_of_channel(&them(), &[])?, beside);
            assert_eq!(tx.acts_of_channel(&them(), &["else", kind])?, beside);
            assert_eq!(tx.acts_of_channel(&them(), &["else"])?, []);
            assert_eq!(tx.acts_of_channel(&others(), &[])?, []);
            assert_eq!(tx.id_known(&them(), Side::First, id(1))?, first(1));
            assert_eq!(tx.id_known(&them(), Side::Second, id(1))?, first(3));
            assert_eq!(tx.id_known(&them(), Side::Second, id(4))?, None);
            assert_eq!(
                tx.act_known(&them(), Side::Second, id(2), &hash(2))?,
                first(2)
            );
            assert_eq!(tx.act_known(&them(), Side::Second, id(2), &hash(3))?, None);
            assert_eq!(tx.act_known(&them(), Side::First, id(2), &hash(2))?, None);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// An act beyond its generation repeats nothing: the other side may not hold it.
pub fn an_act_beyond_its_generation_is_not_known<S: Store>(store: &S) {
    let mut beyond = act(Side::First, 0, 1, None);
    beyond.void = Some(Void::BeyondGeneration);
    let mut again = act(Side::First, 1, 1, None);
    again.void = Some(Void::TimeWentBack);
    store
        .write(move |tx| {
            tx.put_act(&them(), &beyond)?;
            tx.put_act(&them(), &again)
        })
        .unwrap();
    store
        .read(|tx| {
            let first = Some(place(1, 1));
            assert_eq!(tx.id_known(&them(), Side::First, id(1))?, first);
            let known = tx.act_known(&them(), Side::First, id(1), &hash(1))?;
            assert_eq!(known, first);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// Ids that begin and end alike are told apart by all of their bytes.
pub fn ids_that_are_alike_are_not_one<S: Store>(store: &S) {
    let (one, like_one) = (id(1), like(1));
    let ends = |id: ActId| (id.as_bytes()[..7].to_vec(), id.as_bytes()[12..].to_vec());
    assert_eq!(ends(one), ends(like_one));
    assert_ne!(one, like_one);
    let ours = dossier(&us(), 1);
    let of = |by: &PartyName, id| DossierId { by: by.clone(), id };
    let others_of = [of(&us(), like_one), of(&them(), one), of(&them(), like_one)];
    let mut like = act(Side::First, 0, 9, Some(others_of[0].clone()));
    like.envelope.id = like_one;
    let said = act(Side::First, 1, 1, Some(ours.clone()));
    // The same id again, in another envelope.
    let mut again = act(Side::First, 2, 1, Some(others_of[1].clone()));
    again.act = hash(8);
    let put = [like.clone(), said.clone(), again.clone()];
    store
        .write(move |tx| put.iter().try_for_each(|act| tx.put_act(&them(), act)))
        .unwrap();
    store
        .read(|tx| {
            assert_eq!(
                tx.acts_with_id(&them(), one)?,
                [said.clone(), again.clone()]
            );
            assert_eq!(
                tx.acts_with_id(&them(), like_one)?,
                std::slice::from_ref(&like)
            );
            assert_eq!(tx.acts_of(&them(), &ours)?, std::slice::from_ref(&said));
            assert_eq!(
                tx.acts_of(&them(), &others_of[0])?,
                std::slice::from_ref(&like)
            );
            assert_eq!(
                tx.acts_of(&them(), &others_of[1])?,
                std::slice::from_ref(&again)
            );
            assert_eq!(tx.acts_of(&them(), &others_of[2])?, []);
            let id_known = |id| tx.id_known(&them(), Side::First, id);
            assert_eq!(id_known(one)?, Some(place(1, 1)));
            assert_eq!(id_known(like_one)?, Some(place(1, 0)));
            let act_known = |id, act| tx.act_known(&them(), Side::First, id, &act);
            assert_eq!(act_known(one, hash(1))?, Some(place(1, 1)));
            assert_eq!(act_known(one, hash(8))?, Some(place(1, 2)));
            assert_eq!(act_known(like_one, hash(9))?, Some(place(1, 0)));
            assert_eq!(act_known(one, hash(7))?, None);
            let all = tx.dossiers_said(&them(), Side::First, place(1, 0), place(1, 9))?;
            assert_eq!(all.len(), 3);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// Generations follow each other, however late the desk hears of an earlier one.
pub fn positions_are_in_order_across_generations<S: Store>(store: &S) {
    let in_generation = |generation, index, number| Said {
        position: place(generation, index),
        ..act(Side::First, index, number, Some(dossier(&us(), number)))
    };
    let acts = [
        in_generation(1, 3, 1),
        in_generation(1, 7, 2),
        in_generation(2, 1, 3),
        in_generation(3, 2, 4),
    ];
    let put = acts.clone();
    store
        .write(move |tx| {
            put.iter()
                .rev()
                .try_for_each(|act| tx.put_act(&them(), act))
        })
        .unwrap();
    store
        .read(|tx| {
            let from = |position, limit| tx.acts(&them(), Side::First, position, limit);
            assert_eq!(from(place(1, 0), 9)?, acts);
            assert_eq!(from(place(1, 4), 2)?, acts[1..3]);
            assert_eq!(from(place(2, 2), 9)?, acts[3..]);
            assert_eq!(from(place(1, u64::MAX), 9)?, acts[2..]);
            let between = |from, until| {
                let found = tx.dossiers_said(&them(), Side::First, from, until)?;
                Ok::<_, StoreError>(found.into_iter().collect::<Vec<_>>())
            };
            let of = |numbers: &[u64]| -> Vec<_> {
                numbers
                    .iter()
                    .map(|number| dossier(&us(), *number))
                    .collect()
            };
            assert_eq!(between(place(1, 7), place(3, 2))?, of(&[2, 3]));
            assert_eq!(between(place(1, 8), place(3, 3))?, of(&[3, 4]));
            assert_eq!(between(place(2, 0), place(1, 9))?, of(&[]));
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// And is no longer found as what it was.
pub fn an_act_that_is_put_again_replaces_itself<S: Store>(store: &S) {
    let (before, after) = (dossier(&us(), 1), dossier(&us(), 2));
    let again = act(Side::First, 1, 2, Some(after.clone()));
    let (mut first, second) = (act(Side::First, 1, 1, Some(before.clone())), again.clone());
    // What covers an act is said by leaves, and not kept with it.
    first.covered = Some(Covered {
        by: place(1, 9),
        at: at(9),
        bad: false,
    });
    store.write(move |tx| tx.put_act(&them(), &first)).unwrap();
    store.write(move |tx| tx.put_act(&them(), &second)).unwrap();
    store
        .read(|tx| {
            assert_eq!(tx.acts_of(&them(), &before)?, []);
            assert_eq!(tx.acts_of(&them(), &after)?, std::slice::from_ref(&again));
            assert_eq!(tx.id_known(&them(), Side::First, id(1))?, None);
            assert_eq!(tx.act_known(&them(), Side::First, id(1), &hash(1))?, None);
            assert_eq!(tx.acts_of_channel(&them(), &[])?, []);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// Of each log that has entries; a cleared desk lacks all of them.
pub fn a_desk_lacks_what_its_marks_do_not_reach<S: Store>(store: &S) {
    let lacks = || store.read(|tx| tx.behind()).unwrap();
    assert_eq!(lacks(), []);
    store
        .write(|tx| {
            tx.append(&ours(), 0, &super::samples::sealed(0, 3))?;
            tx.append(&theirs(), 0, &super::samples::sealed(0, 2))
        })
        .unwrap();
    let all = [(ours(), 3), (theirs(), 2)];
    assert_eq!(lacks(), all);
    store.write(|tx| tx.set_projected(&ours(), 2)).unwrap();
    assert_eq!(lacks(), [(ours(), 1), (theirs(), 2)]);
    store
        .write(|tx| {
            tx.set_projected(&ours(), 3)?;
            tx.set_projected(&theirs(), 2)
        })
        .unwrap();
    assert_eq!(lacks(), []);
    store.write(|tx| tx.clear_desk(&them())).unwrap();
    assert_eq!(lacks(), all);
}

/// Marks, leaves, acts and dossiers of one counterpart go, those of others and the truth stay.
pub fn a_desk_is_cleared_channel_by_channel<S: Store>(store: &S) {
    let beside: comity_core::Origin = "a.example/to/c.example/1".parse().unwrap();
    let other = beside.clone();
    store
        .write(move |tx| {
            tx.append(&ours(), 0, &super::samples::sealed(0, 3))?;
            for origin in [&ours(), &theirs(), &other] {
                tx.set_projected(origin, 3)?;
            }
            for party in [them(), others()] {
                tx.put_leaf(&party, Side::First, &leaf(0, 0))?;
                tx.put_act(&party, &act(Side::First, 1, 1, Some(dossier(&us(), 1))))?;
            }
            (0..10).try_for_each(|number| tx.put_dossier(&dossier_row(number)))
        })
        .unwrap();
    store.write(|tx| tx.clear_desk(&them())).unwrap();
    store
        .read(|tx| {
            assert_eq!((tx.projected(&ours())?, tx.projected(&theirs())?), (0, 0));
            assert_eq!(tx.projected(&beside)?, 3);
            assert_eq!(tx.last_leaf(&them(), Side::First)?, None);
            assert_eq!(tx.last_leaf(&others(), Side::First)?, Some(leaf(0, 0)));
            assert_eq!(tx.acts(&them(), Side::First, place(0, 0), 10)?, []);
            assert_eq!(tx.acts_of(&others(), &dossier(&us(), 1))?.len(), 1);
            assert_eq!(tx.count_dossiers(&DossierFilter::default())?, 2);
            assert_eq!(tx.size(&ours())?, 3);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    store
        .write(|tx| tx.put_leaf(&them(), Side::First, &leaf(0, 0)))
        .unwrap();
}
