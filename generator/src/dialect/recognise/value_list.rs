//! The values that words list, where they say that these are all there are.

use std::borrow::Cow;

use super::type_text::is_of_literals;
use super::types::names_kind;
use crate::dialect::words::fold;
use crate::dialect::words::vocabulary::ListWords;
use crate::dialect::{Dialect, Phrases, contains_words};

/// The fewest values that are a list.
const FEWEST: usize = 2;

/// The values that a description lists; none where it lists none, or only some. `announces` says whether it has words
/// that come before lists.
pub(super) fn of_words(text: &str, announces: bool, dialect: &Dialect) -> Vec<String> {
    let words = &dialect.listed;
    let text = quotes_as_code(text);
    if (announces || has_bare_label(&text, words))
        && let Some(values) = announced(&text, dialect)
    {
        return values;
    }
    let offered =
        Some(offered(&text, words)).filter(|values| !values.is_empty() && !are_types(values, dialect));
    offered.or_else(|| around_default(&text, dialect)).unwrap_or_default()
}

/// Plain words in brackets of which one is said to be the default: `its state (New, Flying, Lost) default=New`.
fn around_default(text: &str, dialect: &Dialect) -> Option<Vec<String>> {
    let (before, behind) = text.split_once('(')?;
    let (list, rest) = behind.split_once(')')?;
    let is_word =
        |value: &&str| !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
    let values: Vec<&str> = list.split([',', '|', '/']).map(str::trim).collect();
    let folded = fold(rest);
    let stated = dialect.columns.default.iter().find_map(|word| {
        let at = folded.find(word.as_str())?;
        let stated = folded.get(at + word.len()..)?.trim_start_matches(['=', ':', ' ', '`']);
        Some(stated.split(|c: char| !(c.is_alphanumeric() || "_-".contains(c))).next()?.to_owned())
    })?;
    let is_list = values.len() >= FEWEST && values.iter().all(is_word) && !before.is_empty();
    let has_it = values.iter().any(|value| fold(value) == stated);
    let values = (is_list && has_it).then(|| values.into_iter().map(str::to_owned).collect::<Vec<_>>());
    values.filter(|values| !are_types(values, dialect))
}

/// Whether values are rather the types that a value may have.
fn are_types(values: &[String], dialect: &Dialect) -> bool {
    let is_boolean = |value: &str| matches!(value, "true" | "false");
    values.iter().all(|value| is_boolean(value) || names_kind(value, dialect))
}

/// The values that the words of a type are: `"idle" | "busy"`, `enum(idle, busy)`.
pub(super) fn of_type(text: &str) -> Vec<String> {
    if is_of_literals(text) {
        return text.split(['"', '\'']).skip(1).step_by(2).map(str::to_owned).collect();
    }
    of_enum(text).map(|(_, values)| values).unwrap_or_default()
}

/// What is before the list of values that a program's word for one has behind it, and these.
pub(super) fn of_enum(text: &str) -> Option<(&str, Vec<String>)> {
    let (before, behind) = text.split_once("enum").or_else(|| text.split_once("Enum"))?;
    let list = behind.trim_start_matches([' ', ':', '(', '[', '<', '{']);
    if list.len() == behind.len() {
        return None;
    }
    let list = list.split([')', ']', '>', '}']).next().unwrap_or_default();
    let values = list.split([',', '|', '/']).map(|value| value.trim_matches([' ', '"', '\'', '`', '\\']));
    let values = whole(values.map(str::to_owned).collect());
    (!values.is_empty()).then_some((before, values))
}

/// The values behind words that come before a list: in code spans, or plain behind a colon.
fn announced(text: &str, dialect: &Dialect) -> Option<Vec<String>> {
    let words = &dialect.listed;
    let pieces: Vec<&str> = text.split('`').collect();
    let partial = |text: &str| words.not_all.is_in(text);
    let mut sentence = String::new();
    for (at, piece) in pieces.iter().enumerate().step_by(2) {
        // what is behind a code span goes on with its sentence, which may say when these are the values
        let own = if at == 0 { Some(*piece) } else { piece.split_once(". ").map(|(_, own)| own) };
        let plain = own.and_then(|own| behind_colon(own, words));
        if let Some(values) = plain.filter(|values| !are_types(values, dialect)) {
            return Some(values);
        }
        begin(&mut sentence, piece);
        let enough = match () {
            () if ends_soon_after(&sentence, &words.before_one) => 1,
            () if ends_soon_after(&sentence, &words.before) || is_bare_label(&sentence, words) => FEWEST,
            () => continue,
        };
        let codes = run(pieces.get(at + 1..).unwrap_or_default(), words);
        let rest = pieces.get(at + 2 * codes.len()).copied().unwrap_or_default();
        let rest = rest.split(". ").next().unwrap_or_default();
        if codes.len() >= enough && !partial(&sentence) && !partial(rest) {
            return Some(codes);
        }
    }
    None
}

