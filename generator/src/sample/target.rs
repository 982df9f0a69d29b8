//! The target of a request line as docs spell it: where it ends in running text, which spellings of placeholders and hosts
//! are one, and what no request can send.

use std::borrow::Cow;

/// A target with one spelling for what several have: `#{id}` and `%{id}` (interpolations of some languages), and `#id` as a
/// whole segment, are `{id}`; `(id or name)` as a whole segment is `{id or name}`; a host that is before the path as a placeholder, `$HOST`, `${HOST}:80` or `<host>`, is
/// `{HOST}`.
pub(super) fn plain(target: &str) -> Cow<'_, str> {
    let target = interpolated(target);
    let target = match is_named_first(&target) {
        true => Cow::Owned(format!("/{target}")),
        false => target,
    };
    let target = match numbered(&target) {
        Some(named) => Cow::Owned(named),
        None => target,
    };
    let target = match worded(&target) {
        Some(named) => Cow::Owned(named),
        None => target,
    };
    match with_host(&target) {
        Some(named) => Cow::Owned(named),
        None => target,
    }
}

/// Whether a path that lacks its first slash begins with a placeholder: `{type}/{id}`, and not `{host}/things`.
fn is_named_first(target: &str) -> bool {
    let Some((name, rest)) = target.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
        return false;
    };
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    is_name && (rest.is_empty() || rest.starts_with(['/', '?'])) && !is_address(name) && !is_base(name)
}

/// Whether a placeholder's name is one of what the paths of a service begin with.
fn is_base(name: &str) -> bool {
    const ENDS: [&str; 13] = [
        "api", "root", "prefix", "site", "instance", "service", "path", "cluster", "url", "uri", "host",
        "server", "endpoint",
    ];
    let name = name.to_lowercase();
    ENDS.iter().any(|end| name.ends_with(end))
}

/// A text with `{id}` for `#{id}` and `%{id}`.
pub fn interpolated(text: &str) -> Cow<'_, str> {
    let is_one = |mark: &str| text.split_once(mark).is_some_and(|(_, rest)| rest.contains('}'));
    match is_one("#{") || is_one("%{") {
        true => Cow::Owned(text.replace("#{", "{").replace("%{", "{")),
        false => Cow::Borrowed(text),
    }
}

/// A path with `{id}` for a segment `#id`.
fn numbered(target: &str) -> Option<String> {
    let (before, rest) = target.split_once("/#")?;
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (name, behind) = rest.split_at_checked(end)?;
    let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !is_name {
        return None;
    }
    let whole = format!("{before}/{{{name}}}{behind}");
    Some(numbered(&whole).unwrap_or(whole))
}

/// A path with `{id or name}` for a segment of several words in brackets.
fn worded(target: &str) -> Option<String> {
    let (before, rest) = target.split_once("/(")?;
    let (words, behind) = rest.split_once(')')?;
    let is_of_words = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-');
    let is_segment = behind.is_empty() || behind.starts_with(['/', '?']);
    let named = (is_segment && words.trim().contains(' ') && words.chars().all(is_of_words))
        .then(|| format!("{before}/{{{words}}}"));
    match (named, worded(behind)) {
        (Some(named), behind_named) => Some(named + behind_named.as_deref().unwrap_or(behind)),
        (None, behind_named) => behind_named.map(|behind| format!("{before}/({words}){behind}")),
    }
}

/// A target whose host is a placeholder, with braces around that.
fn with_host(target: &str) -> Option<String> {
    let (end, _) =
        target.char_indices().zip(outside(target)).find(|((_, c), outside)| *c == '/' && *outside)?.0;
    let (host, path) = target.split_at_checked(end)?;
    let inner = host.strip_prefix('$').map(|rest| rest.trim_start_matches('{'));
    let inner = inner.or_else(|| host.strip_prefix('<').filter(|rest| is_address(rest)));
    let inner = inner.or_else(|| Some(host).filter(|host| host.starts_with("your") && is_address(host)))?;
    let name = inner.split(['}', '>', ':']).next().unwrap_or_default();
    (!name.is_empty()).then(|| format!("{{{name}}}{path}"))
}

/// Whether a placeholder's name is one of a server's address.
fn is_address(name: &str) -> bool {
    const LAST: [&str; 10] =
        ["url", "uri", "host", "hostname", "server", "origin", "address", "domain", "endpoint", "ip"];
    let name = name.split(['>', ':']).next().unwrap_or_default().to_lowercase();
    let last = name.rsplit(['_', '-', ' ', '.']).next().unwrap_or_default();
    LAST.contains(&last) || name.starts_with("base")
}

