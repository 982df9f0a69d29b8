//! `METHOD /path` lines and raw HTTP requests to their parts.

mod notation;
pub mod printed;

use self::notation::{expanded, without_anchors, without_options};
use crate::sample::methods::{bare_method, small_method};
use crate::sample::target;
use crate::source::{Excerpt, Span};

pub use crate::sample::methods::{METHODS, common_method};

/// Bytes of a line beyond which it is no request line: servers refuse targets of this length.
const LONGEST: usize = 8_192;

/// `POST /connections?x=1 HTTP/1.1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestLine {
    /// In capitals, as written.
    pub method: String,
    /// The target up to its query, as written but for a `/` that it lacks at its beginning.
    pub path: String,
    /// What follows the `?`.
    pub query: Option<String>,
    /// The line without the blanks around it.
    pub span: Span,
}

/// One `Name: value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpHeader {
    /// As written.
    pub name: String,
    /// Without the blanks around it.
    pub value: String,
    /// Name and value.
    pub span: Span,
}

/// A request line with the headers and the body that follow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// Its first line.
    pub line: RequestLine,
    /// The headers up to the first empty line.
    pub headers: Vec<HttpHeader>,
    /// What follows the headers, if anything.
    pub body: Option<Excerpt>,
    /// Where the answer begins that is shown below it.
    pub answer: Option<usize>,
}

/// A raw response: status line, headers and body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status code.
    pub status: u16,
    /// The headers up to the first empty line.
    pub headers: Vec<HttpHeader>,
    /// What follows the headers, if anything.
    pub body: Option<Excerpt>,
}

/// Reads one line; `None` if it is no request line.
pub fn request_line(line: &str) -> Option<RequestLine> {
    if line.len() > LONGEST {
        return None;
    }
    let start = line.len() - line.trim_start().len();
    let text = line.trim();
    let (word, rest) = text.split_once([' ', '\t'])?;
    let method = bare_method(word);
    let rest = without_comment(rest.trim());
    let small = small_method(method, rest);
    if !(METHODS.contains(&method) || small.is_some()) || (word != method && !rest.starts_with(['/', '{'])) {
        return None;
    }
    let method = small.unwrap_or(method);
    let target = match rest.rsplit_once([' ', '\t']) {
        Some((target, version)) if version.starts_with("HTTP/") => target.trim_end(),
        _ => rest,
    };
    let target = without_options(target);
    let target = &*target::plain(&target);
    if !is_target(target) {
        return None;
    }
    let (path, query) = match (target.split_once("{?"), target::parts(target)) {
        (Some((path, names)), _) => (path, Some(expanded(names))),
        (None, (path, query)) => (path, query.map(str::to_owned)),
    };
    let path = if is_rootless(path) { format!("/{path}") } else { without_anchors(path) };
    Some(RequestLine { method: method.to_string(), path, query, span: start..start + text.len() })
}

/// A line without the comment at its end, or what an arrow says that it answers: `/things => [Thing]`. An arrow to another path
/// says where that leads.
fn without_comment(line: &str) -> &str {
    let arrow = [" => ", " -> ", " → "].iter().find_map(|mark| {
        let (before, answer) = line.split_once(mark)?;
        (!answer.trim_start().starts_with(['/', '<']) && !answer.contains("://")).then_some(before.len())
    });
    let marks = [" # ", " // ", "\t# "].iter().filter_map(|mark| line.find(mark));
    let begins = marks.chain(arrow).min();
    begins.and_then(|at| line.get(..at)).map_or(line, str::trim_end)
}

/// Whether a line is a comment.
fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    ["# ", "// ", "##", "-- "].iter().any(|mark| line.starts_with(mark))
        || matches!(line.trim_end(), "#" | "//")
}

/// Reads one line whose target several methods may share: `GET,POST /things`, `GET | PUT /things`; none if it is no request line.
pub fn request_lines(line: &str) -> Vec<RequestLine> {
    if line.len() > LONGEST {
        return Vec::new();
    }
    if let Some(line) = request_line(line) {
        return vec![line];
    }
    let text = line.trim();
    let span = |found: RequestLine| {
        let start = line.len() - line.trim_start().len();
        RequestLine { span: start..start + text.len(), ..found }
    };
    let Some((methods, target)) = shared_methods(text) else { return Vec::new() };
    methods.iter().filter_map(|method| request_line(&format!("{method} {target}"))).map(span).collect()
}

