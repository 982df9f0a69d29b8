//! Names by method and path, and what of its path sets an operation apart from another one of the same name.

use crate::dialect::{is_plural, singular, words_of};
use crate::model::PathTemplate;
use crate::sample::url::decode;

/// `create connection` of `POST /connections`.
pub(super) fn plain(method: &str, path: &PathTemplate) -> String {
    let (verb, noun) = act(method, path);
    format!("{verb} {noun}")
}

/// The plain name with what sets the path apart from `other`, what says most first: what it is of, `list user items`; its
/// version, `get instance v1`; a parameter, `get user by email`; both; whatever other word it has.
pub(super) fn apart(method: &str, path: &PathTemplate, other: &PathTemplate) -> Vec<String> {
    let (verb, noun) = act(method, path);
    let of = owners(path, alike(path, other));
    let mut names: Vec<String> = of.iter().map(|owner| format!("{verb} {owner} {noun}")).collect();
    names.extend(version(path, other).map(|version| format!("{verb} {noun} {version}")));
    let by = parameter(path, other).map(|name| format!("by {name}"));
    names.extend(by.iter().map(|by| format!("{verb} {noun} {by}")));
    names.extend(by.iter().zip(of.last()).map(|(by, owner)| format!("{verb} {owner} {noun} {by}")));
    names.extend(unlike(path, other).map(|words| format!("{verb} {noun} {words}")));
    names
}

/// The plain name with more of the method and the path, whatever others have: `patch item`, `update user item`.
pub(super) fn longer(method: &str, path: &PathTemplate) -> Vec<String> {
    let (verb, noun) = act(method, path);
    let owners = owners(path, 0).into_iter().map(|owner| format!("{verb} {owner} {noun}"));
    std::iter::once(format!("{} {noun}", method.to_lowercase())).chain(owners).collect()
}

fn act(method: &str, path: &PathTemplate) -> (String, String) {
    let last_is_parameter = path.ends_with_parameter();
    let resource = path.resource().map_or_else(|| "root".to_owned(), decode);
    let verb = match method {
        "POST" => "create",
        "GET" if last_is_parameter || !is_plural(&resource) => "get",
        "GET" => "list",
        "PUT" => "replace",
        "PATCH" => "update",
        "DELETE" => "delete",
        other => other,
    };
    let of_all = matches!(method, "GET" | "PUT" | "PATCH" | "DELETE" | "LIST" | "SCAN" | "SEARCH");
    let one = last_is_parameter || !of_all;
    let noun = if one { singular(&resource) } else { resource };
    (verb.to_lowercase(), words_of(&noun).join(" "))
}

/// How many of the literals just above the resource are those of the other path.
fn alike(path: &PathTemplate, other: &PathTemplate) -> usize {
    parents(path)
        .iter()
        .rev()
        .zip(parents(other).iter().rev())
        .take_while(|(own, other)| own == other)
        .count()
}

/// What the resource is of, without the `alike` nearest alone: `user`, `group user`.
fn owners(path: &PathTemplate, alike: usize) -> Vec<String> {
    let parents = parents(path);
    let from = |start: usize| {
        let words = parents.iter().skip(start).flat_map(|parent| words_of(&singular(parent)));
        words.collect::<Vec<String>>().join(" ")
    };
    (0..parents.len().saturating_sub(alike)).rev().map(from).collect()
}

/// The literals above the resource that say what it is of, versions left out.
fn parents(path: &PathTemplate) -> Vec<String> {
    let says = |text: &&str| *text != "api" && !is_version(text);
    let mut literals: Vec<&str> = path.literals().filter(|text| !text.is_empty()).collect();
    literals.pop();
    literals.into_iter().filter(says).map(decode).collect()
}

fn is_version(text: &str) -> bool {
    text.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The version, where the other has another or none.
fn version(path: &PathTemplate, other: &PathTemplate) -> Option<String> {
    let of = |path: &PathTemplate| path.literals().find(|text| is_version(text)).map(str::to_lowercase);
    of(path).filter(|version| of(other).as_ref() != Some(version))
}

/// The last parameter that the other does not have, or does not end with.
fn parameter(path: &PathTemplate, other: &PathTemplate) -> Option<String> {
    let names = |path: &PathTemplate| -> Vec<String> {
        path.parameters().map(|name| words_of(name).join(" ")).filter(|name| !name.is_empty()).collect()
    };
    let (mut own, theirs) = (names(path), names(other));
    let ends_alone = path.ends_with_parameter() && !other.ends_with_parameter();
    let last = own.last().filter(|_| ends_alone).cloned();
    own.retain(|name| !theirs.contains(name));
    last.or_else(|| own.pop())
}

/// The words that the other path does not have.
fn unlike(path: &PathTemplate, other: &PathTemplate) -> Option<String> {
    let theirs: Vec<&str> = other.literals().collect();
    let own = path.literals().filter(|text| !theirs.contains(text) && path.resource() != Some(text));
    let words: Vec<String> = own.flat_map(|text| words_of(&decode(text))).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("GET", "/lost%2Ffound", "get lost found"),
        ] {
            assert_eq!(plain(method, &PathTemplate::canonical(path)), expected, "{method} {path}");
        }
    }

    #[test]
    fn what_differs_is_in_the_name() {
        for (path, other, expected) in [
            ("/v1/users/{email}/keys/{KEY}", "/v1/keys/{KEY}", Some("get user key")),
            ("/groups/{a}/users/{b}/keys/{c}", "/shops/{a}/users/{b}/keys/{c}", Some("get group user key")),
            ("/calls/sail/v1", "/calls/row/v1", Some("get sail v1")),
            ("/v1/harbour", "/v2/harbour", Some("get harbour v1")),
            ("/users/{email}", "/user", Some("get user by email")),
            ("/users/{email}", "/users/{id}", Some("get user by email")),
            ("/api/user", "/user", Some("get user api")),
            ("/links/{provider}/{cn}", "/links/{cn}", Some("get link by provider")),
            ("/user", "/users/{id}", None),
        ] {
            let [path, other] = [path, other].map(PathTemplate::canonical);
            let names = apart("GET", &path, &other);
            assert_eq!(names.first().map(String::as_str), expected, "{path} beside {other}: {names:?}");
        }
    }
}
