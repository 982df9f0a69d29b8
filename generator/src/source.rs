//! Files as they were read: their text, spans in it, and the lines and columns that people count by.
//!
//! Knows nothing of Markdown. Everything later points back into a [`File`] by byte [`Span`]s.

mod mention;

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A range of bytes in one file.
pub type Span = Range<usize>;

/// One file of text, by the name that findings and generated docs call it.
#[derive(Debug, Clone)]
pub struct File {
    /// The name that people see, with `/` between folders.
    pub name: Arc<str>,
    /// Where it was read from; nothing where the text came otherwise.
    pub path: Option<PathBuf>,
    /// The whole text, byte order mark included.
    pub text: String,
    /// Where the text has the first byte that is not UTF-8, and that byte; U+FFFD is in its place.
    pub not_utf8: Option<(usize, u8)>,
    /// The first byte of each line; 32 bits each, as there may be many and no page is longer.
    line_starts: Vec<u32>,
    /// How many characters are before each [`STEP`]th byte, so that a column in a very long line is soon counted.
    counted: Vec<usize>,
}

/// Bytes between two counts of characters.
const STEP: usize = 1024;

/// A place as editors count it: the first line and the first character are 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Lines from 1.
    pub line: usize,
    /// Characters (not bytes) from 1.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Why a file could not be read as text.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file system's own words.
    #[error("{name}: cannot be read: {source}")]
    Io {
        /// The file's name.
        name: Arc<str>,
        /// What the system said.
        source: std::io::Error,
    },
    /// The bytes are not UTF-8.
    #[error("{name}:{at}: not UTF-8: found byte 0x{byte:02x}; save the page as UTF-8 and run again")]
    NotUtf8 {
        /// The file's name.
        name: Arc<str>,
        /// The first byte that is not text.
        at: Position,
        /// That byte.
        byte: u8,
    },
    /// More than 4 GiB.
    #[error("{name}: of {bytes} bytes; no page is that long, expected less than 4 GiB")]
    TooLong {
        /// The file's name.
        name: Arc<str>,
        /// How long it is.
        bytes: usize,
    },
}

impl File {
    /// A file from text that is already in memory. Lines beyond its first 4 GiB are taken for one.
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<String>) -> Self {
        let text = text.into();
        let ends = || memchr::memchr_iter(b'\n', text.as_bytes());
        let mut line_starts = Vec::with_capacity(ends().count() + 1);
        line_starts.push(0);
        line_starts.extend(ends().map_while(|at| u32::try_from(at + 1).ok()));
        let mut before = 0;
        let counts = text.as_bytes().chunks(STEP).map(|chunk| {
            before += characters(chunk);
            before
        });
        let counted = std::iter::once(0).chain(counts).collect();
        Self { name: name.into(), path: None, text, not_utf8: None, line_starts, counted }
    }

    /// Reads `path`, to be called `name`.
    ///
    /// # Errors
    /// When the file cannot be read, is too long, or is not UTF-8; the error then names the first bad byte's place.
    pub fn read(path: &Path, name: impl Into<Arc<str>>) -> Result<Self, ReadError> {
        let file = Self::read_lossy(path, name)?;
        file.check().map(|()| file)
    }

    /// The same of a file that need not be UTF-8: what is not is U+FFFD.
    ///
    /// # Errors
    /// When the file cannot be read, or is too long.
    pub fn read_lossy(path: &Path, name: impl Into<Arc<str>>) -> Result<Self, ReadError> {
        let name = name.into();
        match std::fs::read(path) {
            Ok(bytes) => Ok(Self { path: Some(path.to_path_buf()), ..Self::lossy(name, bytes)? }),
            Err(source) => Err(ReadError::Io { name, source }),
        }
    }

    /// A file from bytes, which must be UTF-8.
    ///
    /// # Errors
    /// When they are not, with the place of the first that is not, or when they are too many.
    pub fn from_bytes(name: impl Into<Arc<str>>, bytes: Vec<u8>) -> Result<Self, ReadError> {
        let file = Self::lossy(name.into(), bytes)?;
        file.check().map(|()| file)
    }

    fn lossy(name: Arc<str>, bytes: Vec<u8>) -> Result<Self, ReadError> {
        if u32::try_from(bytes.len()).is_err() {
            return Err(ReadError::TooLong { name, bytes: bytes.len() });
        }
        Ok(match String::from_utf8(bytes) {
            Ok(text) => Self::new(name, text),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let byte = error.as_bytes().get(at).copied().unwrap_or_default();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                Self { not_utf8: Some((at, byte)), ..Self::new(name, text) }
            }
        })
    }

    /// Whether all of it was UTF-8.
    ///
    /// # Errors
    /// When it was not, with the place of the first byte that is not.
    pub fn check(&self) -> Result<(), ReadError> {
        match self.not_utf8 {
            None => Ok(()),
            Some((at, byte)) => {
                let (name, at) = (Arc::clone(&self.name), self.position(at));
                Err(ReadError::NotUtf8 { name, at, byte })
            }
        }
    }

    /// The line and column of a byte offset. An offset past the end is the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.line(offset);
        let start = self.start_of(line).unwrap_or_default();
        let before = self.characters_before(offset).saturating_sub(self.characters_before(start));
        Position { line, column: before + 1 }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let step = offset / STEP;
        let rest = self.text.as_bytes().get(step * STEP..offset).unwrap_or_default();
        self.counted.get(step).map_or(0, |counted| counted + characters(rest))
    }

    /// The lines from an offset on, each with where it begins and with its end.
    pub(crate) fn lines_from(&self, offset: usize) -> impl Iterator<Item = (usize, &str)> {
        let behind = self.line_starts.get(self.line(offset)..).unwrap_or_default();
        let starts = std::iter::once(offset).chain(behind.iter().map(|start| *start as usize));
        let ends = behind.iter().map(|start| *start as usize).chain([self.text.len()]);
        let lines = starts.zip(ends).map(|(start, end)| (start, self.slice(&(start..end))));
        lines.filter(|(_, line)| !line.is_empty())
    }

    /// The 1-based line of a byte offset.
    pub fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start as usize <= offset).max(1)
    }

    /// The first byte of a line, counted from 1.
    fn start_of(&self, line: usize) -> Option<usize> {
        self.line_starts.get(line.checked_sub(1)?).map(|start| *start as usize)
    }

    /// The span of a line, counted from 1, without its end and the blanks before its first word.
    pub fn line_span(&self, line: usize) -> Span {
        let Span { start, end } = self.whole_line(line).or(self.whole_line(1)).unwrap_or_default();
        let text = self.text.get(start..end).unwrap_or_default();
        let blanks = text.len() - text.trim_start().len();
        start + blanks..start + text.trim_end().len().max(blanks)
    }

    /// A line, counted from 1, without the `\n` that ends it.
    fn whole_line(&self, line: usize) -> Option<Span> {
        let start = self.start_of(line)?;
        Some(start..self.start_of(line + 1).map_or(self.text.len(), |next| next - 1))
    }

    /// The line that an offset is in, without its `\n`; an offset past the end is in the last one.
    pub fn line_around(&self, offset: usize) -> Span {
        self.whole_line(self.line(offset)).unwrap_or_default()
    }

    /// The whole lines that a span touches, the end of the last one left out.
    pub fn lines_of(&self, span: &Span) -> Span {
        self.line_around(span.start).start..self.line_around(span.end).end
    }

    /// The text of a line, counted from 1, without its end; empty where there is no such line.
    pub fn text_of_line(&self, line: usize) -> &str {
        let text = self.whole_line(line).and_then(|span| self.text.get(span)).unwrap_or_default();
        text.strip_suffix('\r').unwrap_or(text)
    }

    /// The same file with another text.
    #[must_use]
    pub fn with_text(&self, text: impl Into<String>) -> Self {
        Self { path: self.path.clone(), ..Self::new(Arc::clone(&self.name), text) }
    }

    /// The text of a span; empty where the span is not of this file.
    pub fn slice(&self, span: &Span) -> &str {
        self.text.get(span.clone()).unwrap_or_default()
    }
}

