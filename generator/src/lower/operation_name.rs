//! What an operation is called: by its heading, else by its method and path. Of several that would have one name, the later
//! ones have what sets them apart in theirs.

use crate::dialect::{Dialect, OperationFact, PageFacts, Section, is_plural, shortcodes, singular, words_of};
use crate::model::{PathPiece, PathTemplate};
use crate::naming::{Names, snake};

/// An operation's name and its summary: from the nearest heading that begins with a verb and has named no other
/// operation yet, else from its method and path. The summary is empty where no heading is the operation's own.
pub(super) fn operation(
    operation: &OperationFact,
    facts: &PageFacts,
    module: &str,
    dialect: &Dialect,
    taken: &Names,
) -> (String, String) {
    let is_free = |name: &str| taken.is_free(&snake(name));
    let nearest = operation.section.and_then(|at| facts.sections.get(at));
    let mut sections =
        std::iter::successors(nearest, |section| section.parent.and_then(|at| facts.sections.get(at)));
    let read = |section: &Section| from_heading(section, module, dialect);
    let named = sections.find_map(read);
    if let Some((name, summary)) = named.as_ref().filter(|(name, _)| is_free(name)) {
        return (snake(name), shortcodes(summary));
    }
    let own = nearest.filter(|section| section.parent.is_some());
    // a page that has its title in its front matter, or above, has none in one of several headings
    let is_title = |section: &&Section| {
        let is_first = facts.sections.first().is_some_and(|first| first.span == section.span);
        section.parent.is_none()
            && !(facts.has_many_titles() && (facts.front_matter.title.is_some() || !is_first))
    };
    // another operation has what the heading says first: all of its words may tell them apart
    let whole = own.filter(|section| read(section).is_some()).and_then(|section| {
        let (name, summary) = from_words(section, module, dialect, &[])?;
        is_free(&name).then_some((name, summary))
    });
    if let Some((name, summary)) = whole {
        return (snake(&name), shortcodes(&summary));
    }
    // in words that the dialect does not know, a heading still says to people what the operation does
    let summary = nearest.filter(|section| !is_title(section) && read(section).is_none());
    let mut names = from_path(&operation.method, &PathTemplate::canonical(operation.route()));
    let first = names.first().cloned().unwrap_or_default();
    names.retain(|name| is_free(name));
    let name = names.into_iter().next().unwrap_or(first);
    (snake(&name), summary.map(|section| shortcodes(&section.title)).unwrap_or_default())
}

/// `create base connection` and `Create a base connection` of "Create a base connection for X".
fn from_heading(section: &Section, module: &str, dialect: &Dialect) -> Option<(String, String)> {
    from_words(section, module, dialect, &dialect.operations.stop)
}

/// Name and summary of a heading that begins with a verb, up to a word of `stop`.
fn from_words(
    section: &Section,
    module: &str,
    dialect: &Dialect,
    stop: &[String],
) -> Option<(String, String)> {
    let words = &dialect.operations;
    let lower = section.plain_title.to_lowercase();
    let verb = words
        .verbs
        .iter()
        .find(|verb| lower.strip_prefix(verb.as_str()).is_some_and(|rest| rest.starts_with(' ')))?;
    let is_one_of = |list: &[String], word: &str| list.iter().any(|known| known == word);
    let product = words_of(module);
    let title: Vec<&str> = section
        .plain_title
        .get(verb.len()..)?
        .split_whitespace()
        .take_while(|word| !is_one_of(stop, &word.to_lowercase()))
        .collect();
    let nouns: Vec<String> = title
        .iter()
        .map(|word| {
            word.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect::<String>().to_lowercase()
        })
        .filter(|word| !word.is_empty() && !is_one_of(&words.drop, word) && !product.contains(word))
        .collect();
    let ascii = nouns.iter().all(|word| word.is_ascii());
    let summary = format!("{} {}", section.plain_title.get(..verb.len())?, title.join(" "));
    (!nouns.is_empty() && ascii).then(|| (format!("{verb} {}", nouns.join(" ")), summary))
}

/// `create connection` of `POST /connections`; then with what the path says besides: `list user items` and `list group items`,
/// `get user by email`.
fn from_path(method: &str, path: &PathTemplate) -> Vec<String> {
    let last_is_parameter = path.ends_with_parameter();
    let resource = path.resource().unwrap_or("root");
    let verb = match method {
        "POST" => "create",
        "GET" if last_is_parameter || !is_plural(resource) => "get",
        "GET" => "list",
        "PUT" => "replace",
        "PATCH" => "update",
        "DELETE" => "delete",
        other => other,
    };
    let of_all = matches!(method, "GET" | "PUT" | "PATCH" | "DELETE" | "LIST" | "SCAN" | "SEARCH");
    let one = last_is_parameter || !of_all;
    let noun = words_of(&if one { singular(resource) } else { resource.to_owned() }).join(" ");
    let mut names = vec![format!("{verb} {noun}")];
    let mut qualified = noun.clone();
    for parent in parents(path).into_iter().rev() {
        qualified = format!("{} {qualified}", words_of(&singular(parent)).join(" "));
        names.push(format!("{verb} {qualified}"));
    }
    if let Some(parameter) = path.segments().iter().flatten().rev().find_map(parameter) {
        names.push(format!("{verb} {noun} by {}", words_of(parameter).join(" ")));
        names.push(format!("{verb} {qualified} by {}", words_of(parameter).join(" ")));
    }
    names.iter_mut().for_each(|name| *name = name.to_lowercase());
    names
}

/// The literals above the resource that say what it is of, versions left out.
fn parents(path: &PathTemplate) -> Vec<&str> {
    let is_version = |text: &str| {
        text == "api"
            || text.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let mut literals: Vec<&str> = path
        .segments()
        .iter()
        .filter_map(|segment| match segment.as_slice() {
            [PathPiece::Literal(text)] if !text.is_empty() && !is_version(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    literals.pop();
    literals
}

fn parameter(piece: &PathPiece) -> Option<&str> {
    piece.parameter()
}

#[cfg(test)]
mod tests {
    use super::from_path;
    use crate::model::PathTemplate;

    #[test]
    fn methods_and_paths_make_names() {
        for (method, path, expected) in [
            ("POST", "/statuses", "create status"),
            ("HEAD", "/aliases", "head alias"),
            ("GET", "/movies/{id}", "get movie"),
            ("GET", "/series", "list series"),
            ("GET", "/series/{id}", "get series"),
            ("GET", "/analyses/{id}", "get analysis"),
            ("GET", "/status", "get status"),
            ("GET", "/caches", "list caches"),
            ("DELETE", "/caches/{id}", "delete cache"),
            ("LIST", "/keys", "list keys"),
            ("GET", "/dns", "get dns"),
            ("POST", "/people", "create person"),
        ] {
            assert_eq!(from_path(method, &PathTemplate::canonical(path))[0], expected, "{method} {path}");
        }
    }

    #[test]
    fn what_sets_a_path_apart_is_in_its_further_names() {
        let names = from_path("GET", &PathTemplate::canonical("/v1/users/{email}/keys/{KEY_ID}"));
        assert_eq!(names, ["get key", "get user key", "get key by key id", "get user key by key id"]);
    }
}
