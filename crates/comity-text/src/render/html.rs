//! Documents as one page of HTML: no script, nothing from elsewhere, made for paper.
//!
//! The gap between Chinese characters and digits is the style's (`text-autospace`), never typed.

use std::fmt::Write as _;

use crate::render::doc::{Align, Block, Column, Document, Place};

const STYLE: &str = "\
@page{size:A4;margin:25mm 20mm}\
body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:11pt/1.5 serif;color:#000;background:#fff;text-autospace:normal}\
:lang(zh-Hans){font-family:'Noto Serif CJK SC','Source Han Serif SC','Songti SC',SimSun,serif;line-break:strict}\
h1{font-size:1.5em;text-align:center;margin:1em 0}\
h2{font-size:1.15em;margin:1.5em 0 .5em;break-after:avoid}\
article+article{break-before:page;margin-top:4rem}\
table{border-collapse:collapse;width:100%;margin:.5em 0 1em}\
caption{text-align:start;font-weight:bold;padding-bottom:.3em}\
thead{display:table-header-group}\
tr{break-inside:avoid}\
th,td{border:1px solid #000;padding:.2em .5em;text-align:start;vertical-align:top}\
.end{text-align:end;font-variant-numeric:tabular-nums}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2em 1.5em}\
dt{font-weight:bold}\
dd{margin:0;overflow-wrap:anywhere}\
.notice{border-inline-start:3px solid #000;padding-inline-start:1em}\
.signatures{display:flex;gap:3rem;margin-top:3rem;break-inside:avoid}\
.signatures section{flex:1}\
.signatures p{border-bottom:1px solid #000;padding-top:2em;margin:0}\
@media print{body{max-width:none;margin:0;padding:0}table{font-size:9pt}}";

/// The documents as one page; the language of the page is that of the first.
pub(super) fn write(documents: &[Document]) -> String {
    let (language, title) = documents.first().map_or(("en", ""), |document| {
        (document.locale.tag(), document.title.as_str())
    });
    let articles: String = documents.iter().map(article).collect();
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n{articles}</body>\n</html>\n",
        escape(title),
    )
}

fn article(document: &Document) -> String {
    let blocks: String = document.blocks.iter().map(block).collect();
    format!(
        "<article lang=\"{}\">\n<h1>{}</h1>\n{blocks}</article>\n",
        document.locale.tag(),
        escape(&document.title),
    )
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("<h2>{}</h2>\n", escape(text)),
        Block::Text(text) => format!("<p>{}</p>\n", escape(text)),
        Block::Notice(text) => format!("<p class=\"notice\">{}</p>\n", escape(text)),
        Block::Facts(facts) => facts_list(facts),
        Block::Table {
            caption,
            columns,
            rows,
        } => table(caption, columns, rows),
        Block::Signatures(places) => signatures(places),
    }
}

fn facts_list(facts: &[(String, String)]) -> String {
    let mut out = String::from("<dl>\n");
    for (name, value) in facts {
        line(
            &mut out,
            format_args!("<dt>{}</dt><dd>{}</dd>", escape(name), escape(value)),
        );
    }
    out.push_str("</dl>\n");
    out
}

fn table(caption: &str, columns: &[Column], rows: &[Vec<String>]) -> String {
    let mut out = format!(
        "<table>\n<caption>{}</caption>\n<thead><tr>",
        escape(caption)
    );
    for column in columns {
        out.push_str(&format!(
            "<th scope=\"col\"{}>{}</th>",
            class(column),
            escape(&column.head)
        ));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        let cells: String = row
            .iter()
            .zip(columns)
            .map(|(cell, column)| format!("<td{}>{}</td>", class(column), breakable(&escape(cell))))
            .collect();
        line(&mut out, format_args!("<tr>{cells}</tr>"));
    }
    out.push_str("</tbody>\n</table>\n");
    out
}

/// With places at which a name that is too long for a column of paper may go on in the next line.
fn breakable(cell: &str) -> String {
    cell.split(' ')
        .map(|word| match word.chars().count() {
            0..=20 => word.to_owned(),
            _ => word.replace('/', "/<wbr>").replace('-', "-<wbr>"),
        })
        .collect::<Vec<_>>()
        .join(" ")
}

const fn class(column: &Column) -> &'static str {
    match column.align {
        Align::Start => "",
        Align::End => " class=\"end\"",
    }
}

fn signatures(places: &[Place]) -> String {
    let mut out = String::from("<div class=\"signatures\">\n");
    for Place { whom, lines } in places {
        let lines: String = lines
            .iter()
            .map(|label| format!("<p>{}</p>", escape(label)))
            .collect();
        line(
            &mut out,
            format_args!(
                "<section><strong>{}</strong>{lines}</section>",
                escape(whom)
            ),
        );
    }
    out.push_str("</div>\n");
    out
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing into a string cannot fail.
    writeln!(out, "{text}").ok();
}

/// Text as content or attribute value of HTML.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    #[test]
    fn a_page_carries_its_languages_and_escapes_what_it_shows() {
        let english = Document::new(Locale::En, "A <b> & \"c\"".to_owned())
            .with(Block::Facts(vec![("x".to_owned(), "</dd>".to_owned())]));
        let chinese = Document::new(Locale::ZhHans, "案件情况报告".to_owned());
        let page = write(&[english, chinese]);
        assert!(page.contains("<html lang=\"en\">"));
        assert!(page.contains("<article lang=\"zh-Hans\">"));
        assert!(page.contains("A &lt;b&gt; &amp; &quot;c&quot;"));
        assert!(page.contains("<dd>&lt;/dd&gt;</dd>"));
        assert!(
            !page.contains("<script") && !page.contains("http"),
            "a page needs nothing from elsewhere"
        );
    }

    #[test]
    fn a_table_names_its_columns() {
        let page = table(
            "c",
            &[Column::words("a"), Column::numbers("b")],
            &[vec!["1".to_owned(), "2".to_owned()]],
        );
        assert!(page.contains("<th scope=\"col\">a</th><th scope=\"col\" class=\"end\">b</th>"));
        assert!(page.contains("<td>1</td><td class=\"end\">2</td>"));
    }
}
