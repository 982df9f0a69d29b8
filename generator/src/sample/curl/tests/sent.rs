//! What commands send: forms, data, credentials, headers; and what of it cannot be seen.

use super::{check, read};

#[test]
fn forms_have_parts_with_values_and_files() {
    check(
        "curl https://x.y -F subject='Hello, you' -F 'picture=@cat.jpg;type=image/jpeg' --form-string 'a=@b;type=c'",
        &["POST https://x.y", "subject=Hello, you", "picture=@cat.jpg (image/jpeg)", "a=@b;type=c"],
    );
    check(
        "curl -X PUT x.y -F 'a=<note.txt' -F 'b=\"x;y\";type=text/plain' -F 'c={\"d\": 1};type=application/json' -F e=<f>",
        &["PUT x.y", "a=<note.txt", "b=x;y (text/plain)", "c={\"d\": 1} (application/json)", "e=<f>"],
    );
    check("curl x.y -F 'a=@x.bin;filename=y.bin'", &["POST x.y", "a=@y.bin"]);
    check(
        "curl x.y -F whole",
        &["GET x.y", "? part of the form: `whole` is no name and value with a `=` between them"]
            .map(|line| line.replace("GET", "POST"))
            .each_ref()
            .map(String::as_str),
    );
}

#[test]
fn the_first_of_a_glob_is_read_and_the_rest_is_said() {
    for (url, first, glob) in [
        ("x.y/a/{1,2}", "x.y/a/1", "{1,2}"),
        ("x.y/a/[3-7]/b", "x.y/a/3/b", "[3-7]"),
        ("x.y/a/[a-e:2]?c=[1-2]", "x.y/a/a?c=[1-2]", "[a-e:2]"),
    ] {
        let said = format!("? URL: curl sends a request for each of `{glob}`, of which the first is read");
        check(&format!("curl '{url}'"), &[&format!("GET {first}"), &said]);
        check(&format!("curl -g '{url}'"), &[&format!("GET {url}")]);
    }
    for url in ["x.y/a/{id}", "x.y/a/{id}:{b}", "x.y/[id]", "x.y/a[0]", "x.y/[-]", "x.y/{a|b,c}", "x.y/{a"] {
        check(&format!("curl '{url}'"), &[&format!("GET {url}")]);
    }
}

#[test]
fn users_and_passwords_are_apart_from_all_else() {
    check("curl -u me:it:2 https://x.y/z", &["GET https://x.y/z", "me : Some(\"it:2\")"]);
    check("curl -u {USER:NAME}:{PASSWORD} x.y", &["GET x.y", "{USER:NAME} : Some(\"{PASSWORD}\")"]);
    check("curl --user=key: x.y", &["GET x.y", "key : Some(\"\")"]);
    check("curl https://me:it@x.y/a@b", &["GET https://x.y/a@b", "me : Some(\"it\")"]);
    check(
        "curl --digest -u me:it x.y",
        &["GET x.y", "? option: `--digest` sends digest authentication, which is not read"],
    );
    check(
        "curl --aws-sigv4 aws:amz -u me:it x.y",
        &["GET x.y", "? option: `--aws-sigv4` sends a signature over the request, which is not read"],
    );
    check("curl x.y -H 'X-Empty;' -H 'Accept:'", &["GET x.y", "X-Empty: "]);
    check("curl --oauth2-bearer T x.y", &["GET x.y", "Authorization: Bearer T"]);
}

