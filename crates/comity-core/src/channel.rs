//! What the acts of the channel itself come to: suspensions, credentials seen, notices and disputes.

use crate::{
    act::{Act, ActError, Scope},
    case::{Broken, Effect, Role, Rule},
    clocks::{Bound, Standstill},
    codes::{DisputeClaim, SuspendReason},
    id::ActId,
    record::{Position, Said, Side},
    time::Time,
};

/// What the acts of a channel come to that belong to no dossier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChannelView {
    /// Times in which the channel was suspended, oldest first within each side.
    pub suspensions: Vec<Suspension>,
    /// Credentials issued or revoked, in the order of each log.
    pub credentials: Vec<CredentialSaid>,
    /// Disputes by persons that name no dossier.
    pub disputes: Vec<(Side, ActId, DisputeClaim, Position)>,
    /// Technical notices that name no dossier.
    pub notices: Vec<(Side, ActId, String, Position)>,
    /// Every act with what became of it, by side and entry.
    pub acts: Vec<(Side, Position, Effect)>,
}

/// A time in which one side had suspended the channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suspension {
    /// Who.
    pub by: Side,
    /// Why.
    pub reason: SuspendReason,
    /// From: on the clock of the side that suspended, and on the other's.
    pub from: (Time, Option<Time>),
    /// Until, likewise; absent while it lasts.
    pub to: Option<(Time, Option<Time>)>,
}

/// A credential that was issued or revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CredentialSaid {
    /// Who said it.
    pub by: Side,
    /// The entry.
    pub position: Position,
    /// Its fingerprint.
    pub credential: comity_tlog::hash::Hash,
    /// Its serial.
    pub serial: u32,
    /// Revoked, not issued.
    pub revoked: bool,
}

/// Folds the acts of a channel that belong to no dossier; others among them are passed over.
#[must_use]
pub fn evaluate(acts: &[Said]) -> ChannelView {
    let mut own: Vec<&Said> = acts
        .iter()
        .filter(|said| said.envelope.dossier.is_none())
        .collect();
    own.sort_by_key(|said| (said.side, said.position));
    own.dedup_by_key(|said| (said.side, said.position));
    let mut view = ChannelView::default();
    for said in own {
        let effect = view.take(said);
        view.acts.push((said.side, said.position, effect));
    }
    view
}

impl ChannelView {
    fn take(&mut self, said: &Said) -> Effect {
        if let Some(void) = said.void {
            return Effect::Void(Broken::Record(void));
        }
        if !said.readable() {
            return Effect::Bad;
        }
        match Act::read(&said.envelope) {
            Ok(act) => self.apply(said, &act),
            Err(ActError::NotUnderstood(_)) => Effect::NotYetUnderstood,
            Err(ActError::Malformed(_)) => Effect::Void(Broken::Case(Rule::MalformedSays)),
        }
    }

    fn apply(&mut self, said: &Said, act: &Act) -> Effect {
        if act.kind().scope == Scope::Dossier {
            return Effect::Void(Broken::Case(Rule::NotOnChannel));
        }
        let (by, id, position) = (said.side, said.envelope.id, said.position);
        let credential = |credential, serial, revoked| CredentialSaid {
            by,
            position,
            credential,
            serial,
            revoked,
        };
        match act {
            Act::ChannelSuspend(says) => return self.suspend(said, says.reason),
            Act::ChannelResume(_) => return self.resume(said),
            Act::CredentialIssue(says) => {
                self.credentials
                    .push(credential(says.credential, says.serial, false));
            }
            Act::CredentialRevoked(says) => {
                self.credentials
                    .push(credential(says.credential, says.serial, true));
            }
            Act::Dispute(says) => self.disputes.push((by, id, says.claim, says.entry)),
            Act::Notice(says) => self.notices.push((by, id, says.rule.clone(), says.entry)),
            _ => {}
        }
        if act.kind().track {
            Effect::Applied
        } else {
            Effect::OnTheSide
        }
    }

    fn suspend(&mut self, said: &Said, reason: SuspendReason) -> Effect {
        if self.suspended_by(said.side) {
            return Effect::Void(Broken::Case(Rule::AlreadySaid));
        }
        self.suspensions.push(Suspension {
            by: said.side,
            reason,
            from: times(said),
            to: None,
        });
        Effect::Applied
    }

    fn resume(&mut self, said: &Said) -> Effect {
        let lasting = self
            .suspensions
            .iter_mut()
            .find(|one| one.by == said.side && one.to.is_none());
        match lasting {
            Some(one) => {
                one.to = Some(times(said));
                Effect::Applied
            }
            None => Effect::Void(Broken::Case(Rule::NotSuspended)),
        }
    }

