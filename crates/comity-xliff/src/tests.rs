//! What goes out comes back, and what comes back is not believed.

use proptest::prelude::*;

use super::*;

fn sample() -> Document {
    Document {
        source: "en".to_owned(),
        target: Some("zh-Hans".to_owned()),
        id: "f".to_owned(),
        original: "d12".to_owned(),
        notes: vec![Note {
            category: "deadline".to_owned(),
            text: "2026-11-23 <soon>".to_owned(),
        }],
        units: vec![Unit {
            id: "request.subject".to_owned(),
            name: "Subject \"A & B\"".to_owned(),
            terms: vec![Term {
                term: "act".to_owned(),
                translation: "往来文书".to_owned(),
            }],
            notes: vec![],
            parts: vec![
                Part::Segment(Segment {
                    id: "s0a-0".to_owned(),
                    state: State::Translated,
                    sub_state: None,
                    source: " a < b\r\n\u{1}]]>".to_owned(),
                    target: Some("甲".to_owned()),
                }),
                Part::Between("\n\n".to_owned()),
                Part::Segment(Segment {
                    id: "s0b-0".to_owned(),
                    state: State::Initial,
                    sub_state: Some("comity:stale".to_owned()),
                    source: "Next.".to_owned(),
                    target: None,
                }),
            ],
        }],
    }
}

fn refused(file: &str) -> &'static str {
    read(file.as_bytes()).unwrap_err().code()
}

/// A file with this in its one segment.
fn with(segment: &str) -> String {
    format!(
        "<xliff xmlns='{CORE}' version='2.1' srcLang='en' trgLang='zh-Hans'><file id='f'>\
         <unit id='u'>{segment}</unit></file></xliff>"
    )
}

#[test]
fn a_document_comes_back_as_it_went() {
    let file = write(&sample());
    assert!(file.contains("version=\"2.1\"") && file.contains("<cp hex=\"0001\"/>"));
    assert_eq!(read(file.as_bytes()), Ok(sample()));
    // With a mark before it and other ends of lines between elements, as some tools write it.
    let theirs = format!("\u{feff}{}", file.replace(">\n<", ">\r\n<"));
    assert_eq!(read(theirs.as_bytes()), Ok(sample()));
}

#[test]
fn elements_stand_in_the_order_of_the_schema() {
    let file = write(&sample());
    let order = [
        "<xliff",
        "<file",
        "<notes>",
        "<unit",
        "<gls:glossary>",
        "<segment",
        "<source>",
        "<target>",
        "<ignorable>",
    ];
    let places: Vec<usize> = order.iter().map(|tag| file.find(tag).unwrap()).collect();
    assert!(places.is_sorted(), "{file}");
}

#[test]
fn tools_may_annotate_comment_and_group() {
    let file = with(
        "<segment id='a' state='reviewed'><source>One <mrk id='m' type='term'>act</mrk></source>\
         <target>一<!-- x --><sm id='s'/>件<em startRef='s'/><![CDATA[<文书>]]></target></segment>",
    )
    .replace("<unit", "<group id='g'><unit")
    .replace("</unit>", "</unit></group>");
    let document = read(file.as_bytes()).unwrap();
    let Some(Part::Segment(segment)) = document.units[0].parts.first() else {
        panic!("{document:?}")
    };
    assert_eq!(segment.source, "One act");
    assert_eq!(segment.target.as_deref(), Some("一件<文书>"));
    assert_eq!(segment.state, State::Reviewed);
}

#[test]
fn hostile_files_are_refused_by_name() {
    let entity = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>";
    let outside = "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>";
    for (file, code) in [
        ("", "xliff-malformed"),
        ("not xml", "xliff-malformed"),
        (entity, "xliff-malformed"),
        (outside, "xliff-malformed"),
        ("<a>&nope;</a>", "xliff-malformed"),
        ("<a/>", "xliff-version"),
        (
            "<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'/>",
            "xliff-version",
        ),
        ("<xliff version='2.1'/>", "xliff-version"),
    ] {
        assert_eq!(refused(file), code, "{file}");
    }
    assert_eq!(read(b"\xff\xfe<\0").unwrap_err().code(), "xliff-malformed");
    assert_eq!(refused(&"<a>".repeat(100_000)), "xliff-malformed");
    assert_eq!(refused(&" ".repeat(LIMIT + 1)), "xliff-too-long");
}

#[test]
fn what_is_missing_doubled_or_out_of_place_is_named() {
    let source = "<source>a</source>";
    for segment in [
        "<segment id='a'><target>b</target></segment>".to_owned(),
        format!("<segment>{source}</segment>"),
        format!("<segment id='a'>{source}{source}</segment>"),
        format!("<segment id='a' state='odd'>{source}</segment>"),
        format!("<segment id='a'>{source}<target order='2'>b</target></segment>"),
        format!("<segment id='a'>{source}</segment><segment id='a'>{source}</segment>"),
        "<segment id='a'><source><cp hex='D800'/></source></segment>".to_owned(),
    ] {
        assert_eq!(refused(&with(&segment)), "xliff-structure", "{segment}");
    }
    let codes = "<segment id='a'><source>a</source><target>b<ph id='1'/></target></segment>";
    assert_eq!(refused(&with(codes)), "xliff-inline");
    let two = with("").replace("</file>", "</file><file id='g'/>");
    assert_eq!(refused(&two), "xliff-structure");
}

fn id() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9._-]{0,8}"
}

fn any_text() -> impl Strategy<Value = String> {
    proptest::collection::vec(any::<char>(), 0..12).prop_map(String::from_iter)
}

fn part() -> impl Strategy<Value = Part> {
    let state = proptest::sample::select(&State::ALL[..]);
    let segment = (id(), state, any_text(), proptest::option::of(any_text()));
    prop_oneof![
        any_text().prop_map(Part::Between),
        segment.prop_map(|(id, state, source, target)| Part::Segment(Segment {
            id,
            state,
            sub_state: None,
            source,
            target
        })),
    ]
}

proptest! {
    #[test]
    fn any_text_survives_the_way_out_and_back(parts in proptest::collection::vec(part(), 0..6)) {
        let mut document = sample();
        let mut parts = parts;
        let mut ids = std::collections::BTreeSet::new();
        parts.retain(|part| match part {
            Part::Segment(segment) => ids.insert(segment.id.clone()),
            Part::Between(_) => true,
        });
        document.units[0].parts = parts;
        prop_assert_eq!(read(write(&document).as_bytes()), Ok(document));
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(document) = read(&bytes) {
            prop_assert_eq!(read(write(&document).as_bytes()), Ok(document));
        }
    }
}
