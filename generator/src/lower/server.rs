//! Where the API is: what is left of a sample's URL when the operation's path is taken away; and which operations are elsewhere.

use std::collections::{BTreeMap, HashMap};

use super::PageRead;
use crate::model::{Evidence, Operation, Origin, PathTemplate, Server, Source};
use crate::sample::url::is_stand_in_host;

/// The base URL that most samples show; of several as frequent, the first.
pub(super) fn find(pages: &[&PageRead]) -> Option<Server> {
    let mut servers = Servers::default();
    for page in pages {
        for operation in &page.facts.operations {
            for request in &operation.requests {
                let Some(base) = base(&request.url.value, operation.route()) else { continue };
                servers.add(base, page.evidence(&request.url.span, Origin::Sample));
            }
        }
    }
    servers.usual()
}

/// Gives operations a server of their own whose samples show another one than the API's. Those without samples are where most
/// of their source are.
pub(super) fn part(sources: &mut [Source], pages: &[&PageRead], api: &Server) {
    let pages: HashMap<&str, &PageRead> = pages.iter().map(|page| (&*page.file.name, *page)).collect();
    for source in sources {
        let Some(page) = pages.get(&*source.page) else { continue };
        let mut all = Servers::default();
        let mut own: BTreeMap<String, Servers> = BTreeMap::new();
        for operation in &page.facts.operations {
            let path = PathTemplate::canonical(operation.route());
            let own = own.entry(key(&operation.method, &path)).or_default();
            for url in operation.requests.iter().map(|request| &request.url) {
                // of a URL that does not end in the path nobody knows where the server ends
                let plain = url.value.split(['?', '#']).next().unwrap_or_default();
                let base =
                    base(&url.value, operation.route()).filter(|_| path.values_at_end(plain).is_some());
                if let Some(base) = base.filter(|base| is_trusted(base)) {
                    let evidence = page.evidence(&url.span, Origin::Sample);
                    all.add(base.clone(), evidence.clone());
                    own.add(base, evidence);
                }
            }
        }
        let usual = all.usual();
        let server = |operation: &Operation| {
            let own = own.get(&key(&operation.method, &operation.path)).and_then(Servers::usual);
            let is_own =
                |server: &Server| is_another(&server.url, &api.url) && is_of_site(&server.url, &api.url);
            own.or_else(|| usual.clone()).filter(is_own)
        };
        for operation in &mut source.operations {
            operation.server = server(operation);
        }
    }
}

fn key(method: &str, path: &PathTemplate) -> String {
    format!("{method} {path}")
}

/// Whether a server is another one than the API's: not the same by another protocol, and no stand-in where the documentation also
/// names a host that is none.
fn is_another(url: &str, api: &str) -> bool {
    let behind = |url: &str| url.split_once("://").map_or(url, |(_, rest)| rest).to_owned();
    let (own, api) = (behind(url), behind(api));
    let is_stand_in = |rest: &str| is_stand_in_host(rest.split('/').next().unwrap_or_default());
    own != api && (!is_stand_in(&own) || is_stand_in(&api))
}

/// Whether a server's host is the API's, or one beside it: `uploads.a.test` beside `api.a.test`. A client sends its credentials to
/// no other because a sample is of it.
fn is_of_site(url: &str, api: &str) -> bool {
    let labels = |url: &str| -> Vec<String> {
        let authority =
            url.split_once("://").map_or(url, |(_, rest)| rest).split('/').next().unwrap_or_default();
        let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
        host.split('.').rev().map(str::to_ascii_lowercase).collect()
    };
    let (own, api) = (labels(url), labels(api));
    let shared = own.iter().zip(&api).take_while(|(one, other)| one == other).count();
    // `co.uk` and its like are nobody's
    let is_registry = matches!(own.get(..2), Some([top, below]) if top.len() == 2 && below.len() <= 3);
    own == api || shared >= if is_registry { 3 } else { 2 }
}

