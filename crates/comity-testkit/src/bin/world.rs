//! Runs simulated worlds: `world --first S --seeds N`.
//!
//! One world a thread, as many threads as cores. Ends at the first violation,
//! with the command that shows it again as the last line and exit code 1;
//! otherwise with the counts of all worlds.

#![expect(
    clippy::disallowed_methods,
    reason = "only the worlds have no clock; this program times them"
)]

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    process::ExitCode,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::Instant,
};

use clap::Parser;
use comity_testkit::{tally::Tally, watch::Violation, world};

/// Acts that the median world must deliver, with `--require-all-faults`.
const MEDIAN: u64 = 20;

/// Simulated worlds, each from its seed.
#[derive(Debug, Parser)]
#[command(name = "world")]
struct Arguments {
    /// The first seed, up to 2^63.
    #[arg(long, default_value_t = 1)]
    first: u64,
    /// How many seeds.
    #[arg(long, default_value_t = 1)]
    seeds: u64,
    /// Fail when a kind of fault or lie never happened, or the median world delivers too little.
    #[arg(long)]
    require_all_faults: bool,
    /// Go on after a violation, and name each seed that has one.
    #[arg(long)]
    keep_going: bool,
    /// Break one rule after the other on purpose, and fail when one is not found in the seed
    /// that is known to find it; needs the feature `mutants`.
    #[arg(long, conflicts_with_all = ["first", "seeds", "require_all_faults", "keep_going"])]
    mutants: bool,
    /// With `--mutants`: only this one, by its name.
    #[arg(long, requires = "mutants")]
    only: Option<String>,
    /// With `--mutants`: look in the seeds from 1 to this for the first that finds each.
    #[arg(long, requires = "mutants")]
    seek: Option<u64>,
    /// Tell each step.
    #[arg(long)]
    verbose: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.mutants {
        return mutants(arguments.seek, arguments.only.as_deref());
    }
    let began = Instant::now();
    let (next, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let total = Mutex::new(Tally::default());
    let found = Mutex::new(BTreeMap::<u64, Violation>::new());
    std::panic::set_hook(Box::new(|_| ()));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= arguments.seeds {
                        return;
                    }
                    let seed = arguments.first.wrapping_add(number);
                    match one(seed, arguments.verbose) {
                        Ok(tally) => total
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .add(tally),
                        Err(violation) => {
                            stop.store(!arguments.keep_going, Ordering::Relaxed);
                            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                            found.insert(seed, violation);
                        }
                    }
                }
            });
        }
    });
    let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    for (seed, violation) in &found {
        eprintln!("seed {seed}: {}: {}", violation.rule, violation.what);
    }
    if let Some(seed) = found.keys().next() {
        println!("cargo run --release -p comity-testkit --bin world -- --first {seed} --seeds 1");
        return ExitCode::FAILURE;
    }
    let total = total.into_inner().unwrap_or_else(PoisonError::into_inner);
    let seconds = began.elapsed().as_secs_f64();
    let rate = f64::from(u32::try_from(arguments.seeds).unwrap_or(u32::MAX)) / seconds * 60.0;
    println!("{seconds:.1} s, {rate:.0} worlds a minute on {threads} threads");
    println!("{total}");
    if arguments.require_all_faults {
        let unmet = total.unmet();
        if !unmet.is_empty() {
            eprintln!("never happened: {}", unmet.join(", "));
            return ExitCode::FAILURE;
        }
        if total.median() < MEDIAN {
            eprintln!(
                "the median world delivers {} acts, not {MEDIAN}",
                total.median()
            );
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

#[cfg(not(feature = "mutants"))]
fn mutants(_: Option<u64>, _: Option<&str>) -> ExitCode {
    eprintln!("this build keeps every rule: build it with --features mutants");
    ExitCode::FAILURE
}

/// Every mutant against the seed that finds it, or against all seeds up to `seek`.
#[cfg(feature = "mutants")]
fn mutants(seek: Option<u64>, only: Option<&str>) -> ExitCode {
    use comity_core::mutant::{Mutant, choose};
    use comity_testkit::mutants::seed_of;

    std::panic::set_hook(Box::new(|_| ()));
    let wanted = |mutant: &&Mutant| only.is_none_or(|only| only == mutant.code());
    let all: Vec<_> = Mutant::ALL.iter().filter(wanted).collect();
    let (next, missed) = (AtomicU64::new(0), AtomicU64::new(0));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                let mine = || usize::try_from(next.fetch_add(1, Ordering::Relaxed)).ok();
                while let Some(mutant) = mine().and_then(|next| all.get(next)) {
                    let seeds = match seek {
                        Some(last) => 1..=last,
                        None => seed_of(**mutant)..=seed_of(**mutant),
                    };
                    choose(Some(**mutant));
                    let mut found = seeds.map(|seed| (seed, one(seed, false)));
                    let found = found.find_map(|(seed, run)| Some((seed, run.err()?)));
                    let (code, rule) = (mutant.code(), mutant.rule());
                    match found {
                        Some((seed, violation)) => {
                            println!("{code:<18} seed {seed:<4} {rule}: {}", violation.rule);
                        }
                        None => {
                            missed.fetch_add(1, Ordering::Relaxed);
                            println!("{code:<18} not found  {rule}");
                        }
                    }
                }
            });
        }
    });
    let missed = missed.into_inner();
    println!("{} mutants, {missed} not found", all.len());
    if missed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// One world; a panic in it is a violation too.
fn one(seed: u64, verbose: bool) -> Result<Tally, Violation> {
    let told: Option<fn(&str)> = verbose.then_some(|step| println!("{step}"));
    catch_unwind(AssertUnwindSafe(|| world::run_told(seed, told))).unwrap_or_else(|panic| {
        let text = panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Err(Violation::new(
            "nothing panics",
            text.unwrap_or_else(|| "a panic".to_owned()),
        ))
    })
}