#[test]
fn data_is_joined_encoded_or_put_into_the_url() {
    check(
        "curl x.y --json '{ \"a\":' --json ' 1 }'",
        &["POST x.y", "Content-Type: application/json", "Accept: application/json", "{\"a\":1}"],
    );
    check(
        "curl x.y --json '{}' -H 'content-type: a/b'",
        &["POST x.y", "content-type: a/b", "Accept: application/json", "{}"],
    );
    check(
        "curl x.y -d a=1 --data-urlencode 'b=c d&e' --data-urlencode '=f g' --data-raw '@h'",
        &["POST x.y", "a=1&b=c%20d%26e&f%20g&@h"],
    );
    check(
        "curl 'x.y?a=1#top' --url-query 'b=c d' --url-query +e=f%20g",
        &["GET x.y?a=1&b=c%20d&e=f%20g#top"],
    );
    check("curl -G x.y -d a=1 --data-urlencode 'q=b c' -I", &["HEAD x.y?a=1&q=b%20c"]);
    check("curl -I x.y -d a=1 -G", &["HEAD x.y?a=1"]);
    check(
        "curl x.y -b a=1 -H 'Cookie: c=3'",
        &["GET x.y", "Cookie: c=3", "? cookies: curl sends the header `Cookie` alone, without these"],
    );
    check("curl -T cat.jpg https://x.y/up", &["PUT https://x.y/up", "@cat.jpg"]);
    check("curl x.y --data-binary @- <<< '{\"a\": 1}'", &["POST x.y", "{\"a\":1}"]);
    check(
        "curl x.y -d @a.txt -d b=1",
        &["POST x.y", "@a.txt", "? body: another body is sent by the same command"],
    );
    check(
        "curl x.y --data-urlencode a@b.txt",
        &["POST x.y", "? body: the file `b.txt` that holds a part of it is not shown"],
    );
}

#[test]
fn headers_cookies_and_what_cannot_be_seen() {
    check("curl x.y -b 'a=1; b=2' -b c=3", &["GET x.y", "Cookie: a=1; b=2; c=3"]);
    check("curl x.y -b jar.txt", &["GET x.y", "? cookies: the file `jar.txt` that holds them is not shown"]);
    check("curl x.y -H 'X-Empty;' -r 0-9", &["GET x.y", "X-Empty: ", "Range: bytes=0-9"]);
    check("curl x.y -H @all.txt", &["GET x.y", "? headers: the file `all.txt` that holds them is not shown"]);
    check("curl x.y -H \"$AUTH\"", &["GET x.y", "? header: what `$AUTH` stands for is not shown"]);
    check("curl x.y -E me.pem", &["GET x.y", "? option: `-E` sends a client certificate, which is not read"]);
    let [request] = read("curl x.y -H 'X-Key abc'").try_into().unwrap();
    assert_eq!(request.headers, []);
    assert_eq!(request.repairs[0].describe(), "header without a colon");
    assert_eq!(request.repairs[0].fix, None, "what was meant is not known");
}

#[test]
fn a_command_may_ask_for_several_urls() {
    let text = "curl https://x.y/1 https://x.y/2 -H 'A: b' -H c --next -d e=f https://x.y/3";
    let found = read(text);
    let lines: Vec<_> =
        found.iter().map(|it| (it.method.as_str(), it.url.as_str(), it.headers.len())).collect();
    assert_eq!(
        lines,
        [("GET", "https://x.y/1", 1), ("GET", "https://x.y/2", 1), ("POST", "https://x.y/3", 0)]
    );
    let repairs: Vec<_> = found.iter().map(|it| it.repairs.len()).collect();
    assert_eq!(repairs, [1, 0, 0]);
    check(
        "curl https://x.y/1 again",
        &["GET https://x.y/1", "? argument: curl takes `again` for another URL"],
    );
}

#[test]
fn what_the_shell_would_not_pass_on_is_read_as_it_is_meant() {
    check(
        "curl https://x.y/a?b=1&c=2&d=$E -L",
        &["GET https://x.y/a?b=1&c=2&d=$E", "1! `&` outside of quotes"],
    );
    check("curl https://x.y/Things(7)/Name", &["GET https://x.y/Things(7)/Name", "1! `(` outside of quotes"]);
    check(
        "curl x.y -H Accept:text/html;q=0.9 -L",
        &["GET x.y", "Accept: text/html;q=0.9", "1! `;` outside of quotes"],
    );
    check(
        "curl x.y -H `A: b` \\\n -d `{\"c\": 1}`",
        &[
            "POST x.y",
            "A: b",
            "{\"c\":1}",
            "1! backticks in the place of quotes",
            "2! backticks in the place of quotes",
        ],
    );
    check(
        "curl x.y -H A:`cat key` -H B:$(cat \"key 2\")",
        &["GET x.y", "A: `cat key`", "B: $(cat \"key 2\")"],
    );
    check(
        "curl -X “POST” “https://x.y”",
        &["POST https://x.y", "1! typographic marks in the command", "1! typographic marks in the command"],
    );
    check("curl -X POST\n  https://x.y/z", &["POST https://x.y/z", "1! missing `\\` at the line's end"]);
    check("curl https://x.y\nhttps://x.y/z", &["GET https://x.y"]);
}

