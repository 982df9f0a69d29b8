#[endpoint(path = "{self.mount}/roles/{self.name}", method = "DELETE")]
pub struct DeleteRole {
    #[endpoint(skip)]
    pub mount: String,
    #[endpoint(skip)]
    pub name: String,
}
