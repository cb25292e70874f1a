//! Sums: parts of the cases, kept and added up in any grouping, make the report of all.

use proptest::prelude::*;

use super::{super::Sum, A, B, CaseRow, ChannelFacts, DossierId, Report, Span, cut};
use crate::{
    case::{
        evaluate,
        tests::properties::{Step, run, steps},
    },
    channel::{ChannelView, Suspension},
    clocks::Moment,
    codes::SuspendReason,
    fixtures::{Script, party},
    id::ActId,
    terms::{DAY, Terms},
    time::Time,
};

/// A case: its story, the seconds that its clocks allow, whether it is an exercise.
type Story = (Vec<Step>, i64, bool);

fn stories() -> impl Strategy<Value = Vec<Story>> {
    let exercise = prop::bool::weighted(0.1);
    prop::collection::vec((steps(15), 0..1200_i64, exercise), 0..8)
}

fn rows(stories: &[Story]) -> Vec<CaseRow> {
    (0_u8..)
        .zip(stories)
        .map(|(number, (story, allowed, exercise))| {
            let acts = run(story).acts;
            let mut row = CaseRow::of(&evaluate(&acts), &Terms::default()).unwrap();
            row.dossier = DossierId {
                by: party(A),
                id: ActId::new(1, &[number; 10]),
            };
            row.exercise = *exercise;
            for span in &mut row.spans {
                span.target = *allowed;
            }
            row
        })
        .collect()
}

fn later(seconds: i64) -> Time {
    Script::new().now.plus(seconds)
}

/// The channel was suspended by one side, or never.
fn facts() -> impl Strategy<Value = ChannelFacts> {
    let length = prop::option::of(1..600_i64);
    prop::option::of((any::<bool>(), 0..900_i64, length)).prop_map(|suspended| {
        let suspensions = suspended.map(|(first, from, length)| Suspension {
            by: if first { A } else { B },
            reason: SuspendReason::Technical,
            from: (later(from), Some(later(from + 30))),
            to: length.map(|length| (later(from + length), None)),
        });
        ChannelFacts {
            view: ChannelView {
                suspensions: suspensions.into_iter().collect(),
                ..ChannelView::default()
            },
            ..ChannelFacts::default()
        }
    })
}

proptest! {
    #[test]
    fn parts_that_were_kept_make_the_report_of_all(
        stories in stories(),
        facts in facts(),
        places in prop::collection::vec(0..4_usize, 8),
        as_of in 0..2 * DAY,
    ) {
        let rows = rows(&stories);
        let standstills = facts.all_standstills();
        let mut parts = vec![Sum::default(); 4];
        for (row, place) in rows.iter().rev().zip(places) {
            parts[place].take(row, &standstills);
        }
        let mut sum = Sum::default();
        for part in parts {
            let text = part.to_text(&standstills).unwrap();
            sum.add(Sum::from_text(&text, &standstills).unwrap());
        }
        let mut at_once = Sum::default();
        rows.iter().for_each(|row| at_once.take(row, &standstills));
        prop_assert_eq!(sum.to_text(&standstills).unwrap(), at_once.to_text(&standstills).unwrap());
        let (cut, as_of, all) = (cut(later(900)), later(as_of), Span::default());
        let report = Report::of(&cut, all, as_of, sum, &facts);
        let expected = Report::build(&cut, all, as_of, &rows, &facts);
        prop_assert_eq!(report.to_bytes().unwrap(), expected.to_bytes().unwrap());
    }

    #[test]
    fn what_is_over_measures_alike_at_every_moment(
        story in steps(25),
        facts in facts(),
        moments in prop::array::uniform4(-DAY..DAY),
    ) {
        let row = rows(&[(story, 600, false)]).remove(0);
        let standstills = facts.standstills(A);
        let [one, last, other, other_last] = moments.map(later);
        let moment = |as_of, answerer_last| Moment { as_of, answerer_last, standstills: &standstills };
        for span in row.spans.iter().filter(|span| span.is_over()) {
            prop_assert!(span.to.is_some());
            prop_assert_eq!(
                span.measure(&moment(one, last)),
                span.measure(&moment(other, other_last))
            );
        }
    }
}

#[test]
fn a_sum_of_another_form_or_other_standstills_is_made_anew() {
    let none = ChannelFacts::default().all_standstills();
    let mut some = none.clone();
    some.0.push(crate::clocks::Standstill {
        from: crate::clocks::Bound {
            asker: Some(later(0)),
            answerer: None,
        },
        to: None,
    });
    let mut sum = Sum::default();
    sum.take(&super::row(&super::answered()), &none);
    let text = sum.to_text(&none).unwrap();
    assert_eq!(Sum::from_text(&text, &none), Some(sum));
    assert_eq!(Sum::made_with(&text), Some(none.clone()));
    assert_eq!(Sum::from_text(&text, &some), None);
    let later = text.replacen("\"form\":1", "\"form\":2", 1);
    assert_ne!(later, text);
    for unknown in [later.as_str(), "", "{}"] {
        assert_eq!(Sum::from_text(unknown, &none), None);
        assert_eq!(Sum::made_with(unknown), None);
    }
}
