//! Tags of a site's generator, each on a line of its own. Blocks of code that they hold are fences to a reader:
//! `{% highlight json %}` up to `{% endhighlight %}`, `{{< highlight json >}}` up to `{{< /highlight >}}`. Others are components
//! in other brackets: `{% tab title="200" %}`, `{% swagger-parameter name="id" in="path" %}`.

use super::html;
use super::inline::Tag;
use super::site_blocks;
use crate::source::Span;

/// A piece of a part of a page.
pub(super) enum PagePiece<'t> {
    Markdown(Span),
    /// JSON between `[block:name]` and `[/block]`.
    Block {
        name: &'t str,
        json: Span,
        whole: Span,
    },
    Code {
        /// From the opening tag to the end of the closing one.
        whole: Span,
        /// The first cell of the row that it is in, if it is in a table.
        cell: Option<Span>,
        /// The language that the opening tag names; empty, behind its name, where it names none.
        info: Span,
        body: Span,
    },
    Tag(Tag),
}

/// What is around a tag.
const MARKS: [(&str, &str); 3] = [("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}")];

/// Tags whose words are code.
const NAMES: &[&str] = &["highlight", "codeblock", "code"];

/// Cuts a part of a page at its tags.
pub(super) fn pieces(source: &str, part: Span) -> Vec<PagePiece<'_>> {
    let text = source.get(part.clone()).unwrap_or_default();
    let mut pieces = Vec::new();
    let has_blocks = text.contains("[/block]");
    let has_tags = MARKS.iter().any(|(open, _)| text.contains(open));
    if !has_blocks && !has_tags && !NAMES.iter().any(|name| text.contains(name)) {
        return vec![PagePiece::Markdown(part)];
    }
    let mut from = part.start;
    let mut at = part.start;
    let mut in_fence = false;
    let mut open: Option<(CodeTag<'_>, Span)> = None;
    let mut block: Option<(&str, Span)> = None;
    for line in text.split_inclusive('\n') {
        let here = at..at + line.len();
        at = here.end;
        if let Some(name) = site_blocks::opening(line).filter(|_| !in_fence && open.is_none()) {
            block = Some((name, here));
            continue;
        }
        if let Some((name, opened)) = block.take_if(|_| site_blocks::closes(line)) {
            pieces.push(PagePiece::Markdown(from..opened.start));
            let (json, whole) = (opened.end..here.start, opened.start..here.end);
            pieces.push(PagePiece::Block { name, json, whole });
            from = here.end;
            continue;
        }
        let is_fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        let found = tag(line, here.start);
        match (&open, found) {
            // the code is in a fence of its own
            (Some(_), _) if is_fence => {
                open = None;
                in_fence = true;
            }
            (Some((opening, opened)), Some(closing)) if closing.closes(opening.name) => {
                pieces.push(PagePiece::Markdown(from..opened.start));
                pieces.push(PagePiece::Code {
                    cell: opening.cell.clone(),
                    whole: opened.start..here.end,
                    info: opening.info.clone(),
                    body: opened.end..here.start,
                });
                from = here.end;
                open = None;
            }
            (None, Some(opening)) if !in_fence && NAMES.contains(&opening.name) => {
                let start =
                    opening.cell.as_ref().map_or(here.start, |_| here.start + line.len() - opening.len);
                open = Some((opening, start..here.end))
            }
            (None, Some(_)) if !in_fence && line.starts_with('{') => {
                if let Some(tag) = component(line, here.start) {
                    pieces.push(PagePiece::Markdown(from..here.start));
                    pieces.push(PagePiece::Tag(tag));
                    from = here.end;
                }
            }
            (None, _) => in_fence ^= is_fence,
            _ => {}
        }
    }
    pieces.push(PagePiece::Markdown(from..part.end));
    pieces
}

struct CodeTag<'t> {
    /// With the mark that makes it a closing one: `endhighlight`, `/highlight`.
    name: &'t str,
    info: Span,
    /// The first cell of the row that the tag ends.
    cell: Option<Span>,
    /// How long the line is from the tag on.
    len: usize,
}

impl CodeTag<'_> {
    fn closes(&self, name: &str) -> bool {
        [self.name.strip_prefix("end"), self.name.strip_prefix('/')].contains(&Some(name))
    }
}

