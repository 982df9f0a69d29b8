//! What an operation is called: by its heading, else by its method and path. Of several that would have one name, each but one has
//! what a reader sees to set it apart: a number only where there is nothing.

use std::collections::HashMap;

use super::path_name;
use crate::dialect::{Dialect, OperationFact, PageFacts, Section, shortcodes, words_of};
use crate::model::PathTemplate;
use crate::naming::{Names, snake};
use crate::sample::target;

/// Names that a client has anyway.
const RESERVED: &[&str] = &["new", "with_transport"];

/// What an operation is named by.
pub(super) struct NameSource<'a> {
    pub operation: &'a OperationFact,
    pub path: PathTemplate,
}

impl<'a> NameSource<'a> {
    /// That of an operation.
    pub(super) fn of(operation: &'a OperationFact) -> Self {
        Self { operation, path: PathTemplate::canonical(operation.route()) }
    }

    fn plain(&self) -> String {
        path_name::plain(&self.operation.method, &self.path)
    }
}

/// The names of the operations of a source.
pub(super) struct OperationNames<'n, 'a> {
    facts: &'a PageFacts,
    module: &'n str,
    dialect: &'n Dialect,
    taken: Names,
    /// Who has a name.
    holders: HashMap<String, NameSource<'a>>,
    /// Who is to have a plain name: the first, unless one has nothing that the first does not have.
    plain_of: HashMap<String, PathTemplate>,
}

impl<'n, 'a> OperationNames<'n, 'a> {
    /// The names of `operations`, of which none is given yet.
    pub(super) fn of(
        facts: &'a PageFacts,
        module: &'n str,
        dialect: &'n Dialect,
        operations: impl Iterator<Item = &'a OperationFact>,
    ) -> Self {
        let mut names = Self {
            facts,
            module,
            dialect,
            taken: Names::but(RESERVED),
            holders: HashMap::new(),
            plain_of: HashMap::new(),
        };
        let by_path = operations.map(NameSource::of).filter(|named| names.headings(named).next().is_none());
        for named in by_path.collect::<Vec<_>>() {
            let path = names.plain_of.entry(named.plain()).or_insert_with(|| named.path.clone());
            if path_name::apart(&named.operation.method, &named.path, path).is_empty() {
                *path = named.path;
            }
        }
        names
    }

    /// An operation's name and its summary: from the nearest heading that begins with a verb and has named no other
    /// operation yet, else from its method and path. The summary is empty where no heading is the operation's own.
    pub(super) fn propose(&self, named: &NameSource<'a>) -> (String, String) {
        let nearest = self.section(named);
        if let Some((name, summary)) = self.headings(named).next() {
            if self.is_free(&name) {
                return (snake(&name), shortcodes(&summary));
            }
            // another operation has what the heading says first: all of its words may tell them apart
            let own = nearest.filter(|section| section.parent.is_some());
            let own = own.filter(|section| self.worded(section, self.stop()).is_some());
            let whole = own.and_then(|section| self.worded(section, &[]));
            if let Some((name, summary)) = whole.filter(|(name, _)| self.is_free(name)) {
                return (snake(&name), shortcodes(&summary));
            }
        }
        // in words that the dialect does not know, a heading still says to people what the operation does
        let summary = match nearest.filter(|section| self.is_label(section)) {
            // `HTTP request` names nothing, what it is below does: a page as a whole, where it is about one thing that is done
            Some(label) => {
                let method = &named.operation.method;
                let is_of_one = self.facts.operations.iter().all(|it| it.method == *method);
                let above = self.from(label).find(|section| !self.is_label(section));
                above.filter(|section| is_of_one || !self.is_title(section))
            }
            None => nearest
                .filter(|section| !self.is_title(section) && self.worded(section, self.stop()).is_none()),
        };
        let summary = summary.map(|section| shortcodes(without_line(&section.title)));
        (snake(&self.by_path(named)), summary.unwrap_or_default())
    }

    /// Gives an operation a name, with a number if it is taken.
    pub(super) fn take(&mut self, name: String, named: NameSource<'a>) -> String {
        let name = self.taken.take(name);
        self.holders.insert(name.clone(), named);
        name
    }

    fn by_path(&self, named: &NameSource<'a>) -> String {
        let (method, plain) = (&named.operation.method, named.plain());
        // what has the heading's name does the same to another thing
        let of_heading = self.headings(named).next().and_then(|(name, _)| self.holder(&name));
        let of_heading = of_heading.filter(|holder| holder.plain() == plain && holder.path != named.path);
        let holder = of_heading.or_else(|| self.holder(&plain));
        let plain_of = self.plain_of.get(&plain).filter(|path| **path != named.path);
        let Some(other) = holder.map(|holder| &holder.path).or(plain_of) else { return plain };
        let apart = path_name::apart(method, &named.path, other).into_iter();
        let words = self.words_unlike(named, holder).map(|words| format!("{plain} {words}"));
        let mut names = apart.chain(path_name::longer(method, &named.path)).chain(words);
        names.find(|name| self.is_free(name)).unwrap_or(plain)
    }

