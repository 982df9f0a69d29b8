use serde::{Deserialize, Deserializer};

#[derive(Deserialize)]
pub struct Tree {
    pub id: Id,
    pub kind: Kind,
    #[serde(alias = "heightCm")]
    pub height: Option<f64>,
    pub picked: Picked,
    pub parent: Option<Box<Tree>>,
    pub owner: String,
}

pub type Id = Number;

#[derive(Deserialize)]
pub struct Number(u64);

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Apple,
    Pear,
}

/// Read by hand: a text or a number.
pub struct Picked(String);

impl<'de> Deserialize<'de> for Picked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}