/// Whether a client sends anything there: what is not encrypted goes to this machine alone.
fn is_trusted(url: &str) -> bool {
    let host = |rest: &str| rest.split(['/', ':']).next().unwrap_or_default().to_owned();
    let is_local = |rest| matches!(host(rest).as_str(), "localhost" | "127.0.0.1");
    url.starts_with("https://") || url.strip_prefix("http://").is_some_and(is_local)
}

/// Servers, each with the samples that show it, as they come first.
#[derive(Default)]
struct Servers {
    all: Vec<Server>,
    places: HashMap<String, usize>,
}

impl Servers {
    fn add(&mut self, url: String, evidence: Evidence) {
        let at = *self.places.entry(url.clone()).or_insert(self.all.len());
        match self.all.get_mut(at) {
            Some(server) => server.evidence.push(evidence),
            None => self.all.push(Server { url, evidence: vec![evidence] }),
        }
    }

    /// The one that most samples show; of several as frequent, the first.
    fn usual(&self) -> Option<Server> {
        let most = self.all.iter().map(|server| server.evidence.len()).max()?;
        self.all.iter().find(|server| server.evidence.len() == most).cloned()
    }
}

/// A URL up to where the path begins in it, without a user name and a password; none where either part of it is a
/// placeholder's.
pub fn base(url: &str, path: &str) -> Option<String> {
    let url = url.split(['?', '#']).next()?;
    let (scheme, rest) = url.split_once("://")?;
    let end = rest.find('/').unwrap_or(rest.len());
    let (authority, own) = rest.split_at_checked(end)?;
    let host = authority.rsplit('@').next()?;
    let is_fixed = |text: &str| !text.contains(['{', '}', '<', '>', '$', ' ', '[', ']']);
    if host.is_empty() || !is_fixed(host) || !scheme.chars().all(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let template = PathTemplate::canonical(path);
    let before = match template.values_at_end(own) {
        Some((before, _)) => before,
        // a path that only begins as it is documented
        None => {
            let fixed = path.split('{').next().unwrap_or(path).trim_end_matches('/');
            own.get(..own.find(fixed).filter(|_| !fixed.is_empty())?)?
        }
    };
    is_fixed(before).then(|| format!("{scheme}://{host}{}", before.trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_go_to_the_site_of_the_api_alone() {
        for (own, api, expected) in [
            ("https://a.test/v2", "https://a.test:8443/v1", true),
            ("https://uploads.a.test", "https://api.a.test/v1", true),
            ("https://a.test", "https://api.a.test", true),
            ("https://uploads.ABC.co.uk", "https://api.abc.co.uk", true),
            ("http://localhost:9000", "http://localhost:8000", true),
            ("https://b.test", "https://a.test", false),
            ("https://api.b.co.uk", "https://api.a.co.uk", false),
            ("https://a.test.b.test", "https://a.test", false),
            ("https://nota.test", "https://a.test", false),
        ] {
            assert_eq!(is_of_site(own, api), expected, "{own} {api}");
        }
    }

    #[test]
    fn a_server_is_what_the_path_leaves() {
        for (url, path, expected) in [
            ("https://a.test/v1/things/7", "/things/{ID}", Some("https://a.test/v1")),
            ("https://a.test/store/v1/pets?limit=3", "/{KIND}", Some("https://a.test/store/v1")),
            ("https://a.test/store/v1/pets/p-7", "/{KIND}/{ID}", Some("https://a.test/store/v1")),
            ("https://ann:pw@a.test/things", "/things", Some("https://a.test")),
            ("https://a.test/things/7/more", "/things", Some("https://a.test")),
            ("https://a.test/else", "/things", None),
            ("https://{HOST}/things", "/things", None),
            ("https://a.test/{TENANT}/things", "/things", None),
            ("a.test/things", "/things", None),
            ("https://a.test", "/", Some("https://a.test")),
        ] {
            assert_eq!(base(url, path).as_deref(), expected, "{url}");
        }
    }
}