    /// Whether a side has suspended the channel and not resumed it.
    #[must_use]
    pub fn suspended_by(&self, side: Side) -> bool {
        self.suspensions
            .iter()
            .any(|one| one.by == side && one.to.is_none())
    }

    /// Whether a side may say an act of the channel now.
    ///
    /// # Errors
    /// The rule that it would break.
    pub fn decide(&self, side: Side, act: &Act) -> Result<(), Rule> {
        match (act, self.suspended_by(side)) {
            _ if act.kind().scope == Scope::Dossier => Err(Rule::NotOnChannel),
            (Act::ChannelSuspend(_), true) => Err(Rule::AlreadySaid),
            (Act::ChannelResume(_), false) => Err(Rule::NotSuspended),
            _ => Ok(()),
        }
    }

    /// The suspensions on the clocks of the asker and the answerer of a dossier.
    #[must_use]
    pub fn standstills(&self, asker: Side) -> Vec<Standstill> {
        self.suspensions
            .iter()
            .map(|one| one.standstill(asker))
            .collect()
    }
}

impl Suspension {
    fn standstill(&self, asker: Side) -> Standstill {
        let role = if self.by == asker {
            Role::Asker
        } else {
            Role::Answerer
        };
        let bound = |(own, other): (Time, Option<Time>)| match role {
            Role::Asker => Bound {
                asker: Some(own),
                answerer: other,
            },
            Role::Answerer => Bound {
                asker: other,
                answerer: Some(own),
            },
        };
        Standstill {
            from: bound(self.from),
            to: self.to.map(bound),
        }
    }
}

fn times(said: &Said) -> (Time, Option<Time>) {
    (said.at, said.covered.map(|covered| covered.at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fixtures::Script, record::Void};
    use serde_json::json;

    fn effects(script: &Script) -> Vec<Effect> {
        evaluate(&script.acts)
            .acts
            .into_iter()
            .map(|(_, _, effect)| effect)
            .collect()
    }

    #[test]
    fn each_side_resumes_what_it_suspended() {
        let mut script = Script::new();
        script.say(Side::First, "channel.suspend", &json!({"reason": "agreed"}));
        script.say(Side::Second, "channel.resume", &json!({}));
        script.say(Side::First, "channel.suspend", &json!({"reason": "policy"}));
        script
            .wait(60)
            .say(Side::First, "channel.resume", &json!({}));
        let view = evaluate(&script.acts);
        assert_eq!(view.suspensions.len(), 1);
        assert!(!view.suspended_by(Side::First));
        let rules: Vec<_> = view
            .acts
            .iter()
            .map(|(_, _, effect)| match effect {
                Effect::Void(broken) => broken.code(),
                _ => "",
            })
            .collect();
        assert_eq!(rules, ["", "void-already-said", "", "void-not-suspended"]);
    }

    /// A void act is in the log, and does nothing: neither begins nor ends a suspension.
    #[test]
    fn a_void_suspension_is_not_resumed_and_a_void_resume_ends_none() {
        let suspended = |void_suspend, void_resume| {
            let mut script = Script::new();
            script.say(Side::First, "channel.suspend", &json!({"reason": "agreed"}));
            script
                .wait(60)
                .say(Side::First, "channel.resume", &json!({}));
            let voids = [void_suspend, void_resume];
            for (said, void) in script.acts.iter_mut().zip(voids) {
                said.void = void;
            }
            let view = evaluate(&script.acts);
            let effects = view.acts.iter().map(|(_, _, effect)| match effect {
                Effect::Void(broken) => broken.code(),
                _ => "",
            });
            (
                effects.collect::<Vec<_>>(),
                view.suspensions.len(),
                view.suspended_by(Side::First),
            )
        };
        let void = Some(Void::TimeWentBack);
        let code = Void::TimeWentBack.code();
        assert_eq!(suspended(None, None), (vec!["", ""], 1, false));
        assert_eq!(suspended(None, void), (vec!["", code], 1, true));
        let both = (vec![code, "void-not-suspended"], 0, false);
        assert_eq!(suspended(void, None), both);
    }

    #[test]
    fn an_act_of_a_dossier_is_not_said_on_the_channel() {
        let mut script = Script::new();
        script.say(Side::First, "request.ack", &json!({}));
        assert_eq!(
            effects(&script),
            [Effect::Void(Broken::Case(Rule::NotOnChannel))]
        );
    }

    #[test]
    fn a_dispute_and_a_notice_stand_beside() {
        let mut script = Script::new();
        let entry = json!({"generation": 1, "index": 3});
        script.say(
            Side::First,
            "dispute",
            &json!({"claim": "verdict", "entry": entry}),
        );
        script.say(
            Side::First,
            "notice",
            &json!({"entry": entry, "rule": "void-closed"}),
        );
        assert_eq!(effects(&script), [Effect::OnTheSide, Effect::OnTheSide]);
    }
}
