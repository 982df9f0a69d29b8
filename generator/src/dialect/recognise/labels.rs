//! What a label says of what follows it: a heading, a bold line, or a sentence that ends in a colon.
//!
//! A heading is a label if all its words are of labels, or if it begins or ends so and is no operation's. Of a sentence
//! any word counts.

use crate::dialect::facts::field::{FieldLocation, Requirement};
use crate::dialect::recognise::label::Label;
use crate::dialect::recognise::name::is_method;
use crate::dialect::words::fold;
use crate::dialect::words::plural::is_plural;
use crate::dialect::{Dialect, List, Phrases};

/// Reads a heading or a bold line.
pub(in crate::dialect) fn title(text: &str, dialect: &Dialect) -> Label {
    let label = of_title(text, dialect);
    if label.parameters && names_program(&fold(text), dialect) {
        return Label { of_program: true, ..Label::default() };
    }
    let method = text.split_whitespace().find(|word| is_method(word)).map(str::to_owned);
    Label { method: method.filter(|_| label.is_role()), ..label }
}

/// Reads a bold line right above a sample that begins with a word for what is sent or answered, and goes on with words of which
/// one it is: `Response ACK`, `Request JSON`.
pub(in crate::dialect) fn of_sample(text: &str, dialect: &Dialect) -> Label {
    const MOST: usize = 3;
    let plain = fold(text);
    let (first, rest) = plain.split_once(char::is_whitespace).unwrap_or_default();
    let label = of(first, dialect);
    let is_one = !rest.is_empty() && rest.split_whitespace().count() < MOST;
    let is_of_sample = is_one && (label.answers || label.sends) && !label.lines;
    if is_of_sample { Label { errors: dialect.labels.errors.is_in(rest), ..label } } else { Label::default() }
}

fn of_title(text: &str, dialect: &Dialect) -> Label {
    let plain = fold(&shortcodes(text)).replace('`', "");
    let plain = plain.trim_end_matches([':', '：', ' ']);
    let words = &dialect.labels;
    if let Some(status) = status_first(plain, &words.status_words) {
        return of_status(status);
    }
    if is_of_other_statuses(plain, &words.status_words) {
        return Label { answers: true, errors: true, ..Label::default() };
    }
    let parts: Vec<&str> = plain
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')))
        .filter(|it| it.chars().any(char::is_alphanumeric))
        .collect();
    // `Return type`
    if let [answer, kind] = parts.as_slice()
        && words.answers.has(answer)
        && dialect.columns.kind.has(kind)
    {
        return of(answer, dialect);
    }
    let known = |part: &&str| {
        dialect.label_words.contains(*part)
            || part.parse::<u16>().is_ok()
            || text.split_whitespace().any(|word| is_method(word) && word.eq_ignore_ascii_case(part))
    };
    let first = parts.iter().take_while(|part| known(part)).count();
    let last = parts.iter().rev().take_while(|part| known(part)).count();
    let names_fields =
        |part: &str| [&words.parameters, &words.fields, &words.objects].iter().any(|it| it.has(part));
    if first == parts.len() && first > 0 {
        let of_fields = parts.iter().rev().take_while(|part| names_fields(part)).count();
        let subject = parts.get(..parts.len() - of_fields).filter(|rest| of_fields > 0 && !rest.is_empty());
        // `JSON properties` are no thing's
        let subject = subject.filter(|rest| !rest.iter().all(|part| words.formats.has(part)));
        let label = of(plain, dialect);
        let is_of_several = parts.last().is_some_and(|part| words.objects.has(part) && is_plural(part));
        return Label {
            subject: subject.map(|rest| rest.join(" ")),
            held: is_held(&label, plain, dialect),
            of_objects: is_of_several && !label.fields && !label.parameters,
            ..label
        };
    }
    let begins_so = parts.first().is_some_and(|part| dialect.operations.verbs.iter().any(|it| it == part));
    // `Deny an access request` is no label of one
    let has_article = parts.iter().skip(1).any(|part| dialect.operations.drop.iter().any(|it| it == part));
    let is_operation = begins_so || has_article;
    let around = [first.checked_sub(1), Some(first)].into_iter().flatten();
    let stops = around.filter_map(|at| parts.get(at)).any(|part| words.ends.has(part));
    let named = plain.find([':', '(', '–', '—']).filter(|at| first > 0 && *at > 0);
    if first > 0 && (stops || named.is_some()) {
        let head = parts.get(..first).unwrap_or_default().join(" ");
        let label = of(&head, dialect);
        let status = status_within(plain).filter(|_| label.answers || label.errors);
        return Label { status, errors: label.errors || status.is_some_and(|it| it >= 400), ..label };
    }
    // `Winds and parameters` is about both
    let around = [last.checked_sub(1), Some(last)].into_iter().flatten();
    let is_joined =
        around.filter_map(|at| parts.iter().rev().nth(at)).any(|part| dialect.listed.between.has(part));
    if last > 0 && !is_operation && !is_joined {
        let at = parts.len() - last;
        let tail = parts.get(at..).unwrap_or_default();
        let label = of(&tail.join(" "), dialect);
        let subject = parts.get(..at).unwrap_or_default().join(" ");
        if label.parameters || label.fields || label.objects {
            return Label { subject: Some(subject), ..label };
        }
    }
    Label::default()
}

