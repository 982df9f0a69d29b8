#[derive(serde::Deserialize)]
pub struct Wind {
    pub speed: f64,
    pub directoin: String,
}

#[derive(serde::Deserialize)]
pub struct Hidden {
    pub speed: String,
}
