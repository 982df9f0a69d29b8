use super::{Decisions, Documented, Lowered, Objects, Use};
use crate::config::{Required, Resolution};
use crate::dialect::Dialect;
use crate::model::{Api, Encoding, Object, OneOf, Property, Schema, Why};
use crate::naming::module_name;
use crate::project::understand;
use crate::source::File;

fn api(page: &str, required: &[Required], resolutions: &[Resolution]) -> (Api, Vec<Use>) {
    let dialect = Dialect::default_dialect().unwrap();
    let page = understand(File::new("widgets.md", page), &dialect);
    let documented = Documented { module: "widgets".into(), page: &page, others: Vec::new() };
    let decisions = Decisions { api: "Test", required, resolutions, ..Decisions::NONE };
    let objects = Objects::of(&[&page]);
    let Lowered { source, uses, shown } = super::source(&documented, decisions, &objects, &dialect);
    (super::api(&[&page], &[&page], vec![source], &objects, shown, decisions, &dialect), uses)
}

fn object(schema: &Schema) -> &Object {
    match schema {
        Schema::Object(object) => object,
        other => panic!("an object was expected: {other:?}"),
    }
}

fn one_of(schema: &Schema) -> &OneOf {
    match schema {
        Schema::OneOf(one_of) => one_of,
        other => panic!("variants were expected: {other:?}"),
    }
}

fn property<'a>(object: &'a Object, name: &str) -> &'a Property {
    object.properties.iter().find(|property| property.name == name).unwrap()
}

/// The request body's schema of a page's first operation.
fn body(page: &str) -> Object {
    let (api, _) = api(page, &[], &[]);
    object(api.sources[0].operations[0].body().unwrap()).clone()
}

fn page(samples: &[&str], rows: &[(&str, &str)]) -> String {
    let mut text = String::from("# Widgets\n\n## Create a widget for you\n\n```http\nPOST /widgets\n```\n\n");
    for sample in samples {
        text.push_str(&format!(
            "```shell\ncurl -X POST 'https://api.example.test/v1/widgets' -H 'Authorization: Bearer {{T}}' \
             -H 'x-org: {{O}}' -H 'Content-Type: application/json' -d '{sample}'\n```\n\n"
        ));
    }
    text.push_str("| Name | Description |\n|---|---|\n");
    for (name, description) in rows {
        text.push_str(&format!("| `{name}` | {description} |\n"));
    }
    text + "\n```json\n{\"id\": \"1\", \"etag\": \"\\\"x\\\"\"}\n```\n"
}

#[test]
fn the_server_the_headers_and_the_names() {
    let (api, _) = api(&page(&["{\"a\": 1}"], &[]), &[], &[]);
    assert_eq!(api.server.as_ref().unwrap().url, "https://api.example.test/v1");
    let headers: Vec<_> = api.headers.iter().map(|header| header.ident.as_str()).collect();
    assert_eq!(headers, ["access_token", "org"]);
    let operation = &api.sources[0].operations[0];
    assert_eq!((operation.name.as_str(), operation.summary.as_str()), ("create_widget", "Create a widget"));
    let response = object(operation.answer().unwrap());
    assert_eq!(property(response, "id").schema, Schema::Id { name: "WidgetId".into() });
    assert_eq!(property(response, "etag").schema, Schema::String);
    assert_eq!(property(response, "etag").descriptions, ["Its quotation marks are part of it."]);
}

#[test]
fn headings_that_name_no_operation_leave_it_to_the_path() {
    for (heading, line, expected) in [
        ("Create a base widget for x", "POST /widgets", "create_base_widget"),
        ("Ein Widget anlegen", "POST /widgets", "create_widget"),
        ("Ein Widget holen", "GET /widgets/{ID}", "get_widget"),
        ("Alle Widgets", "GET /widgets", "list_widgets"),
        ("Der Zustand", "GET /widgets/{ID}/status", "get_status"),
        ("Löschen", "DELETE /categories/{ID}", "delete_category"),
        ("Create for you", "PUT /widgets/{ID}", "replace_widget"),
    ] {
        let (api, _) = api(&format!("## {heading}\n\n```http\n{line}\n```\n"), &[], &[]);
        assert_eq!(api.sources[0].operations[0].name, expected, "{heading}");
    }
}

