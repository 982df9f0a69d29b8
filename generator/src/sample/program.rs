//! The one request that a program sends, where its method and its URL are plain to see: `fetch("https://…", { method: "POST" })`,
//! `requests.post("https://…")`, `-Method Post -Uri https://…`. What it sends is not read.

use crate::sample::http::{RequestLine, request_line};
use crate::sample::methods::common_method;
use crate::source::Span;

/// The request line of a program; none where it sends several, or what it sends where is made up of parts.
pub fn call(text: &str) -> Option<RequestLine> {
    let literals: Vec<Span> = literals(text);
    let urls: Vec<&Span> = literals.iter().filter(|it| is_url(text, it)).collect();
    let called = urls.iter().filter(|it| callee(text, it).and_then(method_of).is_some());
    let url = match (only(called.copied(), text), only(urls.iter().copied(), text)) {
        (Some(url), _) | (None, Some(url)) => url,
        (None, None) => return None,
    };
    let behind = text.get(url.end + 1..).unwrap_or_default().trim_start();
    // `"/kites/" + id`, `"/kites/%s" % id`
    if behind.starts_with(['+', '.', '%']) {
        return None;
    }
    let method = callee(text, url)
        .and_then(method_of)
        .or_else(|| stated(text, &literals))
        .or_else(|| of_variable(text, url))
        .or_else(|| callee(text, url).filter(|name| *name == "fetch").map(|_| "GET"))?;
    let target = text.get(url.clone())?.replace("${", "{");
    let path = target.split_once("://").map_or(target.as_str(), |(_, rest)| rest).trim_end_matches('/');
    let line = request_line(&format!("{method} {target}")).filter(|_| path.contains('/'))?;
    Some(RequestLine { span: url.clone(), ..line })
}

/// The one of several places whose text all of them have.
fn only<'s>(mut places: impl Iterator<Item = &'s Span>, text: &str) -> Option<&'s Span> {
    let first = places.next()?;
    places.all(|other| text.get(other.clone()) == text.get(first.clone())).then_some(first)
}

/// What is in quotes, without these, and the words behind the names of options that are addresses.
fn literals(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((open, quote)) = text.get(at..).and_then(|rest| {
        rest.char_indices().find(|(_, c)| matches!(c, '"' | '\'' | '`')).map(|(open, c)| (at + open, c))
    }) {
        let inner = text.get(open + 1..).unwrap_or_default();
        let end = inner
            .find(quote)
            .filter(|end| quote == '`' || !inner.get(..*end).is_some_and(|it| it.contains('\n')));
        match end {
            Some(end) => {
                found.push(open + 1..open + 1 + end);
                at = open + 1 + end + 1;
            }
            None => at = open + 1,
        }
    }
    for option in ["-Uri ", "-Method "] {
        let bare = text
            .split_once(option)
            .map(|(_, rest)| rest.trim_start())
            .filter(|rest| !rest.starts_with(['"', '\'', '$']));
        if let Some(rest) = bare {
            let start = text.len() - rest.len();
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            found.push(start..start + end);
        }
    }
    found
}

/// Whether a place has the address of a request: a URL, or a path below a host that has a name.
fn is_url(text: &str, place: &Span) -> bool {
    let literal = text.get(place.clone()).unwrap_or_default();
    let begins = ["http://", "https://", "{", "${"].iter().any(|start| literal.starts_with(start));
    let is_path =
        || literal.starts_with('/') && callee(text, place).is_some_and(|name| method_of(name).is_some());
    let is_one = |c: char| !c.is_whitespace() && !matches!(c, '"' | '\'' | '*' | '\\' | ',');
    (begins || is_path()) && literal.contains('/') && literal.chars().all(is_one)
}

/// The function that a literal is the first argument of.
fn callee<'t>(text: &'t str, place: &Span) -> Option<&'t str> {
    let before = text.get(..place.start.checked_sub(1)?)?;
    let before = before.trim_end_matches(['f', 'F', 'r', '$', '@']).trim_end().strip_suffix('(')?;
    let name = before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_');
    before.get(name.len()..).filter(|name| !name.is_empty())
}

