//! An operation of Swagger 2.0 as one of OpenAPI 3.0: parameters have schemas, bodies and answers have media types.

use serde_json::{Map, Value, json};

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// What a parameter says of itself; all else is of its value.
const OF_PARAMETER: [&str; 8] =
    ["name", "in", "description", "required", "allowEmptyValue", "deprecated", "schema", "$ref"];

/// What holds for all operations of a document.
pub(super) struct CallContext {
    consumes: Vec<String>,
    pub produces: Vec<String>,
    /// The parameters that several have.
    parameters: Map<String, Value>,
}

impl CallContext {
    pub fn of(document: &Map<String, Value>) -> Self {
        let parameters = document.get("parameters").and_then(Value::as_object);
        Self {
            consumes: texts(document.get("consumes")),
            produces: texts(document.get("produces")),
            parameters: parameters.cloned().unwrap_or_default(),
        }
    }

    /// The parameter that a reference is to, or that it is.
    fn parameter<'a>(&'a self, given: &'a Value) -> &'a Value {
        let reference = given.get("$ref").and_then(Value::as_str);
        let name = reference.and_then(|it| it.strip_prefix("#/parameters/"));
        name.and_then(|name| self.parameters.get(name)).unwrap_or(given)
    }

    fn is_sent(&self, given: &Value) -> bool {
        matches!(place(self.parameter(given)), Some("body" | "formData"))
    }
}

fn place(parameter: &Value) -> Option<&str> {
    parameter.get("in").and_then(Value::as_str)
}

fn texts(value: Option<&Value>) -> Vec<String> {
    value
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// A path and its operations; what the path says of a body, each of them says.
pub(super) fn item(context: &CallContext, item: &mut Map<String, Value>) {
    let of_all = match item.shift_remove("parameters") {
        Some(Value::Array(all)) => all,
        Some(other) => {
            item.insert("parameters".to_owned(), other);
            Vec::new()
        }
        None => Vec::new(),
    };
    let (sent, others): (Vec<Value>, Vec<Value>) = of_all.into_iter().partition(|it| context.is_sent(it));
    if !others.is_empty() {
        item.insert("parameters".to_owned(), others.into_iter().map(parameter).collect());
    }
    for (key, operation) in item.iter_mut() {
        if let Some(operation) = operation.as_object_mut().filter(|_| key != "parameters") {
            self::operation(context, operation, &sent);
        }
    }
}

fn operation(context: &CallContext, operation: &mut Map<String, Value>, of_path: &[Value]) {
    let mut media_types = |key: &str, shared: &[String]| match operation.shift_remove(key) {
        Some(own) => texts(Some(&own)),
        None => shared.to_vec(),
    };
    let (consumes, produces) =
        (media_types("consumes", &context.consumes), media_types("produces", &context.produces));
    let own = match operation.shift_remove("parameters") {
        Some(Value::Array(own)) => own,
        _ => Vec::new(),
    };
    let (sent, others): (Vec<Value>, Vec<Value>) = own.into_iter().partition(|it| context.is_sent(it));
    let key = |it: &Value| {
        let it = context.parameter(it);
        (place(it).map(str::to_owned), it.get("name").cloned())
    };
    let inherited = of_path.iter().filter(|it| !sent.iter().any(|own| key(own) == key(it)));
    let sent: Vec<&Value> = inherited.chain(&sent).map(|it| context.parameter(it)).collect();
    if !others.is_empty() {
        operation.insert("parameters".to_owned(), others.into_iter().map(parameter).collect());
    }
    if let Some(body) = body(&sent, &consumes) {
        operation.insert("requestBody".to_owned(), body);
    }
    if let Some(schemes) = operation.shift_remove("schemes") {
        operation.insert("x-schemes".to_owned(), schemes);
    }
    for response in
        operation.get_mut("responses").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut)
    {
        self::response(response, &produces);
    }
}

