//! MU: text whose bytes were read as another encoding than they were written in.

use crate::dialect::Dialect;
use crate::finding::{Finding, MOJIBAKE};
use crate::lower::PageRead;

/// UTF-8 that was read as Windows-1252 and written as UTF-8 again: `â€™` for `’`.
pub(super) fn mojibake(page: &PageRead, _: &Dialect) -> Vec<Finding> {
    let text = &page.file.text;
    let mut findings = Vec::new();
    let mut rest = text.char_indices();
    while let Some((at, first)) = rest.next() {
        let Some((meant, count)) = misread(first, rest.as_str()) else { continue };
        rest.by_ref().take(count).for_each(drop);
        let end = text.len() - rest.as_str().len();
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
    let mut bytes = vec![lead];
    for c in rest.chars().take(count) {
        bytes.push(byte(c).filter(|byte| (0x80..=0xbf).contains(byte))?);
    }
    let meant = std::str::from_utf8(&bytes).ok()?.chars().next()?;
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
