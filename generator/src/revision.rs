//! Docs as a later revision of them is compared with: the model, and beside it where their pages contradict themselves.
//! Written as `model.json`, and read from there. Knows no page and no rule.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::json_layout::laid_out;
use crate::model::{Api, Header, NamedSchema, Server, Source};
use crate::naming;

/// The name of the file, beside the modules of the client that was made of it.
pub const FILE: &str = "model.json";

/// One revision of docs.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// What the pages say.
    pub api: Api,
    /// Where pages contradict themselves, whether settled or not, page by page.
    pub contradictions: Vec<Contradiction>,
}

/// Two places of a page that cannot both be right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contradiction {
    /// The name of the rule that found it.
    pub rule: String,
    /// The field that it is about, where it is about one.
    pub field: Option<String>,
    /// The text that is at odds with another place.
    pub text: String,
    /// The page.
    pub page: Arc<str>,
    /// The line of that text, from 1.
    pub line: usize,
}

impl From<Api> for Revision {
    /// A model without pages, as of an OpenAPI document.
    fn from(api: Api) -> Self {
        Self { api, contradictions: Vec::new() }
    }
}

impl Revision {
    /// The contradictions of each page.
    pub fn contradictions_by_page(&self) -> HashMap<&str, Vec<&Contradiction>> {
        let mut by_page: HashMap<&str, Vec<&Contradiction>> = HashMap::new();
        for it in &self.contradictions {
            by_page.entry(&it.page).or_default().push(it);
        }
        by_page
    }

    /// The text of a `model.json`.
    ///
    /// # Errors
    /// A fault of this program.
    pub fn to_json(&self) -> serde_json::Result<String> {
        let of_pages = self.contradictions_by_page();
        let Api { version, name, docs_url, server, headers, schemas, sources } = &self.api;
        let of_source = |source| SourceEntry {
            source,
            contradictions: of_pages.get(&*source.page).map_or(&[], Vec::as_slice),
        };
        let sources = sources.iter().map(of_source).collect();
        let (name, server) = (name.as_str(), server.as_ref());
        let file = ModelFile {
            version: *version,
            name,
            docs_url: docs_url.as_deref(),
            server,
            headers,
            schemas,
            sources,
        };
        Ok(laid_out(&serde_json::to_string(&file)?, 0) + "\n")
    }

    /// Reads the text of a `model.json`, whatever version it is of.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(text: &str) -> serde_json::Result<Self> {
        let mut api: Api = serde_json::from_str(text)?;
        // earlier programs decided names after they had written the model
        naming::decide(&mut api);
        let beside: Beside = serde_json::from_str(text)?;
        let contradictions = beside.sources.into_iter().flat_map(|source| source.contradictions).collect();
        Ok(Self { api, contradictions })
    }
}

/// What the file holds, in its order: the model, and each source's contradictions with it.
#[derive(Serialize)]
struct ModelFile<'a> {
    version: u32,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    docs_url: Option<&'a str>,
    server: Option<&'a Server>,
    headers: &'a [Header],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    schemas: &'a [NamedSchema],
    sources: Vec<SourceEntry<'a>>,
}

#[derive(Serialize)]
struct SourceEntry<'a> {
    #[serde(flatten)]
    source: &'a Source,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    contradictions: &'a [&'a Contradiction],
}

/// What is in the file and not in the model.
#[derive(Deserialize)]
struct Beside {
    sources: Vec<BesideSource>,
}

#[derive(Deserialize)]
struct BesideSource {
    #[serde(default)]
    contradictions: Vec<Contradiction>,
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Revision;
    use crate::model::Api;

    fn model(contradictions: &Value) -> Value {
        let mut source = json!({ "module": "kites", "page": "kites.md", "page_id": null, "title": "Kites", "title_line": 1,
            "description": null, "lifecycle": "ga", "notices": [], "operations": [] });
        if contradictions != &Value::Null {
            source["contradictions"] = contradictions.clone();
        }
        json!({ "version": 3, "name": "Kites", "docs_url": "https://kites.test/{page}", "server": null, "headers": [],
            "sources": [source] })
    }

    #[test]
    fn a_file_is_written_as_it_was_read() {
        let row =
            json!({ "rule": "path-typo", "field": null, "text": "colour", "page": "kites.md", "line": 3 });
        for contradictions in [Value::Null, json!([row]), json!([row, row])] {
            let file = model(&contradictions);
            let read = Revision::read(&file.to_string()).unwrap();
            let count = contradictions.as_array().map_or(0, Vec::len);
            assert_eq!(read.contradictions.len(), count);
            // to the order of its keys
            let written: Value = serde_json::from_str(&read.to_json().unwrap()).unwrap();
            assert_eq!(written.to_string(), file.to_string());
        }
    }

    #[test]
    fn without_contradictions_it_is_the_model_alone() {
        let mut api: Api = serde_json::from_value(model(&Value::Null)).unwrap();
        let object = json!({ "name": "Kite", "properties": [], "evidence": [] });
        let named = json!({ "name": "Kite", "ident": "Kite", "schema": object, "evidence": [] });
        api.schemas = vec![serde_json::from_value(named).unwrap()];
        let alone = serde_json::to_value(&api).unwrap().to_string();
        let written: Value = serde_json::from_str(&Revision::from(api).to_json().unwrap()).unwrap();
        assert_eq!(written.to_string(), alone);
    }
}
