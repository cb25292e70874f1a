//! The console of a large house: how long pages take, how many there are in a second, what they
//! weigh, and what those cost who look on.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use anyhow::Context as _;
use comity_node::error::NodeError;
use comity_store::desk::{DossierFilter, DossierSort, Page};

use crate::{
    Measured, Scale, Want,
    clock::{median, ms, percentile, rate, timed},
    console::{
        arrivals::{Arrivals, Counterpart, wait},
        browser::Browser,
        course,
        people::{self, HEAD, OFFICER},
        served::Served,
        viewers::Viewers,
    },
    https,
    side::{Pair, Side},
};

/// The most that a page may take, in milliseconds; twice that while acts arrive.
const PAGE: f64 = 15.0;
/// Connections that ask at once.
const CONNECTIONS: usize = 64;
/// People who look on.
const VIEWERS: usize = 100;
/// Acts that come before they do.
const WARM: u64 = 400;
/// Cases whose pages are asked for.
const CASES: usize = 400;
/// What a service does by itself is over after so long.
const REST: Duration = Duration::from_secs(3);

/// Measures the rows.
///
/// # Errors
/// A node or the program refuses, or the disk is full.
pub fn run(scale: Scale) -> anyhow::Result<Vec<Measured>> {
    let house = course::house(scale)?;
    let pair = house.open()?;
    eprintln!("  settling the people of {}", house.size());
    people::settle(&pair.a, pair.b.node.me())?;
    pair.b.node.follow_desk(pair.a.node.me())?;
    let cases = Cases::of(&pair.a)?;
    let links = [
        people::link(&pair.a, HEAD)?,
        people::link(&pair.a, OFFICER)?,
    ];
    let (pin, Pair { a, b }) = (https::pin(&pair.a)?, pair);
    let (name, home) = (a.node.me().clone(), house.home());
    // Its store is closed before the service opens it.
    drop(a);
    let served = Served::start(&home)?;
    let counterpart = Arc::new(Counterpart::new(b, name, served.peer, pin)?);
    let [head, officer] = &links;
    let mut people = [
        Person::enters(&served, "all", head, cases.all)?,
        Person::enters(&served, "one office", officer, cases.of_officer)?,
    ];

    let mut rows = weights(&mut people[0], &house.size())?;
    rows.extend(watched(&served, &people[0], &counterpart, &house.size())?);
    rows.extend(times(&mut people, &counterpart, scale, &house.size())?);
    rows.extend(rates(&people[0], scale, &house.size())?);
    Ok(rows)
}

/// References of cases whose pages are asked for.
struct Cases {
    all: Vec<String>,
    of_officer: Vec<String>,
}

impl Cases {
    fn of(side: &Side) -> anyhow::Result<Self> {
        let some = |filter: DossierFilter| -> anyhow::Result<Vec<String>> {
            let rows = side.node.store().read(|tx| {
                let there = tx.count_dossiers(&filter)?;
                let pages = 8;
                let mut rows = Vec::new();
                for number in 0..pages {
                    let page = Page {
                        after: None,
                        skip: there / pages * number,
                        limit: CASES / 8,
                    };
                    rows.extend(tx.dossiers(&filter, DossierSort::Opened, &page)?);
                }
                Ok::<_, NodeError>(rows)
            })?;
            let names: Vec<_> = rows.into_iter().filter_map(|row| row.reference).collect();
            anyhow::ensure!(!names.is_empty(), "no case has a reference");
            Ok(names)
        };
        Ok(Self {
            all: some(DossierFilter::default())?,
            of_officer: some(DossierFilter {
                officer: Some(OFFICER.to_owned()),
                ..DossierFilter::default()
            })?,
        })
    }
}

/// Somebody who works in the console.
struct Person {
    /// What this person sees.
    sees: &'static str,
    browser: Browser,
    cases: Vec<String>,
}

impl Person {
    fn enters(
        served: &Served,
        sees: &'static str,
        link: &str,
        cases: Vec<String>,
    ) -> anyhow::Result<Self> {
        let mut browser = Browser::open(served.console)?;
        browser.sign_in(link)?;
        Ok(Self {
            sees,
            browser,
            cases,
        })
    }

    /// Pages of each kind, as many as there are different ones.
    fn pages(&mut self) -> anyhow::Result<Vec<(&'static str, Vec<String>)>> {
        let all = self.last_page("/cases")?;
        let mut lists = Vec::new();
        for filter in FILTERS {
            let address = format!("/cases?{filter}");
            let last = self.last_page(&address)?;
            for page in [1, last.div_ceil(2), last.saturating_sub(1).max(1), last] {
                lists.push(format!("{address}&page={page}"));
            }
        }
        anyhow::ensure!(all > 0, "an empty list");
        let case = |name: &String| format!("/cases/{name}");
        let mut searches: Vec<_> = WORDS.map(|words| format!("/search?q={words}")).into();
        let few = self
            .cases
            .iter()
            .step_by(self.cases.len().div_ceil(8).max(1));
        searches.extend(few.map(|name| format!("/search?q={name}")));
        Ok(vec![
            ("desk", vec!["/".to_owned(), "/?page=2".to_owned()]),
            ("list", lists),
            ("case", self.cases.iter().map(case).collect()),
            ("search", searches),
        ])
    }

