//! What a call is answered, by status: success and error alike.

use serde::{Deserialize, Serialize};

use super::Evidence;
use super::body::MediaType;
use super::schema::Schema;

/// A documented response.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// The status, where the documentation states it.
    pub status: Option<u16>,
    /// Whether it reports an error: its status says so, or the part of the documentation that shows it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub error: bool,
    /// How its body is written.
    #[serde(default, skip_serializing_if = "MediaType::is_json")]
    pub media_type: MediaType,
    /// The body; none where the documentation shows none.
    pub body: Option<Schema>,
    /// The documentation's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The samples and lines that show it.
    pub evidence: Vec<Evidence>,
}

impl Response {
    /// Whether it reports an error.
    pub fn is_error(&self) -> bool {
        self.error || self.status.is_some_and(|status| status >= 400)
    }
}
