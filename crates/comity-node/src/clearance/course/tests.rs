//! The course of a draft by its properties: no way to saying but through every office.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn at(minutes: i64) -> Time {
    let start: Time = "2026-11-23T02:00:00Z".parse().unwrap();
    start.plus(60 * minutes)
}

fn desk(office: &str, hours: u32) -> Desk {
    Desk {
        office: office.to_owned(),
        hours,
        deputy: None,
        deputy_at_once: false,
    }
}

fn course(steps: Vec<Vec<Desk>>) -> Course {
    Course {
        plan: Plan {
            content: "v1".to_owned(),
            since: at(0),
            steps,
        },
        answers: vec![],
    }
}

/// The next round of what came back, with what the draft says then.
fn again(mut course: Course, content: &str, now: Time) -> Course {
    content.clone_into(&mut course.plan.content);
    course.plan.since = now;
    course
}

fn of(office: &str) -> Asker<'_> {
    Asker { name: "li", office }
}

fn clear(course: Course, office: &str, minutes: i64) -> Result<Next, ClearanceError> {
    course.answer(of(office), None, Verdict::Cleared, at(minutes))
}

fn waits(next: Result<Next, ClearanceError>) -> Course {
    match next.unwrap() {
        Next::Waits(course) => course,
        other => panic!("{other:?}"),
    }
}

#[test]
fn steps_follow_each_other_and_each_clock_begins_with_its_turn() {
    let course = course(vec![vec![desk("L", 24)], vec![desk("S", 2)]]);
    assert_eq!(
        clear(course.clone(), "S", 1),
        Err(ClearanceError::NotAsked),
        "its turn has not come"
    );
    let course = waits(clear(course, "L", 90));
    let asked: Vec<_> = course.asked().collect();
    let [(office, since, due)] = asked.as_slice() else {
        panic!("{asked:?}");
    };
    assert_eq!((office.office.as_str(), *since), ("S", at(90)));
    assert_eq!(*due, at(90 + 120));
    assert!(matches!(clear(course, "S", 500), Ok(Next::Done(_))));
}

#[test]
fn a_deputy_steps_in_when_the_time_has_run_out_or_at_once_where_the_rules_say_so() {
    let with = |deputy: &str, deputy_at_once| Desk {
        deputy: Some(deputy.to_owned()),
        deputy_at_once,
        ..desk("L", 24)
    };
    for deputy in ["office:D", "person:li"] {
        let late = course(vec![vec![with(deputy, false)]]);
        let early = clear(late.clone(), "D", 24 * 60 - 1);
        assert_eq!(early, Err(ClearanceError::Early(at(24 * 60))), "{deputy}");
        assert!(matches!(clear(late, "D", 24 * 60), Ok(Next::Done(_))));
        let at_once = course(vec![vec![with(deputy, true)]]);
        assert!(matches!(clear(at_once, "D", 0), Ok(Next::Done(_))));
    }
    let other = course(vec![vec![with("person:zhao", true)]]);
    assert_eq!(clear(other, "D", 0), Err(ClearanceError::NotAsked));
    let overdue = course(vec![vec![with("office:D", false)]]);
    assert!(
        matches!(clear(overdue, "L", 9999), Ok(Next::Done(_))),
        "the office itself is never too late"
    );
}

#[test]
fn who_may_answer_for_several_offices_says_for_which() {
    let deputy = |office| Desk {
        deputy: Some("person:li".to_owned()),
        deputy_at_once: true,
        ..desk(office, 1)
    };
    let both = course(vec![vec![deputy("L"), deputy("S")]]);
    assert_eq!(
        clear(both.clone(), "D", 0),
        Err(ClearanceError::Which(vec!["L".to_owned(), "S".to_owned()]))
    );
    let one = both.answer(of("D"), Some("S"), Verdict::Cleared, at(0));
    assert!(matches!(clear(waits(one), "D", 0), Ok(Next::Done(_))));
}

#[test]
fn a_change_takes_clearances_back_and_what_comes_again_unchanged_keeps_them() {
    let course = course(vec![vec![desk("L", 24), desk("S", 24)]]);
    let course = waits(clear(course, "L", 1));
    let Ok(Next::Back(back)) = course.answer(of("S"), None, Verdict::SentBack, at(2)) else {
        panic!("it goes back");
    };
    let offices = |course: &Course| -> Vec<String> {
        course
            .asked()
            .map(|(desk, ..)| desk.office.clone())
            .collect()
    };
    assert_eq!(offices(&again(back.clone(), "v1", at(3))), ["S"]);
    assert_eq!(offices(&again(back, "v2", at(3))), ["L", "S"]);
}

