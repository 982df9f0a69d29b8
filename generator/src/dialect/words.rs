//! Words in names and sentences, in any script.

/// The words of a name, in lower case: `connectionSpec.id`, `SAS_key-name` and `sasKeyName` alike.
pub fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut previous = ' ';
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        let next_is_lower = rest.peek().is_some_and(|next| next.is_lowercase());
        let starts_word = c.is_uppercase()
            && (previous.is_lowercase()
                || previous.is_numeric()
                || (previous.is_uppercase() && next_is_lower));
        if (starts_word || !c.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        previous = c;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// One of a plural, as far as its ending tells.
pub fn singular(word: &str) -> String {
    let without = |end: &str| word.strip_suffix(end).filter(|rest| !rest.is_empty());
    if let Some(rest) = without("ies") {
        return format!("{rest}y");
    }
    let hisses = ["sses", "shes", "ches", "xes"].iter().any(|end| word.ends_with(end));
    let rest = match ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        true => None,
        false => without(if hisses { "es" } else { "s" }),
    };
    rest.unwrap_or(word).to_owned()
}

/// Whether `text` has `phrase` in it, whole words only where the script has words. Case and the kind of
/// apostrophe do not matter.
pub fn contains_words(text: &str, phrase: &str) -> bool {
    let text = fold(text);
    let phrase = fold(phrase);
    // Scripts without blanks between words have no word ends to look for.
    let is_word = |c: char| c.is_alphanumeric() && !is_ideographic(c);
    text.match_indices(&phrase).any(|(at, found)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|t| t.chars().next());
        let first = phrase.chars().next();
        let last = phrase.chars().next_back();
        let glued = |a: Option<char>, b: Option<char>| a.is_some_and(is_word) && b.is_some_and(is_word);
        !glued(before, first) && !glued(last, after)
    })
}

/// Lower case, with one kind of apostrophe and one kind of blank.
pub(super) fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '’' | 'ʼ' | '‘' => '\'',
            '\u{a0}' | '\u{202f}' => ' ',
            c => c,
        })
        .collect()
}

fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}
