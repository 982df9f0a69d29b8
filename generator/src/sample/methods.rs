//! The methods of requests, as docs spell them at the beginning of a line.

use crate::sample::target;

/// The methods that a request line may begin with.
pub const METHODS: [&str; 20] = [
    "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "LIST", "SCAN", "SEARCH",
    "PURGE", "COPY", "MOVE", "LINK", "UNLINK", "PROPFIND", "REPORT", "MKCOL",
];

/// A method without the marks that set it off: `[GET]`, `(GET)`, `GET:`.
pub(super) fn bare_method(word: &str) -> &str {
    let in_marks = |open, close| word.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    in_marks('[', ']').or_else(|| in_marks('(', ')')).or_else(|| word.strip_suffix(':')).unwrap_or(word)
}

/// The method that a word in small letters is before a target that no command of a shell has: one with a placeholder, or
/// with a segment that is `api` or a version; for those that send a body any path.
pub(super) fn small_method(word: &str, target: &str) -> Option<&'static str> {
    const SENDING: [&str; 2] = ["POST", "PATCH"];
    let method = common_method(word).filter(|method| *method != word)?;
    let is_version = |part: &str| {
        part.strip_prefix('v').is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
    };
    let mut parts = target.split(['/', '?']);
    let is_of_api = parts.any(|part| part == "api" || is_version(part) || part.starts_with(':'))
        || ["{", "<"].iter().any(|open| target.contains(open));
    let sends = SENDING.contains(&method) && target.starts_with('/');
    let is_whole = target::end(target) == target.len() && target.contains('/');
    (is_whole && (is_of_api || sends)).then_some(method)
}

/// The method that most APIs have which a word is, in whatever case.
pub fn common_method(word: &str) -> Option<&'static str> {
    ["GET", "POST", "PUT", "PATCH", "DELETE"].into_iter().find(|method| method.eq_ignore_ascii_case(word))
}
