//! Answers that one function hands back as they came, and another reads; each is in one of several envelopes.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(tag = "status")]
enum Reply<T> {
    #[serde(rename = "ok")]
    Ok { data: T },
    #[serde(rename = "failed")]
    Failed { reason: String },
}

#[derive(Deserialize)]
pub struct Tide {
    #[serde(flatten)]
    pub level: Level,
    pub harbour: Option<String>,
}

#[derive(Deserialize)]
#[serde(tag = "kind", content = "height")]
pub enum Level {
    #[serde(alias = "high")]
    High(f64),
    #[serde(alias = "low")]
    Low(f64),
}

pub struct Tides {
    client: Client,
}

impl Tides {
    pub async fn now(&self) -> Result<Tide, Error> {
        let response = self.now_raw().await?;
        Client::read(response).await
    }

    pub async fn now_raw(&self) -> Result<other::Response, Error> {
        self.client.get("/tides/now").send().await
    }
}
