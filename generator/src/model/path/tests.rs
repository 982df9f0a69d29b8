use super::*;

#[test]
fn every_spelling_is_the_same_template() {
    for (path, expected) in [
        ("/shelves/{id}", "/shelves/{id}"),
        ("/shelves/{{id}}", "/shelves/{id}"),
        ("/shelves/:id", "/shelves/{id}"),
        ("/shelves/<id>", "/shelves/{id}"),
        ("/shelves/<int:id>", "/shelves/{id}"),
        ("/shelves/(id)", "/shelves/{id}"),
        ("/shelves/$ID", "/shelves/{ID}"),
        ("/shelves/${ID}", "/shelves/{ID}"),
        ("/shelves/[id]", "/shelves/{id}"),
        ("/shelves/\\{id\\}", "/shelves/{id}"),
        ("/shelves/{id:[0-9]+}", "/shelves/{id}"),
        ("/shelves/{*rest}", "/shelves/{rest+}"),
        ("/shelves/{path+}", "/shelves/{path+}"),
        ("/shelves/{+path}", "/shelves/{path+}"),
        ("/shelves/{path...}", "/shelves/{path+}"),
        ("/shelves/{**path}", "/shelves/{path+}"),
        ("/shelves/{path:.*}", "/shelves/{path+}"),
        ("/shelves/{path:path}/x", "/shelves/{path+}/x"),
        ("/v1/{name=shelves/*}:move", "/v1/{name+}:move"),
        ("/v1/{name=*}", "/v1/{name}"),
        ("/raw/:path*", "/raw/{path+}"),
        ("/raw/:path+", "/raw/{path+}"),
        ("/raw/:path(.*)", "/raw/{path+}"),
        ("/raw/:path*s", "/raw/{path}*s"),
        ("/raw/*rest", "/raw/{rest+}"),
        ("/raw/*", "/raw/*"),
        ("/raw/<path:rest>", "/raw/{rest+}"),
        ("/raw/[...rest]", "/raw/{rest+}"),
        ("/raw/{id?}", "/raw/{id}"),
        ("shelves/:shelf-id/books", "/shelves/{shelf-id}/books"),
        ("/a/{ID}/b/{ID}", "/a/{ID}/b/{ID_2}"),
        ("/a/:id/b/:id?x=1", "/a/{id}/b/{id_2}"),
        ("/reports/{ID}.json", "/reports/{ID}.json"),
        ("/jobs/{ID}:cancel", "/jobs/{ID}:cancel"),
        ("/jobs/:id:cancel", "/jobs/{id}:cancel"),
        ("/trips/:from-:to", "/trips/{from}-{to}"),
        ("/keys/:name.:format", "/keys/{name}.{format}"),
        ("/clocks/at-12:30", "/clocks/at-12:30"),
        ("/Products({ID})", "/Products({ID})"),
        ("/users/@{NAME}", "/users/@{NAME}"),
        ("/user-{ID}/x", "/user-{ID}/x"),
        ("/root:/{item-path}:/children", "/root:/{item-path}:/children"),
        ("/a{b/c", "/a%7Bb/c"),
        ("/a/{}", "/a/{value}"),
        ("/", "/"),
        ("/a/", "/a/"),
        ("/a:b", "/a:b"),
        ("/$", "/$"),
    ] {
        let template = PathTemplate::parse(path);
        assert_eq!(template.to_string(), expected, "{path}");
        assert_eq!(PathTemplate::canonical(expected), template, "{path}");
    }
}

