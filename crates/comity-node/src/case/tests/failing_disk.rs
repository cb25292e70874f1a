//! Attachments on a disk that fails: what is not durable counts as nothing, and a second try succeeds.

use std::{
    io,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use comity_core::{Hash, codes::DataClass, envelope::PART};
use comity_peer::{
    call::{Request, Response, Transport, TransportError},
    fixtures::Seeded,
};
use comity_store::{
    Store, StoreError,
    parts::{AttachmentRow, MemoryParts, PartBytes, PartFile, PartSet},
};

use super::support::{World, at, takedown};
use crate::{
    attach::{AgeStreams, AttachError, Fetched, Plain, Sealed, seal},
    fixtures::Masked,
};

/// What fails, once; the number counts the calls of its kind before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// A write that leaves half of its bytes and says that the disk is full.
    Full(usize),
    /// A write that leaves half of its bytes and says nothing.
    Half(usize),
    /// A sync that fails; what was written is still there.
    Sync(usize),
    /// A draft that cannot take its name.
    Adopt,
    /// A read.
    Read(usize),
}

/// A disk that fails once, as planned, and is sound from then on.
#[derive(Debug, Default)]
struct Disk {
    inner: MemoryParts,
    plan: Mutex<Option<Fault>>,
    /// Whether nothing can be removed either.
    stuck: AtomicBool,
}

impl Disk {
    fn failing(fault: Fault) -> Self {
        let disk = Self::default();
        disk.plan(fault);
        disk
    }

    fn plan(&self, fault: Fault) {
        *self.plan.lock().unwrap() = Some(fault);
    }

    /// Whether the fault has happened.
    fn failed(&self) -> bool {
        self.plan.lock().unwrap().is_none()
    }

    /// Counts a call of a kind; whether it is the one that fails.
    fn now(&self, kind: impl Fn(usize) -> Fault) -> bool {
        let mut plan = self.plan.lock().unwrap();
        let count = match *plan {
            Some(Fault::Full(n) | Fault::Half(n) | Fault::Sync(n) | Fault::Read(n)) => n,
            _ => 0,
        };
        if *plan != Some(kind(count)) {
            return false;
        }
        *plan = count.checked_sub(1).map(kind);
        count == 0
    }
}

fn broken(what: &str) -> StoreError {
    StoreError::Unavailable(what.to_owned())
}

impl PartBytes for Disk {
    fn write(&self, file: PartFile<'_>, offset: u64, bytes: &[u8]) -> Result<(), StoreError> {
        let half = bytes.get(..bytes.len() / 2).unwrap();
        if self.now(Fault::Full) {
            self.inner.write(file, offset, half)?;
            return Err(StoreError::Full);
        }
        if self.now(Fault::Half) {
            return self.inner.write(file, offset, half);
        }
        self.inner.write(file, offset, bytes)
    }

    fn sync(&self, file: PartFile<'_>) -> Result<(), StoreError> {
        match self.now(Fault::Sync) {
            true => Err(broken("sync")),
            false => self.inner.sync(file),
        }
    }

    fn read(&self, file: PartFile<'_>, offset: u64, limit: usize) -> Result<Vec<u8>, StoreError> {
        match self.now(Fault::Read) {
            true => Err(broken("read")),
            false => self.inner.read(file, offset, limit),
        }
    }

    fn size(&self, file: PartFile<'_>) -> Result<Option<u64>, StoreError> {
        self.inner.size(file)
    }

    fn adopt(&self, draft: &str, root: &Hash) -> Result<(), StoreError> {
        match self.now(|_| Fault::Adopt) {
            true => Err(broken("adopt")),
            false => self.inner.adopt(draft, root),
        }
    }

    fn remove(&self, file: PartFile<'_>) -> Result<(), StoreError> {
        match self.stuck.load(Ordering::SeqCst) {
            true => Err(StoreError::ReadOnly),
            false => self.inner.remove(file),
        }
    }

    fn roots(&self) -> Result<Vec<Hash>, StoreError> {
        self.inner.roots()
    }
}

/// What [`sealed`] draws from: its draft has the same name each time.
const DRAFT_SEED: u64 = 5;

/// Seals so many bytes.
fn sealed(disk: &Disk, bytes: u64) -> Result<Sealed, AttachError> {
    let plain = Plain {
        name: "image.raw".to_owned(),
        media_type: "application/octet-stream".to_owned(),
        data_class: DataClass::Sample,
        exhibit: None,
        part: None,
        limit: u64::MAX,
        bytes: &mut io::Read::take(io::repeat(7), bytes),
    };
    seal(disk, &streams(), &mut Seeded::new(DRAFT_SEED), plain)
}

const fn streams() -> AgeStreams {
    AgeStreams {
        suite: comity_peer::seal::Suite::AgeX25519,
    }
}

