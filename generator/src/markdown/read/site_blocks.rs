//! Blocks of JSON of a site, as blocks of Markdown.

use super::{PageReader, options};
use crate::markdown::site_blocks::{self, BlockCode, BlockText, SiteBlock};
use crate::markdown::{BlockKind, Code, Fence, Row, Table, Text};
use crate::source::{Excerpt, Span};

impl PageReader<'_> {
    /// Reads the block of a name whose JSON is at a place.
    pub(super) fn site_block(&mut self, name: &str, json: Span, whole: Span) {
        match site_blocks::read(name, self.source, json) {
            SiteBlock::Table { header, rows } => {
                let header = header.iter().map(words).collect();
                let row = |cells: Vec<BlockText>| {
                    let ends = (cells.first()?.span.start, cells.last()?.span.end);
                    Some(Row { cells: cells.iter().map(words).collect(), span: ends.0..ends.0.max(ends.1) })
                };
                let rows = rows.into_iter().filter_map(row).collect();
                self.push(BlockKind::Table(Table { header, rows }), whole);
            }
            SiteBlock::Codes(codes) => {
                for BlockCode { code, language, name } in codes {
                    let title = name.text.text().replace('"', "'");
                    let place = code.span.clone();
                    let (language, info_span) = match language.span.end {
                        // nothing is named there
                        0 => ("text", place.start..place.start),
                        _ => (language.text.text(), language.span.clone()),
                    };
                    let info = match title.is_empty() {
                        true => language.to_owned(),
                        false => format!("{language} title=\"{title}\""),
                    };
                    let fence = Fence { info, info_span, body: code.text, closed: true };
                    self.push(BlockKind::Fence(fence), place);
                }
            }
            SiteBlock::Heading(title) => {
                self.push(BlockKind::Heading { level: 2, text: words(&title) }, whole);
            }
            SiteBlock::Notice { kind, text } => {
                self.push(BlockKind::Notice { kind, text: words(&text) }, whole);
            }
            SiteBlock::Other => {}
        }
    }
}

/// The words of a text, in which the Markdown is read; all are where the text is.
fn words(text: &BlockText) -> Text {
    let here = |part: &Span, body: &Excerpt| body.origin_span(part);
    let source = text.text.text();
    let mut reader = PageReader { source, ..PageReader::default() };
    reader.read(0..source.len(), options());
    let mut whole = Text { span: 0..source.len(), ..Text::default() };
    let texts = reader.blocks.into_iter().filter_map(|block| match block.kind {
        BlockKind::Paragraph(text) | BlockKind::Item(text) | BlockKind::Heading { text, .. } => Some(text),
        _ => None,
    });
    texts.for_each(|text| whole.append(text));
    whole.span = text.span.clone();
    let place = |code: Code| Code { span: here(&code.span, &text.text), ..code };
    whole.codes = std::mem::take(&mut whole.codes).into_iter().map(place).collect();
    whole.tags.iter_mut().for_each(|tag| tag.span = here(&tag.span, &text.text));
    whole
}
