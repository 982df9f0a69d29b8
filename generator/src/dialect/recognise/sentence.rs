//! Sentences that name operations: the method, in the words that ask for a request, and the path.
//!
//! The words are the lexicons' (`requests`); which of them are beside each other is decided here.

use super::line::{is_joint, methods};
use super::name::is_method;
use crate::dialect::words::is_ideographic;
use crate::dialect::{Dialect, Phrases};
use crate::markdown::{Block, BlockKind, Text};
use crate::sample::http::{RequestLine, request_line};

/// The methods that a sentence has which brings in a URL: `Send a POST or PUT request to the following URL:`. Those that are
/// not joined say different things.
pub(in super::super) fn methods_of_sentence(text: &Text, dialect: &Dialect) -> Vec<String> {
    let sentence = text.text.trim_end_matches(':');
    let words: Vec<&str> = words_of(sentence.rsplit(". ").next().unwrap_or(sentence)).collect();
    let is_named = |word: &&&str| is_method(word) || !methods(word, dialect).is_empty();
    let is_before = |word: &&&str| !is_named(word);
    let begin = words.iter().take_while(is_before).count();
    let named = words.iter().skip(begin).take_while(|word| is_named(word) || is_joint(word, dialect));
    let joined: Vec<&str> = named.copied().collect();
    match words.iter().skip(begin + joined.len()).any(|word| is_method(word)) {
        true => Vec::new(),
        false => methods(&joined.join(" "), dialect),
    }
}

/// The methods that the first sentence says a path has which names any: `Only HTTP POST is accepted.`, `This is a PUT request.`
pub(in super::super) fn methods_said(text: &Text, dialect: &Dialect) -> Vec<String> {
    let plain = text.plain();
    let said = plain.split(". ").map(|sentence| {
        let words: Vec<&str> = words_of(sentence).collect();
        let is_beside = |at: usize| {
            let before = at.checked_sub(1).and_then(|at| words.get(at));
            let noun = |word: Option<&&str>| word.is_some_and(|word| is_noun(word, dialect));
            before.is_some_and(|word| *word == "HTTP") || noun(before) || noun(words.get(at + 1))
        };
        let said = words.iter().enumerate().filter(|(at, word)| is_method(word) && is_beside(*at));
        let said: Vec<String> = said.map(|(_, word)| (*word).to_owned()).collect();
        if dialect.requests.denials.is_in(sentence) { Vec::new() } else { said }
    });
    said.into_iter().find(|methods| !methods.is_empty()).unwrap_or_default()
}

/// The method that a paragraph says to call with, where no other is named on the page: `You can send a simple GET request to each.`
pub(in super::super) fn only_method(blocks: &[Block], dialect: &Dialect) -> Option<String> {
    let texts = blocks.iter().map(|block| match &block.kind {
        BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) | BlockKind::Item(text) => text.plain(),
        BlockKind::Fence(fence) => fence.body.text().to_owned(),
        _ => String::new(),
    });
    let texts: Vec<String> = texts.collect();
    let words = texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let mut methods: Vec<&str> = words.filter(|word| is_method(word)).collect();
    methods.dedup();
    let [method] = methods.as_slice() else { return None };
    let says = |block: &Block| match &block.kind {
        BlockKind::Paragraph(text) => methods_said(text, dialect).iter().any(|said| said == method),
        _ => false,
    };
    blocks.iter().any(says).then(|| (*method).to_owned())
}

/// The request lines of a sentence that has a method and, a few words behind it, a path in code, or several that are joined.
pub(in super::super) fn named(text: &Text, dialect: &Dialect) -> Vec<RequestLine> {
    const FEW: usize = 12;
    let words: Vec<&str> = parts_of(&text.text).collect();
    let ends = |word: &str| word.ends_with(['.', ';', ':']) && !word.contains('/');
    let is_method = |word: &&str| is_method(bare(word)) && !ends(word);
    let Some(at) = words.iter().position(is_method) else { return Vec::new() };
    let behind = words.iter().enumerate().skip(at + 1).take(FEW);
    let path = behind.take_while(|(_, word)| !ends(word)).find(|(_, word)| word.starts_with("`/"));
    path.map(|(path, _)| of_paths(text, &words, (at, path), dialect)).unwrap_or_default()
}

