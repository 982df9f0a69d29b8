//! Enums that are sent as texts which the crate writes itself, in three ways; and paths that only words say.

use std::fmt;

#[derive(Clone, Copy)]
pub enum Order {
    Rising,
    Falling,
}

impl Order {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rising => "up",
            Self::Falling => "down",
        }
    }
}

pub enum Voice {
    Alto,
    Bass,
}

impl fmt::Display for Voice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Voice::Alto => write!(f, "alto"),
            Voice::Bass => f.write_str("bass"),
        }
    }
}

#[derive(strum::Display)]
#[strum(serialize_all = "kebab-case")]
pub enum Age {
    GrownUp,
    #[strum(serialize = "kid")]
    Child,
}

pub struct Choir {
    client: Client,
}

impl Choir {
    pub async fn singers(&self, order: Order, voice: Voice, age: Age) -> Response {
        let mut params = Vec::new();
        params.push(("order", order.as_str()));
        params.push(("voice", voice.to_string()));
        params.push(("age", age.to_string()));
        self.client.get("/singers").query(&params).send().await
    }

    /// `DELETE /singers/{name}`
    pub async fn leave(&self, name: &str) -> Response {
        self.client.delete(self.address_of(&[name])).send().await
    }

    /// Whatever is asked for.
    pub async fn other(&self, name: &str) -> Response {
        self.client.delete(self.address_of(&[name])).send().await
    }

    fn address_of(&self, parts: &[&str]) -> String {
        parts.iter().fold(String::new(), |path, part| path + part)
    }
}

impl Choir {
    pub async fn sheet(&self, stage: &str, folder: &str, file: &str) -> Response {
        self.client.get(format!("/stages/{stage}/{folder}/{file}")).send().await
    }
}