#[test]
fn a_heading_names_one_operation() {
    let page = "# Send a pigeon\n\n```http\nPOST /pigeons\n```\n\n## Afterwards\n\n```http\nGET /pigeons/{ID}\n```\n";
    let (api, _) = api(page, &[], &[]);
    let named = |at: usize| {
        let operation = &api.sources[0].operations[at];
        (operation.name.as_str(), operation.summary.as_str())
    };
    assert_eq!(named(0), ("send_pigeon", "Send a pigeon"));
    assert_eq!(named(1), ("get_pigeon", "Afterwards"));
}

#[test]
fn a_path_is_what_the_format_and_the_samples_say() {
    for (line, url, expected, parameters) in [
        ("GET /things", "https://a.test/v1/things/7", "/things/{THING_ID}", vec!["thing_id"]),
        ("GET /things/{ID}", "https://a.test/v1/things/7", "/things/{ID}", vec!["id"]),
        ("GET /things?limit={LIMIT}", "https://a.test/things?limit=2&all=1", "/things", vec!["limit", "all"]),
        ("GET /things", "https://a.test/other/things/7/8", "/things", vec![]),
        ("GET /things", "https://a.test/else", "/things", vec![]),
        ("GET /boxes", "https://a.test/boxes/7", "/boxes/{BOX_ID}", vec!["box_id"]),
        ("GET https://a.test/v1/things", "https://a.test/v1/things", "/v1/things", vec![]),
        ("GET {SERVER}/v1/things/{ID}", "{SERVER}/v1/things/7", "/v1/things/{ID}", vec!["id"]),
    ] {
        let (api, _) = api(&format!("```http\n{line}\n```\n\n```sh\ncurl '{url}'\n```\n"), &[], &[]);
        let operation = &api.sources[0].operations[0];
        assert_eq!(operation.path.to_string(), expected, "{line}");
        let idents: Vec<&str> = operation.parameters.iter().map(|it| it.ident.as_str()).collect();
        assert_eq!(idents, parameters, "{line}");
    }
}

#[test]
fn required_is_what_rows_and_all_samples_have() {
    let body = body(&page(
        &[
            "{\"a\": 1, \"b\": 1, \"c\": 1, \"e\": {\"f\": 1}}",
            "{\"a\": 2, \"b\": 1, \"d\": 2, \"e\": {\"f\": 1}}",
        ],
        &[("a", "One."), ("b", "(Optional) Two."), ("c", "Three."), ("d", "Four."), ("e.f", "Five.")],
    ));
    let read: Vec<_> = body.properties.iter().map(|it| (it.name.as_str(), it.required)).collect();
    assert_eq!(read, [("a", true), ("b", false), ("d", false), ("c", false), ("e", true)]);

    let untold = page(&["{\"a\": 1}"], &[]);
    assert!(!self::body(&untold).properties[0].required);
    let required = Required { source: None, field: "a".into(), reason: "because".into() };
    let (api, _) = api(&untold, &[required], &[]);
    assert!(object(api.sources[0].operations[0].body().unwrap()).properties[0].required);
}

#[test]
fn meaning_and_encoding() {
    let body = body(&page(
        &[
            "{\"ssl\": \"true\", \"port\": \"1521\", \"zip\": \"0123\", \"on\": true, \"n\": 1, \"f\": 1.5, \"x\": null, \"apiKey\": \"k\"}",
        ],
        &[("ssl", "A boolean value."), ("port", "The port number."), ("zip", "An integer.")],
    ));
    let schemas: Vec<_> = body.properties.iter().map(|it| it.schema.clone()).collect();
    let (text, native) = (Encoding::Text, Encoding::Native);
    assert_eq!(
        schemas,
        [
            Schema::Boolean { encoding: text },
            Schema::Integer { encoding: text },
            // would not be written again as it was read
            Schema::String,
            Schema::Boolean { encoding: native },
            Schema::Integer { encoding: native },
            Schema::Number { encoding: native },
            Schema::Any,
            Schema::Secret,
        ]
    );
}

