//! Fences that are directives, as what they stand for.

use super::{PageReader, options};
use crate::markdown::directives::{self, EntryKind, FenceDirective, FieldEntry};
use crate::markdown::{BlockKind, Fence, Row, Table, Tag, Text};
use crate::source::Span;

impl PageReader<'_> {
    /// Takes a fence that a directive begins; gives any other back.
    pub(super) fn directive(&mut self, fence: Fence, span: &Span) -> Option<Fence> {
        let body = fence.body.origin_span(&(0..fence.body.text().len()));
        // what is indented has its lines apart from each other on the page
        let is_whole = self.source.get(body.clone()) == Some(fence.body.text());
        let tag = |name: &str, attributes: &[(&str, &str)], closes| Tag {
            name: name.to_owned(),
            attributes: attributes
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            closes,
            is_empty: false,
            at: 0,
            span: span.start..body.start,
        };
        match directives::of(&fence).filter(|_| is_whole) {
            None => return Some(fence),
            Some(FenceDirective::Code(language)) => {
                let info = language.to_owned();
                return Some(Fence { info, ..fence });
            }
            Some(FenceDirective::Operation(method, path)) => {
                let tag =
                    Tag { is_empty: true, ..tag("http", &[("method", &method), ("path", path)], false) };
                self.push(BlockKind::Tag(tag), span.start..body.start);
                self.field_list(body);
            }
            Some(FenceDirective::Content(title)) => {
                self.push(
                    BlockKind::Tag(tag("directive", &[("title", title)], false)),
                    span.start..body.start,
                );
                self.read(body.clone(), options());
                self.push(BlockKind::Tag(tag("directive", &[], true)), body.end..span.end.max(body.end));
            }
        }
        None
    }

    /// The content of a directive of an operation: a list of fields is a table of parameters and one of statuses.
    fn field_list(&mut self, body: Span) {
        let text = self.source.get(body.clone()).unwrap_or_default();
        let mut at = body.start;
        let mut entries: Vec<FieldEntry<'_>> = Vec::new();
        let mut words: Option<Span> = None;
        for line in text.split_inclusive('\n') {
            let here = at..at + line.len();
            at = here.end;
            match directives::entry(line, here.start) {
                Some(entry) => entries.push(entry),
                None => words = Some(words.map_or(here.start, |words| words.start)..here.end),
            }
        }
        let types = entries.iter().filter(|it| it.kind == EntryKind::Type);
        let types: Vec<(&str, &str)> = types.map(|it| (it.name, it.words)).collect();
        let cell =
            |text: &str, span: &Span| Text { text: text.to_owned(), span: span.clone(), ..Text::default() };
        let row = |cells: &[&str], span: &Span| Row {
            cells: cells.iter().map(|text| cell(text, span)).collect(),
            span: span.clone(),
        };
        let parameters = entries.iter().filter_map(|it| match it.kind {
            EntryKind::Parameter(place) => {
                let stated = types.iter().find(|(name, _)| *name == it.name).map_or("", |(_, words)| words);
                let kind = if it.type_words.is_empty() { stated } else { it.type_words };
                Some(row(&[it.name, place, kind, it.words], &it.span))
            }
            _ => None,
        });
        let parameters: Vec<Row> = parameters.collect();
        let statuses = entries.iter().filter(|it| it.kind == EntryKind::Status);
        let statuses: Vec<Row> = statuses.map(|it| row(&[it.name, it.words], &it.span)).collect();
        if let Some(words) = words {
            self.read(words, options());
        }
        for (heads, rows) in [
            (&["Name", "In", "Type", "Description"][..], parameters),
            (&["Status code", "Description"], statuses),
        ] {
            if let (Some(first), Some(last)) = (rows.first(), rows.last()) {
                let span = first.span.start..last.span.end;
                let header = heads.iter().map(|head| cell(head, &(span.start..span.start))).collect();
                self.push(BlockKind::Table(Table { header, rows }), span);
            }
        }
    }
}
