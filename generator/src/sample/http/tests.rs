use super::{read, request_line, response, status_line};

#[test]
fn a_request_line_is_a_method_and_a_target() {
    let check = |line: &str, expected: Option<(&str, &str, Option<&str>)>| {
        let found = request_line(line);
        let found = found.as_ref().map(|l| (l.method.as_str(), l.path.as_str(), l.query.as_deref()));
        assert_eq!(found, expected, "{line}");
    };
    check("POST /things", Some(("POST", "/things", None)));
    check("GET {BASE}/x?y=1&z={Z}", Some(("GET", "{BASE}/x", Some("y=1&z={Z}"))));
    check("PATCH https://example.org/a", Some(("PATCH", "https://example.org/a", None)));
    check("DELETE /a/{SOME ID}/b HTTP/1.1\r\n", Some(("DELETE", "/a/{SOME ID}/b", None)));
    check("  GET   /a  ", Some(("GET", "/a", None)));
    check("POST /things makes one", None);
    check("FETCH /things", None);
    check("post /things", Some(("POST", "/things", None)));
    check("get api/v2/things", Some(("GET", "/api/v2/things", None)));
    check("Delete /things/{ID}", Some(("DELETE", "/things/{ID}", None)));
    check("get /things", None);
    check("put /things", None);
    check("post things", None);
    check("post /things of yours", None);
    check("list /v1/things", None);
    check("GET", None);
    check("GET things", None);
    check("GET _cat/things?v", Some(("GET", "/_cat/things", Some("v"))));
    check("PUT shelf-1/books/{ID}", Some(("PUT", "/shelf-1/books/{ID}", None)));
    check("GET _search", Some(("GET", "/_search", None)));
    check("LIST /things", Some(("LIST", "/things", None)));
    check("GET /a{?limit,sort*}{&page}", Some(("GET", "/a", Some("limit={limit}&sort={sort}&page={page}"))));
    check("GET either/or of them", None);
    check("GET /a/b # older", Some(("GET", "/a/b", None)));
    check("GET /a/b?c=d%20e => [Thing]", Some(("GET", "/a/b", Some("c=d%20e"))));
    check("GET /a/b -> {thing: Thing}", Some(("GET", "/a/b", None)));
    check("GET /a/b -> /c", None);
    check("GET {thing}/{ID}", Some(("GET", "/{thing}/{ID}", None)));
    check("GET /a/b#c", Some(("GET", "/a/b#c", None)));
    check("", None);
}

#[test]
fn a_line_longer_than_any_target_is_no_request_line() {
    for (parts, is_one) in [(2_000, true), (3_000, false)] {
        let line = format!("GET /{}", "a/b/".repeat(parts));
        assert_eq!(request_line(&line).is_some(), is_one, "{parts}");
        assert_eq!(
            super::request_lines(&line.replace("GET", "GET,PUT")).len(),
            if is_one { 2 } else { 0 },
            "{parts}"
        );
    }
}

#[test]
fn a_request_line_knows_where_it_stands() {
    let line = "  GET /a?b HTTP/2 \n";
    assert_eq!(&line[request_line(line).unwrap().span], "GET /a?b HTTP/2");
}

#[test]
fn every_request_line_of_a_text_is_read() {
    let text = "GET /a\n\nPOST /b?c\nprose\n";
    let found = read(text, false);
    let paths: Vec<_> = found.iter().map(|request| request.line.path.as_str()).collect();
    assert_eq!(paths, ["/a", "/b"]);
    assert_eq!(&text[found[1].line.span.clone()], "POST /b?c");
}

#[test]
fn a_raw_request_has_headers_and_a_body() {
    let text = "POST /a HTTP/1.1\r\nHost: example.org\r\nX-Key:{KEY}\r\n\r\n{\r\n  \"a\": 1\r\n}\r\n";
    let [request] = read(text, false).try_into().unwrap();
    let headers: Vec<_> = request.headers.iter().map(|h| (h.name.as_str(), h.value.as_str())).collect();
    assert_eq!(headers, [("Host", "example.org"), ("X-Key", "{KEY}")]);
    assert_eq!(&text[request.headers[1].span.clone()], "X-Key:{KEY}");
    let body = request.body.unwrap();
    assert_eq!(body.text(), "{\r\n  \"a\": 1\r\n}\r\n");
    assert_eq!(body.origin(0), text.rfind("{\r").unwrap());
}

#[test]
fn a_body_may_follow_without_an_empty_line() {
    let [request] = read("PUT /a\nHost: x\n{\"a\": 1}", false).try_into().unwrap();
    assert_eq!(request.body.unwrap().text(), "{\"a\": 1}");
}

#[test]
fn words_below_a_request_line_are_no_body() {
    for (text, bodies) in [
        ("POST /a\n    Makes one of them\n", vec![None]),
        ("GET /a\n# older\nGET /b\n", vec![None, None]),
        ("POST /a\n\nMakes one.\n\nPUT /a\n\n// changes one\n", vec![None, None]),
        ("POST /a\n# the first\n{\"a\": 1}", vec![Some("{\"a\": 1}")]),
        ("POST /write\n\ncpu,host=a value=1\n", vec![Some("cpu,host=a value=1\n")]),
        ("POST /a\nContent-Type: text/plain\n\nSome words\n", vec![Some("Some words\n")]),
        ("POST /a\n\nSome words\n", vec![Some("Some words\n")]),
    ] {
        let found = read(text, false);
        let found: Vec<_> = found.iter().map(|it| it.body.as_ref().map(|body| body.text())).collect();
        assert_eq!(found, bodies, "{text}");
    }
}

#[test]
fn a_status_may_stand_below_headers() {
    for (text, status, headers) in [
        ("Content-Type: application/json\nX-Total: 4\nHTTP/1.1 200 OK\n\n{}", 200, 2),
        ("Location: /a/1\n201 Created\n", 201, 1),
        ("404 Not Found\n\n{}", 404, 0),
    ] {
        let found = response(text).unwrap();
        assert_eq!((found.status, found.headers.len()), (status, headers), "{text}");
    }
    assert_eq!(response("200 widgets\n"), None);
    assert_eq!(response("Some words\n200 OK\n"), None);
}

#[test]
fn a_raw_response_has_a_status() {
    let found = response("HTTP/1.1 201 Created\nLocation: /a/1\n\n{\"id\": 1}\n").unwrap();
    assert_eq!((found.status, found.headers.len()), (201, 1));
    assert_eq!(found.body.unwrap().text(), "{\"id\": 1}\n");
    assert_eq!(response("{\"id\": 1}"), None);
    assert_eq!(status_line("HTTP/2 204"), Some(204));
    assert_eq!(status_line("HTTP/1.1 twenty"), None);
}
