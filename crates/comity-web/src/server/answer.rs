//! One request of a counterpart, from its head to its answer.

use std::{convert::Infallible, sync::Arc, time::Duration};

use comity_core::{Hash, PartyName};
use comity_peer::call::{Request, Response};
use hyper::{body::Incoming, http::request::Parts};
use tokio::{
    sync::{OwnedSemaphorePermit, watch},
    task::spawn_blocking,
    time::{Instant, sleep},
};

use super::{PeerService, reply::Reply, share::Share};
use crate::{
    body::{self, BodyError},
    limits::Limits,
    peer::{self, Told, fault::Fault, route::Route},
};

/// The counterpart at the other end of one connection.
pub(super) struct Caller {
    pub(super) party: PartyName,
    pub(super) pin: Hash,
    pub(super) share: Arc<Share>,
    pub(super) stopped: watch::Receiver<bool>,
    pub(super) limits: Arc<Limits>,
    pub(super) service: Arc<dyn PeerService>,
}

impl Caller {
    /// Answers a request, and leaves one trace of it without its content.
    pub(super) async fn answer(
        self: Arc<Self>,
        request: hyper::Request<Incoming>,
    ) -> Result<hyper::Response<Reply>, Infallible> {
        let start = Instant::now();
        let (head, body) = request.into_parts();
        let route = Route::parse(&head.method, head.uri.path(), head.uri.query());
        let template = route.as_ref().map_or("", Route::template);
        let method = route.as_ref().map_or("", |route| method(route));
        let (told, place) = match route {
            Ok(route) => self.told(route, &head, body).await,
            Err(fault) => (peer::fault(fault), None),
        };
        tracing::info!(
            http.method = method,
            http.route = template,
            http.status = told.status().as_u16(),
            peer.id = %self.party,
            elapsed_ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX),
            "answered {} with {}", self.party, told.status().as_u16(),
        );
        Ok(told.map(|bytes| Reply::new(bytes, place)))
    }

    async fn told(
        &self,
        route: Route,
        head: &Parts,
        body: Incoming,
    ) -> (Told, Option<OwnedSemaphorePermit>) {
        let place = match self.admit(&route) {
            Ok(place) => place,
            Err(fault) => return (peer::fault(fault), None),
        };
        let told = match self.request(&route, head, body).await {
            Ok(request) => match self.respond(request).await {
                Ok(response) => peer::tell(&route, response),
                Err(fault) => peer::fault(fault),
            },
            Err(fault) => peer::fault(fault),
        };
        (told, place)
    }

    /// Is this still our counterpart, and within its share?
    fn admit(&self, route: &Route) -> Result<Option<OwnedSemaphorePermit>, Fault> {
        if self.service.party(&self.pin).as_ref() != Some(&self.party) {
            return Err(Fault::UnknownCaller);
        }
        if !self.share.request() {
            return Err(Fault::TooMany);
        }
        match route {
            Route::Pouch { .. } | Route::Copy { .. } | Route::Log { .. } => {
                self.share.large().map(Some).ok_or(Fault::TooMany)
            }
            _ => Ok(None),
        }
    }

    async fn request(&self, route: &Route, head: &Parts, body: Incoming) -> Result<Request, Fault> {
        let limit = peer::request_limit(route);
        let bytes =
            body::read(body, limit, &self.limits.pace)
                .await
                .map_err(|error| match error {
                    BodyError::TooLarge => Fault::TooLarge,
                    BodyError::TooSlow => Fault::TooSlow,
                    BodyError::CutOff => Fault::CutOff,
                })?;
        peer::accept(route.clone(), &head.headers, bytes)
    }

    async fn respond(&self, request: Request) -> Result<Response, Fault> {
        match request {
            Request::Pouch { bytes, wait } if wait > 0 => self.respond_in_time(bytes, wait).await,
            Request::PutPart { ref part, .. } => {
                let bytes = part.bytes.len();
                let response = self.ask_service(request).await?;
                self.throttle(bytes).await;
                Ok(response)
            }
            request => {
                let response = self.ask_service(request).await?;
                if let Response::Part(part) = &response {
                    self.throttle(part.bytes.len()).await;
                }
                Ok(response)
            }
        }
    }

    /// Holds an answer about a part back, as long as the speed of attachments asks for it.
    async fn throttle(&self, bytes: usize) {
        let pause = self.service.moved(u64::try_from(bytes).unwrap_or(u64::MAX));
        let pause = pause.min(self.limits.throttled);
        if pause.is_zero() {
            return;
        }
        let mut stopped = self.stopped.clone();
        tokio::select! {
            () = sleep(pause) => {}
            _ = stopped.wait_for(|stopped| *stopped) => {}
        }
    }

    /// Keeps the request open until there is something to say.
    async fn respond_in_time(&self, bytes: Vec<u8>, wait: u32) -> Result<Response, Fault> {
        let changed = self.service.changed(&self.party);
        let again = bytes.clone();
        let at_once = self.ask_service(Request::Pouch { bytes, wait }).await?;
        if at_once != Response::Nothing {
            return Ok(at_once);
        }
        let longest = Duration::from_secs(wait.into()).min(self.limits.wait);
        let mut stopped = self.stopped.clone();
        tokio::select! {
            () = change(changed) => {}
            () = sleep(longest) => {}
            _ = stopped.wait_for(|stopped| *stopped) => {}
        }
        let last = Request::Pouch {
            bytes: again,
            wait: 0,
        };
        self.ask_service(last).await
    }

    async fn ask_service(&self, request: Request) -> Result<Response, Fault> {
        let (service, party) = (Arc::clone(&self.service), self.party.clone());
        let pouch = matches!(request, Request::Pouch { .. });
        let task = spawn_blocking(move || service.answer(&party, request));
        let answer = task.await.map_err(|error| {
            // Not the error itself: the words of a panic may quote what was being read.
            let panicked = error.is_panic();
            tracing::error!(peer.id = %self.party, panicked, "failed to answer {}", self.party);
            Fault::Internal
        });
        if pouch {
            let (service, party) = (Arc::clone(&self.service), self.party.clone());
            spawn_blocking(move || service.answered(&party));
        }
        answer
    }
}

/// Ready at the next change; never, when there is nobody left to report one.
async fn change(mut changed: watch::Receiver<()>) {
    if changed.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}

const fn method(route: &Route) -> &'static str {
    match route {
        Route::Pouch { .. } => "POST",
        Route::PutPart { .. } => "PUT",
        _ => "GET",
    }
}
