//! What holds for every run of two sides: order does not matter, and what may be said is never void.

use proptest::prelude::*;
use serde_json::json;

use super::{A, B, opened, sample};
use crate::{
    act::{Act, KINDS, Opens, Scope},
    case::{Effect, decide, evaluate},
    fixtures::Script,
    record::Side,
    terms::Terms,
};

/// A step of a run: who, which kind, which earlier act it refers to, whether the side reads on before.
pub(crate) type Step = (bool, usize, usize, bool);

pub(crate) fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(
        (any::<bool>(), 0..KINDS.len(), any::<usize>(), any::<bool>()),
        0..most,
    )
}

/// The act of a step, or none for kinds that are not said in an open dossier.
fn act(script: &Script, kind: usize, of: usize) -> Option<(&'static str, serde_json::Value)> {
    let kind = &KINDS[kind % KINDS.len()];
    if kind.scope == Scope::Channel || kind.opens != Opens::No {
        return None;
    }
    let of = script.acts[of % script.acts.len()].envelope.id;
    let says = match kind.code {
        "answer.final" => json!({"items": {"fates": {"done": 3}}}),
        "request.supplement" => json!({"fields": ["facts"], "returns": of}),
        code => sample(code, of),
    };
    Some((kind.code, says))
}

/// The record of such a run in one case.
pub(crate) fn run(steps: &[Step]) -> Script {
    let (mut script, _) = opened();
    script.receipt(B);
    for (asker, kind, of, reads) in steps {
        let side = if *asker { A } else { B };
        if let Some((code, says)) = act(&script, *kind, *of) {
            script.wait(60);
            if *reads {
                script.say(side, code, &says);
            } else {
                script.say_blind(side, code, &says);
            }
        }
    }
    script
}

proptest! {
    #[test]
    fn the_order_of_arrival_does_not_matter(steps in steps(25), seed in any::<u64>()) {
        let script = run(&steps);
        let view = evaluate(&script.acts);
        let mut shuffled = script.acts;
        let mut state = seed | 1;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
        }
        prop_assert_eq!(evaluate(&shuffled), view);
    }

    #[test]
    fn a_track_does_not_depend_on_what_its_side_had_not_seen(steps in steps(25)) {
        // Cutting the other log behind what a side has seen leaves that side's track as it was.
        let script = run(&steps);
        let view = evaluate(&script.acts);
        for side in [Side::First, Side::Second] {
            let seen = script.acts.iter().filter(|said| said.side == side).map(|said| said.seen).max();
            let cut: Vec<_> = script.acts.iter()
                .filter(|said| said.side == side || seen.is_some_and(|seen| said.position < seen))
                .cloned().collect();
            let role = view.role(side);
            let without = evaluate(&cut);
            prop_assert_eq!(without.track(role), view.track(role));
        }
    }

    #[test]
    fn what_may_be_said_is_never_void_and_what_may_not_always_is(steps in steps(25)) {
        let (mut script, _) = opened();
        for (asker, kind, of, _) in steps {
            let side = if asker { A } else { B };
            let Some((code, says)) = act(&script, kind, of) else { continue };
            let typed = Act::from_says(code, says.as_object().unwrap()).unwrap();
            let decided = decide(&evaluate(&script.acts), side, &typed, &[], &Terms::default());
            script.say(side, code, &says);
            let effect = evaluate(&script.acts).acts.last().unwrap().effect;
            match decided {
                Ok(draft) => {
                    prop_assert_eq!(serde_json::Value::Object(draft.says), says);
                    prop_assert!(matches!(effect, Effect::Applied | Effect::OnTheSide), "{} {:?}", code, effect);
                }
                Err(refusal) => match effect {
                    Effect::Void(broken) => prop_assert_eq!(broken.code(), refusal.code()),
                    other => prop_assert!(false, "{} {:?} {:?}", code, refusal, other),
                },
            }
        }
    }
}