/// What a label says that begins with a status.
fn of_status(status: u16) -> Label {
    Label { answers: true, errors: status >= 400, status: Some(status), ..Label::default() }
}

/// Reads a sentence that announces something.
pub(in crate::dialect) fn sentence(text: &str, dialect: &Dialect) -> Label {
    let plain = fold(&shortcodes(text)).replace('`', "");
    if let Some(status) = status_first(&plain, &dialect.labels.status_words) {
        return of_status(status);
    }
    // parameters that are used to narrow the response are none of it
    let uses = dialect.labels.uses.iter().filter_map(|phrase| plain.find(phrase.as_str())).min();
    let subject = uses.and_then(|at| plain.get(..at)).map(|head| of(head, dialect));
    let label = match subject.filter(|label| label.parameters && label.is_answered() == Some(false)) {
        Some(label) => label,
        None => of(&plain, dialect),
    };
    // `with these environment variables:` brings in what a program is given
    let parameters = label.parameters && !names_program(&plain, dialect);
    let label = Label { objects: false, parameters, ..label };
    let status = status_within(&plain).filter(|_| label.answers || label.errors).or(label.status);
    let passes = dialect.labels.passes.is_in(&plain) && !label.answers;
    Label {
        sends: label.sends || passes,
        held: is_held(&label, &plain, dialect),
        is_bare: is_bare(&plain, dialect),
        status,
        errors: label.errors || status.is_some_and(|it| it >= 400),
        ..label
    }
}

/// Whether words name a program, or what it is given, in several words: one alone may be what an API is of.
fn names_program(plain: &str, dialect: &Dialect) -> bool {
    dialect.labels.programs.iter().filter(|it| it.contains([' ', '-'])).any(|it| plain.contains(it.as_str()))
}

/// Whether a label has but the one word `Required` or `Optional`.
fn is_bare(plain: &str, dialect: &Dialect) -> bool {
    let word = plain.trim().trim_end_matches([':', '：']);
    dialect.requirement.required.has(word) || dialect.requirement.optional.has(word)
}

/// Whether a sentence brings in what a thing has, as an answer shows it: `Each kite has these fields:`.
fn is_held(label: &Label, plain: &str, dialect: &Dialect) -> bool {
    let words = &dialect.labels;
    let is_anywhere = label.parameters || label.in_url || label.is_answered().is_some();
    let has_place = label.place.is_some_and(|place| place != FieldLocation::Body);
    let is_required = label.requirement != Requirement::Unstated;
    !(is_anywhere || has_place || is_required) && words.held.is_in(plain) && !words.given.is_in(plain)
}

/// What the clause of a text says that points at the fields below it, where the text ends in other words: of `It takes these
/// parameters, but the file is returned as it is:` the first.
pub(in crate::dialect) fn pointing(text: &str, dialect: &Dialect) -> Option<Label> {
    let clauses = text.split(". ").flat_map(|sentence| sentence.split([',', ';', '，', '、']));
    let clause = clauses.filter(|clause| dialect.labels.points.is_in(clause)).last()?;
    Some(sentence(clause, dialect)).filter(|label| label.announces_fields() && label.is_answered().is_some())
}