#[test]
fn a_tag_beside_an_object_tells_variants() {
    let two = page(
        &[
            "{\"auth\": {\"how\": \"A b\", \"params\": {\"x\": \"1\"}}}",
            "{\"auth\": {\"how\": \"C\", \"params\": {\"y\": \"2\"}}}",
        ],
        &[],
    );
    let body_of_two = body(&two);
    let auth = one_of(&body_of_two.properties[0].schema);
    assert_eq!((auth.tag.as_str(), auth.content.as_str()), ("how", "params"));
    let names: Vec<_> = auth.variants.iter().map(|it| (it.value.as_str(), it.name.as_str())).collect();
    assert_eq!(names, [("A b", "AB"), ("C", "C")]);
    // one tag alone is a variant where the dialect knows the tag
    let known = body(&page(&["{\"auth\": {\"kind\": \"A\", \"params\": {\"x\": \"1\"}}}"], &[]));
    one_of(&known.properties[0].schema);
    let unknown = body(&page(&["{\"auth\": {\"how\": \"A\", \"params\": {\"x\": \"1\"}}}"], &[]));
    object(&unknown.properties[0].schema);
}

const ID: &str = "0af1c2d3-0000-4000-8000-0242ac130003";
const OTHER: &str = "99f1c2d3-0000-4000-8000-0242ac130003";

#[test]
fn what_words_and_samples_agree_on_is_a_constant() {
    let sample = format!("{{\"spec\": {{\"id\": \"{ID}\", \"version\": \"1.0\"}}}}");
    let body = body(&page(&[&sample], &[("spec.id", &format!("The ID is `{ID}.`"))]));
    let spec = object(&body.properties[0].schema);
    let constants: Vec<_> = spec.properties.iter().map(|it| it.constant.clone().map(|it| it.name)).collect();
    assert_eq!(constants, [Some("SPEC_ID".to_owned()), Some("SPEC_VERSION".to_owned())]);
}

#[test]
fn a_dispute_stays_open_until_it_is_settled_and_a_resolution_expires_with_its_text() {
    let sample = format!("{{\"spec\": {{\"id\": \"{OTHER}\", \"version\": \"1.0\"}}}}");
    let text = page(&[&sample], &[("spec.id", &format!("The ID is `{ID}`."))]);
    let spec = |api: &Api| {
        let body = object(api.sources[0].operations[0].body().unwrap());
        property(object(&body.properties[0].schema), "id").clone()
    };
    let (open, _) = api(&text, &[], &[]);
    let id = spec(&open);
    assert!(id.required && id.constant.is_none());
    assert_eq!(
        id.dispute.unwrap().claims.iter().map(|it| it.value.as_str()).collect::<Vec<_>>(),
        [OTHER, ID]
    );

    let resolution = |disputed: &[&str]| Resolution {
        source: "widgets".into(),
        field: "spec.id".into(),
        disputed: disputed.iter().map(|it| (*it).to_owned()).collect(),
        holds: ID.into(),
        reason: "it does".into(),
    };
    let (settled, uses) = api(&text, &[], &[resolution(&[ID, OTHER])]);
    assert_eq!(uses, [Use::Settled]);
    assert_eq!(spec(&settled).constant.unwrap().value, ID);

    let (expired, uses) = api(&text, &[], &[resolution(&[ID, "something-else-12345"])]);
    assert_eq!(uses, [Use::Expired(vec![OTHER.into(), ID.into()])]);
    assert!(spec(&expired).dispute.is_some());

    let agreed = text.replace(OTHER, ID);
    assert_eq!(api(&agreed, &[], &[resolution(&[ID, OTHER])]).1, [Use::Unused]);
}

#[test]
fn a_pattern_is_typed_unless_it_is_disputed() {
    let text = page(
        &["{\"link\": \"Host={HOST};User Id={USER};Password={PASSWORD}\"}"],
        &[("link", "Like `Host={HOST};User Id={USER};Password={PASSWORD}`.")],
    );
    let template = body(&text).properties[0].template.clone().unwrap();
    let parts: Vec<_> = template.parts.iter().map(|it| (it.ident.as_str(), it.secret)).collect();
    assert_eq!(parts, [("host", false), ("user_id", false), ("password", true)]);

    let disputed = body(&text.replacen("User Id=", "UserId=", 1)).properties[0].clone();
    assert!(disputed.template.is_none() && disputed.dispute.is_some());
}

#[test]
fn modules_are_named_after_their_pages() {
    for (page, expected) in [
        ("en/oracle-service-cloud.md", "oracle_service_cloud"),
        ("a/B C.markdown", "b_c"),
        ("type.md", "type_"),
        ("../9.md", "page_9"),
        ("日本.md", "page_"),
        ("no-ending", "no_ending"),
    ] {
        assert_eq!(module_name(page), expected, "{page}");
    }
}

