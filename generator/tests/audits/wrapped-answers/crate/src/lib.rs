//! Answers come in an envelope, and types are exported from a private module.

mod answers;

pub use answers::Wind;

use answers::Hidden;

/// What every answer is in.
#[derive(serde::Deserialize)]
pub struct Envelope<T> {
    pub request: String,
    pub result: T,
}

impl Vane {
    pub async fn wind(&self, place: &str) -> Result<Wind, Error> {
        self.http.get(format!("{}/wind/{place}", self.base)).send().await
    }

    pub async fn gusts(&self, place: &str) -> Result<Vec<Hidden>, Error> {
        self.http.get(format!("{}/gusts/{place}", self.base)).send().await
    }
}
