//! Running text: words with code spans, links and `[!DNL x]` markers read, and where each code span stands.

use crate::source::Span;

/// Text as a reader sees it. Code spans keep their backticks and absolute links their target, so that it can
/// be shown as Markdown again.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The words, white space folded.
    pub text: String,
    /// Code spans, in order.
    pub codes: Vec<Code>,
    /// Parts that stood in a marker such as `[!DNL x]`.
    pub marked: Vec<Marked>,
    /// HTML tags that stood in it.
    pub tags: Vec<Tag>,
    /// Its source.
    pub span: Span,
}

/// A code span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Between the backticks.
    pub text: String,
    /// Where that stands, backticks left out.
    pub span: Span,
}

/// A part of [`Text::text`] that a marker names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// `DNL` of `[!DNL x]`.
    pub marker: String,
    /// Bytes of [`Text::text`].
    pub range: Span,
}

/// An HTML tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its name in lower case.
    pub name: String,
    /// `</x>`.
    pub closes: bool,
    /// Where it stands.
    pub span: Span,
}

impl Text {
    /// The text without its backticks and line ends, for comparing.
    pub fn plain(&self) -> String {
        self.text.replace('`', "")
    }

    /// Appends words, white space folded to one blank.
    pub(super) fn push(&mut self, words: &str) {
        if is_folded(words) && !(words.starts_with(' ') && (self.text.is_empty() || self.text.ends_with(' ')))
        {
            return self.text.push_str(words);
        }
        let is_blank = |c: char| c.is_whitespace() && c != '\u{a0}';
        let mut rest = words;
        while let Some(at) = rest.find(is_blank) {
            let (word, blank) = rest.split_at(at);
            self.text.push_str(word);
            if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
            rest = blank.trim_start_matches(is_blank);
        }
        self.text.push_str(rest);
    }

    /// Appends the words of a code span.
    pub(super) fn push_code(&mut self, text: &str) {
        let fence = if text.contains('`') { "``" } else { "`" };
        self.text.extend([fence, text, fence]);
    }

    /// Appends another text after a blank line.
    pub(super) fn append(&mut self, other: Text) {
        if !self.text.is_empty() && !other.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.codes.extend(other.codes);
        self.tags.extend(other.tags);
        self.marked.extend(
            other
                .marked
                .into_iter()
                .map(|m| Marked { range: m.range.start + shift..m.range.end + shift, ..m }),
        );
    }

    /// Reads `[!DNL x]` as `x`, and trims.
    pub(super) fn finish(mut self) -> Self {
        if begin_of_marker(&self.text).is_some() {
            self.read_markers();
        }
        self.text.truncate(self.text.trim_end().len());
        let blank = self.text.len() - self.text.trim_start().len();
        self.text.drain(..blank);
        self
    }

    fn read_markers(&mut self) {
        let trimmed = self.text.trim();
        let mut text = String::with_capacity(trimmed.len());
        let mut rest = trimmed;
        while let Some(at) = begin_of_marker(rest) {
            let (before, marker) = rest.split_at(at);
            text.push_str(before);
            match read_marker(marker) {
                Some((name, words, after)) => {
                    let start = text.len();
                    text.push_str(words);
                    self.marked.push(Marked { marker: name.to_owned(), range: start..text.len() });
                    rest = after;
                }
                None => {
                    text.push_str("[!");
                    rest = marker.get(2..).unwrap_or_default();
                }
            }
        }
        text.push_str(rest);
        self.text = text;
    }
}

/// Whether words are ASCII with no more than one blank between them: most are.
fn is_folded(words: &str) -> bool {
    let bytes = words.as_bytes();
    // without a way out, so that many are looked at together
    let odd = bytes.iter().fold(false, |odd, byte| odd | !(b' '..=b'~').contains(byte));
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let gap = pairs.fold(false, |gap, (one, next)| gap | ((*one == b' ') & (*next == b' ')));
    !odd && !gap
}

/// Where the first `[!` stands.
fn begin_of_marker(text: &str) -> Option<usize> {
    memchr::memchr_iter(b'[', text.as_bytes()).find(|at| text.as_bytes().get(at + 1) == Some(&b'!'))
}

/// Splits `[!NAME words] rest` into its name, its words and the rest.
pub(super) fn read_marker(text: &str) -> Option<(&str, &str, &str)> {
    let inner = text.strip_prefix("[!")?;
    let name_end = inner.find(|c: char| !c.is_ascii_uppercase()).filter(|end| *end > 0)?;
    let (name, after) = inner.split_at(name_end);
    let (words, rest) = after.split_once(']')?;
    (words.is_empty() || words.starts_with(' ')).then(|| (name, words.trim(), rest))
}

/// Reads the name of an HTML tag.
pub(super) fn read_tag(html: &str, span: Span) -> Option<Tag> {
    let inner = html.trim().strip_prefix('<')?;
    let (closes, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
    (!name.is_empty()).then(|| Tag { name: name.to_ascii_lowercase(), closes, span })
}