/// The methods that a text begins with, two or more, and the target behind them.
fn shared_methods(text: &str) -> Option<(Vec<&str>, &str)> {
    const JOINTS: [&str; 7] = [",", "|", "/", "&", "+", "or ", "and "];
    let word = |text: &str| text.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(text.len());
    let mut methods = Vec::new();
    let mut rest = text.trim_start_matches(['[', '(']);
    loop {
        let (method, behind) = rest.split_at_checked(word(rest))?;
        if !METHODS.contains(&method) {
            return None;
        }
        methods.push(method);
        let behind = behind.trim_start_matches([']', ')']);
        let next = behind.trim_start();
        // the slash that joins methods has one of these behind it, that of a path has not
        let joined = JOINTS.iter().find_map(|joint| next.strip_prefix(joint)).map(str::trim_start);
        match joined.filter(|joined| METHODS.contains(&joined.get(..word(joined)).unwrap_or_default())) {
            Some(joined) => rest = joined,
            None => {
                let is_parted = behind.starts_with([' ', '\t']) && methods.len() > 1;
                return is_parted.then_some((methods, next));
            }
        }
    }
}

/// A path, a URL, or either behind a placeholder; blanks only within a placeholder.
fn is_target(target: &str) -> bool {
    let begins = ["/", "{", "<", ":", "http://", "https://"].iter().any(|start| target.starts_with(start));
    // a query may have blanks, though none should be sent
    let (path, _) = target::parts(target);
    let blank_outside = target::end(path) < path.len();
    (begins || is_rootless(target)) && !blank_outside
}

/// Whether a target is a path that lacks its first `/`: several segments, or one that no word begins like.
fn is_rootless(target: &str) -> bool {
    let path = target.split('?').next().unwrap_or_default();
    let first = path.split('/').next().unwrap_or_default();
    let is_segment =
        first.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '*' | ','));
    is_segment && !first.is_empty() && (first.starts_with('_') || (path.len() > first.len() + 1))
}

/// The lines of a text that are a header `Link` with the URL of the next page (RFC 8288), as a command may print them.
pub fn next_links(text: &str) -> Vec<Span> {
    let is_next = |line: &str| {
        let (name, value) = line.trim_start_matches(['<', ' ']).split_once(':').unwrap_or_default();
        let rels = ["rel=\"next\"", "rel=next", "rel='next'"];
        name.trim().eq_ignore_ascii_case("link")
            && value.trim_start().starts_with('<')
            && rels.iter().any(|rel| value.to_ascii_lowercase().contains(rel))
    };
    lines(text)
        .filter(|(_, line)| is_next(line))
        .map(|(start, line)| start..start + line.trim_end().len())
        .collect()
}

/// Whether all lines of a text are headers.
pub fn is_headers(text: &str) -> bool {
    let mut headers = text.lines().map(str::trim).filter(|line| !line.is_empty());
    headers.all(|line| header(line, 0).is_some())
}

/// Whether a line is a request's whose path has several segments and no slash before them.
pub fn is_rootless_line(line: &str) -> bool {
    let target =
        line.trim().split_once([' ', '\t']).map(|(_, target)| target.trim_start()).unwrap_or_default();
    let is_slashed = || request_line(line).is_some_and(|line| line.path.starts_with('/'));
    target.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '{')
        && !target.contains("://")
        && is_slashed()
}

/// A line that is a method and one word: a path where others lack their first slash as well.
pub fn word_line(line: &str) -> Option<RequestLine> {
    let mut words = line.split_whitespace();
    let (method, word) = (words.next()?, words.next().filter(|_| words.next().is_none())?);
    let is_segment = word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let slashed = Some(format!("{method} /{word}")).filter(|_| is_segment)?;
    let start = line.len() - line.trim_start().len();
    request_line(&slashed).map(|found| RequestLine { span: start..start + line.trim().len(), ..found })
}

/// Reads the requests of a text: bare request lines, one per line, and raw requests with headers and body. A method and one word
/// are such a line where paths are `rootless`.
pub fn read(text: &str, rootless: bool) -> Vec<HttpRequest> {
    let mut requests: Vec<(RequestLine, Rest)> = Vec::new();
    let is_verbose = text.lines().any(|line| sent_line(line).is_some_and(|line| line.contains(" HTTP/")));
    for (at, line) in lines(text).filter(|(_, line)| !is_verbose || !printed::is_remark(line)) {
        let (line, at) = match line.strip_prefix("> ").filter(|_| is_verbose) {
            Some(sent) => (sent, at + line.len() - sent.len()),
            None => (line, at),
        };
        let mut found = request_lines(line);
        if found.is_empty() && rootless {
            found.extend(word_line(line));
        }
        if !found.is_empty() {
            let here =
                |line: RequestLine| RequestLine { span: line.span.start + at..line.span.end + at, ..line };
            requests.extend(found.into_iter().map(|line| (here(line), Rest::default())));
        } else if let Some((_, rest)) = requests.last_mut().filter(|(_, rest)| rest.answer.is_none()) {
            match printed::begins(line) {
                true => rest.answer = Some(at),
                false => rest.add(line, at),
            }
        }
    }
    let is_of_several = requests.len() > 1;
    let request = |(line, Rest { headers, body, is_apart, answer, .. }): (RequestLine, Rest)| {
        let may_be_words = headers.is_empty() && (is_of_several || !is_apart);
        let body = body.filter(|body| !(may_be_words && is_words(body.text())));
        HttpRequest { line, headers, body, answer }
    };
    requests.into_iter().map(request).collect()
}

