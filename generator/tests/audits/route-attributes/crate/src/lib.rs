//! An interface that a macro implements.

pub trait Lake {
    /// The boats.
    #[get("/boats")]
    fn boats(&self) -> Vec<Boat> {
        Vec::new()
    }

    #[post("/boats/{id}/sail")]
    fn sail(&self, id: u64) {}
}

macro_rules! calls {
    () => {};
}

calls! { POST "/boats/sink" }
