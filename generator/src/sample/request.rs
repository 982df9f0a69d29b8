//! A request as a sample shows it, whatever tool would send it.
//!
//! Spans are byte ranges into the text that was read; text that was quoted knows its way back there.

use super::http::HttpHeader;
use super::{Repair, url};
use crate::source::{Excerpt, Span};

/// What programs that send data say that they are, whatever they are.
pub const URL_ENCODED: &str = "application/x-www-form-urlencoded";

/// What one command, or one message that is written out, sends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SampleRequest {
    /// The command, from its first word to its last.
    pub span: Span,
    /// As it is written, else as the other options imply it.
    pub method: String,
    /// Where the method is written, if it is.
    pub method_span: Option<Span>,
    /// As written, without quotes, user and password; empty if there is none.
    pub url: String,
    /// Where the URL is, quotes included.
    pub url_span: Option<Span>,
    /// In the order written, cookies among them.
    pub headers: Vec<HttpHeader>,
    /// What is sent after the headers.
    pub body: SampleBody,
    /// The media type that the tool gives the body where no header does, whatever the body is.
    pub unstated_type: Option<&'static str>,
    /// The user and the password of basic authentication.
    pub credentials: Option<Credentials>,
    /// What is sent as well, but cannot be seen in the sample.
    pub unseen: Vec<Unseen>,
    /// What had to be repaired in the command; faults within the body are not among it.
    pub repairs: Vec<Repair>,
}

/// What a request sends after its headers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SampleBody {
    /// Nothing.
    #[default]
    None,
    /// Text, of whatever type.
    Text(Excerpt),
    /// The parts of a multipart form.
    Parts(Vec<FormPart>),
    /// What a file holds.
    File {
        /// The name of the file.
        name: String,
        /// Where it is named.
        span: Span,
    },
}

impl SampleBody {
    /// The text, where it is one.
    pub fn text(&self) -> Option<&Excerpt> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A part of a multipart form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPart {
    /// The name of the field.
    pub name: String,
    /// Its value.
    pub content: PartContent,
    /// The media type, where it is written.
    pub media_type: Option<String>,
    /// Name and value.
    pub span: Span,
}

/// The value of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartContent {
    /// Text that is sent as it is.
    Text(String),
    /// The content of the file of this name, sent under its name.
    File(String),
    /// The content of the file of this name, sent as text.
    TextOfFile(String),
}

/// A user and a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Before the first colon.
    pub user: String,
    /// After it, if there is a colon.
    pub password: Option<String>,
    /// Where they are written.
    pub span: Span,
}

impl Credentials {
    /// Reads `user:password`. A colon within a placeholder is not the one that separates them.
    pub fn read(text: &str, span: Span) -> Self {
        let mut depth = 0_usize;
        let colon = text.char_indices().find(|(_, c)| {
            match c {
                '{' | '<' => depth += 1,
                '}' | '>' => depth = depth.saturating_sub(1),
                _ => {}
            }
            *c == ':' && depth == 0
        });
        let (user, password) = match colon.and_then(|(at, _)| text.split_at_checked(at)) {
            Some((user, rest)) => (user, rest.get(1..).map(str::to_owned)),
            None => (text, None),
        };
        Self { user: user.to_owned(), password, span }
    }
}

/// A part of a command that sends something which the sample does not show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unseen {
    /// What it is, `header` or `body` or `option`.
    pub what: &'static str,
    /// Why it cannot be read.
    pub why: String,
    /// Where it is.
    pub span: Span,
}

impl SampleRequest {
    /// Moves a user and a password out of the URL.
    pub(super) fn take_user_info(&mut self) {
        let Some((user_info, rest)) = url::without_user_info(&self.url) else { return };
        let span = self.url_span.clone().unwrap_or_else(|| self.span.clone());
        let from_url = Credentials::read(&user_info, span);
        self.credentials.get_or_insert(from_url);
        self.url = rest;
    }

    /// Adds data to the query of the URL.
    pub(super) fn add_query(&mut self, data: &str) {
        let (url, fragment) = match self.url.split_once('#') {
            Some((url, fragment)) => (url, Some(fragment)),
            None => (self.url.as_str(), None),
        };
        let mark = match url.split_once('?') {
            None => "?",
            Some((_, "")) => "",
            Some(_) => "&",
        };
        let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
        self.url = format!("{url}{mark}{data}{fragment}");
    }

    /// Whether a header of this name is sent.
    pub(super) fn has_header(&self, name: &str) -> bool {
        self.headers.iter().any(|header| header.name.eq_ignore_ascii_case(name))
    }
}

/// Whether a text only stands for what is sent: `$NAME`, `${NAME}`, `$(command)`, `{NAME}`, `<name>`.
pub fn is_stand_in(text: &str) -> bool {
    let text = text.trim();
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'))
    };
    let between = |open: &str, close: &str| text.strip_prefix(open).and_then(|text| text.strip_suffix(close));
    between("$(", ")").is_some()
        || between("`", "`").is_some()
        || between("${", "}").is_some_and(is_name)
        || between("{{", "}}").is_some_and(is_name)
        || between("{", "}").is_some_and(is_name)
        || between("<", ">").is_some_and(is_name)
        || text.strip_prefix('$').is_some_and(|name| is_name(name) && !name.contains(' '))
}
