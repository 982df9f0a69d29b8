//! Where the API is: what is left of a sample's URL when the operation's path is taken away.

use std::collections::HashMap;

use super::PageRead;
use crate::model::{Evidence, Origin, PathTemplate, Server};

/// The base URL that most samples show; of several as frequent, the first.
pub(super) fn find(pages: &[&PageRead]) -> Option<Server> {
    let mut servers: Vec<(String, Vec<Evidence>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for page in pages {
        for operation in &page.facts.operations {
            for request in &operation.requests {
                let Some(base) = base(&request.url.value, operation.route()) else { continue };
                let evidence = page.evidence(&request.url.span, Origin::Sample);
                let at = *known.entry(base.clone()).or_insert(servers.len());
                match servers.get_mut(at) {
                    Some((_, all)) => all.push(evidence),
                    None => servers.push((base, vec![evidence])),
                }
            }
        }
    }
    let most = servers.iter().map(|(_, evidence)| evidence.len()).max()?;
    servers
        .into_iter()
        .find(|(_, evidence)| evidence.len() == most)
        .map(|(url, evidence)| Server { url, evidence })
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