/// A name of a file as it can be written anywhere: what would end a line, steer a terminal or turn the order of what is read
/// is spelled out, as `\u{a}`.
pub fn spelled(name: &str) -> String {
    name.chars().map(|c| if steers(c) { c.escape_unicode().to_string() } else { c.to_string() }).collect()
}

/// Whether a character is obeyed rather than shown: controls, ends of lines, and marks that turn the direction of text.
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// How many characters begin in some bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    if bytes.is_ascii() {
        return bytes.len();
    }
    // counted in bytes, so that many are looked at together
    let some = |bytes: &[u8]| {
        bytes.iter().fold(0_u8, |count, byte| count + u8::from(byte & 0b1100_0000 != 0b1000_0000))
    };
    bytes.chunks(usize::from(u8::MAX)).map(|bytes| usize::from(some(bytes))).sum()
}

/// Text that was taken out of another text piece by piece (a fence in a quote, a quoted shell word),
/// with the way back to where each piece was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpt {
    text: String,
    /// (offset here, offset there), ascending; between two of them both run in step.
    pieces: Vec<(usize, usize)>,
}

impl Excerpt {
    /// The whole of `text`, which is at `origin`.
    pub fn whole(text: impl Into<String>, origin: usize) -> Self {
        Self { text: text.into(), pieces: vec![(0, origin)] }
    }

    /// Nothing yet, with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), pieces: Vec::new() }
    }

    /// Appends `text`, which is at `origin`.
    pub fn push(&mut self, text: &str, origin: usize) {
        if text.is_empty() {
            return;
        }
        let here = self.text.len();
        let in_step = self.pieces.last().is_some_and(|(h, there)| there + (here - h) == origin);
        if !in_step {
            self.pieces.push((here, origin));
        }
        self.text.push_str(text);
    }

    /// A part of it.
    #[must_use]
    pub fn part(&self, range: Span) -> Self {
        let mut part = Self::default();
        for (at, c) in self.text.char_indices().filter(|(at, _)| range.contains(at)) {
            part.push(c.encode_utf8(&mut [0; 4]), self.origin(at));
        }
        part
    }

    /// Appends another one.
    pub fn append(&mut self, other: &Self) {
        for (at, c) in other.text.char_indices() {
            self.push(c.encode_utf8(&mut [0; 4]), other.origin(at));
        }
    }

    /// The text itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the byte at `offset` of this text was.
    pub fn origin(&self, offset: usize) -> usize {
        // most are one piece
        if let [(_, there)] = self.pieces.as_slice() {
            return there + offset;
        }
        let piece = self.pieces.partition_point(|(here, _)| *here <= offset);
        match piece.checked_sub(1).and_then(|at| self.pieces.get(at)) {
            Some((here, there)) => there + (offset - here),
            None => offset,
        }
    }

    /// Where a span of this text was: from its first byte to just past its last; only where it began, if what it ends
    /// with was before that.
    pub fn origin_span(&self, span: &Span) -> Span {
        let start = self.origin(span.start);
        match span.end.checked_sub(1) {
            Some(last) if last >= span.start => start..start.max(self.origin(last) + 1),
            _ => start..start,
        }
    }
}

#[cfg(test)]
mod tests;
