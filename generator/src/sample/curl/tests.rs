use super::read;
use crate::sample::json;
use crate::sample::request::{PartContent, SampleBody, SampleRequest};

mod sent;

/// One line per thing read: method and URL, headers, the body as JSON (or as it is), repairs with their lines.
fn show(text: &str, request: &SampleRequest) -> Vec<String> {
    let mut shown = vec![format!("{} {}", request.method, request.url)];
    shown.extend(request.headers.iter().map(|header| format!("{}: {}", header.name, header.value)));
    match &request.body {
        SampleBody::None => {}
        SampleBody::Text(body) => {
            let document = json::read(body.text());
            let sound = document.repairs.is_empty() && document.roots.len() == 1;
            shown.push(if sound { document.roots[0].to_json().to_string() } else { body.text().to_string() });
        }
        SampleBody::File { name, .. } => shown.push(format!("@{name}")),
        SampleBody::Parts(parts) => shown.extend(parts.iter().map(|part| {
            let value = match &part.content {
                PartContent::Text(text) => text.clone(),
                PartContent::File(name) => format!("@{name}"),
                PartContent::TextOfFile(name) => format!("<{name}"),
            };
            let media_type = part.media_type.as_ref().map(|it| format!(" ({it})")).unwrap_or_default();
            format!("{}={value}{media_type}", part.name)
        })),
    }
    shown.extend(request.credentials.iter().map(|it| format!("{} : {:?}", it.user, it.password)));
    shown.extend(request.unseen.iter().map(|it| format!("? {}: {}", it.what, it.why)));
    shown.extend(request.repairs.iter().map(|repair| {
        let line = text[..repair.at].matches('\n').count() + 1;
        format!("{line}! {}", repair.describe())
    }));
    shown
}

/// Reads the only command of `text`. What its fixes together make must need none, and ask for the same.
fn check(text: &str, expected: &[&str]) {
    let [request] = read(text).try_into().unwrap_or_else(|found| panic!("{found:?}"));
    assert_eq!(show(text, &request), expected, "{text}");
    let mut fixed = text.to_string();
    for fix in request.repairs.iter().rev().filter_map(|repair| repair.fix.as_ref()) {
        fixed.replace_range(fix.span.clone(), &fix.replacement);
    }
    let [again] = read(&fixed).try_into().unwrap_or_else(|found| panic!("{fixed}: {found:?}"));
    let asked = expected.iter().filter(|line| !line.contains("! ")).copied().collect::<Vec<_>>();
    assert_eq!(show(&fixed, &again), asked, "{fixed}");
}