/// The request line that a verbose command prints: `> GET /things HTTP/1.1`.
fn sent_line(line: &str) -> Option<&str> {
    line.strip_prefix("> ").filter(|line| request_line(line).is_some())
}

/// Whether a text is words for people: no mark of any format is in it.
fn is_words(text: &str) -> bool {
    let is_mark = |c: char| "{}[]<>=&\"|\\;*%$@".contains(c);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.all(|line| {
        is_comment(line)
            || (line.starts_with(char::is_alphabetic) && line.contains(' ') && !line.contains(is_mark))
    })
}

/// Reads a raw response; `None` if the text does not begin with a status line, or with headers and then one.
pub fn response(text: &str) -> Option<HttpResponse> {
    let mut lines = lines(text).skip_while(|(_, line)| line.trim().is_empty()).peekable();
    let mut rest = Rest::default();
    let status = loop {
        let (at, line) = lines.next()?;
        if let Some(status) = status_line(line).or_else(|| bare_status(line)) {
            break status;
        }
        // blank lines may part them
        match line.trim().is_empty() {
            true => {}
            false => rest.headers.push(header(line, at)?),
        }
    };
    lines.for_each(|(at, line)| rest.add(line, at));
    Some(HttpResponse { status, headers: rest.headers, body: rest.body })
}

/// The code of `HTTP/1.1 200 OK`, `HTTP 200 OK` or `Status: 200 OK`.
pub fn status_line(line: &str) -> Option<u16> {
    let line = line.trim();
    let versioned = || line.strip_prefix("HTTP/")?.split_once(' ').map(|(_, rest)| rest);
    let rest =
        versioned().or_else(|| line.strip_prefix("HTTP ")).or_else(|| line.strip_prefix("Status: "))?;
    let code = rest.split_whitespace().next().filter(|code| code.len() == 3)?;
    code.parse().ok().filter(|code| (100..600).contains(code))
}

/// The code of `200 OK`: a status, and in words what it means.
fn bare_status(line: &str) -> Option<u16> {
    const MOST: usize = 4;
    let (code, reason) = line.trim().split_once(' ')?;
    let is_reason = reason.starts_with(char::is_uppercase)
        && reason.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\''))
        && reason.split_whitespace().count() <= MOST;
    code.parse().ok().filter(|status| code.len() == 3 && is_reason && (100..600).contains(status))
}

/// Each line, its end included, with the place where it begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |offset, line| {
        let at = *offset;
        *offset += line.len();
        Some((at, line))
    })
}

/// What follows the first line of a message.
#[derive(Default)]
struct Rest {
    headers: Vec<HttpHeader>,
    body: Option<Excerpt>,
    in_body: bool,
    /// Whether an empty line parts the body from what is above it.
    is_apart: bool,
    /// Where the answer begins.
    answer: Option<usize>,
}

impl Rest {
    fn add(&mut self, line: &str, at: usize) {
        if line.trim().is_empty() && self.body.is_none() {
            (self.in_body, self.is_apart) = (true, true);
            return;
        }
        if self.headers.is_empty() && self.body.is_none() && is_comment(line) {
            return;
        }
        match header(line, at).filter(|_| !self.in_body) {
            Some(header) => self.headers.push(header),
            None => {
                self.in_body = true;
                self.body.get_or_insert_default().push(line, at);
            }
        }
    }
}

/// Reads `Name: value`, which is at `at`; `None` if the line is nothing of the kind.
pub fn header(line: &str, at: usize) -> Option<HttpHeader> {
    let start = at + line.len() - line.trim_start().len();
    let text = line.trim();
    let (name, value) = text.split_once(':')?;
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~{}".contains(&byte);
    let name = name.trim_end();
    (!name.is_empty() && name.bytes().all(is_token)).then(|| HttpHeader {
        name: name.to_string(),
        value: value.trim().to_string(),
        span: start..start + text.len(),
    })
}

#[cfg(test)]
mod tests;