/// Whether a sentence begins with a label of a list: `Values: …`.
fn has_bare_label(text: &str, words: &ListWords) -> bool {
    text.split(". ").filter_map(|sentence| sentence.split_once(':')).any(|(label, _)| is_label(label, words))
}

/// Whether a sentence is nothing but such a label up to here.
fn is_bare_label(sentence: &str, words: &ListWords) -> bool {
    sentence.trim_end().strip_suffix(':').is_some_and(|label| is_label(label, words))
}

fn is_label(text: &str, words: &ListWords) -> bool {
    const LONGEST: usize = 30;
    text.len() <= LONGEST && words.alone.has(fold(text).trim())
}

/// `Possible values: asc, desc (default).`
fn behind_colon(text: &str, words: &ListWords) -> Option<Vec<String>> {
    text.split(". ").find_map(|sentence| {
        let (before, list) = sentence.split_once(": ")?;
        let list = list.split_once("; ").map_or(list, |(list, _)| list).trim_end_matches(['.', ';', ' ']);
        let brings_in = ends_soon_after(before, &words.before) || is_label(before, words);
        if !brings_in || words.not_all.is_in(sentence) {
            return None;
        }
        let list = without_remarks(list);
        let values = list.split([',', '/', '|', '、']).flat_map(|part| {
            let is_between = |word: &&str| words.between.has(&fold(word));
            let mut parts: Vec<String> = vec![String::new()];
            for word in part.split_whitespace() {
                match (is_between(&word), parts.last_mut()) {
                    (false, Some(last)) if last.is_empty() => last.push_str(word),
                    (false, Some(last)) => *last = format!("{last} {word}"),
                    _ => parts.push(String::new()),
                }
            }
            parts
        });
        Some(whole(values.filter(|value| !value.is_empty()).collect())).filter(|values| !values.is_empty())
    })
}

/// The values that a sentence, or a remark in brackets, consists of: ``The order (`asc` or `desc`)``.
fn offered(text: &str, words: &ListWords) -> Vec<String> {
    let pieces: Vec<&str> = text.split('`').collect();
    let mut sentence = String::new();
    let mut at = 0;
    while let Some(before) = pieces.get(at) {
        begin(&mut sentence, before);
        let codes = run(pieces.get(at + 1..).unwrap_or_default(), words);
        let last = at + 2 * codes.len();
        // another list in the sentence is another part of them
        let is_first = at == 0 || before.contains(". ");
        let bare = before.trim_end();
        let begins = bare.is_empty() && at == 0
            || bare.ends_with('.') && !ends_partially(bare, words)
            || bare.ends_with(['(', '[']) && is_first
            || is_first && offers(bare, words);
        let ends = pieces.get(last).is_some_and(|behind| {
            let behind = behind.trim_start_matches([')', ']']);
            behind.starts_with(['.', ',', ';']) || behind.trim().is_empty() && last + 1 == pieces.len()
        });
        let is_choice = |between: &str| {
            between.contains(['|', '/'])
                || between.split_whitespace().any(|word| words.choice.has(&fold(word)))
        };
        let chosen = last >= 2 && pieces.get(last - 2).is_some_and(|between| is_choice(between));
        let rest = pieces.get(last).and_then(|behind| behind.split(". ").next()).unwrap_or_default();
        let partial = words.not_all.is_in(&sentence) || words.not_all.is_in(rest);
        if codes.len() >= FEWEST && begins && ends && chosen && !partial {
            return codes;
        }
        at = last.max(at + 2);
    }
    Vec::new()
}