/// The method that a function is called after: `post`, `GetAsync`.
fn method_of(name: &str) -> Option<&'static str> {
    let name = name.strip_suffix("Async").or_else(|| name.strip_suffix("_async")).unwrap_or(name);
    common_method(name)
}

/// The method that a program states in quotes, if it states one alone.
fn stated(text: &str, literals: &[Span]) -> Option<&'static str> {
    let says = |place: &&Span| {
        let before = text.get(..place.start).unwrap_or_default().trim_end_matches(['"', '\'', '`', ' ']);
        let before = before.get(before.len().saturating_sub(12)..).unwrap_or_default().to_ascii_lowercase();
        before.contains("method") || before.ends_with('(') || before.ends_with("customrequest,")
    };
    let mut methods =
        literals.iter().filter(says).filter_map(|place| common_method(text.get(place.clone())?));
    let first = methods.next()?;
    methods.all(|method| method == first).then_some(first)
}

/// The method of the one call that is given the variable which a literal is the value of.
fn of_variable(text: &str, place: &Span) -> Option<&'static str> {
    let before = text.get(..place.start.checked_sub(1)?)?.trim_end_matches(['f', '$', '@']).trim_end();
    let before = before.strip_suffix('=')?.trim_end().trim_end_matches(':');
    let start = before.trim_end_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$')).len();
    let name = before.get(start..).filter(|name| !name.is_empty())?;
    let calls = text.match_indices('(').filter(|(at, _)| {
        let inner = text.get(at + 1..).unwrap_or_default().trim_start();
        inner.strip_prefix(name).is_some_and(|rest| rest.starts_with([',', ')', ' ']))
    });
    let mut methods = calls.filter_map(|(at, _)| {
        let called = text.get(..at)?;
        let start = called.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_').len();
        method_of(called.get(start..)?)
    });
    let first = methods.next()?;
    methods.all(|method| method == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::call;

    #[test]
    fn programs_send_requests() {
        for (text, expected) in [
            (
                "fetch(\"https://k.example/kites\", { method: \"POST\", body: b })",
                "POST https://k.example/kites",
            ),
            ("const r = await fetch('https://k.example/kites/7');", "GET https://k.example/kites/7"),
            ("await axios.delete(`https://k.example/kites/${id}`)", "DELETE https://k.example/kites/{id}"),
            (
                "axios({\n  method: 'put',\n  url: 'https://k.example/kites'\n})",
                "PUT https://k.example/kites",
            ),
            ("requests.post(f\"{BASE}/kites\", json={\"url\": \"x\"})", "POST {BASE}/kites"),
            (
                "url = \"https://k.example/kites\"\nr = requests.patch(url, json=d)",
                "PATCH https://k.example/kites",
            ),
            ("requests.request(\"GET\", \"https://k.example/kites\")", "GET https://k.example/kites"),
            ("http.NewRequest(\"PUT\", \"https://k.example/kites\", b)", "PUT https://k.example/kites"),
            ("await client.GetAsync(\"https://k.example/kites\");", "GET https://k.example/kites"),
            ("Invoke-RestMethod -Method Post -Uri https://k.example/kites", "POST https://k.example/kites"),
            ("client.get(\"/kites\")", "GET /kites"),
            ("requests.get(\"https://k.example/kites/\" + id)", "-"),
            ("requests.get(\"https://k.example/a\")\nrequests.get(\"https://k.example/b\")", "-"),
            ("client = Client(\"https://k.example\")\nclient.fly()", "-"),
            ("fetch(\"https://k.example\")", "-"),
            ("d.get(\"url\")", "-"),
            ("u = \"https://k.example/kites\"", "-"),
        ] {
            let shown = call(text).map_or("-".to_owned(), |line| format!("{} {}", line.method, line.path));
            assert_eq!(shown, expected, "{text}");
        }
    }
}
