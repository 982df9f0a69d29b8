//! One test of a sample, as text.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::Value;

use crate::rust::Endpoint;

/// One sample, and what is done with it.
pub(super) struct Case {
    /// What makes two cases of one sample the same: the type.
    pub(super) key: String,
    /// What the test is called, as far as no other is.
    pub(super) name: String,
    /// `POST /path`.
    pub(super) title: String,
    /// The page and the line.
    pub(super) place: String,
    pub(super) sample: Value,
    /// A trait of another crate that the test needs.
    pub(super) needs: Option<String>,
    /// The body of the test, with `{place}` and `{sample}` where these go.
    pub(super) body: String,
}

impl Case {
    /// The test, with a name that no other has.
    pub(super) fn written(&self, names: &mut BTreeSet<String>) -> String {
        let sample = serde_json::to_string_pretty(&self.sample).unwrap_or_default();
        // as many marks as no text has
        let longest = sample.split(|c| c != '#').map(str::len).max().unwrap_or_default();
        let marks = "#".repeat(longest + 1);
        let name = unique(names, &self.name);
        let (before, after) = self.body.split_once("{sample}").unwrap_or((&self.body, ""));
        let mut text = String::new();
        let _ = writeln!(text, "\n/// `{}`\n#[test]\nfn {name}() {{", self.title);
        text.push_str(&before.replace("{place}", &format!("{:?}", self.place)));
        let _ = writeln!(text, "r{marks}\"{sample}\"{marks}{after}}}");
        text
    }
}

/// A function's name for an item: its path in snake case.
pub(super) fn name(endpoint: &Endpoint) -> String {
    let words: String =
        endpoint.item.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    heck::ToSnakeCase::to_snake_case(words.as_str())
}

fn unique(names: &mut BTreeSet<String>, name: &str) -> String {
    let mut number = 1;
    let mut found = name.to_owned();
    while !names.insert(found.clone()) {
        number += 1;
        found = format!("{name}_{number}");
    }
    found
}