/// Whether a text ends with words that bring in some values only: `e.g.`
fn ends_partially(text: &str, words: &ListWords) -> bool {
    const MOST: usize = 3;
    let last: Vec<&str> = text.split_whitespace().rev().take(MOST).collect();
    last.iter().any(|word| words.not_all.is_in(word))
}

/// Whether a text ends with words that leave the choice between the values behind them: `can be`.
fn offers(text: &str, words: &ListWords) -> bool {
    const MOST: usize = 3;
    let start = text.rmatch_indices(' ').nth(MOST - 1).map_or(0, |(at, _)| at);
    words.offers.end(&fold(text.get(start..).unwrap_or_default()))
}

/// Values if they are several, and a word each.
fn whole(values: Vec<String>) -> Vec<String> {
    let is_mark = |c: char| c.is_alphanumeric() || "_-.:+".contains(c);
    let is_word = |value: &String| value.contains(char::is_alphanumeric) && value.chars().all(is_mark);
    if values.len() >= FEWEST && values.iter().all(is_word) { values } else { Vec::new() }
}

/// A text in which single words in quotes are code spans: `"asc"`, `'asc'`, `“asc”`.
fn quotes_as_code(text: &str) -> Cow<'_, str> {
    if !text.contains(['"', '\'', '“']) {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len());
    for (at, piece) in text.split('`').enumerate() {
        if at > 0 {
            written.push('`');
        }
        if at % 2 == 1 {
            written.push_str(piece);
            continue;
        }
        let mut rest = piece;
        while let Some((start, quote)) = rest.char_indices().find(|(_, c)| matches!(c, '"' | '\'' | '“')) {
            let close = if quote == '“' { '”' } else { quote };
            let (before, quoted) = rest.split_at(start);
            let quoted = quoted.get(quote.len_utf8()..).unwrap_or_default();
            let word = quoted.split_once(close).filter(|(word, behind)| {
                let is_word =
                    !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "_-.:+/".contains(c));
                is_word
                    && !before.ends_with(char::is_alphanumeric)
                    && !behind.starts_with(char::is_alphanumeric)
            });
            written.push_str(before);
            match word {
                Some((word, behind)) => {
                    written.extend(["`", word, "`"]);
                    rest = behind;
                }
                None => {
                    written.push(quote);
                    rest = quoted;
                }
            }
        }
        written.push_str(rest);
    }
    Cow::Owned(written)
}

/// A text without what is in brackets.
fn without_remarks(text: &str) -> String {
    let mut depth = 0usize;
    text.chars()
        .filter(|c| {
            depth += usize::from(*c == '(');
            let within = depth > 0;
            depth = depth.saturating_sub(usize::from(*c == ')'));
            !within
        })
        .collect()
}

/// Adds words to a sentence, or begins the next one. Of one that does not end only the last words count.
pub(super) fn begin(sentence: &mut String, piece: &str) {
    const LONG: usize = 2_000;
    match piece.rsplit_once(". ") {
        Some((_, begun)) => *sentence = begun.to_owned(),
        None => sentence.push_str(piece),
    }
    if sentence.len() > 2 * LONG {
        let last = (sentence.len() - LONG..sentence.len()).find(|at| sentence.is_char_boundary(*at));
        sentence.drain(..last.unwrap_or_default());
    }
}

/// The code spans that only marks and joining words part, from the first piece on.
fn run(pieces: &[&str], words: &ListWords) -> Vec<String> {
    let mut codes = Vec::new();
    for pair in pieces.chunks(2) {
        let [code, after] = pair else { break };
        codes.push(code.trim().trim_matches('"').to_owned());
        if !joins(after, words) {
            break;
        }
    }
    codes
}

fn joins(text: &str, words: &ListWords) -> bool {
    let bare = without_remarks(&fold(text)).replace([',', ';', '/', '|', '、'], "");
    let bare = bare.trim();
    !text.is_empty() && (bare.is_empty() || words.between.has(bare))
}

/// Whether `text` has one of `phrases`, and only a few words behind it.
fn ends_soon_after(text: &str, phrases: &Phrases) -> bool {
    const FEW: usize = 4;
    if !phrases.is_in(text) {
        return false;
    }
    let folded = fold(text);
    phrases.iter().filter(|phrase| contains_words(text, phrase)).any(|phrase| {
        let behind = folded.rsplit(phrase.as_str()).next().unwrap_or_default();
        behind.split_whitespace().count() <= FEW
    })
}
