//! Doc comments: their first line, the links in them, and the routes that they name.

use syn::Attribute;

use super::literal;

/// What a doc comment says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Doc {
    /// Its first line of words, without marks of a heading.
    pub(super) summary: String,
    /// Addresses in it.
    pub(super) links: Vec<String>,
    /// Routes that it names: `GET /users/{id}`.
    pub(super) routes: Vec<(String, String)>,
}

/// The methods of HTTP, and those that some servers add.
pub(super) const METHODS: [&str; 8] = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "LIST"];

impl Doc {
    /// Reads the doc comment among some attributes.
    pub(super) fn of(attributes: &[Attribute]) -> Self {
        let lines = attributes.iter().filter(|it| it.path().is_ident("doc")).filter_map(literal::name_value);
        let text = lines.collect::<Vec<_>>().join("\n");
        let summary = text.lines().map(|line| line.trim().trim_start_matches('#').trim());
        let mut links = Vec::new();
        for word in text.split(|c: char| c.is_whitespace() || "<>()[]\"'`".contains(c)) {
            if word.starts_with("https://") || word.starts_with("http://") {
                links.push(word.trim_end_matches(['.', ',', ';']).to_owned());
            }
        }
        Self {
            summary: summary.into_iter().find(|line| !line.is_empty()).unwrap_or_default().to_owned(),
            links,
            routes: routes(&text),
        }
    }
}

/// `METHOD /path` in a text, marks of code around either left out.
fn routes(text: &str) -> Vec<(String, String)> {
    let words: Vec<&str> =
        text.split_whitespace().map(|word| word.trim_matches(['`', '*', '"', ',', '.'])).collect();
    let pairs = words.iter().zip(words.iter().skip(1));
    pairs
        .filter(|(method, path)| METHODS.contains(method) && path.starts_with('/') && path.len() > 1)
        .map(|(method, path)| ((*method).to_owned(), (*path).to_owned()))
        .collect()
}
