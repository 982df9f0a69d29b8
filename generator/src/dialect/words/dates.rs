//! Days: as people give them to the program, and as notices write them.
//!
//! Knows no clock. Which day is today is given from outside.

use std::fmt;
use std::str::FromStr;

use super::lifecycle;
use crate::dialect::Dialect;
use crate::dialect::words::vocabulary::DateWords;
use crate::dialect::words::{Phrases, fold};
use crate::model::Lifecycle;

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A day that there is.
    fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let date = Self { year, month, day };
        ((1..=12).contains(&month) && (1..=days(year, month)).contains(&day)).then_some(date)
    }

    /// The last day of a month.
    fn end_of(year: u16, month: u8) -> Option<Self> {
        Self::new(year, month, days(year, month))
    }
}

fn days(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split('-').collect();
        let read = |[year, month, day]: [&str; 3]| {
            Self::new(year.parse().ok().filter(|_| year.len() == 4)?, month.parse().ok()?, day.parse().ok()?)
        };
        <[&str; 3]>::try_from(parts)
            .ok()
            .and_then(read)
            .ok_or_else(|| "expected a day as YYYY-MM-DD, such as 2025-06-30".to_owned())
    }
}

/// The last day that a notice names as the end of what it is about. A month without a day ends with its last.
pub fn announced_end(notice: &str, dialect: &Dialect) -> Option<Date> {
    // no day is named without a year in digits
    let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    if !has_digit(notice) {
        return None;
    }
    let says = |sentence: &str, words: &Phrases| words.is_in(sentence);
    let words = &dialect.lifecycle;
    let mut sentences: Vec<String> = Vec::new();
    for part in lifecycle::sentences(notice) {
        // the stop of an ordinal ends no sentence
        let ordinal =
            |known: &&mut String| known.trim_end_matches(". ").ends_with(|c: char| c.is_ascii_digit());
        match sentences.last_mut().filter(ordinal) {
            Some(known) => known.push_str(part),
            None => sentences.push(part.to_owned()),
        }
    }
    sentences
        .iter()
        .filter(|sentence| has_digit(sentence))
        .filter(|sentence| {
            let retires = lifecycle::of(sentence, dialect) == Some(Lifecycle::Deprecated);
            (retires || says(sentence, &words.ends)) && !says(sentence, &words.since)
        })
        .flat_map(|sentence| named(sentence, &dialect.dates))
        .max()
}

/// A run of digits or of letters, and what is between it and the next one.
struct DateToken {
    text: String,
    after: String,
}

impl DateToken {
    fn number(&self, longest: usize) -> Option<u16> {
        self.text.parse().ok().filter(|_| self.text.len() <= longest)
    }

    fn year(&self) -> Option<u16> {
        self.number(4).filter(|year| (1990..2200).contains(year))
    }

    fn day(&self) -> Option<u8> {
        self.number(2).and_then(|day| u8::try_from(day).ok())
    }
}

/// The days that a sentence names.
fn named(sentence: &str, words: &DateWords) -> Vec<Date> {
    let tokens = tokens(sentence, words);
    (0..tokens.len())
        .filter_map(|at| in_numbers(&tokens, at, words).or_else(|| in_words(&tokens, at, words)))
        .collect()
}

/// `2025-06-30`, `2025年6月`.
fn in_numbers(tokens: &[DateToken], at: usize, words: &DateWords) -> Option<Date> {
    let linked = |at: usize| {
        let token = tokens.get(at)?;
        let mut mark = token.after.trim().chars();
        let is_mark = mark.next().is_some_and(|first| words.between_numbers.contains(&first));
        (is_mark && mark.next().is_none()).then(|| tokens.get(at + 1)?.day()).flatten()
    };
    let year = tokens.get(at)?.year()?;
    let month = linked(at)?;
    match linked(at + 1) {
        Some(day) => Date::new(year, month, day),
        None => Date::end_of(year, month),
    }
}

/// `June 30, 2025`, `30 juin 2025`, `1er juin 2025`, `30 de junio de 2025`, `Ende Juni 2025`.
fn in_words(tokens: &[DateToken], at: usize, words: &DateWords) -> Option<Date> {
    let name = &tokens.get(at)?.text;
    let month = words.months.iter().position(|names| names.contains(name))?;
    let month = u8::try_from(month + 1).ok()?;
    let before = but_small(tokens.iter().take(at).rev()).and_then(DateToken::day);
    let after = tokens.get(at + 1).and_then(DateToken::day);
    let behind = tokens.iter().skip(at + 1 + usize::from(after.is_some()));
    let year = but_small(behind).and_then(DateToken::year)?;
    match after.or(before) {
        Some(day) => Date::new(year, month, day),
        None => Date::end_of(year, month),
    }
}

/// The first token, or the second where the first is a small word: `th`, `de`, `of`.
fn but_small<'a>(mut tokens: impl Iterator<Item = &'a DateToken>) -> Option<&'a DateToken> {
    let first = tokens.next()?;
    let is_small = first.text.chars().count() <= 3 && first.text.chars().all(char::is_alphabetic);
    if is_small { tokens.next() } else { Some(first) }
}

fn tokens(text: &str, words: &DateWords) -> Vec<DateToken> {
    let mut tokens: Vec<DateToken> = Vec::new();
    let mut previous = ' ';
    for c in fold(text).chars() {
        let is_part = c.is_alphanumeric() && !words.between_numbers.contains(&c);
        let continues = previous.is_alphanumeric()
            && !words.between_numbers.contains(&previous)
            && previous.is_ascii_digit() == c.is_ascii_digit();
        match tokens.last_mut() {
            Some(token) if is_part && continues => token.text.push(c),
            _ if is_part => tokens.push(DateToken { text: c.into(), after: String::new() }),
            Some(token) => token.after.push(c),
            None => {}
        }
        previous = c;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_name_days_in_many_ways() {
        let dialect = Dialect::default_dialect().unwrap();
        for (notice, expected) in [
            ("It will be retired on June 30, 2025.", Some("2025-06-30")),
            ("It will be retired by 30th June 2025.", Some("2025-06-30")),
            ("It will be retired at the end of February 2024.", Some("2024-02-29")),
            ("It is deprecated. It will be removed on 2025-07-01.", Some("2025-07-01")),
            ("La source sera abandonnée fin juin 2025.", Some("2025-06-30")),
            ("La source sera abandonnée le 1er juin 2025.", Some("2025-06-01")),
            ("Die Quelle ist veraltet und wird am 3. März 2025 abgeschaltet.", Some("2025-03-03")),
            ("Obsoleto: se retirará el 5 de mayo de 2025.", Some("2025-05-05")),
            ("このソースは2025年6月末に廃止されます。", Some("2025-06-30")),
            (
                "It will be retired on June 30, 2025, or in July 2026 where a contract says so.",
                Some("2026-07-31"),
            ),
            ("It has been deprecated since June 2023.", None),
            ("It is deprecated. The new one was released on June 30, 2023.", None),
            ("It may be retired from 2025 on.", None),
            ("It is deprecated in version 2025.6 of the app.", None),
            ("It will be retired on June 31, 2025.", None),
        ] {
            let found = announced_end(notice, &dialect).map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{notice}");
        }
    }

    #[test]
    fn a_day_is_given_as_iso_8601() {
        assert_eq!("2025-06-30".parse::<Date>().map(|date| date.to_string()), Ok("2025-06-30".to_owned()));
        for wrong in ["2025-06", "30-06-2025", "2025-02-29", "2025-13-01", "soon", ""] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }
}
