//! A document that is read and written again has all that was in it, in every version: what docwright has no words for, too.

use std::fs;
use std::path::{Path, PathBuf};

use docwright::openapi::{self, Document, DocumentFormat, DocumentInfo, Version, WriteOptions};
use docwright::source::File;
use serde_json::{Value, json};

fn read(text: &str) -> Document {
    openapi::read(&File::new("spec.yaml", text)).unwrap()
}

fn rewritten(document: &Document, version: Version) -> Value {
    let options = WriteOptions { version, format: DocumentFormat::Json, about: DocumentInfo::default() };
    let text = openapi::rewrite(document, &options);
    serde_json::from_str(&text).unwrap()
}

const SWAGGER: &str = r##"
swagger: "2.0"
info: { title: Boats, x-logo: sloop.png }
host: boats.test
basePath: /v1
schemes: [https, http]
consumes: [application/json]
produces: [application/json, application/xml]
x-of-all: 1
externalDocs: { url: "https://boats.test/docs" }
securityDefinitions:
  plain: { type: basic, x-note: old }
  crew: { type: oauth2, flow: accessCode, authorizationUrl: "https://boats.test/a", tokenUrl: "https://boats.test/t", scopes: { sail: To sail. } }
parameters:
  page: { name: page, in: query, type: integer, minimum: 1, x-of-page: true }
  boat: { name: boat, in: body, required: true, description: The boat., schema: { $ref: "#/definitions/Boat*" } }
  unused: { name: unused, in: header, type: string }
responses:
  Gone: { description: Gone., headers: { X-Left: { type: integer, description: How many are left. } } }
paths:
  x-of-paths: 2
  /boats/{id}:
    x-of-path: 3
    parameters: [{ name: id, in: path, required: true, type: string, pattern: "^[a-z]+$" }]
    put:
      x-of-operation: 4
      schemes: [https]
      parameters: [{ $ref: "#/parameters/page" }, { $ref: "#/parameters/boat" },
        { name: kinds, in: query, type: array, items: { type: string, enum: [sloop] }, collectionFormat: pipes }]
      responses:
        200: { description: It., schema: { $ref: "#/definitions/Boat*" }, examples: { application/json: { type: file, x-nullable: true } } }
        410: { $ref: "#/responses/Gone" }
    post:
      consumes: [multipart/form-data]
      parameters: [{ name: flag, in: formData, type: file, required: true, x-of-field: 5 }, { name: sail, in: formData, type: string, collectionFormat: csv }]
      responses: { default: { description: Done. } }
    head: {}
definitions:
  "Boat*": { type: object, discriminator: kind, properties: { kind: { type: string }, mast: { type: number, x-nullable: true, maximum: 9, exclusiveMaximum: true }, default: { type: string } } }
  Kind: { type: string, enum: [sloop] }
"##;

const THREE: &str = r##"
openapi: 3.0.1
info: { title: Boats, version: "1" }
paths:
  /boats:
    summary: Boats.
    get:
      callbacks: { sunk: { "{$request.query.url}": { post: { responses: { "200": { description: Heard. } } } } } }
      parameters: [{ name: at, in: query, style: deepObject, content: { application/json: { schema: { type: object } } } }]
      responses: { "200": { description: All., links: { next: { operationId: next } }, content: {
        application/json: { schema: { $ref: "#/components/schemas/Boat" } }, text/csv: { example: { nullable: true, type: [a, b] } } } } }
components:
  examples: { one: { value: { nullable: true } } }
  schemas:
    Boat: { oneOf: [{ $ref: "#/components/schemas/Sloop" }, { type: string }], nullable: true, x-boat: 1 }
    Sloop: { type: object, minProperties: 1, properties: { mast: { type: string, nullable: true, enum: [a], pattern: a }, nullable: { type: boolean },
      next: { nullable: true, allOf: [{ $ref: "#/components/schemas/Boat" }] } }, additionalProperties: { not: { type: integer } } }
    Length: { type: integer, minimum: 3, exclusiveMinimum: true, readOnly: true }
"##;

const NEWER: &str = r##"
openapi: 3.1.0
info: { title: Boats, version: "1", license: { name: MIT, identifier: MIT } }
jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema
webhooks: { sunk: { post: { responses: { "200": { description: Heard. } } } } }
paths: {}
components:
  pathItems: { of: { get: { responses: { "200": { description: It. } } } } }
  schemas:
    Boat: { type: object, patternProperties: { "^x": { type: [string, "null"] } }, properties: {
      kind: { const: sloop }, length: { type: [integer, string, "null"] }, mast: { $ref: "#/components/schemas/Mast", description: Its mast. },
      const: { type: "null" }, depth: { type: number, exclusiveMinimum: 2 }, name: { type: string, examples: [Anna, Berta] } } }
    Mast: { anyOf: [{ type: string }, { type: "null" }], if: { type: string }, then: { minLength: 2 } }