#[test]
fn a_plain_command() {
    let text = "curl -X POST \\\n  'https://x.y/z' \\\n  -H 'A: b c' \\\n  -H \"X-Key: {KEY}\" \\\n  -d '{\n    \"a\": \"b\"\n  }'\n";
    check(text, &["POST https://x.y/z", "A: b c", "X-Key: {KEY}", r#"{"a":"b"}"#]);
    let request = &read(text)[0];
    assert_eq!(&text[request.span.clone()], text.trim_end());
    assert_eq!(&text[request.method_span.clone().unwrap()], "POST");
    assert_eq!(&text[request.url_span.clone().unwrap()], "'https://x.y/z'");
    assert_eq!(&text[request.headers[1].span.clone()], "\"X-Key: {KEY}\"");
    let body = request.body.text().unwrap();
    assert_eq!(body.origin(0), text.find("'{").unwrap() + 1);
    check(&text.replace('\n', "\r\n"), &["POST https://x.y/z", "A: b c", "X-Key: {KEY}", r#"{"a":"b"}"#]);
}

#[test]
fn the_method_is_what_is_asked_for_or_what_the_data_implies() {
    let check = |text: &str, method: &str| assert_eq!(read(text)[0].method, method, "{text}");
    check("curl https://x.y", "GET");
    check("curl https://x.y -d a=b", "POST");
    check("curl https://x.y --json '{}'", "POST");
    check("curl https://x.y -F 'a=@b'", "POST");
    check("curl -T file https://x.y", "PUT");
    check("curl -I https://x.y", "HEAD");
    check("curl -XPATCH https://x.y -d '{}'", "PATCH");
    check("curl --request=PUT https://x.y", "PUT");
    check("curl --request DELETE https://x.y", "DELETE");
    check("curl -sSX DELETE https://x.y", "DELETE");
    check("curl POST https://x.y", "POST");
}

#[test]
fn options_in_all_their_forms() {
    check("curl -sL --max-time 5 -o out.json https://x.y/z", &["GET https://x.y/z"]);
    check("curl --url=https://x.y -H'A: b' --header=C:d", &["GET https://x.y", "A: b", "C: d"]);
    check("curl --unknown value --url 'https://x.y' --flag", &["GET https://x.y"]);
    check("curl -G https://x.y/z -d a=1 --data-urlencode 'b=2'", &["GET https://x.y/z?a=1&b=2"]);
    check("curl https://x.y -d a=1 -d 'b=2'", &["POST https://x.y", "a=1&b=2"]);
    check("curl https://x.y -d @body.json", &["POST https://x.y", "@body.json"]);
    check("curl https://x.y -d @- <<'EOF'\n{\"a\": 1}\nEOF\n", &["POST https://x.y", r#"{"a":1}"#]);
    check(
        "curl -A agent --json '{}' x.y",
        &[
            "POST x.y",
            "User-Agent: agent",
            "Content-Type: application/json",
            "Accept: application/json",
            "{}",
        ],
    );
    check(
        "curl https://x.y/{ID}?a=<b>&c=1 > out 2>&1",
        &["GET https://x.y/{ID}?a=<b>&c=1", "1! `&` outside of quotes"],
    );
}

#[test]
fn quotes_of_every_kind() {
    let check =
        |text: &str, body: &str| assert_eq!(read(text)[0].body.text().unwrap().text(), body, "{text}");
    check(r#"curl x.y -d "{\"a\": \"b\\n\"}""#, r#"{"a": "b\n"}"#);
    check(r#"curl x.y -d $'{"a": "it\'s\x21\u00e9"}'"#, r#"{"a": "it's!é"}"#);
    check(r#"curl x.y -d '{"a": "it'\''s"}'"#, r#"{"a": "it's"}"#);
    check(r#"curl x.y -d '{"a": "'"$NAME"'", "b": '$N'}'"#, r#"{"a": "$NAME", "b": $N}"#);
    check("curl x.y -d \"a\\\nb\"", "ab");
    check("curl x.y -d a\\ b", "a b");
    check("curl -X PUT https://x.y/z -d '\n{\"a\": 1}'", "\n{\"a\": 1}");
}

#[test]
fn every_command_of_a_text_is_read_and_nothing_else() {
    let text = "# curl is a tool\n$ export A=1\n$ curl -s https://x.y/1 | jq .id\n{\"curl\": true}\n$ wget https://x.y/2\nID=$(curl https://x.y/3)\nsudo curl https://x.y/4 && curl.exe https://x.y/5; curl --version\n";
    let urls: Vec<_> = read(text).into_iter().map(|request| request.url).collect();
    assert_eq!(urls, ["https://x.y/1", "https://x.y/3", "https://x.y/4", "https://x.y/5"]);
}

#[test]
fn a_continuation_that_is_missing_is_reported_where_it_is_missing() {
    let all = ["POST https://x.y/z", "A: b", r#"{"a":1}"#];
    let with = |repairs: &[&'static str]| [&all, repairs].concat();
    let missing = "3! missing `\\` at the line's end";
    check("curl -X POST \\\n  'https://x.y/z' \\\n  -H 'A: b'\n  -d '{\"a\": 1}'", &with(&[missing]));
    // a line that ends the old way, with nothing on it
    let blank = "2! blank after the `\\`";
    check(
        "curl -X POST \\\n  'https://x.y/z' \\ \n  \r -H 'A: b' \\\n  -d '{\"a\": 1}'",
        &with(&[blank, missing]),
    );
    check("curl -X POST \\\n  'https://x.y/z' \\\n  -H 'A: b' \\\\\n  -d '{\"a\": 1}'", &with(&[missing]));
    check("curl -X POST \\\n'https://x.y/z' \\\n\n-H 'A: b' -d '{\"a\": 1}'", &with(&[missing]));
    check(
        "curl https://x.y/z -H 'A: b' \\\n -d\n '{\"a\": 1}'",
        &with(&["2! missing `\\` at the line's end"]),
    );
}

#[test]
fn a_continuation_that_leads_nowhere_is_reported() {
    let reported = "2! dangling `\\`";
    check("curl 'https://x.y/z' \\\n  -H 'A: b' \\\n", &["GET https://x.y/z", "A: b", reported]);
    check("curl 'https://x.y/z' \\\n  -H 'A: b' \\", &["GET https://x.y/z", "A: b", reported]);
    check(
        "curl 'https://x.y/z' \\\n  -H 'A: b' \\\n\n{\"a\": 1}\n",
        &["GET https://x.y/z", "A: b", reported],
    );
    let two = "curl 'https://x.y/1' \\\n  -H 'A: b' \\\ncurl 'https://x.y/2'";
    let found = read(two);
    assert_eq!(show(two, &found[0]), ["GET https://x.y/1", "A: b", reported]);
    assert_eq!(show(two, &found[1]), ["GET https://x.y/2"]);
    check(
        "curl 'https://x.y/z' \\  \n  -H 'A: b'",
        &["GET https://x.y/z", "A: b", "1! blank after the `\\`"],
    );
}

#[test]
fn a_quote_that_is_never_closed_ends_where_it_was_meant_to() {
    let all = ["POST https://x.y/z", "A: b", r#"{"a":1}"#];
    let with = |repair: &'static str| [&all[..], &[repair]].concat();
    let head = "curl https://x.y/z \\\n  -H 'A: b' \\\n";
    check(&format!("{head}  -d '{{\n  \"a\": 1\n}}\n"), &with("5! unclosed shell quote"));
    check(&format!("{head}  -d '{{\"a\": 1}}\""), &with("3! unclosed shell quote"));
    check("curl https://x.y/z -d '{\n  \"a\": 1\n} \\\n -H 'A: b'", &with("3! unclosed shell quote"));
    check("curl https://x.y/z \\\n -H 'A: b \\\n -d '{\"a\": 1}'", &with("2! unclosed shell quote"));
    check("curl https://x.y/z \\\n -H \"A: b' \\\n -d '{\"a\": 1}'", &with("2! unclosed shell quote"));
}

#[test]
fn a_quote_that_was_never_opened() {
    let all = ["POST https://x.y/z", "A: b", r#"{"a":1}"#];
    let reported = "2! shell quote that was never opened";
    let with = [&all[..], &[reported]].concat();
    check("curl https://x.y/z \\\n -H A: b' \\\n -d '{\"a\": 1}'", &with);
    check("curl https://x.y/z -H 'A: b' \\\n -d {\n \"a\": 1\n}'", &with);
    check("curl https://x.y/z -H 'A: b' \\\n -d {\"a\": 1}", &with);
}

#[test]
fn an_apostrophe_is_no_quote() {
    let reported = "1! apostrophe that ends the quoted body";
    check("curl x.y -d '{\"a\": \"it's\"}'", &["POST x.y", r#"{"a":"it's"}"#, reported]);
    check(
        "curl x.y -d '{\"a\": \"users' own\", \"b\": \"x\"}'",
        &["POST x.y", r#"{"a":"users' own","b":"x"}"#, reported],
    );
    check(
        "curl x.y -d '{\"a\": \"don't\", \"b\": \"won't\"}'",
        &["POST x.y", r#"{"a":"don't","b":"won't"}"#, reported, reported],
    );
    // A quote of the JSON is missing in the same line: the shell's closes all the same.
    let request = &read("curl x.y -d '{\n\"a\": \"b}' -H 'A: b'")[0];
    assert_eq!((request.body.text().unwrap().text(), request.headers.len()), ("{\n\"a\": \"b}", 1));
}

#[test]
fn marks_that_a_word_processor_made() {
    let reported = "1! typographic marks in the command";
    check("curl x.y -H ‘A: b’", &["GET x.y", "A: b", reported]);
    check(
        "curl x.y -d “{\"a\": 1}”",
        &["POST x.y", "{\"a\": 1}", reported]
            .map(|line| if line.starts_with('{') { r#"{"a":1}"# } else { line }),
    );
    check("curl x.y –H 'A: b'", &["GET x.y", "A: b", reported]);
    check("curl ‘x.y’ –H ‘A: b’", &["GET x.y", "A: b", reported, reported, reported]);
    // the mark that ends it is missing: it ends with the line, before what escapes the line's end
    check("curl ‘x.y \\ \n -H \"A: b\"", &["GET x.y", "A: b", reported, "1! blank after the `\\`"]);
}

#[test]
fn a_body_in_the_quotes_that_it_uses_itself() {
    let reported = "1! unescaped quotes in a quoted body";
    check("curl x.y -d \"{\"a\": \"b\"}\" -H \"A: b\"", &["POST x.y", "A: b", r#"{"a":"b"}"#, reported]);
}

#[test]
fn nothing_is_too_broken() {
    let text = "$ curl -X POST \\\r\n 'https://x.y/é' \\\n -H \"A: 'b\\\"\" -d $'{\\x41}' -d @- <<E\n‘{“a”: 1}’ > o &\nE\n";
    for (at, _) in text.char_indices() {
        let (head, tail) = text.split_at(at);
        for part in [head.to_string(), tail.to_string(), format!("curl {tail}"), format!("{head}'{tail}")] {
            for request in read(&part) {
                assert!(part.get(request.span.clone()).is_some(), "{part}");
                assert!(
                    request.headers.iter().all(|header| part.get(header.span.clone()).is_some()),
                    "{part}"
                );
                for fix in request.repairs.iter().filter_map(|repair| repair.fix.as_ref()) {
                    assert!(part.get(fix.span.clone()).is_some(), "{fix:?} in {part}");
                }
            }
        }
    }
}
