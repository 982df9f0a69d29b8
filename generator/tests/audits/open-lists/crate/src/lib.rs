//! Fields that the pages list elsewhere: in a file that they bring in, and on the page of each kind of dog.

#[derive(Endpoint)]
#[endpoint(path = "kennels/{self.name}", method = "POST")]
pub struct SetKennel {
    #[endpoint(skip)]
    pub name: String,
    pub colour: String,
    pub heated: Option<bool>,
    pub keeper: Option<String>,
}

#[derive(Endpoint)]
#[endpoint(path = "dogs/{self.name}", method = "POST")]
pub struct SetDog {
    #[endpoint(skip)]
    pub name: String,
    pub breed: String,
    pub nose: Option<String>,
    pub legs: Option<u8>,
    pub tail: Option<String>,
}