#[test]
fn a_line_end_that_is_escaped_within_quotes_is_left_out() {
    let reported = |line: usize| format!("{line}! `\\` at the line's end within quotes");
    let reported: Vec<String> = (1..=3).map(reported).collect();
    let expected =
        [&["POST x.y", "{\"to\":[\"a\"]}"][..], &reported.iter().map(String::as_str).collect::<Vec<_>>()];
    check("curl -d '{ \\\n \"to\": [ \\ \n \"a\" \\\r\n ] }' x.y", &expected.concat());
    // what is no JSON keeps its own
    check("curl -d 'a \\\n b' x.y", &["POST x.y", "a \\\n b"]);
}

#[test]
fn methods_and_options_in_any_spelling() {
    check("curl -sSLX post x.y", &["POST x.y"]);
    check("curl --request=POST x.y --data-ur a=b", &["POST x.y", "a=b"]);
    check("curl -X=DELETE x.y --no-progress-meter --tls-max 1.2 --retry-all-errors", &["DELETE x.y"]);
    check("curl --doh-url https://d.z x.y/a -:", &["GET x.y/a"]);
}

/// Each option that changes what is sent, with the words that its argument leaves in what is read. What cannot be read is reported.
#[test]
fn no_option_is_dropped_in_silence() {
    let arguments = |name: &str| match name {
        "cookie" => "'mark=1'",
        "form" | "form-string" | "data-urlencode" | "url-query" | "variable" => "mark=1",
        "header" => "'X-A: mark'",
        "json" => "'{\"mark\": 1}'",
        "url" => "https://mark.test",
        "user" => "mark:it",
        "request" => "MARK",
        _ => "mark",
    };
    let mut count = 0;
    for line in include_str!("../options.txt").lines().filter(|line| !line.starts_with("//")) {
        let [letter, name, meaning] = line.splitn(3, ' ').collect::<Vec<_>>().try_into().unwrap();
        let (kind, _) = meaning.split_once(' ').unwrap_or((meaning, ""));
        let given = match kind {
            "flag" | "value" | "next" | "get" | "head" | "literal" => continue,
            "unread-flag" => String::new(),
            _ => format!(" {}", arguments(name)),
        };
        for option in [format!("--{name}"), format!("-{letter}")].iter().filter(|it| !it.ends_with("--")) {
            let text = format!("curl https://x.y {option}{given}");
            let shown = format!("{:?}", read(&text)).to_lowercase();
            assert!(shown.contains("mark") || shown.contains("unseen {"), "{text}: {shown}");
            count += 1;
        }
    }
    assert!(count > 45, "{count}");
    for (text, unseen) in [
        ("curl x.y -F 'a=@b.png;headers=X-A:y'", "`headers=X-A:y` is not read"),
        ("curl x.y -F 'a=<-'", "what the command is given to read"),
        ("curl x.y -F 'a=b;encoder=base64'", "`encoder=base64` is not read"),
        ("curl x.y -F '=(;type=multipart/mixed'", "is no name and value"),
        ("curl -G x.y -d @all.txt", "the file `all.txt` that holds it is not shown"),
        ("curl -d @- x.y", "-"),
        ("curl -T a.txt -d b=1 x.y", "another body"),
        ("curl --unix-socket /run/x.sock http://localhost/v1", "through a socket"),
    ] {
        assert!(format!("{:?}", read(text)).contains(unseen), "{text}");
    }
}
