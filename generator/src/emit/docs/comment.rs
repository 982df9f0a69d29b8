//! Doc comments: blocks of text, wrapped, ending with the place in the docs that they are based on.
//!
//! Words of the docs come in by [`DocComment::words`], which makes them harmless; all else is our own text, in which
//! [`safe`] has treated whatever is quoted. Knows no Rust but `#[doc = …]`.

use std::collections::HashSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::text::{BREAK, code, safe, unmarked};
use crate::model::{Claim, Dispute, Evidence, Lifecycle, Limit, Notice, Settled};

/// Lines that fit into 120 columns below `        /// `.
const WIDTH: usize = 108;
/// Pages that a pointer names before it counts them.
const PAGES: usize = 2;
/// Lines of a page that it names before it counts them.
const LINES: usize = 3;

/// A fence of Rust.
pub(in crate::emit) struct DocExample {
    /// A sentence of our own, that says where the docs show it.
    pub(in crate::emit) title: String,
    /// Whether it is run, not only compiled.
    pub(in crate::emit) runs: bool,
    pub(in crate::emit) lines: Vec<String>,
}

/// A doc comment in the making. Blocks are set apart by empty lines.
#[derive(Clone, Default)]
pub(in crate::emit) struct DocComment(Vec<String>);

impl DocComment {
    /// An empty one.
    pub(in crate::emit) fn new() -> Self {
        Self::default()
    }

    /// A paragraph of our own, in Markdown.
    pub(in crate::emit) fn say(mut self, markdown: &str) -> Self {
        let lines = wrap(markdown, WIDTH);
        if !lines.is_empty() {
            self.apart();
        }
        self.0.extend(lines);
        self
    }

    /// Words of the docs: a paragraph for each of theirs.
    pub(in crate::emit) fn words(self, text: &str) -> Self {
        let paragraphs = text.split("\n\n").map(safe).filter(|paragraph| !paragraph.is_empty());
        paragraphs.fold(self, |docs, paragraph| docs.say(&paragraph))
    }

    /// Items of a list, each of our own.
    pub(in crate::emit) fn list(mut self, items: impl IntoIterator<Item = String>) -> Self {
        let mut items = items.into_iter().peekable();
        if items.peek().is_some() {
            self.apart();
        }
        for item in items {
            for (number, line) in wrap(&item, WIDTH - 2).into_iter().enumerate() {
                self.0.push(format!("{}{line}", if number == 0 { "- " } else { "  " }));
            }
        }
        self
    }

    /// A heading, and a paragraph of our own below it.
    pub(in crate::emit) fn section(mut self, title: &str, markdown: &str) -> Self {
        self.apart();
        self.0.push(format!("# {title}"));
        self.0.extend(wrap(markdown, WIDTH));
        self
    }

    /// Fences of Rust, each below its title.
    pub(in crate::emit) fn examples(self, examples: &[DocExample]) -> Self {
        examples.iter().fold(self, |mut docs, DocExample { title, runs, lines }| {
            docs.apart();
            docs.0.extend((!title.is_empty()).then(|| title.clone()));
            docs.0.push(if *runs { "```" } else { "```no_run" }.to_owned());
            docs.0.extend_from_slice(lines);
            docs.0.push("```".to_owned());
            docs
        })
    }

    /// Admonitions.
    pub(in crate::emit) fn notices(self, notices: &[Notice]) -> Self {
        notices.iter().fold(self, |docs, Notice { kind, text, lifecycle, .. }| {
            let kind = match lifecycle {
                Some(Lifecycle::Beta) => "Beta".to_owned(),
                Some(Lifecycle::Deprecated) => "Deprecated".to_owned(),
                Some(Lifecycle::Ga) | None => safe(&capital(kind)),
            };
            docs.say(&format!("**{kind}.** {}", safe(text)))
        })
    }

    /// What the docs say is taken where a value is left out, and what they take, as far as their words do not have it.
    pub(in crate::emit) fn bounds(self, default: Option<&str>, values: &[String], limits: &[Limit]) -> Self {
        let said = self.one_line();
        let is_new = |text: &str| !said.contains(text.trim_matches(['"', '\'']));
        let default = default.filter(|text| is_new(text)).map(|text| format!("Default: {}.", code(text)));
        let is_listed = values.iter().any(|value| is_new(value));
        let values: Vec<String> = values.iter().map(|value| code(value)).collect();
        let values = is_listed.then(|| format!("One of {}.", values.join(", ")));
        let limits: Vec<String> = limits
            .iter()
            .map(|limit| match limit {
                Limit::AtLeast(number) => ("at least", number.to_string()),
                Limit::AtMost(number) => ("at most", number.to_string()),
            })
            .filter(|(_, number)| is_new(number))
            .map(|(bound, number)| format!("{bound} {number}"))
            .collect();
        let limits = (!limits.is_empty()).then(|| format!("{}.", capital(&and(&limits))));
        let said: Vec<String> = [default, values, limits].into_iter().flatten().collect();
        self.say(&said.join(" "))
    }

    /// What is documented of a dispute that nothing settles.
    pub(in crate::emit) fn dispute(self, dispute: &Dispute) -> Self {
        self.say(&format!("{} `docwright.yaml` can settle it.", disagree(&dispute.claims)))
    }

    /// What is documented of a dispute that is settled.
    pub(in crate::emit) fn settled(self, settled: &Settled) -> Self {
        self.say(&format!(
            "{} {} holds: {}",
            disagree(&settled.claims),
            code(&settled.holds),
            safe(&settled.reason)
        ))
    }

    /// Where it all is.
    pub(in crate::emit) fn evidence(self, evidence: &[Evidence]) -> Self {
        if evidence.is_empty() { self } else { self.also(&format!("({})", pointer(evidence))) }
    }

