//! `/api`: the API as a page, made of its own document, one section an operation.

use std::sync::Arc;

use askama::Template;
use axum::{Json, Router, response::Response, routing::get};
use comity_text::{Args, Locale, catalogue, catalogue::sources};
use serde_json::Value;

use super::document;
use crate::console::{Fault, Page, Room, Site, Visit, html};

/// The address of the page.
pub(super) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/api", get(show))
        .route("/api/openapi.json", get(download))
}

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    page: Page,
    rooms: Vec<Section>,
    shapes: Vec<(String, String)>,
    problems: Vec<(String, String)>,
}

/// A section with its operations.
struct Section {
    name: String,
    words: String,
    operations: Vec<Operation>,
}

struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    more: String,
    /// Permission and scope; absent where any token will do.
    needs: Option<(String, String)>,
    parameters: Vec<Parameter>,
    body: Option<String>,
    answers: Vec<(String, String)>,
}

impl ApiPage {
    /// What a caller needs, in words.
    fn needs(&self, operation: &Operation) -> String {
        let Some((permission, scope)) = &operation.needs else {
            return self.page.t("api-any-token");
        };
        let args = Args::new()
            .with("permission", permission.clone())
            .with("scope", scope.clone());
        self.page.words.text("api-needs", &args)
    }
}

struct Parameter {
    name: String,
    place: String,
    required: bool,
    kind: String,
    meaning: String,
}

/// `GET /api`
async fn show(visit: Visit) -> Result<Response, Fault> {
    let page = visit.page(Room::None, "");
    let title = page.t("api-title");
    let document = document::document(page.words);
    let schemas = members(&document, "/components/schemas").map(|(name, schema)| {
        let pretty = serde_json::to_string_pretty(schema).unwrap_or_default();
        (name.clone(), pretty)
    });
    // What a sentence names is known only when it happens.
    let told = |code: &str| {
        let what = page.words.explain(code, &Args::new()).what;
        (code.to_owned(), left_open(&what))
    };
    html(&ApiPage {
        rooms: rooms(&document),
        shapes: schemas.collect(),
        problems: codes().into_iter().map(told).collect(),
        page: Page { title, ..page },
    })
}

/// A sentence with dots for the values that it would name.
fn left_open(text: &str) -> String {
    let mut parts = text.split("{$");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let rest = part.split_once('}').map_or("", |(_, rest)| rest);
        text + "…" + rest
    })
}

/// `GET /api/openapi.json`: the document, for who is signed in and has no token at hand.
async fn download(visit: Visit) -> Json<Value> {
    Json(document::document(catalogue(visit.locale)))
}

/// Every code that has words.
fn codes() -> Vec<&'static str> {
    let lines = sources(Locale::En)
        .iter()
        .flat_map(|(_, text)| text.lines());
    let codes = lines.filter_map(|line| line.strip_prefix("err-")?.split([' ', '=']).next());
    let mut codes: Vec<&str> = codes.collect();
    codes.sort_unstable();
    codes
}

fn members<'a>(
    value: &'a Value,
    pointer: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
    let object = value.pointer(pointer).and_then(Value::as_object);
    object.into_iter().flatten()
}

fn text(value: &Value, pointer: &str) -> String {
    let text = value.pointer(pointer).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

fn rooms(document: &Value) -> Vec<Section> {
    let operations = || {
        members(document, "/paths").flat_map(|(path, methods)| {
            members(methods, "").map(move |(method, operation)| (path, method, operation))
        })
    };
    let room = |tag: &Value| {
        let name = text(tag, "/name");
        let own = operations().filter(|(_, _, operation)| text(operation, "/tags/0") == name);
        Section {
            operations: own
                .map(|(path, method, operation)| read(path, method, operation))
                .collect(),
            words: text(tag, "/description"),
            name,
        }
    };
    let tags = document.pointer("/tags").and_then(Value::as_array);
    tags.into_iter().flatten().map(room).collect()
}

fn read(path: &str, method: &str, operation: &Value) -> Operation {
    let parameters = operation.pointer("/parameters").and_then(Value::as_array);
    let permission = text(operation, "/x-permission");
    let body = members(operation, "/requestBody/content").next();
    Operation {
        id: text(operation, "/operationId"),
        method: method.to_ascii_uppercase(),
        path: format!("{}{path}", super::BASE),
        summary: text(operation, "/summary"),
        more: text(operation, "/description"),
        needs: (!permission.is_empty()).then(|| (permission, text(operation, "/x-scope"))),
        parameters: parameters.into_iter().flatten().map(parameter).collect(),
        body: body.map(|(media, content)| brief(media, content)),
        answers: answers(operation),
    }
}

fn parameter(parameter: &Value) -> Parameter {
    let schema = parameter.pointer("/schema").cloned().unwrap_or_default();
    Parameter {
        name: text(parameter, "/name"),
        place: text(parameter, "/in"),
        required: parameter.pointer("/required") == Some(&Value::Bool(true)),
        kind: schema_words(&schema),
        meaning: text(parameter, "/description"),
    }
}

/// A schema in one line: its codes, its format, or its type.
fn schema_words(schema: &Value) -> String {
    if let Some(Value::Array(codes)) = schema.pointer("/enum") {
        let codes: Vec<&str> = codes.iter().filter_map(Value::as_str).collect();
        return codes.join(" | ");
    }
    let format = text(schema, "/format");
    if format.is_empty() {
        text(schema, "/type")
    } else {
        format
    }
}

/// A body: its media type, and its schema or the name of that.
fn brief(media: &str, content: &Value) -> String {
    let schema = content.pointer("/schema").cloned().unwrap_or_default();
    let named = text(&schema, "/$ref");
    match (named.rsplit_once('/'), schema) {
        (Some((_, name)), _) => format!("{media}: {name}"),
        (None, Value::Object(schema)) if schema.is_empty() => media.to_owned(),
        (None, schema) => {
            let pretty = serde_json::to_string_pretty(&schema).unwrap_or_default();
            format!("{media}\n{pretty}")
        }
    }
}

/// What each status gives; those of problems in one line.
fn answers(operation: &Value) -> Vec<(String, String)> {
    let (mut good, mut refused) = (Vec::new(), Vec::new());
    for (status, response) in members(operation, "/responses") {
        if response.get("$ref").is_some() {
            refused.push(status.as_str());
            continue;
        }
        let content = members(response, "/content").next();
        let told = content.map_or_else(
            || text(response, "/description"),
            |(media, content)| brief(media, content),
        );
        good.push((status.clone(), told));
    }
    good.push((
        refused.join(" "),
        "application/problem+json: Problem".to_owned(),
    ));
    good
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sentence_would_name_is_left_open() {
        for (text, shown) in [
            (
                "The parameter {$field} cannot be used.",
                "The parameter … cannot be used.",
            ),
            ("{$a} and {$b}", "… and …"),
            ("Nothing.", "Nothing."),
        ] {
            assert_eq!(left_open(text), shown);
        }
    }
}