fn of(plain: &str, dialect: &Dialect) -> Label {
    let mentions = dialect.of_labels.mentions(plain);
    let has = |list| mentions.has(list);
    let places = [
        (FieldLocation::Path, List::InPath),
        (FieldLocation::Query, List::InQuery),
        (FieldLocation::Header, List::InHeader),
        (FieldLocation::Cookie, List::InCookie),
        (FieldLocation::Form, List::InForm),
        (FieldLocation::Body, List::InBody),
    ];
    let requirement = match (has(List::Required), has(List::Optional)) {
        // which of them are so, marks say
        _ if is_legend(plain, dialect) => Requirement::Unstated,
        (true, false) => Requirement::Required,
        (false, true) => Requirement::Optional,
        _ => Requirement::Unstated,
    };
    // `URL parameters` are no URL
    let lines = has(List::Lines) && !has(List::Parameters);
    let errors = has(List::Errors) && !has(List::Successes);
    let answers = has(List::Answers) || has(List::Successes);
    let place = places.into_iter().find(|(_, list)| has(*list)).map(|(place, _)| place);
    Label {
        answers,
        errors,
        in_url: place.is_none() && has(List::InUrl),
        sends: has(List::Sends) && !answers && !errors && !lines,
        parameters: has(List::Parameters),
        fields: has(List::Fields),
        held: false,
        objects: has(List::Objects),
        of_objects: false,
        of_program: false,
        place: place.filter(|_| !lines),
        lines,
        examples: has(List::Shown),
        requirement,
        is_bare: false,
        status: status_within(plain).filter(|_| answers || errors || has(List::Statuses)),
        method: None,
        subject: None,
    }
}

/// Whether a text says how fields are marked that are required, or optional: `Required fields have a star (*)`.
pub(in crate::dialect) fn is_legend(plain: &str, dialect: &Dialect) -> bool {
    let is_star = |word: &str| {
        let bare =
            word.trim_matches(|c: char| matches!(c, '(' | ')' | '"' | '\'' | '`' | '.' | ',' | ':' | '\\'));
        matches!(bare, "*" | "†")
    };
    plain.split_whitespace().any(is_star) || dialect.requirement.marks.is_in(plain)
}

/// The status that a label begins with: `200: OK`, `HTTP 404 Not Found`.
fn status_first(plain: &str, words: &Phrases) -> Option<u16> {
    const PROTOCOLS: [&str; 4] = ["http/1.1", "http/1.0", "http/2", "http"];
    let mut rest = plain.trim();
    let before = |rest: &str| {
        let known = PROTOCOLS.iter().copied().chain(words.iter().map(String::as_str));
        known.filter(|word| rest.starts_with(word)).map(str::len).max()
    };
    while let Some(next) = before(rest).and_then(|end| rest.get(end..)) {
        rest = next.trim_start_matches([' ', ':', '：']);
    }
    let digits = rest.get(..3).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let behind = rest.get(3..).and_then(|rest| rest.chars().next());
    let ends = behind.is_none_or(|c| matches!(c, ' ' | ':' | '-' | ',' | '.' | ')' | '/'));
    digits.parse().ok().filter(|code| ends && (100..600).contains(code))
}

/// Whether a label is of all answers whose status has no label of its own, as OpenAPI calls it: `Status: default`.
fn is_of_other_statuses(plain: &str, words: &Phrases) -> bool {
    let mut parts = plain.split([' ', ':']).filter(|part| !part.is_empty());
    parts.next().is_some_and(|first| words.has(first)) && parts.next() == Some("default")
}

/// The one status that a label names: `Response (201)`, `Returns 204`.
pub(in crate::dialect) fn status_within(plain: &str) -> Option<u16> {
    let words = plain.split(|c: char| !c.is_alphanumeric());
    let mut codes = words.filter(|word| word.len() == 3).filter_map(|word| word.parse().ok());
    let code = codes.next().filter(|code| (100..600).contains(code))?;
    codes.next().is_none().then_some(code)
}

