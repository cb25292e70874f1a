//! A home on disk, opened: configuration, keys, store and the folder of parts.
//!
//! A store that was lost comes up empty here, with our own credential and the
//! counterparts' pinned ones put back from `keys/`: what `recover` starts from.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use comity_core::{PartyName, Time};
use comity_node::{
    Limits, Node, NodeError, Secrets,
    attach::{AgeStreams, Throttle},
    clock::Clock,
    config::Config,
    home::Home,
    keys::{FolderMarks, Keyring, Marks},
    office::Office,
};
use comity_peer::{
    channel::ChannelState,
    credential::{Credential, CredentialFile},
    seal::Suite,
};
use comity_store::{AnyStore, SqliteStore, parts::PartFolder};
use comity_text::render::{Called, Names};

use super::passphrase::Passphrase;
use crate::failure::{Failure, Outcome};

/// The code of a channel whose record is not in the store any more.
pub(crate) const STORE_LOST: &str = "own-store-lost";

/// The node of this program.
pub(crate) type OurNode = Node<AnyStore>;

/// A home that is open.
pub(crate) struct House {
    pub(crate) home: Home,
    pub(crate) config: Config,
    pub(crate) keyring: Keyring,
    pub(crate) node: Arc<OurNode>,
    pub(crate) parts: Arc<PartFolder>,
    pub(crate) clock: Arc<dyn Clock>,
    /// How fast attachments may move, in all.
    pub(crate) throttle: Arc<Throttle>,
    pub(super) streams: AgeStreams,
}

impl House {
    /// Opens a home.
    pub(crate) fn open(
        home: Home,
        passphrase: &Passphrase,
        clock: Arc<dyn Clock>,
    ) -> Outcome<Self> {
        let config = Config::of(&home)?;
        let keyring = passphrase.unlock(&home, &config)?;
        Self::with_keys(home, config, keyring, clock)
    }

    /// Opens a home whose keys are at hand.
    pub(crate) fn with_keys(
        home: Home,
        config: Config,
        keyring: Keyring,
        clock: Arc<dyn Clock>,
    ) -> Outcome<Self> {
        let house = Self::as_it_lies(home, config, keyring, clock)?;
        house.put_credentials_back()?;
        house.keep_issued_credentials()?;
        Ok(house)
    }

    /// Opens a home and puts nothing back into its store: what an audit looks at.
    pub(crate) fn as_it_lies(
        home: Home,
        config: Config,
        keyring: Keyring,
        clock: Arc<dyn Clock>,
    ) -> Outcome<Self> {
        let marks: Arc<dyn Marks> = Arc::new(FolderMarks::new(&home.high_water()));
        let secrets = Secrets::of(&keyring, &marks)?;
        let store = SqliteStore::open(&home.store())?;
        let limits = Limits {
            quota: config.exchange.quota_bytes,
            evidence: config.attachments.evidence_bytes,
            attachment: config.attachments.other_bytes,
            ..Limits::default()
        };
        let node = Node::new(keyring.party.clone(), store.into(), secrets, marks, limits);
        let parts = PartFolder::open(home.parts())?;
        Ok(Self {
            streams: AgeStreams {
                suite: Suite::AgeX25519,
            },
            throttle: Arc::new(Throttle::new(config.attachments.bytes_per_second)),
            home,
            config,
            keyring,
            node: Arc::new(node),
            parts: Arc::new(parts),
            clock,
        })
    }

    /// Now, by the clock of this house.
    pub(crate) fn now(&self) -> Time {
        self.clock.now()
    }