/// The request lines of what a sentence says to send, with the path right beside: ``send a POST request to `/things` ``.
pub(in super::super) fn requested(text: &Text, dialect: &Dialect) -> Vec<RequestLine> {
    const FEW: usize = 12;
    let words: Vec<&str> = parts_of(&text.text).collect();
    let is_path = |at: usize| {
        words
            .get(at)
            .is_some_and(|word| ["`/", "`http://", "`https://"].iter().any(|it| word.starts_with(it)))
    };
    let is_to = |at: usize| words.get(at).is_some_and(|word| is_of(&dialect.requests.to, bare(word)));
    let ends = |at: usize| words.get(at).is_none_or(|word| word.ends_with('.') || is_method(bare(word)));
    let mut found = requests(&words, dialect).filter_map(|(method, begin)| {
        if is_to(begin + 2) && is_path(begin + 3) {
            return Some((method, begin + 3));
        }
        // what is sent may be between them
        if words.get(begin + 2).is_some_and(|word| is_of(&dialect.requests.with, bare(word))) {
            let between = (begin + 3..begin + 3 + FEW).take_while(|at| !ends(*at));
            return between.map(|at| at + 1).find(|at| is_to(at - 1) && is_path(*at)).map(|at| (method, at));
        }
        // `/things` に POST リクエストを送ります
        let path = begin.checked_sub(2).filter(|path| is_path(*path))?;
        (is_to(path + 1) || path.checked_sub(1).is_some_and(is_to)).then_some((method, path))
    });
    found.next().map(|places| of_paths(text, &words, places, dialect)).unwrap_or_default()
}

/// The request lines of what a sentence says that a path takes: ``The `/things` endpoint accepts `GET` and `POST` requests.``
pub(in super::super) fn accepted(text: &Text, dialect: &Dialect) -> Vec<RequestLine> {
    const FIRST: usize = 3;
    const FEW: usize = 4;
    let first = text.text.split(". ").next().unwrap_or_default();
    let words: Vec<&str> = parts_of(first).collect();
    let Some(path) = words.iter().take(FIRST).position(|word| is_code_of_path(word)) else {
        return Vec::new();
    };
    let behind = words.get(path + 1..).unwrap_or_default();
    let is_named = |word: &&str| is_method(bare(word)) || is_joint(bare(word), dialect);
    let Some(begin) = behind.iter().take(FEW).position(|word| is_method(bare(word))) else {
        return Vec::new();
    };
    let named: Vec<&str> = behind.iter().skip(begin).take_while(|word| is_named(word)).copied().collect();
    let mut rest = behind.iter().skip(begin + named.len()).skip_while(|word| **word == "HTTP");
    let is_of_requests = rest.next().is_some_and(|word| is_noun(bare(word), dialect));
    if !is_of_requests || dialect.requests.denials.is_in(first) {
        return Vec::new();
    }
    let path = bare(words.get(path).copied().unwrap_or_default());
    let methods = named.iter().map(|word| bare(word)).filter(|word| is_method(word));
    let lines = methods.filter_map(|method| request_line(&format!("{method} {path}")));
    lines.map(|line| RequestLine { span: text.span.clone(), ..line }).collect()
}

/// Whether a word is a path in code.
fn is_code_of_path(word: &str) -> bool {
    word.starts_with("`/") && word.ends_with('`')
}

/// Whether a text says where to send a request of a method: `Make a GET request to:`.
pub(in super::super) fn asks(text: &Text, dialect: &Dialect) -> bool {
    let words: Vec<&str> = words_of(&text.text).collect();
    let mut to = requests(&words, dialect).map(|(_, begin)| words.get(begin + 2));
    to.any(|word| word.is_some_and(|word| is_of(&dialect.requests.to, word)))
}

/// Where words ask for a request of a method, and the method among them: `GET request`, `requête GET`.
fn requests<'w>(words: &'w [&str], dialect: &'w Dialect) -> impl Iterator<Item = (usize, usize)> + 'w {
    words.windows(2).enumerate().filter_map(|(at, pair)| match pair {
        [method, noun] if is_method(bare(method)) && is_noun(bare(noun), dialect) => Some((at, at)),
        [noun, method] if is_method(bare(method)) && is_noun(bare(noun), dialect) => Some((at + 1, at)),
        _ => None,
    })
}

fn is_noun(word: &str, dialect: &Dialect) -> bool {
    is_of(&dialect.requests.nouns, word)
}

/// Whether a word is one of the phrases, or begins with one where no blank ends words.
fn is_of(phrases: &Phrases, word: &str) -> bool {
    let folded = word.to_lowercase();
    let is_glued = || folded.starts_with(is_ideographic) && phrases.iter().any(|it| folded.starts_with(it));
    phrases.has(&folded) || is_glued()
}