    /// How many pages a list has, as it says itself.
    fn last_page(&mut self, address: &str) -> anyhow::Result<u64> {
        self.browser.gzip = false;
        let answer = self.browser.get(address)?;
        self.browser.gzip = true;
        anyhow::ensure!(answer.status == 200, "{address} answers {}", answer.status);
        let text = answer.text();
        let pages = text
            .split_once("<nav class=\"pages\"")
            .map(|(_, rest)| rest);
        let pages = pages.and_then(|rest| rest.split_once(" / "));
        let number = pages.and_then(|(_, rest)| rest.split('<').next());
        Ok(number.and_then(|text| text.parse().ok()).unwrap_or(1))
    }
}

/// Filters of lists; together with orders and pages they stand for any.
const FILTERS: [&str; 9] = [
    "sort=deadline",
    "sort=updated",
    "sort=opened",
    "status=closed&sort=deadline",
    "status=answered_partial&sort=updated",
    "status=sent&sort=deadline",
    "urgency=urgent&sort=opened",
    "category=preserve&urgency=priority&sort=updated",
    "held=office&status=closed&sort=opened",
];

/// Words: in few cases and in many, of both languages, several at once.
const WORDS: [&str; 10] = [
    "harbour",
    "ransom",
    "%E6%B5%B7%E6%B8%AF%E9%93%B6%E8%A1%8C",
    "%E9%92%93%E9%B1%BC",
    "%E9%93%B6%E8%A1%8C+%E5%8B%92%E7%B4%A2",
    "botnet+airways",
    "file+004217",
    "%E6%A1%88%E5%8D%B7000815",
    "customers+reported",
    "nothingofthesort",
];

/// Row (a): the time of pages, quiet and while acts arrive.
fn times(
    people: &mut [Person],
    counterpart: &Arc<Counterpart>,
    scale: Scale,
    size: &str,
) -> anyhow::Result<Vec<Measured>> {
    let rounds = usize::try_from(scale.pick(1_000, 100))?;
    let mut rows = Vec::new();
    let mut quiet = Vec::new();
    let mut turn = 1_000;
    for busy in [false, true] {
        let mut place = 0;
        for person in &mut *people {
            for (kind, pages) in person.pages()? {
                let arrivals = busy.then(|| Arrivals::begin(Arc::clone(counterpart), turn));
                let (times, lasted) = timed(|| {
                    // Each once before, as somebody had it who works all day.
                    let all = pages.iter().cycle().take(pages.len() + rounds);
                    let times = all.map(|page| Ok((page, ms(person.browser.time(page)?))));
                    times.collect::<anyhow::Result<Vec<_>>>()
                });
                let timed = times?.split_off(pages.len());
                let slowest = slowest(&timed);
                let times: Vec<f64> = timed.iter().map(|(_, time)| *time).collect();
                let mut beside = None;
                let mut while_what = "quiet".to_owned();
                if let Some(arrivals) = arrivals {
                    let arrived = arrivals.end(lasted)?;
                    turn += 100_000;
                    while_what = format!("{arrived:.0} acts a second");
                    beside = quiet.get(place).copied();
                    wait(REST);
                }
                let p99 = percentile(times.clone(), 99);
                eprintln!(
                    "  {kind}, {}, {while_what}: p50 {:.1}, p99 {p99:.1}, most {:.1} ms; slowest: {slowest}",
                    person.sees,
                    median(times.clone()),
                    percentile(times, 100),
                );
                if !busy {
                    quiet.push(p99);
                }
                place += 1;
                rows.push(Measured {
                    what: format!(
                        "{kind}, p99, who sees {}, {while_what}, {size}",
                        person.sees
                    ),
                    ours: p99,
                    beside,
                    unit: "ms",
                    want: Want::Below(if busy { 2.0 * PAGE } else { PAGE }),
                });
            }
        }
    }
    Ok(rows)
}

/// The page that takes longest, by its median.
fn slowest(timed: &[(&String, f64)]) -> String {
    let mut pages: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (page, time) in timed {
        pages.entry(page).or_default().push(*time);
    }
    let pages = pages.into_iter().map(|(page, times)| (page, median(times)));
    let slowest = pages.max_by(|(_, one), (_, other)| one.total_cmp(other));
    slowest.map_or_else(String::new, |(page, time)| format!("{page} {time:.1} ms"))
}

