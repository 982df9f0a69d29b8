//! Where an API is, as a document says it.

use indexmap::IndexMap;

use super::document::{SpecServer, Variable};
use super::schema::source;
use crate::model;
use crate::sample::url::is_stand_in_host;

/// The server; an address that leads nowhere where the documentation names none.
pub(super) fn write(server: Option<&model::Server>) -> SpecServer {
    let variable = |default: &str, description: &str| Variable {
        default: default.to_owned(),
        description: description.to_owned(),
    };
    let Some(server) = server else {
        let description = "The documentation does not say where the API is.";
        return SpecServer {
            url: "{server}".to_owned(),
            variables: IndexMap::from([("server".to_owned(), variable("https://api.invalid", description))]),
            unstated: true,
            source: None,
        };
    };
    let mut url = server.url.trim_end_matches('/').to_owned();
    let mut variables = IndexMap::new();
    // what is in braces is for the reader to give
    for name in server.url.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name) {
        variables.insert(name.to_owned(), variable(name, "For the caller to give."));
    }
    let host = server.url.split_once("://").map(|(_, rest)| rest.split(['/', '?']).next().unwrap_or(rest));
    // a document's readers take a stand-in for left over
    if let Some(host) = host.filter(|host| is_stand_in_host(host) && !host.contains('{')) {
        url = url.replacen(host, "{host}", 1);
        variables.insert("host".to_owned(), variable(host, "The documentation's stand-in for the host."));
    }
    SpecServer { url, variables, unstated: false, source: source(&server.evidence) }
}
