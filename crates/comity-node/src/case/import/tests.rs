//! Files as people have them, and what comes out.

use super::{super::Twice, Form, ImportError, Imported, read};

fn values(imported: &Imported) -> Vec<(&'static str, &str)> {
    imported
        .found
        .iter()
        .map(|found| (found.kind.code(), found.value.as_str()))
        .collect()
}

#[test]
fn a_bundle_gives_what_its_indicators_equal() {
    let bundle = r#"{"type":"bundle","id":"bundle--1","objects":[
        {"type":"indicator","pattern_type":"stix","pattern":"[domain-name:value='login.bank.example']"},
        {"type":"indicator","pattern":"[ipv4-addr:value = '192.0.2.9' AND network-traffic:dst_port = 8443]"},
        {"type":"indicator","pattern":"[file:hashes.'SHA-256' = 'aa' OR file:hashes.md5 = 'bb']"},
        {"type":"indicator","pattern":"[domain-name:value='login.bank.example']"},
        {"type":"indicator","revoked":true,"pattern":"[domain-name:value='old.example']"},
        {"type":"indicator","pattern_type":"yara","pattern":"rule x {}"},
        {"type":"indicator","pattern":"[url:value LIKE '%/login']"},
        {"type":"malware","name":"x"}]}"#;
    let (form, imported) = read(bundle.as_bytes()).unwrap();
    assert_eq!(form, Form::Stix);
    assert_eq!(
        values(&imported),
        [
            ("domain", "login.bank.example"),
            ("address", "192.0.2.9"),
            ("hash", "aa"),
            ("hash", "bb")
        ],
    );
    assert_eq!(imported.found[1].port, Some(8443));
    let passed: Vec<_> = imported
        .passed_over
        .iter()
        .map(|(reason, count)| (*reason, *count))
        .collect();
    assert_eq!(
        passed,
        [
            ("no-equality", 1),
            ("not-an-indicator", 1),
            ("other-pattern-language", 1),
            ("repeated", 1),
            ("revoked", 1)
        ],
    );
}

#[test]
fn a_name_that_is_there_twice_is_refused_in_a_bundle_and_in_an_event() {
    let bundle = r#"{"type":"bundle","objects":[
        {"type":"indicator","pattern":"[domain-name:value='a.example']",
         "pattern":"[domain-name:value='b.example']"}]}"#;
    let event = r#"{"Event":{"Attribute":[{"type":"url","value":"https://a.example/",
        "\u0076alue":"https://b.example/"}]}}"#;
    for (text, name, line) in [(bundle, "pattern", 3), (event, "value", 2)] {
        let name = name.to_owned();
        let twice = ImportError::Twice(Twice { name, line });
        assert_eq!(read(text.as_bytes()), Err(twice));
    }
}

#[test]
fn an_event_gives_its_attributes_for_detection() {
    let event = r#"{"Event":{"info":"x","Attribute":[
        {"type":"url","value":"https://a.example/x","to_ids":true,"first_seen":"2026-11-20T08:00:00.000000+08:00"},
        {"type":"ip-dst|port","value":"192.0.2.1|443","to_ids":true},
        {"type":"domain|ip","value":"b.example|192.0.2.2","to_ids":true},
        {"type":"domain","value":"context.example","to_ids":false},
        {"type":"sha1","value":"aa","to_ids":true,"deleted":true},
        {"type":"regkey","value":"HKLM","to_ids":true}],
        "Object":[{"name":"file","Attribute":[{"type":"filename|sha256","value":"x.exe|cc","to_ids":true}]}]}}"#;
    let (form, imported) = read(event.as_bytes()).unwrap();
    assert_eq!(form, Form::Misp);
    assert_eq!(
        values(&imported),
        [
            ("url", "https://a.example/x"),
            ("address", "192.0.2.1"),
            ("domain", "b.example"),
            ("address", "192.0.2.2"),
            ("hash", "cc"),
        ],
    );
    assert_eq!(imported.found[1].port, Some(443));
    assert_eq!(
        imported.found[0].at.unwrap().to_string(),
        "2026-11-20T00:00:00Z"
    );
    let passed: Vec<_> = imported
        .passed_over
        .iter()
        .map(|(reason, count)| (*reason, *count))
        .collect();
    assert_eq!(passed, [("context", 1), ("deleted", 1), ("other-type", 1)]);
}

const MAIL: &str = "Received: from mx.relay.example (mx.relay.example [203.0.113.5])\r\n\tby mail.bank.example with ESMTP; Mon, 23 Nov 2026 02:00:00 +0000\r\n\
Received: from inside ([10.0.0.3]) by mx.relay.example; Mon, 23 Nov 2026 01:59:00 +0000\r\n\
From: \"Bank\" <service@bank-login.example>\r\nReply-To: <help@bank-help.example>\r\nTo: <officer@bank.example>\r\n\
Subject: =?gb2312?B?1tjSqs2o1qo=?=\r\nDate: Mon, 23 Nov 2026 10:00:00 +0800\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/alternative; boundary=b\r\n\r\n\
--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nOpen hxxps://bank-login[.]example/verify now.\r\n\
--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
<a href=3D\"https://bank-login.example/verify\">x</a> <img src=3D\"https://www.bank.example/logo.png\">\r\n--b--\r\n";

#[test]
fn a_mail_gives_its_links_and_senders_but_nothing_of_the_victim() {
    let (form, imported) = read(MAIL.as_bytes()).unwrap();
    assert_eq!(form, Form::Mail);
    assert_eq!(
        values(&imported),
        [
            ("account", "service@bank-login.example"),
            ("domain", "bank-login.example"),
            ("account", "help@bank-help.example"),
            ("domain", "bank-help.example"),
            ("address", "203.0.113.5"),
            ("url", "https://bank-login.example/verify"),
        ],
    );
    let passed: Vec<_> = imported
        .passed_over
        .iter()
        .map(|(reason, count)| (*reason, *count))
        .collect();
    assert_eq!(
        passed,
        [("private-address", 1), ("recipient", 1), ("repeated", 1)]
    );
    let (first, last) = imported.observed.unwrap();
    assert_eq!(
        (first, last),
        (last, "2026-11-23T02:00:00Z".parse().unwrap())
    );
}

#[test]
fn a_mail_that_was_forwarded_as_an_attachment_is_read_too() {
    let outer = format!(
        "From: officer@bank.example\r\nTo: cert@cert.example\r\nDate: Mon, 23 Nov 2026 12:00:00 +0800\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: message/rfc822\r\n\r\n{MAIL}\r\n--o--\r\n"
    );
    let (_, imported) = read(outer.as_bytes()).unwrap();
    assert!(values(&imported).contains(&("url", "https://bank-login.example/verify")));
}

#[test]
fn other_files_are_refused_with_a_code() {
    for (bytes, code) in [
        (&b"{\"a\":1}"[..], "import-unrecognised"),
        (b"{\"a\":", "import-malformed"),
        (b"type,value\nurl,https://a.example", "import-unrecognised"),
        (b"", "import-unrecognised"),
        (b"\x00\xff\xfe", "import-unrecognised"),
    ] {
        assert_eq!(
            read(bytes).unwrap_err().code(),
            code,
            "{}",
            String::from_utf8_lossy(bytes)
        );
    }
}