/// Offices A, B, … in steps, each with a deputy of its own or none.
fn plans() -> impl Strategy<Value = Vec<Vec<Desk>>> {
    let desk = (1_u32..48, any::<Option<bool>>());
    prop::collection::vec(prop::collection::vec(desk, 1..4), 1..4).prop_map(|steps| {
        let mut number = 0_u8;
        let mut named = |(hours, deputy): (u32, Option<bool>)| {
            number += 1;
            let office = char::from(b'A' + number - 1).to_string();
            Desk {
                hours,
                deputy: deputy.map(|_| format!("office:deputy-{office}")),
                deputy_at_once: deputy.unwrap_or_default(),
                office,
            }
        };
        let step = |step: Vec<_>| step.into_iter().map(&mut named).collect();
        steps.into_iter().map(step).collect()
    })
}

/// Something that somebody does: for which office, in which capacity, what, and after how many minutes.
#[derive(Debug, Clone)]
struct Deed {
    office: u8,
    capacity: u8,
    verdict: Verdict,
    minutes: i64,
    /// What the draft says when it is handed on again.
    content: u8,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let verdict = prop_oneof![4 => Just(Verdict::Cleared), 1 => Just(Verdict::SentBack)];
    let deed = (0_u8..10, 0_u8..3, verdict, 0_i64..2000, 0_u8..3).prop_map(
        |(office, capacity, verdict, minutes, content)| Deed {
            office,
            capacity,
            verdict,
            minutes,
            content,
        },
    );
    prop::collection::vec(deed, 0..40)
}

proptest! {
    /// Whatever is done in whichever order: it is done when, and only when, every office of every
    /// step cleared this very content, each in its turn, by a member or by a deputy who may.
    #[test]
    fn there_is_no_way_to_the_end_but_through_every_office(steps in plans(), deeds in deeds()) {
        let mut course = course(steps.clone());
        let all: BTreeSet<String> = steps.iter().flatten().map(|desk| desk.office.clone()).collect();
        // What a reader of the rules would keep on paper: who has cleared what it says now.
        let mut paper: BTreeSet<(String, String)> = BTreeSet::new();
        let mut now = 0;
        for deed in deeds {
            now += deed.minutes;
            let office = char::from(b'A' + deed.office).to_string();
            let (deputy, member) = (format!("deputy-{office}"), office.clone());
            let asker = match deed.capacity {
                0 => of(&member),
                1 => of(&deputy),
                _ => of("nobody"),
            };
            let content = course.plan.content.clone();
            let has = |office: &str| paper.contains(&(content.clone(), office.to_owned()));
            let step = steps.iter().position(|step| step.iter().any(|desk| desk.office == office));
            let turn = steps.iter().position(|step| step.iter().any(|desk| !has(&desk.office)));
            let open = step.is_some() && step == turn && !has(&office);
            let due = course.asked().find(|(desk, ..)| desk.office == office).map(|(.., due)| due);
            let desk = steps.iter().flatten().find(|desk| desk.office == office);
            let allowed = open && match deed.capacity {
                0 => true,
                1 => desk.is_some_and(|desk| {
                    desk.deputy.is_some() && (desk.deputy_at_once || Some(at(now)) >= due)
                }),
                _ => false,
            };
            let next = course.clone().answer(asker, Some(&office), deed.verdict, at(now));
            prop_assert_eq!(next.is_ok(), allowed, "{:?} by {:?}", &course, asker);
            match next {
                Err(_) => {}
                Ok(Next::Back(back)) => {
                    paper.remove(&(content, office));
                    course = again(back, &format!("v{}", deed.content), at(now));
                }
                Ok(Next::Waits(after)) => {
                    paper.insert((content, office));
                    course = after;
                }
                Ok(Next::Done(after)) => {
                    paper.insert((content.clone(), office));
                    let cleared = |office: &String| paper.contains(&(content.clone(), office.clone()));
                    prop_assert!(all.iter().all(cleared), "{:?}", &after);
                    return Ok(());
                }
            }
            let content = &course.plan.content;
            let done = all.iter().all(|office| paper.contains(&(content.clone(), office.clone())));
            prop_assert_eq!(course.is_done(), done);
            if done {
                // What all cleared comes again unchanged: nobody is asked anew.
                return Ok(());
            }
        }
    }

    /// The offices of one step answer in any order, to the same end.
    #[test]
    fn offices_of_one_step_commute(
        steps in plans(),
        order in Just((0..9).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let end = |by: &dyn Fn(usize, usize) -> usize| {
            let mut course = course(steps.clone());
            for step in &steps {
                let mut desks: Vec<&Desk> = step.iter().collect();
                desks.sort_by_key(|desk| {
                    let place = step.iter().position(|one| one.office == desk.office).unwrap();
                    by(place, desk.office.len())
                });
                for desk in desks {
                    course = match clear(course, &desk.office, 7).unwrap() {
                        Next::Waits(course) | Next::Done(course) | Next::Back(course) => course,
                    };
                }
            }
            course
        };
        let (straight, shuffled) = (end(&|place, _| place), end(&|place, _| order[place]));
        prop_assert!(straight.is_done() && shuffled.is_done());
        let stands = |course: &Course| -> Vec<_> {
            let desks = course.desks();
            desks.map(|(step, desk, stands)| (step, desk.clone(), format!("{stands:?}"))).collect()
        };
        prop_assert_eq!(stands(&straight), stands(&shuffled));
    }
}
