//! The `OpenAPI` 3.1 document, made of the list of operations.

use comity_text::Catalogue;
use serde_json::{Map, Value, json};

use super::{
    BASE,
    endpoint::{Access, Endpoint, Field, Takes, Work},
    endpoints, events, problem, repeats, shapes,
};
use crate::tus;

/// The document with descriptions in the language of these words.
pub(super) fn document(words: &Catalogue) -> Value {
    let all = endpoints();
    let mut paths = Map::new();
    for endpoint in &all {
        let path = paths
            .entry(endpoint.path)
            .or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(path) = path {
            let method = endpoint.method.name().to_ascii_lowercase();
            path.insert(method, operation(endpoint, words));
        }
    }
    let schemas = shapes::named().into_iter();
    let schemas: Map<String, Value> = schemas
        .map(|(name, shape)| (name.to_owned(), shape.into_schema()))
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Comity",
            "version": "v1",
            "description": words.plain("api-lead"),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": BASE}],
        "security": [{"token": []}],
        "tags": rooms(&all, words),
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {"Problem": refusal(words)},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    })
}

fn rooms(all: &[Endpoint], words: &Catalogue) -> Vec<Value> {
    let mut rooms: Vec<&str> = Vec::new();
    for endpoint in all {
        if !rooms.contains(&endpoint.room) {
            rooms.push(endpoint.room);
        }
    }
    let room = |room: &&str| {
        let said = words.plain(&format!("api-room-{room}"));
        json!({"name": room, "description": said})
    };
    rooms.iter().map(room).collect()
}

fn operation(endpoint: &Endpoint, words: &Catalogue) -> Value {
    let key = format!("api-{}", endpoint.id);
    let mut operation = json!({
        "operationId": endpoint.id,
        "tags": [endpoint.room],
        "summary": words.plain(&key),
        "parameters": parameters(endpoint, words),
        "responses": responses(endpoint, words),
    });
    let Value::Object(fields) = &mut operation else {
        return operation;
    };
    if words.has(&key, Some("more")) {
        let more = words.attribute(&key, "more", &comity_text::Args::new());
        fields.insert("description".to_owned(), more.into());
    }
    let ways = match endpoint.access {
        Access::Token => Vec::new(),
        Access::Permission(permission, scope) => vec![(permission, scope)],
        Access::Either(ways) => ways.to_vec(),
    };
    if !ways.is_empty() {
        let permissions: Vec<_> = ways.iter().map(|(one, _)| one.name()).collect();
        let scopes: Vec<_> = ways.iter().map(|(_, one)| one.name()).collect();
        fields.insert("x-permission".to_owned(), permissions.join(" ").into());
        fields.insert("x-scope".to_owned(), scopes.join(" ").into());
    }
    let body = match &endpoint.takes {
        Takes::Nothing => None,
        Takes::Json(shape) => {
            let schema = shape.clone().into_schema();
            let content = json!({"application/json": {"schema": schema}});
            Some(json!({"required": true, "content": content}))
        }
        // A file may be empty, and HTTP does not tell that from none.
        Takes::Bytes => Some(json!({"content": {"application/octet-stream": {"schema": {}}}})),
        Takes::Piece => Some(json!({"content": {tus::PIECE: {"schema": {}}}})),
    };
    if let Some(body) = body {
        fields.insert("requestBody".to_owned(), body);
    }
    operation
}

fn parameters(endpoint: &Endpoint, words: &Catalogue) -> Vec<Value> {
    let told = |name: &str| {
        let key = name.to_ascii_lowercase().replace('_', "-");
        words.plain(&format!("api-field-{key}"))
    };
    let parameter = |field: &Field, place: &str| {
        json!({
            "name": field.name,
            "in": place,
            "required": field.required,
            "description": told(field.name),
            "schema": field.kind.shape().into_schema(),
        })
    };
    let header = |name: &str, required: bool, most: usize| {
        json!({
            "name": name,
            "in": "header",
            "required": required,
            "description": told(name),
            "schema": {
                "type": "string", "minLength": 1, "maxLength": most, "pattern": "^[!-~]+$",
            },
        })
    };
    let places = endpoint.places();
    let mut all: Vec<Value> = places.map(|field| parameter(&field, "path")).collect();
    all.extend(endpoint.query.iter().map(|field| parameter(field, "query")));
    all.extend(
        endpoint
            .headers
            .iter()
            .map(|field| parameter(field, "header")),
    );
    if endpoint.once {
        all.push(header("Idempotency-Key", false, repeats::LONGEST));
    }
    if endpoint.as_seen {
        all.push(header("If-Match", true, 100));
    }
    if matches!(endpoint.work, Work::Follows) {
        all.push(header("Last-Event-ID", false, events::PLACE));
    }
    all
}

fn responses(endpoint: &Endpoint, words: &Catalogue) -> Map<String, Value> {
    let mut good = json!({"description": words.plain("api-done")});
    if let (Value::Object(good), Some(media)) = (&mut good, endpoint.gives.media) {
        let schema = endpoint.gives.shape.clone().into_schema();
        good.insert("content".to_owned(), json!({ media: {"schema": schema} }));
    }
    let mut all = Map::new();
    all.insert(endpoint.gives.status.as_u16().to_string(), good);
    for status in refusals(endpoint) {
        let problem = json!({"$ref": "#/components/responses/Problem"});
        all.insert(status.to_string(), problem);
    }
    all
}

/// The statuses of refusals that an operation knows.
fn refusals(endpoint: &Endpoint) -> Vec<u16> {
    let mut all = vec![400, 401, 403, 404, 422, 429, 503];
    if endpoint.once {
        all.push(409);
    }
    if endpoint.as_seen {
        all.extend([412, 428]);
    }
    match endpoint.takes {
        Takes::Nothing => {}
        Takes::Json(_) => all.extend([413, 415]),
        Takes::Bytes => all.push(413),
        Takes::Piece => all.extend([413, 415]),
    }
    all.extend(endpoint.refuses);
    all.sort_unstable();
    all.dedup();
    all
}

fn refusal(words: &Catalogue) -> Value {
    json!({
        "description": words.plain("api-refused"),
        "content": {problem::MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    })
}
