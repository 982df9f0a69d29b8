//! Places of the documentation in doc comments as links to where it is published.
//!
//! Works on the text of a file: whatever says where it is does so in one way.

use std::collections::HashSet;

use crate::model::Api;

/// What makes a link of `` `page.md:3` ``.
pub(in crate::emit) struct PageLinks<'a> {
    /// The URL of a page, with `{page}`, `{path}` and `{line}` in it.
    template: &'a str,
    /// The pages there are.
    pages: HashSet<&'a str>,
}

impl<'a> PageLinks<'a> {
    /// Links to the pages of an API, where these are published.
    pub(in crate::emit) fn of(api: &'a Api) -> Option<Self> {
        let template = api.docs_url.as_deref()?;
        let objects = api.schemas.iter().flat_map(|named| &named.evidence).map(|it| it.page.as_ref());
        let pages = api.sources.iter().map(|source| source.page.as_ref()).chain(objects).collect();
        Some(Self { template, pages })
    }

    /// The text of a file, with links in its doc comments.
    pub(in crate::emit) fn applied(&self, text: &str) -> String {
        text.split_inclusive('\n').map(|line| self.line(line)).collect()
    }

    fn line(&self, line: &str) -> String {
        if !["///", "//!"].iter().any(|mark| line.trim_start().starts_with(mark)) {
            return line.to_owned();
        }
        let mut linked = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('`') {
            linked.push_str(before);
            match after.split_once('`').and_then(|(span, tail)| Some((span, self.url(span)?, tail))) {
                Some((span, url, tail)) => {
                    linked.extend(["[`", span, "`](", &url, ")"]);
                    rest = tail;
                }
                None => {
                    linked.push('`');
                    rest = after;
                }
            }
        }
        linked + rest
    }

    /// Where a code span leads that says a place: `page.md`, `page.md:3,7 and 2 more`.
    fn url(&self, span: &str) -> Option<String> {
        let (page, lines) = span.rsplit_once(':').unwrap_or((span, "1"));
        if !self.pages.contains(page) {
            return None;
        }
        let line: String = lines.chars().take_while(char::is_ascii_digit).collect();
        let path = page.rsplit_once('.').map_or(page, |(path, _)| path);
        let encoded = |text: &str| text.replace(' ', "%20").replace('(', "%28").replace(')', "%29");
        let url = self.template.replace("{page}", &encoded(page)).replace("{path}", &encoded(path));
        Some(url.replace("{line}", &line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_to_where_pages_are_published() {
        let links = PageLinks {
            template: "https://docs.test/{path}?of={page}#L{line}",
            pages: ["guide/a b.md", "c.md"].into_iter().collect(),
        };
        for (line, expected) in [
            (
                "    /// Read it. (`guide/a b.md:12,15 and 2 more`; and 3 more pages)\n",
                "    /// Read it. ([`guide/a b.md:12,15 and 2 more`](https://docs.test/guide/a%20b?of=guide/a%20b.md#L12); \
                 and 3 more pages)\n",
            ),
            ("//! Docs: `c.md`.", "//! Docs: [`c.md`](https://docs.test/c?of=c.md#L1)."),
            (
                "/// `GET /d` of `d.md:3` ends 15` (`c.md:4`)",
                "/// `GET /d` of `d.md:3` ends 15` ([`c.md:4`](https://docs.test/c?of=c.md#L4))",
            ),
            ("let page = `c.md:4`;", "let page = `c.md:4`;"),
        ] {
            assert_eq!(links.applied(line), expected);
        }
    }
}
