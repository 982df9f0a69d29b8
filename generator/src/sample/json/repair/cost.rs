//! What a repair costs: how unlikely it is that the author made this very mistake.

use crate::sample::RepairKind;

/// A line whose indentation contradicts the brackets. Little, as docs are sloppy: it decides only between readings
/// that need repairs of the same worth.
pub(super) const SLOPPY: u32 = 5;

/// A comma that is missing where a closer is missing too: one fault.
pub(super) const COMMA_AFTER_CLOSER: u32 = 5;

/// A comma that is missing with the quote before it: one fault, if not as plain.
pub(super) const COMMA_AFTER_QUOTE: u32 = 50;

/// A further quote in a string that has one already: they come in pairs.
pub(super) const QUOTE_AGAIN: u32 = 50;

/// A repair that nothing in the layout asks for.
pub(super) const UNASKED: u32 = 5;

pub(super) fn of(kind: RepairKind) -> u32 {
    match kind {
        RepairKind::MissingKey | RepairKind::MissingValue => 130,
        RepairKind::WrongCloser { .. } | RepairKind::UnescapedQuote => 110,
        RepairKind::SwappedClosers => 0,
        RepairKind::StrayCloser(_) => 120,
        RepairKind::StrayText => 150,
        RepairKind::LineEndInString => 90,
        RepairKind::UnquotedValue | RepairKind::SeveralValues | RepairKind::StrayComma => 60,
        RepairKind::TrailingComma => 50,
        RepairKind::UnquotedKey | RepairKind::Ellipsis => 40,
        RepairKind::Comment | RepairKind::SingleQuotes | RepairKind::CurlyQuotes => 30,
        RepairKind::ForeignLiteral => 30,
        RepairKind::BadEscape | RepairKind::ControlInString => 20,
        RepairKind::OddBlank => 5,
        _ => 100,
    }
}
