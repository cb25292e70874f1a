//! How long an answer took, on each side's clock.

use super::*;

fn timing(record: &mut Record, request: u64, answer: u64) -> Vec<u8> {
    let notes = notes(record);
    let sources = [
        source(record, &notes, ASKER),
        source(record, &notes, ANSWERER),
    ];
    let mut builder = Builder::new(ProofKind::Timing);
    for (side, index, role) in [
        (ASKER, request, Role::Request),
        (ANSWERER, answer, Role::Answer),
    ] {
        let log = &record.logs[side];
        let act = ActSource {
            covering: covering(&record.logs[1 - side], index),
            envelope: envelope(log, index),
            ..ActSource::default()
        };
        builder
            .act(
                role,
                &sources[side],
                &sources[1 - side],
                entry(log, index),
                &act,
            )
            .unwrap();
    }
    builder.finish().unwrap()
}

#[test]
fn timing_measures_each_span_on_one_clock() {
    let (mut record, request, dossier) = asked();
    record.cover(ANSWERER);
    let answer = record.say(
        ANSWERER,
        "answer.final",
        &dossier,
        Words::of("answer.final"),
    );
    record.cover(ASKER);
    record.cover(ASKER);
    let bytes = timing(&mut record, request, answer);
    let report = check(&record, &bytes).unwrap();
    let Some(Fact::Timing {
        answerer,
        requester,
        clocks,
        ..
    }) = report.facts.last()
    else {
        panic!("{report:?}")
    };
    let at = |side: usize, index| record.logs[side].leaf(index).at;
    assert_eq!(
        *answerer,
        Span {
            from: at(ANSWERER, 1),
            to: at(ANSWERER, answer)
        }
    );
    assert_eq!(
        *requester,
        Span {
            from: at(ASKER, request),
            to: at(ASKER, 2)
        }
    );
    assert_eq!((answerer.seconds(), requester.seconds()), (120, 240));
    let last = clocks
        .iter()
        .find(|fact| fact.clock == Clock::Final)
        .unwrap();
    assert_eq!(
        (last.limit, last.measure.verdict),
        (7 * 86_400, Verdict::InTime)
    );
    assert_eq!(
        (last.measure.by_answerer, last.measure.by_asker),
        (120, 240)
    );
    let (_, other) = record.open(ANSWERER, "request.submit", Words::of("request.submit"));
    let unrelated = record.say(ANSWERER, "answer.final", &other, Words::of("answer.final"));
    record.cover(ASKER);
    let bytes = timing(&mut record, request, unrelated);
    assert_eq!(code(&record, &bytes), "receipt-other-envelope");
}
