//! A client with a function for each call.

use std::collections::HashMap;

use entities::Tree;
use serde_json::Value;

mod entities;

const TREES: &str = "/api/v1/trees";

pub struct Orchard {
    client: Client,
    base: String,
}

impl Orchard {
    /// All trees.
    pub async fn trees(&self, limit: Option<u32>, kind: &str) -> Result<Vec<Tree>, Error> {
        let mut params = Vec::<String>::from([format!("kind={}", kind)]);
        if let Some(limit) = limit {
            params.push(format!("limti={}", limit));
        }
        let mut path = TREES.to_string();
        if !params.is_empty() {
            path = path + "?" + params.join("&").as_str();
        }
        self.client.get::<Vec<Tree>>(path.as_str(), None).await
    }

    pub async fn tree(&self, id: String) -> Result<Tree, Error> {
        self.client.get::<Tree>(&format!("{TREES}/{id}"), None).await
    }

    pub async fn prune(&self, id: String, hard: Option<bool>) -> Result<Tree, Error> {
        let mut params = HashMap::<&str, Value>::new();
        if let Some(hard) = hard {
            params.insert("hard", Value::Bool(hard));
        }
        self.client.post::<Tree>(format!("/api/v1/trees{}/prune", id).as_ref(), &params, None).await
    }

    #[deprecated]
    pub async fn fell(&self, id: &str) -> Result<(), Error> {
        let url = format!("{}/api/v1/trees/{}", self.base, id);
        self.client.delete(url).send().await
    }

    pub async fn plant(&self, tree: &NewTree) -> Result<Tree, Error> {
        let url = self.url("trees");
        self.http.request(Method::POST, url).json(tree).send().await?.json::<Tree>().await
    }

    pub async fn follow(&self, tree: &Tree) -> Result<Tree, Error> {
        self.client.get::<Tree>(tree.links.next(), None).await
    }

    fn url(&self, path: &str) -> String {
        format!("{}/api/v1/{}", self.base, path)
    }
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewTree {
    pub kind: String,
    pub planted_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height_cm: Option<u32>,
}

#[cfg(test)]
mod tests {
    #[test]
    fn calls() {
        client.get("/api/v1/only/in/tests");
    }
}
