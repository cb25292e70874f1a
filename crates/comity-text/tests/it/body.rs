//! The body of a request as it is shown in both languages.

use comity_core::body::Body;
use comity_text::{
    Locale, Offset, catalogue,
    render::{self, Document},
};

fn sample() -> Body {
    let source = r#"{
      "id":"0192f0c1-2c00-7000-8000-000000000001","language":"zh-Hans",
      "origin":"cyber.cn.example/to/cyber.us.example/1","v":1,
      "request":{
        "subject":{"en":"Ransomware at a hospital","zh-Hans":"某医院遭勒索软件攻击"},
        "facts":{"en":"On 20 November the hospital lost its records.","zh-Hans":"11月20日，该医院病历数据被加密。"},
        "contacts":[{"office":"D-17","role":"requesting","phone":"+86 10 0000 0000","hours":"08:30-17:30","offset":"+08:00"}],
        "legal_basis":[{"law":"《中华人民共和国刑事诉讼法》","article":"第一百三十六条"}],
        "data_sought":[{"class":"traffic","custodian":"Example Hosting","from":"2026-11-01T00:00:00Z",
          "identifiers":[{"kind":"address","value":"203.0.113.7","port":443,"at":"2026-11-20T03:12:00Z"},{"kind":"wallet","value":"bc1qexample"}],
          "until":"2026-11-21T00:00:00Z"}]},
      "persons":[{"reference":"V-1","role":"victim","minor":true}],
      "translator":{"level":"working","office":"T-3"}
    }"#;
    serde_json::from_str(source).expect("the sample is a body")
}

fn shown(locale: Locale) -> Document {
    let words = catalogue(locale);
    let blocks = render::body::blocks(&sample(), words, Offset::UTC);
    Document {
        locale,
        title: words.act_label("request.submit"),
        blocks,
    }
}

#[test]
fn a_request_is_shown_in_english() {
    insta::assert_snapshot!(shown(Locale::En).to_text(78));
}

#[test]
fn a_request_is_shown_in_chinese() {
    insta::assert_snapshot!(shown(Locale::ZhHans).to_text(78));
}
