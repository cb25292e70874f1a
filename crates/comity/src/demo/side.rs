//! One side of the story: its home, its people, its server, and what its people do.

use std::{
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    sync::Arc,
};

use comity_core::{ActId, DossierId, PartyName, codes::DataClass};
use comity_node::{
    accounts::{
        AccessError,
        office::{self, OfficeRow},
        preference::{self, Preference},
    },
    attach::Plain,
    case::{
        file::ActFile,
        find,
        flow::{SaidView, Submitted},
        show::CaseShow,
    },
    channel::zone,
    clearance::answer::Deciding,
    clock::{Clock as _, SystemClock},
    config::Config,
    keys::{Keyring, file::Protection, issue::Profile},
    office::Office,
    people,
    rng::SystemRandom,
};
use comity_peer::{
    credential::{CredentialFile, LongShort, Office as Addressed, OfficeNames, PartyNames},
    seal::Suite,
};
use comity_store::{AnyStore, Store as _};
use comity_web::{limits::Limits, server::PeerServer};
use serde_json::{Value, json};
use tokio::{runtime::Handle, sync::oneshot, task::JoinHandle};

use super::{
    clock::Driven,
    people::{CYBER, Who},
};
use crate::{
    commands::init,
    failure::{Failure, Outcome},
    wiring::{
        House, attachments,
        exchange::{self, Brought},
        network::{self, Book},
        service::Answering,
    },
};

/// One side.
pub(crate) struct Side {
    pub(crate) who: &'static Who,
    pub(crate) house: House,
    handle: Handle,
    listen: SocketAddr,
    server: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

/// A file that goes with an act.
pub(crate) struct With<'a> {
    pub(crate) name: &'a str,
    pub(crate) media_type: &'a str,
    pub(crate) class: DataClass,
    pub(crate) exhibit: Option<&'a str>,
    pub(crate) bytes: &'a [u8],
}

impl Side {
    /// Makes a home and its people.
    pub(crate) fn new(
        dir: &Path,
        who: &'static Who,
        clock: Arc<Driven>,
        handle: Handle,
    ) -> Outcome<Self> {
        let (listen, operate) = (free()?, free()?);
        let root = dir.join(who.party);
        let party: PartyName = crate::commands::party(who.party)?;
        let suites = [Suite::AgeHybrid, Suite::AgeX25519];
        let profile = profile(who, listen);
        let now = clock.now();
        let new = init::make(
            &root,
            party,
            &suites,
            &profile,
            &Protection::FileRights,
            1,
            now,
        )?;
        let office = who.office(CYBER);
        let config = format!(
            "[network]\nlisten = \"{listen}\"\noperate = \"{operate}\"\n\
             private_endpoints = [\"127.0.0.0/8\"]\n\n\
             [registry]\nrule = [{{ office = \"{office}\" }}]\n\n\
             [[clearance.rule]]\nprofile = [\"formal\"]\nkind = [\"request.submit\"]\n\
             steps = [[{{ office = \"{office}\", hours = 24 }}]]\n"
        );
        super::stage::leave(&new.home.config(), config.as_bytes())?;
        Self::open(root, who, new.keyring, clock, handle, listen)
    }

    fn open(
        root: PathBuf,
        who: &'static Who,
        keyring: Keyring,
        clock: Arc<Driven>,
        handle: Handle,
        listen: SocketAddr,
    ) -> Outcome<Self> {
        let home = comity_node::home::Home::open(&root)?;
        let config = Config::of(&home)?;
        let house = House::with_keys(home, config, keyring, clock)?;
        let side = Self {
            who,
            house,
            handle,
            listen,
            server: None,
        };
        side.register()?;
        Ok(side)
    }

    /// The same side after its store was destroyed: keys and pinned credentials are left.
    pub(crate) fn after_the_loss(self, clock: Arc<Driven>) -> Outcome<Self> {
        let (root, who, handle, listen) = (
            self.root().to_owned(),
            self.who,
            self.handle.clone(),
            self.listen,
        );
        let keyring = self.house.keyring.clone();
        let store = self.house.home.store();
        let parts = self.house.home.parts();
        self.leave()?;
        for end in ["", "-wal", "-shm"] {
            let mut path = store.clone().into_os_string();
            path.push(end);
            std::fs::remove_file(&path).ok();
        }
        std::fs::remove_dir_all(&parts).map_err(|error| Failure::file(&parts, error))?;
        Self::open(root, who, keyring, clock, handle, listen)
    }

