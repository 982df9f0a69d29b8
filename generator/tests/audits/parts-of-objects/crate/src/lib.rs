//! Objects that the pages document part by part, as forms send them.

use serde::Serialize;

#[derive(Serialize)]
pub struct Sender {
    pub name: String,
    pub strete: Option<String>,
}

pub struct Office {
    client: Client,
}

impl Office {
    pub async fn post(&self, sender: Sender) -> Response {
        self.client.post("/letters").json(&Letter { sender, weight: None, stamp: Vec::new() }).send().await
    }

    pub async fn answer(&self, sender: serde_json::Value) -> Response {
        self.client.post("/answers").json(&json!({ "sender": sender })).send().await
    }
}

#[derive(Serialize)]
struct Letter {
    sender: Sender,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<u32>,
    stamp: Vec<String>,
}
