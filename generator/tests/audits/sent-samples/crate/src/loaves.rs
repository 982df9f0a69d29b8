use carrier_derive::Endpoint;
use serde::{Deserialize, Serialize};

#[derive(Debug, Endpoint)]
#[endpoint(path = "loaves/{self.name}", method = "PUT")]
pub struct SetLoaf {
    #[endpoint(skip)]
    pub name: String,
    #[endpoint(query)]
    pub dry_run: Option<bool>,
    pub grams: u32,
    #[serde(rename = "flourKind")]
    pub flour: Option<Flour>,
    pub seeds: Option<Seeds>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Flour {
    Rye,
    Wheat,
}

/// Nobody reads these.
#[derive(Debug, Serialize)]
pub struct Seeds {
    pub kind: String,
}

/// Not all of it can be given from outside.
#[derive(Debug, Endpoint)]
#[endpoint(path = "ovens", method = "POST")]
pub struct HeatOven {
    degrees: u32,
}
