//! MU: characters that are not what they look like: read in another encoding, or blanks that are none.

use crate::dialect::Dialect;
use crate::finding::{Finding, MOJIBAKE, NOT_UTF8, ODD_SPACE, PAGE_NAME};
use crate::lower::PageRead;
use crate::markdown::{Block, BlockKind, Code};
use crate::source::steers;

/// Bytes that are not UTF-8. Of a page that has some nothing is written.
pub(super) fn not_utf8(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    let Some((at, byte)) = page.file.not_utf8 else { return Vec::new() };
    let message = format!("not UTF-8: found byte 0x{byte:02x}");
    vec![Finding::new(&NOT_UTF8, page.place(&(at..at)), message, "save the page as UTF-8")]
}

/// A file name that ends lines, steers terminals or turns the order of text.
pub(super) fn page_name(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    let path = page.file.path.as_ref().map(|path| path.to_string_lossy());
    let parts = page.file.name.split('/').count();
    let own = path.as_ref().map(|path| path.rsplitn(parts + 1, ['/', '\\']).take(parts));
    if !own.is_some_and(|mut own| own.any(|part| part.contains(steers))) {
        return Vec::new();
    }
    let message = "the name of the file has a character that is not shown";
    let help = "give the file a name of letters, digits, `-` and `_`";
    vec![Finding::new(&PAGE_NAME, page.place(&(0..0)), message, help)]
}

/// UTF-8 that was read as Windows-1252 and written as UTF-8 again: `â€™` for `’`.
pub(super) fn mojibake(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    /// What every character begins with whose number is the first byte of another in UTF-8: U+00C2 to U+00EF.
    const LEAD: u8 = 0xc3;
    let text = &page.file.text;
    let mut findings = Vec::new();
    let mut end = 0;
    for at in memchr::memchr_iter(LEAD, text.as_bytes()) {
        let mut rest = text.get(at..).unwrap_or_default().chars();
        let Some(first) = rest.next().filter(|_| at >= end) else { continue };
        let Some((meant, count)) = misread(first, rest.as_str()) else { continue };
        rest.by_ref().take(count).for_each(drop);
        end = text.len() - rest.as_str().len();
        let found = text.get(at..end).unwrap_or_default();
        let message = format!("`{found}` is `{meant}`, read in another encoding");
        let help = format!("write `{meant}`, and save the page as UTF-8");
        findings.push(Finding::new(&MOJIBAKE, page.place(&(at..end)), message, help).fix(
            true,
            at..end,
            meant.to_string(),
        ));
    }
    findings
}

/// The character whose bytes `first` and what follows it are, and how many that takes after `first`. Only what is
/// common in prose counts: punctuation, and letters of western Europe.
fn misread(first: char, rest: &str) -> Option<(char, usize)> {
    if first.is_ascii() {
        return None;
    }
    let lead = byte(first)?;
    let count = match lead {
        0xc2..=0xdf => 1,
        0xe0..=0xef => 2,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0];
    for (at, c) in bytes.iter_mut().skip(1).take(count).zip(rest.chars()) {
        *at = byte(c).filter(|byte| (0x80..=0xbf).contains(byte))?;
    }
    // what the text is too short for is a 0, which continues nothing
    let meant = std::str::from_utf8(bytes.get(..=count)?).ok()?.chars().next()?;
    let common = matches!(meant, '\u{a0}'..='\u{ff}' | '\u{2010}'..='\u{203a}' | '€' | '™');
    common.then_some((meant, count))
}

/// The byte of Windows-1252 that a character is, per the WHATWG Encoding Standard.
fn byte(c: char) -> Option<u8> {
    const FROM_80: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match u32::from(c) {
        code @ (0..=0x7f | 0xa0..=0xff) => u8::try_from(code).ok(),
        _ => FROM_80.chars().position(|known| known == c).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

/// A no-break or zero-width space that touches a code span, from within or from outside.
pub(super) fn odd_space(page: &PageRead, blocks: &[Block], _: &Dialect) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut look = |codes: &[Code]| findings.extend(codes.iter().flat_map(|code| odd_around(page, code)));
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { text, .. } | BlockKind::Notice { text, .. } => look(&text.codes),
            BlockKind::Paragraph(text) | BlockKind::Item(text) => look(&text.codes),
            BlockKind::Definition { term, words } => {
                look(&term.codes);
                look(&words.codes);
            }
            BlockKind::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                table.header.iter().chain(cells).for_each(|cell| look(&cell.codes));
            }
            BlockKind::Fence(_) | BlockKind::Tag(_) | BlockKind::Marker(_) => {}
        }
    }
    findings
}

fn odd_around(page: &PageRead, code: &Code) -> Vec<Finding> {
    let text = &page.file.text;
    let (before, rest) = text.split_at_checked(code.span.start).unwrap_or_default();
    let (inner, after) = rest.split_at_checked(code.span.end - code.span.start).unwrap_or_default();
    let (before, after) = (before.trim_end_matches('`'), after.trim_start_matches('`'));
    let mut beside = before.bytes().next_back().into_iter().chain(after.bytes().next());
    if inner.is_ascii() && beside.all(|byte| byte.is_ascii()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    // languages set no-break spaces between a word and some of their marks
    let mut last = before.chars().rev();
    // `**Method:**` may be bold with its mark
    if let Some(odd) = last.next().filter(|c| is_odd(*c))
        && !last.find(|c| *c != '*').is_some_and(is_spaced_mark)
    {
        found.push((before.len() - odd.len_utf8(), odd, true));
    }
    let mut next = after.chars();
    if let Some(odd) = next.next().filter(|c| is_odd(*c))
        && !next.next().is_some_and(is_spaced_mark)
    {
        found.push((text.len() - after.len(), odd, true));
    }
    let at = code.span.start;
    found.extend(inner.char_indices().filter(|(_, c)| is_odd(*c)).map(|(offset, c)| (at + offset, c, false)));
    found.into_iter().map(|(at, odd, outside)| odd_at(page, at, odd, outside)).collect()
}

fn odd_at(page: &PageRead, at: usize, odd: char, outside: bool) -> Finding {
    let span = at..at + odd.len_utf8();
    let zero_width = is_zero_width(odd);
    let what = if zero_width { "zero-width space" } else { "no-break space" };
    let side = if outside { "beside" } else { "in" };
    let message = format!(
        "a {what} (U+{:04X}) {side} a literal: it is copied with it and cannot be seen",
        u32::from(odd)
    );
    let (help, text) = match zero_width {
        true => ("take it away", ""),
        false => ("write a plain space", " "),
    };
    Finding::new(&ODD_SPACE, page.place(&span), message, help).fix(true, span, text)
}

fn is_odd(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}') || is_zero_width(c)
}

fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Marks that some language parts from the word before or behind them by a no-break space.
fn is_spaced_mark(c: char) -> bool {
    matches!(c, '«' | '»' | '‹' | '›' | ':' | ';' | '!' | '?' | '%' | '–' | '—' | '(' | '/')
}
