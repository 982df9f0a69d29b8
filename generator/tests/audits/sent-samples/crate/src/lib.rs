//! Requests that a test can make of a sample: by public fields, and read as a whole.

pub mod loaves;

use carrier::endpoint::Endpoint;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Order {
    pub loaf: String,
    pub count: u32,
}

pub struct Bakery {
    client: Client,
}

impl Bakery {
    pub async fn order(&self, order: &Order) -> Response {
        self.client.post("/orders").json(order).send().await
    }

    pub async fn send<E: Endpoint>(&self, request: E) -> Response {
        request.exec(&self.client).await
    }
}