/// The tag that a line, which begins at `start`, has and nothing else.
fn tag(line: &str, start: usize) -> Option<CodeTag<'_>> {
    let row = line.trim_start().trim_start_matches('|');
    let cell =
        row.split_once('|').filter(|(_, rest)| MARKS.iter().any(|(open, _)| rest.trim().starts_with(open)));
    let cell_at = start + line.len() - row.len();
    let bare = cell.map_or(line, |(_, rest)| rest).trim().trim_end_matches('|').trim_end();
    let len = cell.map_or(line.len(), |(_, rest)| rest.trim_start().len());
    let cell = cell.map(|(words, _)| cell_at..cell_at + words.len());
    let inner = MARKS.iter().find_map(|(open, close)| bare.strip_prefix(open)?.strip_suffix(close))?;
    let inner = inner.trim_matches('-').trim();
    let (name, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
    let language = rest.split_whitespace().next().unwrap_or_default();
    let language = language.trim_matches(['"', '\'']);
    let is_language = !language.is_empty() && !language.contains(['=', ':']);
    let offset = |part: &str| start + line.find(name).unwrap_or_default() + part.len();
    let end_of_name = offset(name);
    let at = line.get(end_of_name - start..).and_then(|rest| rest.find(language));
    let info = match at.filter(|_| is_language) {
        Some(at) => end_of_name + at..end_of_name + at + language.len(),
        None => end_of_name..end_of_name,
    };
    Some(CodeTag { name, info, cell, len })
}

/// The tag that a line, which begins at `start`, is, as a component: `{% endtab %}` closes `{% tab title="200" %}`.
fn component(line: &str, start: usize) -> Option<Tag> {
    let whole = line.trim_end();
    let inner = MARKS.iter().find_map(|(open, close)| whole.strip_prefix(open)?.strip_suffix(close))?;
    let inner = inner.trim_matches('-').trim();
    let span = start..start + whole.len();
    if let Some(name) = inner.strip_prefix("end").or_else(|| inner.strip_prefix('/')) {
        return html::read_tag(&format!("</{}>", name.trim()), span);
    }
    // `{{< tab "Request" >}}`
    let titled = inner.split_once(' ').filter(|(_, rest)| rest.trim_start().starts_with('"'));
    match titled {
        Some((name, title)) => html::read_tag(&format!("<{name} title={}>", title.trim()), span),
        None => html::read_tag(&format!("<{inner}>"), span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_hold_code_or_are_components() {
        for (text, expected) in [
            ("a\n{% highlight json %}\n{}\n{% endhighlight %}\nb\n", "a\n|json:{}\n|b\n"),
            ("{{< highlight http \"x=1\" >}}\nGET /\n{{< /highlight >}}\n", "|http:GET /\n|"),
            ("{% code title=\"x\" %}\n{}\n{% endcode %}", "|:{}\n|"),
            ("{% code %}\n```json\n{}\n```\n{% endcode %}\n", "{% code %}\n```json\n{}\n```\n|</code>|"),
            ("{% tab title=\"200\" %}\nA\n{% endtab %}\nB", "|<tab>|A\n|</tab>|B"),
            ("{{< tab \"200\" >}}\nA\n{{< /tab >}}\nB", "|<tab>|A\n|</tab>|B"),
            ("```\n{% tab %}\n```\n", "```\n{% tab %}\n```\n"),
            ("- a\n  {% tab %}\n- b", "- a\n  {% tab %}\n- b"),
            (
                "```\n{% highlight json %}\n{}\n{% endhighlight %}\n```\n",
                "```\n{% highlight json %}\n{}\n{% endhighlight %}\n```\n",
            ),
            (
                "a | b\n--|--\nbody | {{< highlight json >}}\n{}\n{{< /highlight >}}\nc | d\n",
                "a | b\n--|--\nbody | |body |json:{}\n|c | d\n",
            ),
            ("a\n[block:code]\n{}\n[/block]\nb", "a\n|[code]{}\n|b"),
            ("[block:code]\nnever closed", "[block:code]\nnever closed"),
            ("{% highlight json %}\nnever closed", "{% highlight json %}\nnever closed"),
        ] {
            let shown: Vec<String> = pieces(text, 0..text.len())
                .into_iter()
                .map(|piece| match piece {
                    PagePiece::Markdown(span) => text[span].to_owned(),
                    PagePiece::Block { name, json, .. } => format!("[{name}]{}", &text[json]),
                    PagePiece::Tag(tag) => format!("<{}{}>", if tag.closes { "/" } else { "" }, tag.name),
                    PagePiece::Code { info, body, cell, .. } => {
                        let cell = cell.map_or(String::new(), |cell| format!("{}|", &text[cell]));
                        format!("{cell}{}:{}", &text[info], &text[body])
                    }
                })
                .collect();
            assert_eq!(shown.join("|"), expected);
        }
    }
}
