//! Paths of which a part may be left out, an ending that may be none, and an address that is only a name.

pub struct Dice {
    client: Client,
}

impl Dice {
    pub async fn roll(&self) -> Response {
        self.client.post("/dice/roll").json(&json!({ "sides": 6 })).send().await
    }

    pub async fn roll_many(&self, count: u32) -> Response {
        self.client.post(format!("/dice/roll/{count}")).json(&json!({ "sides": 6 })).send().await
    }

    pub async fn export(&self, ending: &str) -> Response {
        self.client.get(format!("/dice/export{ending}")).send().await
    }

    pub async fn health(&self, server_url: &str) -> Response {
        self.client.get(format!("{server_url}/health")).send().await
    }

    pub async fn put(&self) -> Response {
        self.client.put("/dice/roll").json(&json!({ "sides": 6 })).send().await
    }

    pub async fn read(&self, id: &str) -> Response {
        self.client.get(format!("/dice/throws{id}")).send().await
    }
}
