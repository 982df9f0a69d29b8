//! A sample need not show all that may be sent, nor all that is answered.

#[derive(serde::Deserialize)]
pub struct Painting {
    pub title: String,
    pub painter: String,
}

impl Gallery {
    pub async fn paintings(&self, room: &str, limit: u32) -> Result<Painting, Error> {
        let query = [("romo", room), ("limit", &limit.to_string())];
        self.client.get("/paintings").query(&query).send().await
    }
}
