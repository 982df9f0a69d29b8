//! A list in a table's cell: the items of `<ul>` or `<ol>`, or lines that begin as items do.

use crate::markdown::{Tag, Text};

/// What a cell says before its list, and the items of that, each with how deep it is, from 0.
#[derive(Debug)]
pub(in super::super) struct CellList {
    pub before: Text,
    pub items: Vec<(usize, Text)>,
}

/// The list of a cell, if it has one.
pub(in super::super) fn of(cell: &Text) -> Option<CellList> {
    of_items(cell).or_else(|| of_lines(cell))
}

/// `<ul><li>…</li><li>…</li></ul>`; ends of items may be left out.
fn of_items(cell: &Text) -> Option<CellList> {
    let is_list = |tag: &Tag| matches!(tag.name.as_str(), "ul" | "ol");
    let first = cell.tags.iter().find(|tag| is_list(tag) || tag.name == "li")?;
    let mut items = Vec::new();
    let mut depth = 0_usize;
    let mut tags = cell.tags.iter().filter(|tag| is_list(tag) || tag.name == "li").peekable();
    while let Some(tag) = tags.next() {
        match (is_list(tag), tag.closes) {
            (true, false) => depth += 1,
            (true, true) => depth = depth.saturating_sub(1),
            (false, false) => {
                let end = tags.peek().map_or(cell.text.len(), |next| next.at);
                items.push((depth.saturating_sub(1), cell.part(tag.at..end)));
            }
            (false, true) => {}
        }
    }
    (!items.is_empty()).then(|| CellList { before: cell.part(0..first.at), items })
}

/// Lines that `<br>` parts and that begin with a mark of items, or with code.
fn of_lines(cell: &Text) -> Option<CellList> {
    const FEWEST: usize = 2;
    let stops: Vec<usize> = cell.tags.iter().filter(|tag| tag.name == "br").map(|tag| tag.at).collect();
    let starts = std::iter::once(0).chain(stops.iter().copied());
    let ends = stops.iter().copied().chain([cell.text.len()]);
    let lines: Vec<_> = starts.zip(ends).filter(|(start, end)| start < end).collect();
    let item = |(start, end): &(usize, usize)| {
        let line = cell.text.get(*start..*end)?;
        let rest = line.trim_start();
        let bare = rest.trim_start_matches(['-', '•', '*', '–', '·']).trim_start();
        let is_item = (bare.len() < rest.len() || *start > 0) && bare.starts_with('`');
        is_item.then(|| cell.part(start + line.len() - bare.len()..*end))
    };
    let first = lines.iter().position(|line| item(line).is_some())?;
    let items: Option<Vec<Text>> = lines.iter().skip(first).map(item).collect();
    let items = items.filter(|items| items.len() >= FEWEST)?;
    let before = lines.get(first).map_or(0, |(start, _)| *start);
    Some(CellList { before: cell.part(0..before), items: items.into_iter().map(|item| (0, item)).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{self, BlockKind};
    use crate::source::File;

    #[test]
    fn lists_in_cells_have_items() {
        for (cell, expected) in [
            (
                "Each: <ul><li>`a`: One.</li><li><code>b</code>: Two.</li></ul>",
                "Each: | 0 `a`: One. | 0 `b`: Two.",
            ),
            (
                "<ul><li>`a`: One.<ul><li>`c`: In it.</li></ul></li><li>`b`</ul>",
                " | 0 `a`: One. | 1 `c`: In it. | 0 `b`",
            ),
            ("Each:<br>- `a`: One.<br>- `b`: Two.", "Each: | 0 `a`: One. | 0 `b`: Two."),
            ("Each:<br>`a`: One.<br>and more.", "none"),
            ("`a`<br>Words.", "none"),
        ] {
            let page = format!("| x | y |\n|---|---|\n| `l` | {cell} |\n");
            let page = markdown::read(&File::new("page.md", page.as_str()));
            let table = page.blocks.iter().find_map(|block| match &block.kind {
                BlockKind::Table(table) => Some(table),
                _ => None,
            });
            let list = of(&table.unwrap().rows[0].cells[1]);
            let shown = list.map_or_else(
                || "none".to_owned(),
                |list| {
                    let items = list.items.iter().map(|(depth, text)| format!(" | {depth} {}", text.text));
                    format!("{}{}", list.before.text, items.collect::<String>())
                },
            );
            assert_eq!(shown.replace("  ", " "), expected.replace("  ", " "), "{cell}");
        }
    }
}
