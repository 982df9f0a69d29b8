//! The wget commands of a text to the requests they send.

use crate::sample::http::{self, HttpHeader};
use crate::sample::request::{Credentials, SampleBody, SampleRequest, URL_ENCODED, Unseen};
use crate::sample::{Repair, RepairKind, shell};

/// Letters of options that an argument follows and that send nothing.
const WITH_ARGUMENT: &str = "OoaePtTwQlARDIXBiU";

/// Reads every wget command of `text`.
pub fn read(text: &str) -> Vec<SampleRequest> {
    shell::starts(text, &["wget"])
        .filter_map(|start| sent(shell::command(text, start, |line| line.starts_with("--"))))
        .collect()
}

/// `None` for a command that names no URL.
fn sent(command: shell::ShellCommand) -> Option<SampleRequest> {
    let mut request =
        SampleRequest { span: command.span, repairs: command.repairs, ..SampleRequest::default() };
    let (mut user, mut password) = (None, None);
    let mut implied = "GET";
    let mut words = command.words.into_iter().skip(1);
    while let Some(word) = words.next() {
        let text = word.text.text();
        let Some(option) = text.strip_prefix("--") else {
            match text.strip_prefix('-') {
                Some(letters)
                    if letters.len() == 1 && letters.chars().all(|it| WITH_ARGUMENT.contains(it)) =>
                {
                    words.next();
                }
                Some(_) => {}
                None if request.url_span.is_none() => {
                    request.url = text.to_owned();
                    request.url_span = Some(word.span);
                }
                None => {}
            }
            continue;
        };
        let (name, glued) =
            option.split_once('=').map_or((option, None), |(name, glued)| (name, Some(glued)));
        let known =
            ["header", "method", "post-data", "body-data", "post-file", "body-file", "user", "password"];
        let named = ["http-user", "http-password", "user-agent", "referer"];
        if !known.contains(&name) && !named.contains(&name) {
            continue;
        }
        let (value, text, span) = match glued {
            Some(glued) => {
                let from = word.text.text().len() - glued.len();
                (glued.to_owned(), word.text.part(from..word.text.text().len()), word.span.clone())
            }
            None => {
                let argument = words.next()?;
                (argument.text.text().to_owned(), argument.text, argument.span)
            }
        };
        match name {
            "header" => match http::header(&value, 0) {
                Some(header) => request.headers.push(HttpHeader { span, ..header }),
                None => request.repairs.push(Repair {
                    at: span.start,
                    kind: RepairKind::HeaderWithoutColon,
                    fix: None,
                    ambiguous: false,
                }),
            },
            "method" => {
                request.method = value;
                request.method_span = Some(span);
            }
            "post-data" | "body-data" => {
                implied = "POST";
                request.body = SampleBody::Text(text);
                request.unstated_type = Some(URL_ENCODED);
            }
            "post-file" | "body-file" => {
                implied = "POST";
                request.body = SampleBody::File { name: value, span };
            }
            "user" | "http-user" => user = Some((value, span)),
            "password" | "http-password" => password = Some(value),
            "user-agent" => request.headers.push(HttpHeader { name: "User-Agent".to_owned(), value, span }),
            _ => request.headers.push(HttpHeader { name: "Referer".to_owned(), value, span }),
        }
    }
    request.url_span.as_ref()?;
    match (user, password) {
        (Some((user, span)), password) => request.credentials = Some(Credentials { user, password, span }),
        (None, Some(_)) => {
            let why = "a password is sent without a user".to_owned();
            request.unseen.push(Unseen { what: "option", why, span: request.span.clone() });
        }
        (None, None) => {}
    }
    if request.method.is_empty() {
        request.method = implied.to_owned();
    }
    request.take_user_info();
    Some(request)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn options_are_read_in_both_spellings() {
        let text = "$ wget -qO- --header='A: b' --method PUT --body-data='{\"c\": 1}' https://x.y/z";
        let [request] = read(text).try_into().unwrap();
        assert_eq!((request.method.as_str(), request.url.as_str()), ("PUT", "https://x.y/z"));
        assert_eq!(request.headers[0].value, "b");
        let body = request.body.text().unwrap();
        assert_eq!((body.text(), &text[body.origin(0)..][..4]), ("{\"c\": 1}", "{\"c\""));
        let [request] = read("wget -O out --user me --password it --post-data a=b x.y/z").try_into().unwrap();
        assert_eq!((request.method.as_str(), request.url.as_str()), ("POST", "x.y/z"));
        assert_eq!(request.credentials.unwrap().password.as_deref(), Some("it"));
        assert_eq!(read("wget --version"), []);
    }
}
