//! After the story: both nodes go on in this process, as `serve` runs one, until it is told to stop.

use std::{net::SocketAddr, sync::Arc};

use comity_core::PartyName;
use comity_text::Args;
use serde::Serialize;
use tokio::sync::{mpsc, watch};

use super::stage::Stage;
use crate::{
    commands::{self, Env},
    failure::Outcome,
    wiring::{
        House,
        serve::{self, Listening},
    },
};

/// Where a node of the demo is reached.
///
/// What the nodes do not have yet is not named: a page for people, an API and
/// their tokens come in here, beside the ports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Doors {
    party: PartyName,
    /// The folder of its home.
    home: String,
    /// The port for its counterpart.
    peer: u16,
    /// Where its health and numbers are read.
    operate: String,
}

/// Both nodes, as a program reads them.
#[derive(Serialize)]
struct Both {
    nodes: Vec<Doors>,
}

impl Doors {
    fn of(house: &House, here: Listening) -> Self {
        Self {
            party: house.node.me().clone(),
            home: house.home.root().display().to_string(),
            peer: here.listen.port(),
            operate: format!("http://{}", here.operate),
        }
    }
}

/// Serves both homes of the stage until the process is told to stop.
///
/// # Errors
/// A home does not open, or an address is taken.
pub(crate) fn run(env: &Env, stage: Stage) -> Outcome {
    commands::serve::trace(env, "warn");
    let (houses, runtime) = stage.homes()?;
    let [cn, us] = houses.map(Arc::new);
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
    let started = move |here| drop(opened.send(Doors::of(&this, here)));
    serve::run(house, at, started, async move {
        stopped.wait_for(|stopped| *stopped).await.ok();
    })
    .await
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
            }
            screen.say("demo-serving-end", &Args::new());
        },
    );
}