/// The bytes of the draft of [`sealed`], where it was left.
fn draft(disk: &Disk) -> Option<u64> {
    use std::fmt::Write as _;

    use comity_peer::rng::array;
    let mut rng = Seeded::new(DRAFT_SEED);
    let _: [u8; 32] = array(&mut rng);
    let random: [u8; 16] = array(&mut rng);
    let name = random.iter().fold(String::new(), |mut name, byte| {
        write!(name, "{byte:02x}").unwrap();
        name
    });
    disk.size(PartFile::Draft(&name)).unwrap()
}

/// Opens what was sealed, at a house whose store speaks of it.
fn opened(disk: &Disk, sealed: &Sealed) -> Result<u64, AttachError> {
    let world = World::new();
    let (root, size) = (sealed.reference.root, sealed.reference.size);
    let row = AttachmentRow {
        root,
        size,
        held: PartSet::first(size.div_ceil(PART)),
        complete: true,
        scan: None,
    };
    let put = world.a.store.write(move |tx| tx.put_attachment(&row));
    put.unwrap();
    let mut plain = Vec::new();
    let node = &world.a.node;
    node.open_stream(disk, &streams(), &sealed.attachment, &mut plain)?;
    Ok(plain.len() as u64)
}

#[test]
fn nothing_is_left_of_a_file_that_was_not_sealed_to_its_end() {
    let size = 5 * PART / 2;
    for (fault, code) in [
        (Fault::Full(0), "store-full"),
        (Fault::Full(2), "store-full"),
        (Fault::Adopt, "store-unavailable"),
    ] {
        let disk = Disk::failing(fault);
        assert_eq!(sealed(&disk, size).unwrap_err().code(), code, "{fault:?}");
        assert!(disk.failed());
        assert_eq!((draft(&disk), disk.roots().unwrap()), (None, vec![]));
        let again = sealed(&disk, size).unwrap();
        assert_eq!(disk.roots().unwrap(), [again.reference.root]);
        assert_eq!(opened(&disk, &again).unwrap(), size);
    }
}

#[test]
fn a_sync_that_failed_on_the_way_fails_the_sealing() {
    // More than is written between two syncs.
    let size = 70 * PART;
    let disk = Disk::failing(Fault::Sync(0));
    let failed = sealed(&disk, size);
    assert!(disk.failed(), "the disk was asked on the way");
    assert_eq!(failed.unwrap_err().code(), "store-unavailable");
    assert_eq!((draft(&disk), disk.roots().unwrap()), (None, vec![]));
    sealed(&disk, size).unwrap();
}

#[test]
fn why_it_was_not_sealed_is_said_although_the_draft_cannot_be_removed() {
    let disk = Disk::failing(Fault::Full(1));
    disk.stuck.store(true, Ordering::SeqCst);
    let failed = sealed(&disk, 2 * PART).unwrap_err();
    assert_eq!(failed.code(), "store-full");
    assert!(draft(&disk).is_some());
    disk.stuck.store(false, Ordering::SeqCst);
    sealed(&disk, 2 * PART).unwrap();
}

#[test]
fn a_part_of_which_the_disk_kept_half_does_not_open() {
    let size = 5 * PART / 2;
    for half in 0..3 {
        let disk = Disk::failing(Fault::Half(half));
        let sealed = sealed(&disk, size).unwrap();
        let code = opened(&disk, &sealed).unwrap_err().code().to_owned();
        assert!(code.starts_with("open-"), "{code}");
    }
    let disk = Disk::default();
    let sealed = sealed(&disk, size).unwrap();
    disk.plan(Fault::Read(1));
    assert_eq!(opened(&disk, &sealed).unwrap_err().code(), "stream-io");
    assert_eq!(opened(&disk, &sealed).unwrap(), size);
}

/// B on its own disk, to which A announced an attachment of four parts.
struct Fetching {
    world: World,
    disk: Disk,
    root: Hash,
}

const ALL: u64 = 4;

impl Fetching {
    fn new() -> Self {
        let world = World::new();
        let list = super::transfer::long_list(16_000);
        world.act(&world.a, takedown(), Some(&list), 2);
        let line = world.b.line(&world.a, at(3));
        world.a.node.exchange(&line, world.b.name(), at(3)).unwrap();
        let root = world.a.parts.roots().unwrap()[0];
        Self {
            world,
            disk: Disk::default(),
            root,
        }
    }

    fn fetch(&self) -> Result<Fetched, AttachError> {
        let line = self.world.a.line(&self.world.b, at(4));
        self.over(&line)
    }

    fn over(&self, line: &dyn Transport) -> Result<Fetched, AttachError> {
        let (b, them) = (&self.world.b.node, self.world.a.name());
        b.fetch(&self.disk, line, them, &self.root, &mut |_| true)
    }

    fn row(&self) -> AttachmentRow {
        let row = self.world.b.store.read(|tx| tx.attachment(&self.root));
        row.unwrap().unwrap()
    }

