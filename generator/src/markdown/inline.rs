//! Running text: words with code spans, links and `[!DNL x]` markers read, and where each code span is.

use crate::source::Span;

/// Text as a reader sees it. Code spans keep their backticks and absolute links their target, so that it can
/// be shown as Markdown again.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The words, white space folded.
    pub text: String,
    /// Code spans, in order.
    pub codes: Vec<Code>,
    /// Parts that were in a marker such as `[!DNL x]`.
    pub marked: Vec<Marked>,
    /// HTML tags that were in it.
    pub tags: Vec<Tag>,
    /// The parts of [`Text::text`] that are bold.
    pub strong: Vec<Span>,
    /// The parts that are in italics.
    pub emphasis: Vec<Span>,
    /// Links, in the order they end.
    pub links: Vec<Link>,
    /// Where lines end that the author broke, in [`Text::text`].
    pub breaks: Vec<usize>,
    /// Where the other lines of its source end, in [`Text::text`].
    pub lines: Vec<usize>,
    /// Its source.
    pub span: Span,
}

/// A code span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Between the backticks.
    pub text: String,
    /// Where that is, backticks left out.
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

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub target: String,
    /// The bytes of [`Text::text`] that lead there.
    pub range: Span,
}

/// An HTML tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its name in lower case.
    pub name: String,
    /// Names as written, and values without quotes and braces; `true` where only the name is given.
    pub attributes: Vec<(String, String)>,
    /// `</x>`.
    pub closes: bool,
    /// `<x/>`.
    pub is_empty: bool,
    /// The byte of [`Text::text`] that it precedes.
    pub at: usize,
    /// Where it is.
    pub span: Span,
}

impl Text {
    /// The text without its backticks and line ends, for comparing.
    pub fn plain(&self) -> String {
        self.text.replace('`', "")
    }

    /// The text of a range without its backticks; empty where the range is none of its.
    pub fn plain_part(&self, range: Span) -> String {
        self.text.get(range).unwrap_or_default().replace('`', "")
    }

    /// The text of a range with the marks of its links, also of those within the docs.
    pub fn linked_part(&self, range: Span) -> String {
        let mut text = String::new();
        let mut at = range.start;
        for link in &self.links {
            let Span { start, end } = link.range.clone();
            let is_within = start >= at && end <= range.end && start < end;
            if !is_within || self.text.get(..start).is_some_and(|before| before.ends_with('[')) {
                continue;
            }
            text.push_str(self.text.get(at..start).unwrap_or_default());
            text.extend(["[", self.text.get(start..end).unwrap_or_default(), "](", &link.target, ")"]);
            at = end;
        }
        text + self.text.get(at..range.end).unwrap_or_default()
    }

    /// A part of it, as a text of its own; what is in `<code>` is code in it.
    pub fn part(&self, range: Span) -> Text {
        let words = self.text.get(range.clone()).unwrap_or_default();
        let skipped = code_spans(self.text.get(..range.start).unwrap_or_default());
        let own = self.codes.iter().skip(skipped).take(code_spans(words));
        let mut part = Text { text: words.to_owned(), codes: own.cloned().collect(), ..Text::default() };
        part.span = self.span.clone();
        let is_within = |inner: &Span| inner.start >= range.start && inner.end <= range.end;
        let moved = |inner: &Span| inner.start - range.start..inner.end - range.start;
        part.strong = self.strong.iter().filter(|it| is_within(it)).map(moved).collect();
        part.emphasis = self.emphasis.iter().filter(|it| is_within(it)).map(moved).collect();
        let links = self.links.iter().filter(|link| is_within(&link.range));
        part.links = links.map(|link| Link { range: moved(&link.range), ..link.clone() }).collect();
        if let [open, close, ..] = self.tags_between(&range, "code").as_slice()
            && part.codes.is_empty()
            && !open.closes
            && close.closes
        {
            let (from, to) = (open.at - range.start, close.at - range.start);
            let name = words.get(from..to).unwrap_or_default().to_owned();
            part.codes.push(Code { text: name.clone(), span: open.span.end..close.span.start });
            part.text = format!(
                "{}`{name}`{}",
                words.get(..from).unwrap_or_default(),
                words.get(to..).unwrap_or_default()
            );
        }
        part.finish()
    }

    /// Appends the next line of a text.
    pub fn go_on(&mut self, other: Text) {
        if !self.text.is_empty() && !other.text.is_empty() {
            self.text.push(' ');
        }
        self.join(other);
    }

    /// The tags of a name in a range.
    fn tags_between(&self, range: &Span, name: &str) -> Vec<&Tag> {
        let is_within = |tag: &&Tag| tag.name == name && tag.at >= range.start && tag.at <= range.end;
        self.tags.iter().filter(is_within).collect()
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
        self.join(other);
    }

    /// Appends another text as it is.
    pub(super) fn join(&mut self, other: Text) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        self.codes.extend(other.codes);
        self.tags.extend(other.tags.into_iter().map(|tag| Tag { at: tag.at + shift, ..tag }));
        let moved = |range: Span| range.start + shift..range.end + shift;
        self.strong.extend(other.strong.into_iter().map(moved));
        self.emphasis.extend(other.emphasis.into_iter().map(moved));
        self.links.extend(other.links.into_iter().map(|it| Link { range: moved(it.range), ..it }));
        self.breaks.extend(other.breaks.into_iter().map(|at| at + shift));
        self.lines.extend(other.lines.into_iter().map(|at| at + shift));
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
        let end = self.text.len();
        let moved = |at: usize| at.saturating_sub(blank).min(end);
        self.tags.iter_mut().for_each(|tag| tag.at = moved(tag.at));
        self.breaks.iter_mut().chain(&mut self.lines).for_each(|at| *at = moved(*at));
        let links = self.links.iter_mut().map(|link| &mut link.range);
        let ranges = self.strong.iter_mut().chain(&mut self.emphasis).chain(links);
        ranges.for_each(|range| *range = moved(range.start)..moved(range.end));
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

/// How many code spans begin in words that begin in none.
fn code_spans(words: &str) -> usize {
    let (mut count, mut rest) = (0, words);
    while let Some(at) = rest.find('`') {
        let inner = rest.get(at..).unwrap_or_default();
        let fence = if inner.starts_with("``") { "``" } else { "`" };
        count += 1;
        let inner = inner.get(fence.len()..).unwrap_or_default();
        rest = inner.split_once(fence).map_or("", |(_, after)| after);
    }
    count
}

/// Where the first `[!` is.
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
