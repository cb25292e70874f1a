//! Work on all cores, in the order given.

use std::thread;

use crate::{error::NodeError, node::Result};

/// Fewer files than this are opened on one thread.
pub(crate) const FEW: usize = 16;

/// Does one thing to each of many, on all cores; fewer than `few` on this thread.
///
/// Results come in the order of the work, whoever was first; so does the error that is given.
pub(crate) fn each<T: Send, R: Send>(
    few: usize,
    mut work: Vec<T>,
    one: &(dyn Fn(T) -> Result<R> + Sync),
) -> Result<Vec<R>> {
    let cores = thread::available_parallelism().map_or(1, Into::into);
    if work.len() < few || cores == 1 {
        return work.into_iter().map(one).collect();
    }
    let share = work.len().div_ceil(cores);
    let mut shares = Vec::with_capacity(cores);
    while !work.is_empty() {
        let rest = work.split_off(share.min(work.len()));
        shares.push(std::mem::replace(&mut work, rest));
    }
    let done: Vec<Result<Vec<R>>> = thread::scope(|scope| {
        let workers: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(|| share.into_iter().map(one).collect()))
            .collect();
        let lost = || NodeError::File("a thread of many".to_owned());
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|_| Err(lost())))
            .collect()
    });
    let mut all = Vec::new();
    for share in done {
        all.append(&mut share?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_work() {
        for count in [0, 1, 3, 4, 5, 100] {
            let work: Vec<u64> = (0..count).collect();
            let doubled: Vec<u64> = work.iter().map(|number| number * 2).collect();
            assert_eq!(each(4, work, &|number| Ok(number * 2)).unwrap(), doubled);
        }
    }

    #[test]
    fn the_first_error_in_the_order_is_given() {
        let odd = |number: u64| match number % 2 {
            0 => Ok(number),
            _ => Err(NodeError::File(number.to_string())),
        };
        let failed = each(4, (0..100).collect(), &odd).unwrap_err();
        assert!(matches!(failed, NodeError::File(number) if number == "1"));
    }
}