    fn register(&self) -> Outcome {
        let (who, people, now) = (self.who, self.who.people(), self.house.now());
        // People look at the console by the real clock.
        let (by, offset) = (who.administrator, who.zone(SystemClock.now()));
        self.house
            .node
            .unfollowed()
            .write(move |tx| -> Result<(), AccessError> {
                // The first office is above the others. Once there is a security officer that takes two.
                let (top, _, _) = who.offices.first().copied().unwrap_or_default();
                for (code, en, zh_hans) in who.offices {
                    let office = OfficeRow {
                        code: (*code).to_owned(),
                        parent: (*code != top).then(|| top.to_owned()),
                        en: (*en).to_owned(),
                        zh_hans: (*zh_hans).to_owned(),
                    };
                    office::put(tx, &office, by, now)?;
                }
                for person in &people {
                    people::add(tx, person, by, now)?;
                    let preference = Preference {
                        language: Some(who.language.to_owned()),
                        zone: Some(offset),
                    };
                    preference::set(tx, &person.name, &preference)?;
                }
                Ok(())
            })
            .map_err(Failure::from)
    }

    pub(crate) fn party(&self) -> PartyName {
        self.house.node.me().clone()
    }

    pub(crate) fn root(&self) -> &Path {
        self.house.home.root()
    }

