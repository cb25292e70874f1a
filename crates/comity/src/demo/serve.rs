//! After the story: both nodes go on in this process, as `serve` runs one, until it is told to stop.

use std::{net::SocketAddr, sync::Arc};

use comity_text::Args;
use serde::Serialize;
use tokio::{
    sync::{mpsc, oneshot, watch},
    task::spawn_blocking,
};

use super::{
    doors::{self, Doors},
    stage::Stage,
};
use crate::{
    commands::{self, Env},
    exit::Exit,
    failure::{Failure, Outcome},
    wiring::{
        House,
        serve::{self, Listening},
    },
};

/// Both nodes, as a program reads them.
#[derive(Serialize)]
struct Both {
    nodes: Vec<Doors>,
}

/// Serves both homes of the stage until the process is told to stop.
///
/// # Errors
/// A home does not open, or an address is taken.
pub(crate) fn run(env: &Env, stage: Stage) -> Outcome {
    commands::serve::trace(env, "warn");
    let (houses, runtime) = stage.homes()?;
    let [cn, us] = houses.map(|mut house| {
        house.config.console.hosts = doors::hosts(house.node.me());
        Arc::new(house)
    });
    let served = runtime.block_on(async {
        let asked = serve::asked_to_stop();
        let (stop, stopped) = watch::channel(false);
        let (opened, opens) = mpsc::unbounded_channel();
        let one = |house: &Arc<House>| node(Arc::clone(house), opened.clone(), stopped.clone());
        let (cn, us) = (one(&cn), one(&us));
        drop(opened);
        let told = async {
            tell(env, opens).await;
            asked.await;
            stop.send_replace(true);
            Ok(())
        };
        tokio::try_join!(cn, us, told).map(drop)
    });
    serve::end(runtime);
    served
}

/// One node, until it is told to stop.
async fn node(
    house: Arc<House>,
    opened: mpsc::UnboundedSender<Doors>,
    mut stopped: watch::Receiver<bool>,
) -> Outcome {
    let network = &house.config.network;
    let at = Listening {
        listen: network.listen,
        operate: SocketAddr::new(network.operate.ip(), 0),
        console: SocketAddr::new(house.config.console.listen.ip(), 0),
    };
    let this = Arc::clone(&house);
    let (tell, told) = oneshot::channel();
    let started = move |here| {
        // Nobody listens any more where the other node could not start.
        tell.send(here).ok();
    };
    let open = async move {
        // Gone where the service could not start, which says why itself.
        if let Ok(here) = told.await {
            let doors = spawn_blocking(move || Doors::of(&this, here)).await;
            let doors =
                doors.map_err(|error| Failure::new(Exit::Bug, "serve-task").because(error))?;
            drop(opened.send(doors?));
        }
        Ok(())
    };
    let served = serve::run(house, at, started, async move {
        stopped.wait_for(|stopped| *stopped).await.ok();
    });
    tokio::try_join!(served, open).map(drop)
}

/// Says where both are, once both are open.
async fn tell(env: &Env, mut opens: mpsc::UnboundedReceiver<Doors>) {
    let mut nodes = Vec::new();
    while let Some(doors) = opens.recv().await {
        nodes.push(doors);
    }
    nodes.sort_by(|one, other| one.party.cmp(&other.party));
    env.screen.answer(
        &Both {
            nodes: nodes.clone(),
        },
        |screen| {
            screen.line("");
            screen.say("demo-serving", &Args::new());
            for doors in &nodes {
                let args = Args::new()
                    .with("party", doors.party.to_string())
                    .with("peer", doors.peer.to_string())
                    .with("operate", doors.operate.clone());
                screen.say("demo-serving-node", &args);
                for door in &doors.people {
                    let args = Args::new()
                        .with("who", door.name.clone())
                        .with("role", screen.words().label("role", door.role.name()))
                        .with("address", door.sign_in.clone());
                    screen.say("demo-serving-door", &args);
                }
            }
            screen.say("demo-serving-end", &Args::new());
        },
    );
}