#[test]
fn a_concrete_path_is_of_a_template_or_not() {
    for (template, path, expected) in [
        ("/shelves/:id", "/shelves/7", Some(vec![("id", "7")])),
        ("/shelves/:id", "/shelves", None),
        ("/shelves/:id", "/shelves/", None),
        ("/shelves/:id", "/books/7", None),
        ("/reports/{ID}.json", "/reports/a.b.json", Some(vec![("ID", "a.b")])),
        ("/reports/{ID}.json", "/reports/a.xml", None),
        ("/jobs/{ID}:cancel", "/jobs/1:2:cancel", Some(vec![("ID", "1:2")])),
        ("/Products({ID})", "/Products(8)", Some(vec![("ID", "8")])),
        ("/{A}-{B}", "/x-y-z", Some(vec![("A", "x"), ("B", "y-z")])),
        ("/things", "/things?limit=2", Some(vec![])),
        ("/users/{ID}", "/users/é", Some(vec![("ID", "é")])),
        ("/files/{path+}", "/files/a/b.txt?x=1", Some(vec![("path", "a/b.txt")])),
        ("/files/{path+}", "/files/", None),
        ("/files/{path+}", "/files/a//b", None),
        ("/files/{path+}", "/files/a/../b", None),
        ("/files/{path+}/info", "/files/a/b/info", Some(vec![("path", "a/b")])),
        ("/{id}/{path+}", "/x/a/b", Some(vec![("id", "x"), ("path", "a/b")])),
        ("/v1/{name+}:move", "/v1/shelves/7:move", Some(vec![("name", "shelves/7")])),
    ] {
        assert_eq!(PathTemplate::parse(template).values(path), expected, "{template} {path}");
    }
    let template = PathTemplate::parse("/things/{ID}/");
    assert_eq!(
        template.values_at_end("https://a.test/v1/things/7"),
        Some(("https://a.test/v1", vec![("ID", "7")]))
    );
    assert_eq!(template.values_at_end("things/7"), Some(("", vec![("ID", "7")])));
    assert_eq!(template.values_at_end("things"), None);
    let template = PathTemplate::parse("/files/{path+}");
    assert_eq!(
        template.values_at_end("https://a.test/v1/files/a/files/b?x=1"),
        Some(("https://a.test/v1", vec![("path", "a/files/b")]))
    );
    assert_eq!(template.values_at_end("files/a/b"), Some(("", vec![("path", "a/b")])));
    assert_eq!(PathTemplate::parse("/{path+}").values_at_end("https://a.test/v1/a"), None);
}

#[test]
fn what_is_optional_gives_several_paths() {
    for (path, expected) in [
        ("/a/b", vec!["/a/b"]),
        ("/a[/{x}]", vec!["/a", "/a/{x}"]),
        ("/sys(/a|/b)/c", vec!["/sys/a/c", "/sys/b/c"]),
        ("/a(/:x)", vec!["/a", "/a/:x"]),
        ("/a/(b|c)/d", vec!["/a/b/d", "/a/c/d"]),
        ("/a/(b)/d", vec!["/a/(b)/d"]),
        ("/a/[id]", vec!["/a/[id]"]),
    ] {
        assert_eq!(PathTemplate::alternatives(path), expected, "{path}");
    }
}

#[test]
fn a_path_with_parts_to_choose_is_called_as_a_whole() {
    for (path, expected) in [
        ("/a/b", "/a/b"),
        ("/a[/{x}]", "/a/{x}"),
        ("/a(/:x)(/:y)", "/a/:x/:y"),
        ("/a/(b|c)/d", "/a/{b_or_c}/d"),
        ("/a/(id)", "/a/(id)"),
    ] {
        assert_eq!(PathTemplate::whole(path), expected, "{path}");
    }
}

/// Text of pages is parsed and matched in any state; many parameters in one segment take no time that can be felt.
#[test]
fn hostile_paths_end() {
    let many = "{a}".repeat(12);
    assert!(!PathTemplate::parse(&format!("/{many}x")).matches(&format!("/{}", "y".repeat(10))));
    for path in ["{{", "}}{{", "/{a/{b}", "$", "<>", ":", "(", "[/", "(/|", "\\{", "${"] {
        let template = PathTemplate::parse(path);
        assert_eq!(PathTemplate::canonical(&template.to_string()), template, "{path}");
        PathTemplate::alternatives(path);
        PathTemplate::whole(path);
    }
}