/// The body that some parameters of version 2 are.
fn body(sent: &[&Value], consumes: &[String]) -> Option<Value> {
    if let Some(whole) = sent.iter().find(|it| place(it) == Some("body")).and_then(|it| it.as_object()) {
        let mut whole = whole.clone();
        let schema = whole.shift_remove("schema").unwrap_or_else(|| json!({}));
        whole.shift_remove("in");
        if let Some(name) = whole.shift_remove("name") {
            whole.insert("x-name".to_owned(), name);
        }
        whole.insert("content".to_owned(), content(&schema, consumes));
        return Some(Value::Object(whole));
    }
    let (mut properties, mut required) = (Map::new(), Vec::new());
    let mut has_file = false;
    for field in sent.iter().filter_map(|it| it.as_object()) {
        let Some(name) = field.get("name").and_then(Value::as_str) else { continue };
        has_file |= field.get("type").and_then(Value::as_str) == Some("file");
        let mut schema = field.clone();
        for key in ["name", "in"] {
            schema.shift_remove(key);
        }
        if schema.shift_remove("required") == Some(true.into()) {
            required.push(name);
        }
        for key in ["collectionFormat", "allowEmptyValue"] {
            if let Some(value) = schema.shift_remove(key) {
                schema.insert(format!("x-{key}"), value);
            }
        }
        properties.insert(name.to_owned(), Value::Object(schema));
    }
    if properties.is_empty() {
        return None;
    }
    let is_required = !required.is_empty();
    let mut schema = json!({ "type": "object", "properties": properties });
    if let Some(members) = schema.as_object_mut().filter(|_| is_required) {
        members.insert("required".to_owned(), required.into());
    }
    let forms: Vec<String> =
        consumes.iter().filter(|it| [FORM, MULTIPART].contains(&it.as_str())).cloned().collect();
    let forms = match (has_file, forms.is_empty()) {
        (true, _) => vec![MULTIPART.to_owned()],
        (false, true) => vec![FORM.to_owned()],
        (false, false) => forms,
    };
    Some(json!({ "required": is_required, "content": content(&schema, &forms) }))
}

fn content(schema: &Value, media_types: &[String]) -> Value {
    let json = ["application/json".to_owned()];
    let media_types = if media_types.is_empty() { &json } else { media_types };
    let all = media_types.iter().map(|name| (name.clone(), json!({ "schema": schema })));
    Value::Object(all.collect())
}

/// A parameter of its own, whose value has a schema.
fn parameter(given: Value) -> Value {
    let Value::Object(given) = given else { return given };
    if given.contains_key("$ref") {
        return Value::Object(given);
    }
    let (mut own, mut schema): (Map<String, Value>, Map<String, Value>) =
        given.into_iter().partition(|(key, _)| {
            OF_PARAMETER.contains(&key.as_str()) || key.starts_with("x-") && key != "x-nullable"
        });
    let is_list = schema.get("type").and_then(Value::as_str) == Some("array");
    let format = schema.shift_remove("collectionFormat");
    let is_query = own.get("in").and_then(Value::as_str) == Some("query");
    match format.as_ref().and_then(Value::as_str) {
        Some("multi") => own.extend([("explode".to_owned(), true.into())]),
        Some("ssv") => {
            own.extend([("style".to_owned(), "spaceDelimited".into()), ("explode".to_owned(), false.into())])
        }
        Some("pipes") => {
            own.extend([("style".to_owned(), "pipeDelimited".into()), ("explode".to_owned(), false.into())])
        }
        // version 3 has no tabs between values
        Some("tsv") => own.extend([("x-collectionFormat".to_owned(), "tsv".into())]),
        _ if is_list && is_query => own.extend([("explode".to_owned(), false.into())]),
        _ => {}
    }
    if !own.contains_key("schema") && !own.contains_key("content") {
        own.insert("schema".to_owned(), Value::Object(schema));
    } else {
        own.extend(schema);
    }
    Value::Object(own)
}

/// The parameters that are defined once for several operations: bodies and fields of forms are in these, and are kept apart.
pub(super) fn shared(context: &CallContext, parameters: Value, components: &mut Map<String, Value>) {
    let Value::Object(parameters) = parameters else { return };
    let (mut own, mut sent) = (Map::new(), Map::new());
    for (name, it) in parameters {
        match context.is_sent(&it) {
            true => sent.insert(name, it),
            false => own.insert(name, parameter(it)),
        };
    }
    for (key, all) in [("parameters", own), ("x-docwright-fields", sent)] {
        if !all.is_empty() {
            components.insert(key.to_owned(), Value::Object(all));
        }
    }
}

/// An answer: its body by media type, its headers with schemas.
pub(super) fn response(response: &mut Value, produces: &[String]) {
    let Some(members) = response.as_object_mut() else { return };
    let schema = members.shift_remove("schema");
    let mut body = schema.map_or_else(Map::new, |schema| match content(&schema, produces) {
        Value::Object(content) => content,
        _ => Map::new(),
    });
    if let Some(Value::Object(examples)) = members.shift_remove("examples") {
        for (media_type, example) in examples {
            let place = body.entry(media_type).or_insert_with(|| json!({}));
            if let Some(place) = place.as_object_mut() {
                place.insert("example".to_owned(), example);
            }
        }
    }
    if !body.is_empty() {
        members.insert("content".to_owned(), Value::Object(body));
    }
    let headers = members.get_mut("headers").and_then(Value::as_object_mut);
    for header in headers.into_iter().flat_map(Map::values_mut) {
        *header = parameter(header.take());
    }
}