"##;

/// In one version after the other, what is at a place.
#[test]
fn everything_is_where_its_version_has_it() {
    let boat = "/components/schemas/Boat_2A";
    let cases = [
        (
            SWAGGER,
            Version::V30,
            vec![
                ("/openapi", json!("3.0.3")),
                ("/info", json!({ "title": "Boats", "x-logo": "sloop.png", "version": "0.0.0" })),
                ("/servers", json!([{ "url": "https://boats.test/v1" }, { "url": "http://boats.test/v1" }])),
                ("/x-of-all", json!(1)),
                ("/externalDocs/url", json!("https://boats.test/docs")),
                (
                    "/components/securitySchemes/plain",
                    json!({ "type": "http", "x-note": "old", "scheme": "basic" }),
                ),
                (
                    "/components/securitySchemes/crew/flows/authorizationCode/scopes",
                    json!({ "sail": "To sail." }),
                ),
                (
                    "/components/parameters/page",
                    json!({ "name": "page", "in": "query", "x-of-page": true, "schema": { "type": "integer", "minimum": 1 } }),
                ),
                ("/components/parameters/unused/schema/type", json!("string")),
                (
                    "/components/responses/Gone/headers/X-Left",
                    json!({ "description": "How many are left.", "schema": { "type": "integer" } }),
                ),
                ("/paths/x-of-paths", json!(2)),
                ("/paths/~1boats~1{id}/x-of-path", json!(3)),
                ("/paths/~1boats~1{id}/parameters/0/schema/pattern", json!("^[a-z]+$")),
                ("/paths/~1boats~1{id}/put/x-of-operation", json!(4)),
                ("/paths/~1boats~1{id}/put/x-schemes", json!(["https"])),
                ("/paths/~1boats~1{id}/put/parameters/0/$ref", json!("#/components/parameters/page")),
                (
                    "/paths/~1boats~1{id}/put/parameters/1",
                    json!({ "name": "kinds", "in": "query", "style": "pipeDelimited", "explode": false,
                "schema": { "type": "array", "items": { "type": "string", "enum": ["sloop"] } } }),
                ),
                (
                    "/paths/~1boats~1{id}/put/requestBody",
                    json!({ "required": true, "description": "The boat.", "x-name": "boat",
                "content": { "application/json": { "schema": { "$ref": format!("#{boat}") } } } }),
                ),
                (
                    "/paths/~1boats~1{id}/put/responses/200/content/application~1json/example",
                    json!({ "type": "file", "x-nullable": true }),
                ),
                (
                    "/paths/~1boats~1{id}/put/responses/200/content/application~1xml/schema/$ref",
                    json!(format!("#{boat}")),
                ),
                ("/paths/~1boats~1{id}/put/responses/410/$ref", json!("#/components/responses/Gone")),
                (
                    "/paths/~1boats~1{id}/post/requestBody/content/multipart~1form-data/schema",
                    json!({ "type": "object",
                "properties": { "flag": { "type": "string", "x-of-field": 5, "format": "binary" }, "sail": { "type": "string", "x-collectionFormat": "csv" } },
                "required": ["flag"] }),
                ),
                ("/paths/~1boats~1{id}/head/responses", json!({ "default": { "description": "" } })),
                (
                    boat,
                    json!({ "type": "object", "discriminator": { "propertyName": "kind" }, "properties": { "kind": { "type": "string" },
                "mast": { "type": "number", "maximum": 9, "exclusiveMaximum": true, "nullable": true }, "default": { "type": "string" } } }),
                ),
                ("/components/schemas/Kind/enum", json!(["sloop"])),
            ],
        ),
        (
            SWAGGER,
            Version::V31,
            vec![
                ("/openapi", json!("3.1.0")),
                (
                    "/components/schemas/Boat_2A/properties/mast",
                    json!({ "type": ["number", "null"], "exclusiveMaximum": 9 }),
                ),
            ],
        ),
        (
            THREE,
            Version::V31,
            vec![
                ("/paths/~1boats/summary", json!("Boats.")),
                ("/paths/~1boats/get/parameters/0/style", json!("deepObject")),
                ("/paths/~1boats/get/responses/200/links/next/operationId", json!("next")),
                (
                    "/paths/~1boats/get/responses/200/content/text~1csv/example",
                    json!({ "nullable": true, "type": ["a", "b"] }),
                ),
                (
                    "/paths/~1boats/get/callbacks/sunk/{$request.query.url}/post/responses/200/description",
                    json!("Heard."),
                ),
                ("/components/examples/one/value", json!({ "nullable": true })),
                (
                    "/components/schemas/Boat",
                    json!({ "oneOf": [{ "$ref": "#/components/schemas/Sloop" }, { "type": "string" }, { "type": "null" }], "x-boat": 1 }),
                ),
                (
                    "/components/schemas/Sloop/properties",
                    json!({
                "mast": { "type": ["string", "null"], "enum": ["a", null], "pattern": "a" }, "nullable": { "type": "boolean" },
                "next": { "anyOf": [{ "allOf": [{ "$ref": "#/components/schemas/Boat" }] }, { "type": "null" }] } }),
                ),
                ("/components/schemas/Sloop/additionalProperties/not/type", json!("integer")),
                (
                    "/components/schemas/Length",
                    json!({ "type": "integer", "exclusiveMinimum": 3, "readOnly": true }),
                ),
            ],
        ),
        (
            NEWER,
            Version::V30,
            vec![
                ("/x-webhooks/sunk/post/responses/200/description", json!("Heard.")),
                ("/x-jsonSchemaDialect", json!("https://json-schema.org/draft/2020-12/schema")),
                ("/components/x-pathItems/of/get/responses/200/description", json!("It.")),
                (
                    "/components/schemas/Boat/properties",
                    json!({
                "kind": { "enum": ["sloop"] },
                "length": { "anyOf": [{ "type": "integer", "nullable": true }, { "type": "string", "nullable": true }] },
                "mast": { "description": "Its mast.", "allOf": [{ "$ref": "#/components/schemas/Mast" }] },
                "const": { "type": "object", "nullable": true, "enum": [null] },
                "depth": { "type": "number", "minimum": 2, "exclusiveMinimum": true },
                "name": { "type": "string", "example": "Anna", "x-examples": ["Berta"] } }),
                ),
                (
                    "/components/schemas/Boat/x-patternProperties/^x",
                    json!({ "type": "string", "nullable": true }),
                ),
                (
                    "/components/schemas/Mast",
                    json!({ "anyOf": [{ "type": "string" }, { "type": "object", "nullable": true, "enum": [null] }],
                "x-if": { "type": "string" }, "x-then": { "minLength": 2 } }),
                ),
            ],
        ),
    ];
    for (text, version, expected) in cases {
        let read_document = read(text);
        let document = rewritten(&read_document, version);
        let options = WriteOptions { version, format: DocumentFormat::Yaml, about: DocumentInfo::default() };
        let yaml = openapi::rewrite(&read_document, &options);
        assert_eq!(rewritten(&read(&yaml), version), document);
        for (pointer, value) in expected {
            assert_eq!(document.pointer(pointer), Some(&value), "{version:?} {pointer}");
        }
    }
}

