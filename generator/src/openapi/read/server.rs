//! Where an API, or one of its operations, is.

use super::super::tree::SpecNode;
use super::context::ReadContext;
use crate::model::Server;

/// The server of a document: the first that it names.
pub(super) fn of_document(context: &ReadContext<'_>) -> Option<Server> {
    let root = context.root;
    if root.get("servers").is_some_and(|servers| !servers.items().is_empty()) {
        return first(context, root);
    }
    let (host, base) = (root.entry("host"), root.entry("basePath"));
    let line = host.or(base)?.line;
    let scheme = root.get("schemes").and_then(|all| all.items().first()?.as_str()).unwrap_or("https");
    let host = host.and_then(|it| it.value.as_str());
    let base = base.and_then(|it| it.value.as_str()).unwrap_or_default();
    let url = host.map_or_else(|| base.to_owned(), |host| format!("{scheme}://{host}{base}"));
    Some(Server { url: url.trim_end_matches('/').to_owned(), evidence: context.evidence(line) })
}

/// The server of an operation, or of its path's item, where it has one of its own that is not the document's.
pub(super) fn of_operation(
    context: &ReadContext<'_>,
    item: &SpecNode,
    operation: &SpecNode,
) -> Option<Server> {
    let own = first(context, operation).or_else(|| first(context, item))?;
    let is_shared = of_document(context).is_some_and(|shared| shared.url == own.url);
    (!is_shared).then_some(own)
}

/// The first server that a node names, its variables replaced by what they are by default.
fn first(context: &ReadContext<'_>, node: &SpecNode) -> Option<Server> {
    let first = node.get("servers").and_then(|servers| servers.items().first())?;
    if first.is_set("x-docwright-unstated") {
        return None;
    }
    let mut url = first.text("url")?.to_owned();
    for variable in first.get("variables").map_or(&[][..], SpecNode::entries) {
        if let Some(default) = variable.value.get("default").and_then(SpecNode::scalar) {
            url = url.replace(&format!("{{{}}}", variable.key), &default);
        }
    }
    Some(Server { url: url.trim_end_matches('/').to_owned(), evidence: context.evidence(first.line) })
}