/// A text whose shortcodes of one word are words in brackets: `{{<required>}}` is `(required)`.
pub(crate) fn shortcodes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, code)) = rest.split_once("{{") {
        plain.push_str(before);
        let Some((inner, after)) = code.split_once("}}") else {
            plain.push_str("{{");
            rest = code;
            continue;
        };
        match inner.strip_prefix(['<', '%']).and_then(|inner| inner.strip_suffix(['>', '%'])) {
            Some(word) if !word.trim().contains(' ') => plain.extend(["(", word.trim(), ")"]),
            Some(_) => {}
            None => plain.extend(["{{", inner, "}}"]),
        }
        rest = after;
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a label says, in words.
    fn shown(label: &Label) -> String {
        let mut words: Vec<String> = [
            ("answers", label.answers),
            ("errors", label.errors),
            ("sends", label.sends),
            ("parameters", label.parameters),
            ("fields", label.fields),
            ("held", label.held),
            ("objects", label.objects),
            ("lines", label.lines),
            ("examples", label.examples),
        ]
        .into_iter()
        .filter(|(_, is)| *is)
        .map(|(word, _)| word.to_owned())
        .collect();
        words.extend(label.place.map(|place| place.name().to_owned()));
        words.extend(label.status.map(|status| status.to_string()));
        words.extend(label.subject.clone());
        words.join(" ")
    }

    #[test]
    fn titles_say_what_follows() {
        let dialect = Dialect::default_dialect().unwrap();
        for (text, expected) in [
            ("Path parameters", "parameters path path"),
            ("Query String Parameters", "parameters query query string"),
            ("Headers", "header"),
            ("Form data parameters", "parameters form form data"),
            ("Sample response", "answers examples"),
            ("Sample payload", "sends examples body"),
            ("HTTP Request", "lines"),
            ("200: OK", "answers 200"),
            ("HTTP/1.1 404 Not Found", "answers errors 404"),
            ("Response (201)", "answers 201"),
            ("Example response for lists", "answers examples"),
            ("Library settings parameters", "parameters library settings"),
            ("List responses", ""),
            ("Create a parameter", ""),
            ("Winds and parameters", ""),
            ("Sample LIST response", "answers examples"),
            ("Widgets", ""),
            ("Billing", ""),
            ("Error response", "answers errors"),
            ("Error messages", "errors"),
            ("On failure", "errors"),
            ("Success and error responses", "answers"),
            ("The widget object", "objects the widget"),
        ] {
            assert_eq!(shown(&title(text, &dialect)), expected, "{text}");
        }
    }

    #[test]
    fn sentences_say_what_follows() {
        let dialect = Dialect::default_dialect().unwrap();
        for (text, expected) in [
            ("The call returns JSON like this:", "answers body"),
            ("It takes these parameters:", "parameters"),
            ("If the request fails, the body says why:", "errors body"),
            ("A successful call returns the widget, any other an error:", "answers"),
            ("Status `422`:", "answers errors 422"),
            ("Returns 204:", "answers 204"),
            ("Each of these optional parameters can be used to filter the response:", "parameters"),
            ("The response has these parameters:", "answers parameters"),
            ("Interesting fields in the hashes are:", "fields held"),
            ("Each kite in the list has the following properties:", "fields held"),
            ("Kites can be filtered by these fields:", "fields"),
            ("Supported fields:", "fields"),
            ("With HTTP status code `200`:", "200"),
        ] {
            assert_eq!(shown(&sentence(text, &dialect)), expected, "{text}");
        }
    }

    #[test]
    fn the_clause_that_points_says_what_fields_are_of() {
        let dialect = Dialect::default_dialect().unwrap();
        for (text, expected) in [
            ("It takes these query parameters, but the file is returned as it is:", "parameters query"),
            ("Takes the following parameters. Once it is done, the file is returned as it is:", "parameters"),
            ("It takes no parameters, and returns an object with the following fields:", "answers fields"),
            ("The call returns JSON:", ""),
        ] {
            assert_eq!(
                pointing(text, &dialect).map(|label| shown(&label)).unwrap_or_default(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn shortcodes_are_words_in_brackets() {
        assert_eq!(
            shortcodes("{{<required>}} A {{% optional %}} {{host}} {{< ref \"x\" >}}"),
            "(required) A (optional) {{host}} "
        );
    }
}
