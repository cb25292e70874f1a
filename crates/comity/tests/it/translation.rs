//! A translation by the command line, from the draft to what crosses.

use crate::support::{Pair, text};

const QUERY: &str = "kind = \"query\"\n[text]\nen = \"Do you know it? It spreads.\"\n";

#[test]
fn a_text_goes_out_as_a_file_comes_back_and_crosses_in_two_languages() {
    let pair = Pair::new();
    let act = pair.file("query.toml", QUERY);
    pair.cn
        .ok(&["case", "new", pair.us.party, "--file", text(&act)]);
    let asked = pair
        .cn
        .json(&["translation", "ask", "d1", "--due", "2030-01-01T00:00:00Z"]);
    assert_eq!(
        (&asked["what"], &asked["segments"]),
        (&"draft".into(), &2.into())
    );
    let list = pair.cn.json(&["translation", "list"]);
    assert_eq!(list[0]["due"], "2030-01-01T00:00:00Z", "{list}");
    let out = pair.path("d1.xlf");
    pair.cn
        .ok(&["translation", "export", "d1", "--out", text(&out)]);
    let file = std::fs::read_to_string(&out).unwrap();
    assert!(file.contains("trgLang=\"zh-Hans\""), "{file}");
    let back = file
        .replace(
            "It spreads.</source>",
            "It spreads.</source><target>正在扩散。</target>",
        )
        .replace(
            "Do you know it?</source>",
            "Do you know it?</source><target>是否知悉？</target>",
        );
    let back = pair.file("back.xlf", &back);
    let taken = pair.cn.json(&["translation", "import", "d1", text(&back)]);
    assert_eq!(taken["taken"], 2, "{taken}");
    let shown = pair.cn.ok(&["translation", "show", "d1"]);
    assert!(shown.contains("正在扩散。"), "{shown}");
    pair.cn.ok(&["translation", "done", "d1"]);
    assert_eq!(
        pair.cn.json(&["translation", "list"]),
        serde_json::json!([])
    );
    let drafts = pair.cn.json(&["case", "drafts"]);
    let draft = &drafts[0];
    assert_eq!(draft["file"]["text"]["zh-Hans"], "是否知悉？正在扩散。");
    assert_eq!(draft["file"]["language"], "en");
    let refused = pair
        .cn
        .run(&["--json", "translation", "show", "d9"])
        .failed();
    assert_eq!(refused, "translation-unknown");
}
