use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// Creates a bed.
///
/// See <https://docs.example.test/garden/beds#create>.
#[derive(Debug, Endpoint)]
#[endpoint(path = "{self.mount}/beds/{self.name}", method = "POST")]
pub struct CreateBed {
    #[endpoint(skip)]
    pub mount: String,
    #[endpoint(skip)]
    pub name: String,
    #[endpoint(query)]
    pub dry_run: Option<bool>,
    pub width: u32,
    #[serde(rename = "soil-kind")]
    pub soil: Option<Soil>,
    pub lables: Option<HashMap<String, String>>,
}

#[derive(Debug, Endpoint)]
#[endpoint(path = "{self.mount}/beds/{self.name}", response = "Bed")]
pub struct ReadBed {
    #[endpoint(skip)]
    pub mount: String,
    #[endpoint(skip)]
    pub name: String,
}

#[derive(Debug, Endpoint)]
#[endpoint(path = "{self.mount}/beds/{self.name}{self.part}", method = "DELETE")]
pub struct DeleteBed {
    #[endpoint(skip)]
    pub mount: String,
    #[endpoint(skip)]
    pub name: String,
    #[endpoint(skip)]
    pub part: Part,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Soil {
    HeavyClay,
    Sand,
}

#[derive(Debug, Deserialize)]
pub struct Bed {
    pub width: String,
    pub planted: Option<String>,
    #[serde(flatten)]
    pub place: Place,
}

#[derive(Debug, Deserialize)]
pub struct Place {
    pub row: u32,
}
