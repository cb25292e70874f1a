//! People who look on: a stream of events each.

use std::{
    collections::BTreeSet,
    sync::mpsc::{Receiver, Sender, channel},
    thread,
    time::Duration,
};

use anyhow::Context as _;

use super::browser::Browser;
use crate::clock::timed;

/// How long word of an act is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Viewers, each on a connection and a thread of its own.
pub struct Viewers {
    count: usize,
    told: Receiver<usize>,
}

impl Viewers {
    /// So many more of the same person.
    ///
    /// # Errors
    /// A connection is refused.
    pub fn open(person: &Browser, count: usize) -> anyhow::Result<Self> {
        let (tell, told) = channel();
        for number in 0..count {
            let mut viewer = person.another()?;
            viewer.gzip = false;
            viewer.follow()?;
            let tell = tell.clone();
            // It ends with its connection, or when nobody listens any more.
            thread::spawn(move || look_on(&mut viewer, number, &tell));
        }
        Ok(Self { count, told })
    }

    /// How long after some work was begun the last of them has word of it.
    ///
    /// # Errors
    /// The work fails, or somebody hears nothing.
    pub fn hear(&self, work: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<Duration> {
        while self.told.try_recv().is_ok() {}
        let (heard, taken) = timed(|| {
            work()?;
            let mut heard = BTreeSet::new();
            while heard.len() < self.count {
                let one = self.told.recv_timeout(PATIENCE);
                let some = heard.len();
                let one =
                    one.with_context(|| format!("of {} viewers {some} had word", self.count))?;
                heard.insert(one);
            }
            Ok::<_, anyhow::Error>(())
        });
        heard.map(|()| taken)
    }
}

fn look_on(viewer: &mut Browser, number: usize, tell: &Sender<usize>) {
    while let Ok(line) = viewer.line() {
        if line.starts_with("event:") && tell.send(number).is_err() {
            return;
        }
    }
    eprintln!("  the stream of viewer {number} ended");
}
