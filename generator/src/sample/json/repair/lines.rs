//! Lines: how far each is indented, and whether its quotes pair up.

/// The line that is being read.
pub(super) struct LineState<'t> {
    text: &'t str,
    /// The indentation of the first line.
    pub(super) base: usize,
    /// The indentation of the line.
    pub(super) indent: usize,
    /// Whether it has an odd number of quotes, so that one of them may be missing.
    pub(super) odd: bool,
}

impl<'t> LineState<'t> {
    /// At the first line. Text that was cut out of a command has lost the indentation of its first line; the least
    /// one of the others, where its last closer is, is as good.
    pub(super) fn new(text: &'t str) -> Self {
        let mut lines = Self { text, base: 0, indent: 0, odd: false };
        lines.enter(0);
        if lines.indent == 0 {
            let others = text.lines().skip(1).filter(|line| !line.trim().is_empty());
            lines.indent = others.map(indent).min().unwrap_or(0);
        }
        lines.base = lines.indent;
        lines
    }

    /// Goes to the line that begins at `start`.
    pub(super) fn enter(&mut self, start: usize) {
        let rest = self.text.get(start..).unwrap_or_default();
        let line = rest.get(..rest.find('\n').unwrap_or(rest.len())).unwrap_or_default();
        self.indent = indent(line);
        self.odd = quotes(line) % 2 == 1;
    }
}

/// Columns, a tab as four.
fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// The quotes that no backslash escapes.
fn quotes(line: &str) -> usize {
    let mut escaped = false;
    line.bytes()
        .filter(|byte| {
            let counts = *byte == b'"' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            counts
        })
        .count()
}
