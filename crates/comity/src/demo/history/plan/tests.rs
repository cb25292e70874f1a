//! The plan: the same from the same seed, in order, and with all that a visitor looks for.

use std::collections::BTreeSet;

use super::*;

const END: i64 = 1_795_737_600;
const BEGIN: i64 = END - 365 * DAY;

#[test]
fn one_seed_gives_one_plan() {
    assert_eq!(plan(80, BEGIN, END, 1), plan(80, BEGIN, END, 1));
    assert_ne!(plan(80, BEGIN, END, 1), plan(80, BEGIN, END, 2));
}

#[test]
fn everything_happens_in_order_and_within_the_time() {
    let plan = plan(300, BEGIN, END, 1);
    assert_eq!(plan.cases.len(), 300);
    let times: Vec<i64> = plan.moves.iter().map(|step| step.at).collect();
    assert!(times.is_sorted());
    assert!(times.iter().all(|at| (BEGIN..END).contains(at)));
    for place in 0..plan.cases.len() {
        let first = plan.moves.iter().find(|step| step.case == place).unwrap();
        assert_eq!(first.does, Do::Ask, "{place}");
    }
}

#[test]
fn twelve_cases_show_every_kind_that_a_visitor_looks_for() {
    let plan = plan(12, BEGIN, END, 1);
    let courses: BTreeSet<Course> = plan.cases.iter().map(|case| case.course).collect();
    for course in [
        Course::Served,
        Course::Late,
        Course::Silent,
        Course::Disputed,
        Course::Untouched,
        Course::AwaitsRelease,
    ] {
        assert!(courses.contains(&course), "{course:?}");
    }
    let emergency = |case: &Case| case.urgency == Urgency::Emergency;
    assert!(plan.cases.iter().any(emergency));
}

#[test]
fn a_year_has_every_course_and_both_sides_ask() {
    let plan = plan(300, BEGIN, END, 1);
    let courses: BTreeSet<Course> = plan.cases.iter().map(|case| case.course).collect();
    assert!(courses.len() >= 18, "{courses:?}");
    let asked = |party| plan.cases.iter().filter(|case| case.asker == party).count();
    assert!(asked(Party::Cn) > 100 && asked(Party::Us) > 100);
}