/// Of each character of a text whether it is outside of `{…}` and `<…>`. What opens and does not close opens nothing.
fn outside(text: &str) -> impl Iterator<Item = bool> + '_ {
    let mut close = 0;
    text.char_indices().map(move |(at, c)| {
        let closer = match c {
            '{' => '}',
            '<' => '>',
            _ => return at > close || close == 0,
        };
        if at >= close
            && let Some(end) = text.get(at..).and_then(|rest| rest.find(closer))
        {
            close = at + end;
        }
        false
    })
}

/// Where the target ends that a text begins with: at the first blank that is in no placeholder.
pub fn end(text: &str) -> usize {
    let blank =
        text.char_indices().zip(outside(text)).find(|((_, c), outside)| c.is_whitespace() && *outside);
    blank.map_or(text.len(), |((at, _), _)| at)
}

/// A target's path, and its query behind a `?` that is in no placeholder: `/kites/<kite?>` has none.
pub fn parts(target: &str) -> (&str, Option<&str>) {
    let mark = target.char_indices().zip(outside(target)).find(|((_, c), outside)| *c == '?' && *outside);
    match mark.and_then(|((at, _), _)| Some((target.get(..at)?, target.get(at + 1..)?))) {
        Some((path, query)) => (path, Some(query)),
        None => (target, None),
    }
}

/// Why no request is sent to a path as it is written, if so.
pub fn fault(path: &str) -> Option<&'static str> {
    let outside = || path.char_indices().zip(outside(path)).filter(|(_, outside)| *outside);
    let opens = |(at, c): (usize, char)| c == '<' && !path.get(at..).is_some_and(|rest| rest.contains('>'));
    if path.char_indices().any(opens) {
        Some("a placeholder in its path has no end")
    } else if outside().any(|((_, c), _)| c == '#') {
        Some("its path has a `#`, and what follows one is not sent")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{end, fault, parts, plain};

    #[test]
    fn spellings_of_placeholders_and_hosts_are_one() {
        for (target, expected) in [
            ("/kites/#{kite_id}/toggle", "/kites/{kite_id}/toggle"),
            ("/kites/%{id}", "/kites/{id}"),
            ("/kites/#id/tails/#tail_id?x=1", "/kites/{id}/tails/{tail_id}?x=1"),
            ("/kites/(id or name)/tails/(tail name)?x=1", "/kites/{id or name}/tails/{tail name}?x=1"),
            ("/kites/(id)", "/kites/(id)"),
            ("/kites/(a|b c)/x", "/kites/(a|b c)/x"),
            ("/kites/#", "/kites/#"),
            ("/kites#list", "/kites#list"),
            ("/kites/50%", "/kites/50%"),
            ("${KITE_HOST}/kites/:id", "{KITE_HOST}/kites/:id"),
            ("$HOST:$PORT/kites", "{HOST}/kites"),
            ("<server address>:8080/kites", "{server address}/kites"),
            ("<kite>/tails", "<kite>/tails"),
            ("your-host/kites", "{your-host}/kites"),
            ("yours/kites", "yours/kites"),
            ("{host}/kites", "{host}/kites"),
            ("{apiRoot}/kites", "{apiRoot}/kites"),
            ("{HOST}/kites", "{HOST}/kites"),
            ("{{host}}/kites", "{{host}}/kites"),
            ("{kiteType}/{id}", "/{kiteType}/{id}"),
            ("{kiteType}?limit=2", "/{kiteType}?limit=2"),
            ("{kiteType}", "/{kiteType}"),
        ] {
            assert_eq!(plain(target), expected, "{target}");
        }
    }

    #[test]
    fn a_target_ends_at_a_blank_outside_of_placeholders() {
        for (text, expected) in [
            ("/kites/<kite id>/tails and more", "/kites/<kite id>/tails"),
            ("/kites/{kite id} (GET)", "/kites/{kite id}"),
            ("/kites/<kite is no placeholder", "/kites/<kite"),
            ("/kites", "/kites"),
        ] {
            assert_eq!(&text[..end(text)], expected, "{text}");
        }
    }

    #[test]
    fn a_query_begins_outside_of_placeholders() {
        for (target, expected) in [
            ("/kites?x=<y?>", ("/kites", Some("x=<y?>"))),
            ("/kites/<kite?>", ("/kites/<kite?>", None)),
            ("/kites/{kite?}?x=1", ("/kites/{kite?}", Some("x=1"))),
            ("/kites/<kite?x", ("/kites/<kite", Some("x"))),
        ] {
            assert_eq!(parts(target), expected, "{target}");
        }
    }

    #[test]
    fn what_no_request_sends_is_a_fault() {
        for (path, is_fault) in [
            ("/kites#list", true),
            ("/#/kites", true),
            ("/kites/<kite", true),
            ("/kites/<kite id>", false),
            ("/kites/{id#object}", false),
            ("/kites/{id}", false),
        ] {
            assert_eq!(fault(path).is_some(), is_fault, "{path}");
        }
    }
}