    /// The office, for what people do.
    pub(crate) fn office(&self) -> Office<'_, AnyStore> {
        Office {
            node: &self.node,
            parts: &*self.parts,
            streams: &self.streams,
            config: &self.config,
        }
    }

    /// The folders over which the configuration reaches counterparts.
    pub(crate) fn spools(&self) -> BTreeMap<PartyName, PathBuf> {
        let spools = self.config.exchange.spool.iter();
        spools
            .map(|(party, folder)| (party.clone(), Config::resolve(&self.home, folder)))
            .collect()
    }

    /// The counterparts with which there is a channel.
    pub(crate) fn counterparts(&self) -> Outcome<Vec<PartyName>> {
        Ok(self.node.channels()?)
    }

    /// The state of a channel; where its record was lost with the store, that is said.
    pub(crate) fn channel(&self, them: &PartyName) -> Outcome<ChannelState> {
        match self.node.channel(them) {
            Err(error @ NodeError::NoChannel(_)) if self.known_beside_keys()?.contains(them) => {
                Err(Failure::of(STORE_LOST, error).with("party", them))
            }
            other => Ok(other?),
        }
    }

    /// The counterparts whose marks or credentials lie beside the keys, and of whose channels
    /// the store holds nothing: it was lost, or comes from before them.
    pub(crate) fn lost(&self) -> Outcome<Vec<PartyName>> {
        let held = self.counterparts()?;
        let known = self.known_beside_keys()?;
        Ok(known
            .into_iter()
            .filter(|them| !held.contains(them))
            .collect())
    }

    /// The counterparts that the folder of keys names, by its marks and pinned credentials.
    pub(crate) fn known_beside_keys(&self) -> Outcome<BTreeSet<PartyName>> {
        let marks = files_in(&self.home.high_water())?;
        let marks = marks.iter().filter_map(|path| {
            let name = path.file_name()?.to_str()?;
            name.strip_suffix(".json")?.parse().ok()
        });
        let pinned = self.pinned_files()?;
        let pinned = pinned.iter().filter_map(|path| {
            let (party, _serial) = path.file_name()?.to_str()?.rsplit_once('.')?;
            party.parse().ok()
        });
        Ok(marks.chain(pinned).collect())
    }

    /// Refuses an office that our credential does not name, where it names any: the counterpart could not tell who speaks.
    pub(crate) fn must_have_office(&self, code: &str) -> Outcome {
        let own = self.node.own_credential()?;
        let offices = &own.credential().offices;
        if offices.is_empty() || offices.iter().any(|office| office.code == code) {
            return Ok(());
        }
        let known: Vec<&str> = offices.iter().map(|office| office.code.as_str()).collect();
        Err(Failure::usage("cli-office-unknown")
            .with("text", code)
            .with("known", known.join(", ")))
    }

    /// What both parties of a channel are called, in the order of their names.
    pub(crate) fn names(&self, them: &PartyName) -> Outcome<Names> {
        let ours = called(self.node.own_credential()?.credential());
        let theirs = self.node.credential_of(them)?;
        let theirs = theirs.map_or_else(|| wire(them), |file| called(file.credential()));
        Ok(if self.node.me() < them {
            Names::new(ours, theirs)
        } else {
            Names::new(theirs, ours)
        })
    }

    /// Keeps a trusted credential beside the keys.
    pub(crate) fn pin(&self, file: &CredentialFile) -> Outcome {
        Ok(self.home.pin(file)?)
    }

    /// Where the store was lost, or restored from a
    /// backup of before a rotation: what lies beside the keys goes back into it.
    fn put_credentials_back(&self) -> Outcome {
        let newest = self.keyring.speaking.iter().map(|keys| keys.serial).max();
        let held = self.node.own_credential().ok();
        if held.map(|file| file.credential().serial) >= newest {
            return Ok(());
        }
        for keys in &self.keyring.speaking {
            let path = self.home.credential(keys.serial);
            let bytes = fs::read(&path).map_err(|error| Failure::file(&path, error))?;
            self.node
                .keep_own_credential(&CredentialFile::parse(&bytes)?)?;
        }
        self.pin_again()
    }

    /// The credentials of counterparts that lie beside the keys go into the store.
    pub(crate) fn pin_again(&self) -> Outcome {
        for path in self.pinned_files()? {
            let bytes = fs::read(&path).map_err(|error| Failure::file(&path, error))?;
            self.node.pin(&CredentialFile::parse(&bytes)?)?;
        }
        Ok(())
    }

    /// Keeps the credentials that counterparts have issued since beside the keys too.
    fn keep_issued_credentials(&self) -> Outcome {
        let folder = self.home.pinned();
        for them in self.node.channels()? {
            for file in self.node.trusted_credentials(&them)? {
                let serial = file.credential().serial;
                if !folder.join(format!("{them}.{serial}")).exists() {
                    // Only a precaution: a home that cannot be written to can still be read.
                    self.pin(&file).ok();
                }
            }
        }
        Ok(())
    }

    /// The files of pinned credentials, by name.
    pub(crate) fn pinned_files(&self) -> Outcome<Vec<PathBuf>> {
        files_in(&self.home.pinned())
    }
}

/// The files of a folder, by name; none where there is no folder.
fn files_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Failure::file(folder, error)),
    };
    let mut files = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()
        .map_err(|error| Failure::file(folder, error))?;
    files.sort();
    Ok(files)
}

/// The home that the command line names, or the reason why there is none.
pub(crate) fn named(home: Option<&PathBuf>) -> Outcome<PathBuf> {
    home.cloned().ok_or_else(|| Failure::usage("cli-no-home"))
}

/// Opens the folder as a home.
pub(crate) fn find(home: Option<&PathBuf>) -> Outcome<Home> {
    Ok(Home::open(&named(home)?)?)
}

/// What a credential calls its party, in English and in Chinese.
pub(crate) fn called(credential: &Credential) -> [Called; 2] {
    let names = &credential.names;
    [&names.en, &names.zh_hans].map(|one| Called {
        short: one.short.clone(),
        long: one.long.clone(),
    })
}

fn wire(party: &PartyName) -> [Called; 2] {
    let name = || Called {
        short: party.to_string(),
        long: party.to_string(),
    };
    [name(), name()]
}