#[test]
fn nothing_is_lost() {
    let own = [SWAGGER, THREE, NEWER].iter().enumerate();
    is_kept(own.map(|(at, it)| (PathBuf::from(at.to_string()), (*it).to_owned())).collect());
    let texts = documents("generator/tests/openapi");
    assert!(texts.len() >= 3);
    is_kept(texts);
}

#[test]
#[ignore = "reads what lies beside this checkout"]
fn nothing_of_others_is_lost() {
    is_kept(documents("../shared/families/specs"));
}

/// The documents of a folder, seen from the root of this checkout: their paths and texts.
fn documents(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: no documents in {}", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|it| it.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "yaml" || end == "json"));
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// What a document is written as in its own version is itself, and what it says is the same in every version.
fn is_kept(texts: Vec<(PathBuf, String)>) {
    for (path, text) in texts {
        let document = read(&text);
        for version in [Version::V31, Version::V30] {
            let written = rewritten(&document, version);
            let again = read(&written.to_string());
            let place = format!("{} {version:?}", path.display());
            assert_eq!(rewritten(&again, version), written, "{place}");
            assert_eq!(counts(&again), counts(&document), "{place}");
        }
    }
}

/// How many operations there are, how many parameters each has, and the schemas that have names.
fn counts(document: &Document) -> (Vec<(String, usize, usize)>, usize) {
    let operations = document.api.sources.iter().flat_map(|source| &source.operations);
    let one = |it: &docwright::model::Operation| {
        let mut properties = 0;
        it.bodies().for_each(|body| body.properties(&mut |_| properties += 1));
        (format!("{} {}", it.method, it.path), it.parameters.len(), properties)
    };
    (operations.map(one).collect(), document.api.schemas.len())
}