/// The last page of a list has no cursor, or null for one, whatever samples of other pages show.
#[test]
fn what_gives_the_next_page_may_be_absent() {
    let of = |words: &str, object: &str| {
        let page = format!(
            "# Boats\n\n## List boats\n\n```http\nGET /boats\n```\n\n{words}\n\n| Query parameter | Description |\n|---|---|\n\
             | `cursor` | Where to go on. |\n\n**Response**\n\n\
             ```json\n{{ \"boats\": [{{ \"id\": \"b-1\" }}], \"nextCursor\": \"YjI\", \"total\": 2 }}\n```\n\n{object}"
        );
        api(&page, &[], &[]).0
    };
    let is_required = |object: &Object| ["nextCursor", "total"].map(|name| property(object, name).required);

    let inline = of("All of them.", "");
    assert_eq!(is_required(object(inline.sources[0].operations[0].answer().unwrap())), [false, true]);

    let named = of(
        "It returns a [Fleet](#fleet) object.",
        "## Fleet\n\nThe `Fleet` object has these attributes.\n\n| Attribute | Type | Required | Description |\n|---|---|---|---|\n\
         | `nextCursor` | string | yes | Where the next page is. |\n| `total` | integer | yes | How many. |\n",
    );
    let answer = named.sources[0].operations[0].answer();
    assert!(matches!(answer, Some(Schema::Named { name }) if name == "Fleet"), "{answer:?}");
    assert_eq!(is_required(&named.schemas[0].schema), [false, true]);
}

/// A body that is in a file may be an object and may be a list: it is an example of one operation alone.
#[test]
fn a_request_that_may_be_of_several_kinds_is_of_the_first() {
    let sample = |body: &str| {
        format!(
            "```shell\ncurl -X POST 'https://api.example.test/v1/widgets' -H 'Content-Type: application/json' -d '{body}'\n```\n\n"
        )
    };
    let samples = ["{\"a\": 1}", "{\"a\": 2}", "[{\"a\": 3}]", "@widget.json"].map(sample).concat();
    let page = format!("# Widgets\n\n## Create widgets\n\n```http\nPOST /widgets\n```\n\n{samples}");
    let (api, _) = api(&page, &[], &[]);
    let examples = api.sources[0].operations.iter().map(|operation| operation.examples.len());
    assert_eq!(examples.collect::<Vec<_>>(), [3, 1]);
}

/// An object that callers make asks for what the documentation states to be required, unless a sample does without it.
#[test]
fn what_is_stated_of_an_object_that_is_sent_is_kept() {
    let table = |name: &str| {
        format!(
            "## {name}\n\nThe `{name}` object has these attributes.\n\n| Attribute | Type | Required | Description |\n\
             |---|---|---|---|\n| `hull` | string | yes | What it is made of. |\n| `berth` | string | yes | Where it lies. |\n\
             | `mast` | string | no | What the sail is on. |\n| `sail` | string | | What drives it. |\n\n"
        )
    };
    let page = format!(
        "# Boats\n\n## Launch a boat\n\n```http\nPOST /boats\n```\n\nThe request body is a [Boat](#boat) object.\n\n\
         Returns a [Boat](#boat) object.\n\n```json\n{{ \"hull\": \"oak\", \"mast\": \"ash\", \"sail\": \"red\" }}\n```\n\n\
         ## Order a raft\n\n```http\nPUT /raft\n```\n\nThe request body is a [Raft](#raft) object.\n\n{}{}",
        table("Boat"),
        table("Raft")
    );
    let (api, _) = api(&page, &[], &[]);
    let found = |name: &str| {
        let named = api.schemas.iter().find(|named| named.name == name).unwrap();
        ["hull", "berth", "mast", "sail"].map(|name| {
            let property = property(&named.schema, name);
            (property.required, property.why.clone())
        })
    };
    let (optional, unstated) = ((false, Why::Stated), (false, Why::Unstated));
    let required = (true, Why::Stated);
    assert_eq!(
        found("Boat"),
        [required.clone(), (false, Why::SomeSamples), optional.clone(), unstated.clone()]
    );
    assert_eq!(found("Raft"), [required.clone(), required, optional, unstated]);
}
