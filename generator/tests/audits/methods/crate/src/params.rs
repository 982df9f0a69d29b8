#[derive(Default)]
pub struct FormParams {
    pairs: Vec<(String, String)>,
}

#[derive(Default)]
pub struct QueryParams<'a> {
    pairs: Vec<(&'a str, String)>,
}
