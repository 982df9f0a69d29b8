//! Where the API is: what is left of a sample's URL when the operation's path is taken away.

use foldhash::{HashMap, HashMapExt};

use super::PageRead;
use crate::model::{Evidence, Origin, Server};

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

/// A URL up to where the path begins in it.
pub fn base(url: &str, path: &str) -> Option<String> {
    let url = url.split(['?', '#']).next()?;
    let (scheme, rest) = url.split_once("://")?;
    let is_host = |host: &str| !host.is_empty() && !host.contains(['{', '}', ' ']);
    if !scheme.chars().all(|c| c.is_ascii_alphanumeric()) || !is_host(rest.split('/').next()?) {
        return None;
    }
    let fixed = path.split('{').next().unwrap_or(path).trim_end_matches('/');
    let whole = rest.find(fixed).filter(|_| !fixed.is_empty()).map_or(rest.len(), |at| at);
    Some(format!("{scheme}://{}", rest.get(..whole)?.trim_end_matches('/')))
}