    pub(crate) fn office(&self) -> Office<'_, AnyStore> {
        self.house.office()
    }

    pub(crate) fn credential(&self) -> Outcome<CredentialFile> {
        Ok(self.house.node.own_credential()?)
    }

    /// Trusts the other side by the number that two people compared, and notes the clock of its desk.
    pub(crate) fn trust(&self, theirs: &CredentialFile, compared: &str) -> Outcome {
        self.house.node.trust(theirs, compared, self.house.now())?;
        self.house.pin(theirs)?;
        self.note_clock(&theirs.credential().party)
    }

    /// The administrator says how far from UTC the other desk is now.
    fn note_clock(&self, them: &PartyName) -> Outcome {
        let (them, by, now) = (them.clone(), self.who.administrator, self.house.now());
        let minutes = self.who.other().zone(SystemClock.now());
        let store = self.house.node.unfollowed();
        store
            .write(move |tx| zone::set(tx, &them, Some(minutes), by, now))
            .map_err(Failure::from)
    }

    /// Opens the door: counterparts can call.
    pub(crate) fn serve(&mut self) -> Outcome {
        let book = Book::of(&self.house.node)?;
        let service = Answering::new(&self.house, book);
        let identity = network::identity(&self.house)?;
        let server = PeerServer::new(&identity, service, Limits::default())?;
        let listen = self.listen;
        let bound = self.handle.block_on(tokio::net::TcpListener::bind(listen));
        let listener = bound.map_err(|error| Failure::of("serve-address", error))?;
        let (stop, stopped) = oneshot::channel();
        let stopped = async move {
            // A side that is dropped closes its door too.
            stopped.await.ok();
        };
        let task = self.handle.spawn(server.run(listener, stopped));
        self.server = Some((stop, task));
        Ok(())
    }

    /// Closes the door: the network is cut.
    pub(crate) fn hang_up(&mut self) -> Outcome {
        if let Some((stop, task)) = self.server.take() {
            stop.send(()).ok();
            self.handle
                .block_on(task)
                .map_err(|error| Failure::of("serve-task", error))?;
        }
        Ok(())
    }

    /// Goes home.
    pub(crate) fn leave(mut self) -> Outcome {
        self.hang_up()
    }

    /// Goes home, and opens its home again by the real clock.
    pub(crate) fn reopen(self) -> Outcome<House> {
        let root = self.root().to_owned();
        let keyring = self.house.keyring.clone();
        self.leave()?;
        let home = comity_node::home::Home::open(&root)?;
        let config = Config::of(&home)?;
        House::with_keys(home, config, keyring, Arc::new(SystemClock))
    }

    /// Calls a counterpart and exchanges everything.
    pub(crate) fn exchange(&self, them: &PartyName) -> Outcome<Brought> {
        let transport = network::transport(&self.house, self.handle.clone())?;
        let line = exchange::Line::of(&self.house, &transport);
        exchange::run(line, them, &mut |_| {})
    }

    /// Takes the record back from a counterpart; entries of ours, and whether the generation goes on.
    pub(crate) fn recover(&self, them: &PartyName) -> Outcome<(u64, bool)> {
        let transport = network::transport(&self.house, self.handle.clone())?;
        self.house.node.recover_channel(them)?;
        self.note_clock(them)?;
        let transport_known = network::transport(&self.house, self.handle.clone())?;
        drop(transport);
        let back = self
            .house
            .node
            .recover(&transport_known, them, self.house.now())?;
        let goes_on = back.standing == comity_peer::channel::Standing::AtMark;
        if goes_on {
            self.exchange(them)?;
            let parts = &*self.house.parts;
            attachments::take_back(&self.house.node, parts, &transport_known, them)?;
        }
        Ok((back.entries, goes_on))
    }

    /// The officer writes, and a second person releases where the house asks for it.
    pub(crate) fn say(
        &self,
        them: &PartyName,
        file: ActFile,
        list: Option<&str>,
        with: &[With<'_>],
    ) -> Outcome<SaidView> {
        match self.hand_on(self.who.officer, them, file, list, with)? {
            Submitted::Said(said) => Ok(said),
            Submitted::Waits { draft, .. } => self.release(&draft),
        }
    }

    /// The offices that are asked clear a draft, as far as any is.
    pub(crate) fn clear(&self, draft: &str) -> Outcome {
        let (office, now) = (self.office(), self.house.now());
        // Who wrote it does not clear it: then another person of the office does.
        for who in [self.who.officer, self.who.releaser] {
            let asked = office.asked_to_clear(who, now)?;
            if asked.iter().any(|one| one.draft == draft) {
                office.clear(&Deciding::any(who, draft), None, now)?;
            }
        }
        Ok(())
    }

    /// The second person releases a draft, after the offices that are asked cleared it.
    pub(crate) fn release(&self, draft: &str) -> Outcome<SaidView> {
        self.clear(draft)?;
        let (releaser, now) = (self.who.releaser, self.house.now());
        Ok(self
            .office()
            .release(releaser, draft, now, &mut SystemRandom)?)
    }

    /// Somebody writes a draft and hands it on; it is said at once, or waits for a second person.
    pub(crate) fn hand_on(
        &self,
        author: &str,
        them: &PartyName,
        file: ActFile,
        list: Option<&str>,
        with: &[With<'_>],
    ) -> Outcome<Submitted> {
        let (office, now) = (self.office(), self.house.now());
        let draft = office.new_draft(author, them, file, list, now)?.id;
        for one in with {
            let plain = Plain {
                name: one.name.to_owned(),
                media_type: one.media_type.to_owned(),
                data_class: one.class,
                exhibit: one.exhibit.map(str::to_owned),
                part: None,
                limit: office.attachment_limit(one.exhibit.is_some()),
                bytes: &mut &*one.bytes,
            };
            office.attach(author, &draft, plain, now, &mut SystemRandom)?;
        }
        Ok(office.submit(author, &draft, now, &mut SystemRandom)?)
    }

    /// An act in a case: its kind, its codes, and its text in both languages.
    pub(crate) fn act(
        &self,
        case: &DossierId,
        kind: &str,
        says: Value,
        text: Option<(&str, &str)>,
    ) -> Outcome<SaidView> {
        let file = self.act_file(case, kind, says, text);
        self.say(&self.other(case)?, file, None, &[])
    }

    /// The same before it is said.
    pub(crate) fn act_file(
        &self,
        case: &DossierId,
        kind: &str,
        says: Value,
        text: Option<(&str, &str)>,
    ) -> ActFile {
        let mut file = ActFile::new(kind);
        file.case = Some(case.clone());
        if let Value::Object(says) = says {
            file.says = says;
        }
        if let Some((english, chinese)) = text {
            file.text = [
                (comity_core::codes::Language::En, english.to_owned()),
                (comity_core::codes::Language::ZhHans, chinese.to_owned()),
            ]
            .into();
        }
        file
    }

    /// The counterpart of a case.
    pub(crate) fn other(&self, case: &DossierId) -> Outcome<PartyName> {
        let text = case.to_string();
        let (them, _) = self.house.node.store().read(|tx| find(tx, &text))?;
        Ok(them)
    }

    pub(crate) fn show(&self, case: &DossierId) -> Outcome<CaseShow> {
        Ok(self
            .office()
            .show_case(&case.to_string(), self.house.now())?)
    }

    /// Our own number of a case.
    pub(crate) fn reference(&self, case: &DossierId) -> Outcome<String> {
        Ok(self
            .show(case)?
            .reference
            .unwrap_or_else(|| case.to_string()))
    }
}

/// The status of a case as both sides see it, when they see the same.
pub(crate) fn agreed(a: &Side, b: &Side, case: &DossierId) -> Outcome<Option<&'static str>> {
    let (ours, theirs) = (a.show(case)?.status, b.show(case)?.status);
    Ok((ours == theirs).then(|| ours.code()))
}

/// An act by its id.
pub(crate) fn id(said: &SaidView) -> ActId {
    said.act
}

/// Facts of an act for whoever reads JSON.
pub(crate) fn facts(said: &SaidView) -> Value {
    json!({"act": said.act, "entry": said.entry.index, "kind": said.kind})
}

/// A port that is free now.
fn free() -> Outcome<SocketAddr> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map_err(|error| Failure::of("serve-address", error))
}

fn profile(who: &Who, listen: SocketAddr) -> Profile {
    let [en, zh_hans] = who.names.map(|(short, long)| LongShort {
        short: short.to_owned(),
        long: long.to_owned(),
    });
    Profile {
        endpoints: vec![format!("https://{listen}")],
        jurisdiction: who.jurisdiction.to_owned(),
        names: PartyNames { en, zh_hans },
        offices: who.offices.iter().map(addressed).collect(),
        rhythm: 86_400,
        rules: vec![comity_core::RULES],
    }
}

fn addressed((code, english, chinese): &(&str, &str, &str)) -> Addressed {
    Addressed {
        code: (*code).to_owned(),
        names: OfficeNames {
            en: (*english).to_owned(),
            zh_hans: (*chinese).to_owned(),
        },
    }
}
