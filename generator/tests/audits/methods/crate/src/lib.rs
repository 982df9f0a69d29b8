//! A type for each call, which answers for its method, path, query and body.

mod params;

use params::{FormParams, QueryParams};

/// A grain, or all of them.
pub struct Filter {
    kind: String,
}

impl Filter {
    fn add_query(&self, params: &mut FormParams) {
        params.push("filter[kind]", self.kind.as_str());
    }
}

pub struct Grind<'a> {
    stone: NameOrId<'a>,
    grain: &'a str,
    fine: Option<bool>,
    filter: Option<Filter>,
    tags: Vec<String>,
}

impl Endpoint for Grind<'_> {
    fn method(&self) -> Method {
        Method::POST
    }

    fn endpoint(&self) -> Cow<'static, str> {
        format!("stones/{}/grind", self.stone).into()
    }

    fn body(&self) -> Result<Option<(&'static str, Vec<u8>)>, BodyError> {
        let mut params = FormParams::default();
        params.push("grain", self.grain).push_opt("fine", self.fine);
        params.extend(self.tags.iter().map(|tag| ("tags[]", tag)));
        if let Some(filter) = &self.filter {
            filter.add_query(&mut params);
        }
        params.into_body()
    }
}

pub struct Stones {
    order_by: Option<Order>,
}

impl Endpoint for Stones {
    fn method(&self) -> Method {
        Method::GET
    }

    fn endpoint(&self) -> Cow<'static, str> {
        "stones".into()
    }

    fn parameters(&self) -> QueryParams<'_> {
        let mut params = QueryParams::default();
        params.push_opt("order_by", self.order_by);
        params
    }
}

pub struct Broken {
    url: String,
}

impl Endpoint for Broken {
    fn method(&self) -> Method {
        Method::DELETE
    }

    fn endpoint(&self) -> Cow<'static, str> {
        self.url.clone().into()
    }
}

pub struct Halt;

impl Request for Halt {
    const METHOD: Method = Method::PUT;
    const PATH: &'static str = "/stones/halt";
    type Response = Halted;
}

#[derive(serde::Deserialize)]
pub struct Halted {
    at: String,
}
