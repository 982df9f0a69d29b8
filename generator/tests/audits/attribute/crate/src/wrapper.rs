use serde::Deserialize;

/// Every answer is in one of these.
#[derive(Debug, Deserialize)]
pub struct Wrapped<T> {
    pub data: Option<T>,
    pub warnings: Vec<String>,
}