    fn holder(&self, name: &str) -> Option<&NameSource<'a>> {
        self.holders.get(&snake(name))
    }

    /// The words of the heading that are not those of the holder's.
    fn words_unlike(&self, named: &NameSource<'a>, holder: Option<&NameSource<'a>>) -> Option<String> {
        let words = |named: &NameSource<'a>| -> Vec<String> {
            let section = self.section(named).filter(|section| !self.is_title(section));
            section.into_iter().flat_map(|section| words_of(without_line(&section.plain_title))).collect()
        };
        let theirs = holder.map(words).unwrap_or_default();
        let drop = &self.dialect.operations.drop;
        let is_own = |word: &String| word.is_ascii() && !theirs.contains(word) && !drop.contains(word);
        let own: Vec<String> = words(named).into_iter().filter(is_own).collect();
        (!own.is_empty()).then(|| own.join(" "))
    }

    /// The names and summaries of the headings above an operation that begin with a verb, the nearest first.
    fn headings(&self, named: &NameSource<'a>) -> impl Iterator<Item = (String, String)> {
        let sections = self.section(named).into_iter().flat_map(|section| self.from(section));
        sections.filter_map(|section| self.worded(section, self.stop()))
    }

    /// A section and those that it is in.
    fn from(&self, section: &'a Section) -> impl Iterator<Item = &'a Section> {
        let facts = self.facts;
        std::iter::successors(Some(section), |section| section.parent.and_then(|at| facts.sections.get(at)))
    }

    /// Whether a heading only says that a method and a path follow.
    fn is_label(&self, section: &Section) -> bool {
        let title = section.title.trim().trim_end_matches(':');
        self.dialect.labels.lines.iter().any(|label| label.eq_ignore_ascii_case(title))
    }

    fn section(&self, named: &NameSource<'a>) -> Option<&'a Section> {
        named.operation.section.and_then(|at| self.facts.sections.get(at))
    }

    /// Whether a heading is the page's title; a page that has its title in its front matter, or above, has none in one of several
    /// headings.
    fn is_title(&self, section: &Section) -> bool {
        let is_first = self.facts.sections.first().is_some_and(|first| first.span == section.span);
        section.parent.is_none()
            && !(self.facts.has_many_titles() && (self.facts.front_matter.title.is_some() || !is_first))
    }

    fn is_free(&self, name: &str) -> bool {
        self.taken.is_free(&snake(name))
    }

    fn stop(&self) -> &'n [String] {
        &self.dialect.operations.stop
    }

    /// Name and summary of a heading that begins with a verb, up to a word of `stop`: `create base connection` and `Create a base
    /// connection` of "Create a base connection for X".
    fn worded(&self, section: &Section, stop: &[String]) -> Option<(String, String)> {
        let words = &self.dialect.operations;
        let heading = without_line(&section.plain_title);
        let lower = heading.to_lowercase();
        let verb = words
            .verbs
            .iter()
            .find(|verb| lower.strip_prefix(verb.as_str()).is_some_and(|rest| rest.starts_with(' ')))?;
        let is_one_of = |list: &[String], word: &str| list.iter().any(|known| known == word);
        let product = words_of(self.module);
        let title: Vec<&str> = heading
            .get(verb.len()..)?
            .split_whitespace()
            .take_while(|word| !is_one_of(stop, &word.to_lowercase()))
            .collect();
        let nouns: Vec<String> = title
            .iter()
            .map(|word| {
                word.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect::<String>().to_lowercase()
            })
            .filter(|word| !word.is_empty() && !is_one_of(&words.drop, word) && !product.contains(word))
            .collect();
        let ascii = nouns.iter().all(|word| word.is_ascii());
        let summary = format!("{} {}", heading.get(..verb.len())?, title.join(" "));
        (!nouns.is_empty() && ascii).then(|| (format!("{verb} {}", nouns.join(" ")), summary))
    }
}

/// A heading without the request line that it begins with, which says no more than method and path: of
/// ``GET `/health`: Returns how it is`` what is behind the colon.
fn without_line(heading: &str) -> &str {
    const MARKS: &[char] = &['`', '*', ' '];
    let Some((_, behind)) = heading.trim_start_matches(MARKS).split_once(' ') else { return heading };
    let target = behind.trim_start_matches(MARKS);
    if !target.starts_with('/') {
        return heading;
    }
    let rest = target.get(target::end(target)..).unwrap_or_default();
    rest.trim_start_matches(|c| MARKS.contains(&c) || matches!(c, ':' | '-' | '–' | '—'))
}