    /// A sentence of our own at the end of the last paragraph, or in one of its own where there is none.
    pub(in crate::emit) fn also(mut self, markdown: &str) -> Self {
        let start = self.0.iter().rposition(String::is_empty).map_or(0, |at| at + 1);
        let is_open =
            self.0.get(start).is_some_and(|line| !line.starts_with(['-', '#']) && !line.starts_with("```"));
        if !is_open {
            return self.say(markdown);
        }
        let paragraph = self.0.split_off(start).join(" ");
        self.0.extend(wrap(&format!("{paragraph} {markdown}"), WIDTH));
        self
    }

    /// Whether nothing is said.
    pub(in crate::emit) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As `///` lines.
    pub(in crate::emit) fn outer(&self) -> Option<TokenStream> {
        self.text().map(|text| quote!(#[doc = #text]))
    }

    /// As `//!` lines.
    pub(in crate::emit) fn inner(&self) -> Option<TokenStream> {
        self.text().map(|text| quote!(#![doc = #text]))
    }

    /// All lines as one text, [broken](BREAK): a raw literal where it can be, as others have to be unescaped character by
    /// character.
    fn text(&self) -> Option<Literal> {
        let mut text = String::with_capacity(self.0.iter().map(|line| line.len() + 2).sum());
        for (number, line) in self.0.iter().enumerate() {
            text.extend((number > 0).then_some(BREAK));
            text.extend((!line.is_empty()).then_some(' '));
            text.push_str(line);
        }
        let raw = (!text.contains("\"#")).then(|| format!("r#\"{text}\"#").parse().ok()).flatten();
        (!self.0.is_empty()).then(|| raw.unwrap_or_else(|| Literal::string(&text)))
    }

    /// All of it as one paragraph.
    pub(in crate::emit) fn one_line(&self) -> String {
        self.0.iter().filter(|line| !line.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    fn apart(&mut self) {
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
    }
}

fn disagree(claims: &[Claim]) -> String {
    let claims: Vec<String> =
        claims.iter().map(|claim| format!("{} ({})", code(&claim.value), pointer(&claim.evidence))).collect();
    format!("The docs disagree: {}.", and(&claims))
}

/// `` `en/page.md:3,7` ``.
pub(in crate::emit) fn pointer(evidence: &[Evidence]) -> String {
    let (pages, more) = places(evidence);
    let mut said: Vec<String> = pages.iter().map(|page| code(page)).collect();
    said.extend(more);
    said.join("; ")
}

/// `en/page.md:3,7`, as the macros of the runtime are given it, which put it into a code span.
pub(in crate::emit) fn place(evidence: &[Evidence]) -> String {
    let (mut said, more) = places(evidence);
    said.extend(more);
    said.join("; ").replace('`', "'")
}

/// `en/page.md:3,7` for each page, and how many more pages there are.
fn places(evidence: &[Evidence]) -> (Vec<String>, Option<String>) {
    let mut pages: Vec<(&str, Vec<usize>)> = Vec::new();
    // those that are only counted
    let mut more: HashSet<&str> = HashSet::default();
    for Evidence { page, line, .. } in evidence {
        let is_full = pages.len() == PAGES;
        match pages.iter_mut().find(|(known, _)| **known == **page) {
            Some((_, lines)) => lines.push(*line),
            None if !is_full => pages.push((page, vec![*line])),
            None => {
                more.insert(page);
            }
        }
    }
    let said = pages.into_iter().map(|(page, mut lines)| {
        lines.sort_unstable();
        lines.dedup();
        let more = lines.len().saturating_sub(LINES);
        let said: Vec<String> = lines.iter().take(LINES).map(usize::to_string).collect();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{page}:{}{more}", said.join(","))
    });
    let more = match more.len() {
        0 => None,
        1 => Some("and 1 more page".to_owned()),
        more => Some(format!("and {more} more pages")),
    };
    (said.collect(), more)
}

/// `a`, `a and b`, `a, b and c`.
pub(in crate::emit) fn and(items: &[String]) -> String {
    match items.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// `AVAILABILITY` as `Availability`.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect()
    })
}

/// `markdown` in lines of at most `width`, where its words allow it; a code span is one word.
pub(in crate::emit) fn wrap(markdown: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in words(markdown) {
        let more = word.chars().count() + 1;
        match lines.last_mut() {
            Some(line) if used + more <= width => {
                line.push(' ');
                line.push_str(word);
                used += more;
                continue;
            }
            // Our own text may begin with a marker; a line that only wraps may not.
            Some(_) => lines.push(continued(word)),
            None => lines.push(word.to_owned()),
        }
        used = lines.last().map_or(0, |line| line.chars().count());
    }
    lines
}

/// The words of a text, cut at white space outside code spans.
fn words(markdown: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut open, mut run) = (0, 0, 0);
    let mut escaped = false;
    for (at, c) in markdown.char_indices() {
        if c == '`' && !escaped {
            run += 1;
            continue;
        }
        if run > 0 {
            open = if open == 0 {
                run
            } else if open == run {
                0
            } else {
                open
            };
            run = 0;
        }
        escaped = c == '\\' && !escaped && open == 0;
        if c.is_whitespace() && open == 0 {
            words.extend(markdown.get(start..at).filter(|word| !word.is_empty()));
            start = at + c.len_utf8();
        }
    }
    words.extend(markdown.get(start..).filter(|word| !word.is_empty()));
    words
}

/// `word` such that a line of a paragraph that begins with it does not end the paragraph. Of numbers only 1 would.
fn continued(word: &str) -> String {
    let is_number = word.starts_with(|c: char| c.is_ascii_digit());
    if is_number && !word.starts_with("1.") && !word.starts_with("1)") {
        word.to_owned()
    } else {
        unmarked(word)
    }
}