/// Row (b): pages of cases a second, beside a page of the same server that no data changes, and
/// beside one of its static files.
fn rates(person: &Person, scale: Scale, size: &str) -> anyhow::Result<Vec<Measured>> {
    let asset = assets(&mut person.browser.another()?)?;
    let asset = asset.into_iter().next().context("a static file")?;
    let lasting = Duration::from_secs(scale.pick(20, 3));
    let pages: Vec<String> = person
        .cases
        .iter()
        .map(|name| format!("/cases/{name}"))
        .collect();
    let case = asked(person, &pages, lasting)?;
    let row = |what: &str, page: String| {
        let beside = asked(person, &[page], lasting)?;
        Ok::<_, anyhow::Error>(Measured {
            what: format!(
                "case pages a second, {CONNECTIONS} connections, {size}; beside: {what} of the same server"
            ),
            ours: case,
            beside: Some(beside),
            unit: "/s",
            want: Want::AtLeast(0.1),
        })
    };
    Ok(vec![
        row("the page of help", "/help".to_owned())?,
        row("a static file", asset)?,
    ])
}

/// How many of these pages a second are answered to all connections together.
fn asked(person: &Person, pages: &[String], lasting: Duration) -> anyhow::Result<f64> {
    let browsers: Vec<_> = (0..CONNECTIONS)
        .map(|_| person.browser.another())
        .collect::<anyhow::Result<_>>()?;
    let over = AtomicBool::new(false);
    let (counts, lasted) = timed(|| {
        thread::scope(|scope| {
            let over = &over;
            let each = browsers
                .into_iter()
                .enumerate()
                .map(|(number, mut browser)| {
                    scope.spawn(move || {
                        let mut count = 0_u64;
                        for page in pages.iter().cycle().skip(number * 7) {
                            if over.load(Ordering::Relaxed) {
                                break;
                            }
                            browser.time(page)?;
                            count += 1;
                        }
                        Ok::<_, anyhow::Error>(count)
                    })
                });
            let each: Vec<_> = each.collect();
            wait(lasting);
            over.store(true, Ordering::Relaxed);
            let counts = each.into_iter().map(|one| {
                let count = one.join();
                count.map_err(|_| anyhow::anyhow!("a connection panicked"))?
            });
            counts.sum::<anyhow::Result<u64>>()
        })
    });
    Ok(rate(counts?, lasted))
}

/// Row (c): what a first visit weighs, and a page after it.
fn weights(person: &mut Person, size: &str) -> anyhow::Result<Vec<Measured>> {
    let browser = &mut person.browser;
    let mut first = browser.get("/")?.body.len();
    for asset in assets(browser)? {
        let answer = browser.get(&asset)?;
        anyhow::ensure!(answer.status == 200, "{asset} answers {}", answer.status);
        first += answer.body.len();
    }
    let case = format!("/cases/{}", person.cases.first().context("a case")?);
    let mut next = Vec::new();
    for page in [
        "/cases",
        "/cases?sort=updated&page=3",
        &case,
        "/search?q=harbour",
        "/drafts/new",
    ] {
        let answer = person.browser.get(page)?;
        anyhow::ensure!(answer.status == 200, "{page} answers {}", answer.status);
        eprintln!("  {page} weighs {} bytes", answer.body.len());
        next.push(kib(answer.body.len()));
    }
    let row = |what: &str, ours, limit| Measured {
        what: format!("{what}, compressed, {size}"),
        ours,
        beside: None,
        unit: "KB",
        want: Want::Below(limit),
    };
    Ok(vec![
        row("weight of a first visit with all assets", kib(first), 120.0),
        row(
            "weight of the heaviest next page",
            percentile(next, 100),
            20.0,
        ),
    ])
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52 bytes")]
fn kib(bytes: usize) -> f64 {
    bytes as f64 / 1_000.0
}

/// The files that a page names.
fn assets(browser: &mut Browser) -> anyhow::Result<BTreeSet<String>> {
    browser.gzip = false;
    let text = browser.get("/")?.text();
    browser.gzip = true;
    let quoted = text.split('"').filter(|part| part.starts_with("/assets/"));
    Ok(quoted.map(str::to_owned).collect())
}

/// Row (d): what people cost who look on, and how soon they have word of an act.
fn watched(
    served: &Served,
    person: &Person,
    counterpart: &Counterpart,
    size: &str,
) -> anyhow::Result<Vec<Measured>> {
    // What acts cost by themselves is there before: caches of the store fill as they come.
    for turn in 0..WARM {
        counterpart.speak(turn)?;
    }
    wait(REST);
    let before = served.memory()?;
    let viewers = Viewers::open(&person.browser, VIEWERS)?;
    let mut heard = Vec::new();
    for turn in WARM..WARM + 20 {
        heard.push(ms(viewers.hear(|| counterpart.speak(turn))?));
        wait(Duration::from_millis(500));
    }
    wait(REST);
    let more = served.memory()? - before;
    let row = |what: String, ours, unit, limit| Measured {
        what: format!("{what}, {size}"),
        ours,
        beside: None,
        unit,
        want: Want::Below(limit),
    };
    Ok(vec![
        row(
            format!("memory for {VIEWERS} live viewers"),
            more.max(0.0),
            "MiB",
            20.0,
        ),
        row(
            format!(
                "from saying an act to word of it at the last of {VIEWERS} viewers, slowest of 20"
            ),
            percentile(heard, 100),
            "ms",
            1_000.0,
        ),
    ])
}