    /// A second try takes so many parts, and then all is held.
    fn goes_on(&self, parts: u64) {
        let done = self.fetch().unwrap();
        assert_eq!((done.parts, done.complete), (parts, true));
        self.is_whole();
    }

    fn is_whole(&self) {
        let row = self.row();
        assert_eq!((row.held.count(), row.complete), (ALL, true));
        assert!(crate::attach::is_whole(&self.disk, &row));
    }
}

#[test]
fn what_came_before_the_disk_was_full_stays_and_the_rest_comes_later() {
    for before in 0..3 {
        let fetching = Fetching::new();
        fetching.disk.plan(Fault::Full(before));
        let failed = fetching.fetch().unwrap_err();
        assert_eq!(failed.code(), "store-full");
        let before = u64::try_from(before).unwrap();
        assert_eq!(fetching.row().held, PartSet::first(before));
        fetching.goes_on(ALL - before);
    }
}

#[test]
fn parts_that_could_not_be_made_durable_are_not_held() {
    let fetching = Fetching::new();
    fetching.disk.plan(Fault::Sync(0));
    let failed = fetching.fetch().unwrap_err();
    assert_eq!(failed.code(), "store-unavailable");
    assert_eq!(fetching.row().held, PartSet::new());
    fetching.goes_on(ALL);
}

#[test]
fn a_file_that_is_not_what_was_verified_is_fetched_anew() {
    for half in 0..3 {
        let fetching = Fetching::new();
        fetching.disk.plan(Fault::Half(half));
        let failed = fetching.fetch().unwrap_err();
        assert_eq!(failed.code(), "attachment-not-as-said");
        assert_eq!(
            (fetching.row().held, fetching.row().complete),
            (PartSet::new(), false)
        );
        fetching.goes_on(ALL);
    }
}

#[test]
fn a_file_that_cannot_be_read_back_is_completed_later() {
    let fetching = Fetching::new();
    fetching.disk.plan(Fault::Read(2));
    let failed = fetching.fetch().unwrap_err();
    assert_eq!(failed.code(), "store-unavailable");
    assert!(!fetching.row().complete);
    // The parts of the last batch, since it was not noted.
    fetching.goes_on(ALL);
}

#[test]
fn an_attachment_of_which_all_is_held_is_completed_without_a_call() {
    struct Nobody;
    impl Transport for Nobody {
        fn call(&self, _: &comity_core::PartyName, _: Request) -> Result<Response, TransportError> {
            Err(TransportError::WrongPeer)
        }
    }
    let fetching = Fetching::new();
    fetching.goes_on(ALL);
    // As a process left it that ended between its two transactions.
    let row = AttachmentRow {
        complete: false,
        ..fetching.row()
    };
    let put = fetching
        .world
        .b
        .store
        .write(move |tx| tx.put_attachment(&row));
    put.unwrap();
    let done = fetching.over(&Nobody).unwrap();
    assert_eq!((done.parts, done.complete), (0, true));
    fetching.is_whole();
}

#[test]
fn a_part_that_is_put_to_a_failing_disk_is_put_again() {
    let fetching = Fetching::new();
    let (world, root) = (&fetching.world, &fetching.root);
    let put = |index| {
        let part = world.a.node.part(&world.a.parts, root, index).unwrap();
        let (b, them) = (&world.b.node, world.a.name());
        b.take_part(&fetching.disk, them, root, index, &part)
    };
    for (fault, code) in [
        (Fault::Full(0), "store-full"),
        (Fault::Sync(0), "store-unavailable"),
    ] {
        fetching.disk.plan(fault);
        assert_eq!(put(0).unwrap_err().code(), code);
        assert_eq!(fetching.row().held, PartSet::new());
    }
    let done: Vec<bool> = (0..ALL).map(|index| put(index).unwrap()).collect();
    assert_eq!(done, [false, false, false, true]);
    fetching.is_whole();
}

#[test]
fn an_act_is_not_said_when_its_attachment_was_not_sealed() {
    let world = World::new();
    let disk = Disk::failing(Fault::Full(0));
    let office = crate::office::Office {
        node: &world.a.node,
        parts: &disk,
        streams: &Masked,
        config: &world.config,
    };
    let list = super::transfer::long_list(100);
    let submit = |minutes| {
        let file = takedown();
        let draft = office.new_draft("li", world.b.name(), file, Some(&list), at(minutes))?;
        office.submit("li", &draft.id, at(minutes), &mut Seeded::new(9))
    };
    let before = world.a.node.channel(world.b.name()).unwrap();
    assert_eq!(submit(2).unwrap_err().code(), "store-full");
    let size = |channel: comity_peer::channel::ChannelState| channel.current.ours.head.size();
    let after = world.a.node.channel(world.b.name()).unwrap();
    assert_eq!(size(after), size(before));
    assert!(disk.failed() && disk.roots().unwrap().is_empty());
    submit(3).unwrap();
    assert_eq!(disk.roots().unwrap().len(), 1);
}