/// The request lines of the method and the path in code that are at places of a text's words, and of the paths that are joined
/// to the first.
fn of_paths(
    text: &Text,
    words: &[&str],
    (method, path): (usize, usize),
    dialect: &Dialect,
) -> Vec<RequestLine> {
    let method = words.get(method).copied().map(bare).unwrap_or_default();
    let before: usize = words.iter().take(path + 1).map(|word| word.matches('`').count()).sum();
    let begin = words.get(path).map_or(0, |word| word.matches('`').count());
    let first = (before - begin) / 2;
    let pieces: Vec<&str> = text.text.split('`').collect();
    let is_joined = |at: usize| {
        let lead = pieces.get(2 * at).copied().unwrap_or_default().trim();
        let lead = lead.strip_prefix(',').unwrap_or(lead).trim();
        lead.is_empty() || is_joint(lead, dialect)
    };
    let codes = text.codes.iter().enumerate().skip(first);
    let joined =
        codes.take_while(|(at, code)| *at == first || (is_joined(*at) && code.text.trim().starts_with('/')));
    let lines = joined.filter_map(|(_, code)| request_line(&format!("{method} {}", code.text.trim())));
    lines.map(|line| RequestLine { span: text.span.clone(), ..line }).collect()
}

/// The words of a sentence, without the marks around them.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    parts_of(text).map(bare)
}

/// The words of a sentence as they are written; a method that is joined to others is one by itself: `POST-Anfrage`,
/// `POSTリクエスト`.
fn parts_of(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().flat_map(|word| {
        let end = word.find(|c: char| c == '-' || is_ideographic(c)).unwrap_or(word.len());
        let (method, rest) = word.split_at_checked(end).unwrap_or((word, ""));
        let parts = match is_method(bare(method)) && !rest.is_empty() {
            true => [method, rest.trim_start_matches('-')],
            false => [word, ""],
        };
        parts.into_iter().filter(|part| !part.is_empty())
    })
}

/// A word of a sentence without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(['`', '*', '(', ')', ',', '.', '。', '"', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{self, BlockKind};
    use crate::source::File;

    fn text(page: &str) -> Text {
        let read = markdown::read(&File::new("page.md", format!("{page}\n").as_str()));
        let text = read.blocks.into_iter().find_map(|block| match block.kind {
            BlockKind::Paragraph(text) => Some(text),
            _ => None,
        });
        text.unwrap()
    }

    #[test]
    fn sentences_say_what_to_send() {
        let dialect = Dialect::default_dialect().unwrap();
        for (page, expected) in [
            ("To add one, send a POST request to `/kites`.", "POST /kites"),
            ("Make **PUT** requests to `/kites` or `/flags`.", "PUT /kites, PUT /flags"),
            ("Senden Sie eine POST-Anfrage an `/kites`.", "POST /kites"),
            ("Envoyez une requête POST à `/kites`.", "POST /kites"),
            ("Envíe una solicitud PUT a `/kites` y `/flags`.", "PUT /kites, PUT /flags"),
            ("Stuur een GET-verzoek naar `/kites`.", "GET /kites"),
            ("`/kites` に POST リクエストを送ります。", "POST /kites"),
            ("向 `/kites` 发送 POST 请求。", "POST /kites"),
            ("Send a `POST` request with `A: a/b; c` to `https://a.example/b`:", "POST https://a.example/b"),
            ("Send a POST request with a name. Go to `/kites` then.", ""),
            ("Send a POST request with what a GET request to `/kites` gave.", "GET /kites"),
            ("A GET request costs nothing, see `/kites`.", ""),
            ("The POST request from `/kites` is logged.", ""),
        ] {
            let lines = requested(&text(page), &dialect);
            let shown: Vec<String> = lines.iter().map(|it| format!("{} {}", it.method, it.path)).collect();
            assert_eq!(shown.join(", "), expected, "{page}");
        }
        for (page, expected) in [
            (
                "The `/kites` endpoint accepts `GET` and `POST` HTTP requests. See `/x`.",
                "GET /kites, POST /kites",
            ),
            ("`/kites` supports POST requests.", "POST /kites"),
            ("The `/kites` endpoint does not accept `PUT` requests.", ""),
            ("The `/kites` endpoint accepts `GET`.", ""),
            ("Der Endpunkt `/kites` akzeptiert `POST`-Anfragen.", "POST /kites"),
        ] {
            let lines = accepted(&text(page), &dialect);
            let shown: Vec<String> = lines.iter().map(|it| format!("{} {}", it.method, it.path)).collect();
            assert_eq!(shown.join(", "), expected, "{page}");
        }
    }

    #[test]
    fn sentences_say_which_methods_a_path_has() {
        let dialect = Dialect::default_dialect().unwrap();
        for (page, expected) in [
            ("Only HTTP POST is accepted.", "POST"),
            ("This is a PUT request.", "PUT"),
            ("Use GET requests or POST requests.", "GET POST"),
            ("Does not take a POST request. This is a GET call.", "GET"),
            ("It isn’t a POST request.", ""),
            ("Das ist eine PUT-Anfrage.", "PUT"),
            ("Keine POST-Anfrage.", ""),
            ("Il s'agit d'une requête DELETE.", "DELETE"),
            ("これは POSTリクエストです。", "POST"),
            ("POST it to us.", ""),
        ] {
            assert_eq!(methods_said(&text(page), &dialect).join(" "), expected, "{page}");
        }
    }
}
