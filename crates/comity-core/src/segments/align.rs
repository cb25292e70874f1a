//! Which segments of a text are still those of before: by equal ones in their order.

/// Where a segment comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// It is the one that stood at this place.
    Same(usize),
    /// It took the place of that one, which is gone.
    Instead(usize),
    /// There was none like it.
    New,
}

/// The most pairs that are compared where the two texts differ; beyond, none in between counts as the same.
const PAIRS: usize = 4_000_000;

/// Links each new segment with an old one.
///
/// The longest run of equal segments in the same order stays the same; of the
/// others between two of these, the first new one takes the place of the first
/// old one, and so on.
#[must_use]
pub fn align<T: PartialEq>(old: &[T], new: &[T]) -> Vec<Link> {
    let ahead = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (tail(old, ahead), tail(new, ahead));
    let behind = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let old_middle = head(old_rest, behind);
    let new_middle = head(new_rest, behind);
    let mut links: Vec<Link> = (0..ahead).map(Link::Same).collect();
    between(&mut links, old_middle, new_middle, ahead);
    links.extend((old.len() - behind..old.len()).map(Link::Same));
    links
}

fn tail<T>(list: &[T], from: usize) -> &[T] {
    list.get(from..).unwrap_or_default()
}

fn head<T>(list: &[T], without: usize) -> &[T] {
    list.get(..list.len() - without).unwrap_or_default()
}

/// Links what stands where the two texts differ; `first` is the place of its first old segment.
fn between<T: PartialEq>(links: &mut Vec<Link>, old: &[T], new: &[T], first: usize) {
    let common = common(old, new);
    let mut from = (0, 0);
    for (old_at, new_at) in common.into_iter().chain([(old.len(), new.len())]) {
        let gone = from.0..old_at;
        let mut gone = gone.map(|at| Link::Instead(first + at));
        links.extend((from.1..new_at).map(|_| gone.next().unwrap_or(Link::New)));
        if new_at < new.len() {
            links.push(Link::Same(first + old_at));
        }
        from = (old_at + 1, new_at + 1);
    }
}

/// The places of a longest common run, in order.
fn common<T: PartialEq>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    if old.len().saturating_mul(new.len()) > PAIRS {
        return Vec::new();
    }
    let width = new.len() + 1;
    // How long the longest run is from a place on, by place in both.
    let mut runs = vec![0_u32; (old.len() + 1) * width];
    let at = |i: usize, j: usize| i * width + j;
    let run = |runs: &[u32], i, j| runs.get(at(i, j)).copied().unwrap_or_default();
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            let longest = if a == b {
                run(&runs, i + 1, j + 1) + 1
            } else {
                run(&runs, i + 1, j).max(run(&runs, i, j + 1))
            };
            if let Some(place) = runs.get_mut(at(i, j)) {
                *place = longest;
            }
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (old.get(i), new.get(j)) {
        if a == b {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if run(&runs, i + 1, j) >= run(&runs, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        Link::{Instead, New, Same},
        *,
    };

    fn check(old: &str, new: &str, expected: &[Link]) {
        let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        assert_eq!(align(&old, &new), expected, "{old:?} {new:?}");
    }

    #[test]
    fn what_did_not_change_stays_and_what_changed_is_linked() {
        check("abc", "abc", &[Same(0), Same(1), Same(2)]);
        check("abc", "axc", &[Same(0), Instead(1), Same(2)]);
        check("abc", "abxc", &[Same(0), Same(1), New, Same(2)]);
        check("abc", "ac", &[Same(0), Same(2)]);
        check(
            "abcd",
            "xbyzd",
            &[Instead(0), Same(1), Instead(2), New, Same(3)],
        );
        check("", "ab", &[New, New]);
        check("ab", "", &[]);
        check("aab", "ab", &[Same(0), Same(2)]);
    }

    #[test]
    fn texts_too_long_to_compare_still_keep_both_ends() {
        let old: Vec<usize> = (0..6_000).collect();
        let mut new = old.clone();
        new[1] = 9_001;
        new[5_998] = 9_002;
        let links = align(&old, &new);
        assert_eq!(links[0], Same(0));
        assert_eq!(links[3_000], Instead(3_000));
        assert_eq!(links[5_999], Same(5_999));
    }

    proptest! {
        #[test]
        fn links_are_in_order_and_true(
            old in proptest::collection::vec(0_u8..4, 0..12),
            new in proptest::collection::vec(0_u8..4, 0..12),
        ) {
            let links = align(&old, &new);
            prop_assert_eq!(links.len(), new.len());
            let mut last = None;
            for (link, segment) in links.iter().zip(&new) {
                let place = match link {
                    Same(at) => {
                        prop_assert_eq!(&old[*at], segment);
                        *at
                    }
                    Instead(at) => *at,
                    New => continue,
                };
                prop_assert!(last.is_none_or(|last| last < place));
                last = Some(place);
            }
        }
    }
}
