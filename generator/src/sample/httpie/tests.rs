use super::read;
use crate::sample::request::{PartContent, SampleBody};

/// Method and URL, headers, body.
fn show(text: &str) -> Vec<Vec<String>> {
    let shown = read(text).into_iter().map(|request| {
        let mut shown = vec![format!("{} {}", request.method, request.url)];
        shown.extend(request.headers.iter().map(|header| format!("{}: {}", header.name, header.value)));
        match request.body {
            SampleBody::Text(text) => shown.push(text.text().to_owned()),
            SampleBody::Parts(parts) => shown.extend(parts.iter().map(|part| match &part.content {
                PartContent::Text(text) => format!("{}={text}", part.name),
                PartContent::File(name) | PartContent::TextOfFile(name) => format!("{}=@{name}", part.name),
            })),
            _ => {}
        }
        shown.extend(request.credentials.map(|it| it.user));
        shown.extend(request.unseen.into_iter().map(|it| it.why));
        shown
    });
    shown.collect()
}

#[test]
fn items_are_what_their_separators_say() {
    let json = "Content-Type: application/json";
    assert_eq!(
        show("$ http POST x.y/a name=Ada age:=7 q==1 X-Key:abc -v"),
        [vec!["POST x.y/a?q=1", "X-Key: abc", json, "{\"name\": \"Ada\", \"age\": 7}"]]
    );
    assert_eq!(show("https -a me:it x.y/a"), [vec!["GET https://x.y/a", "me"]]);
    assert_eq!(
        show("http -f :3000/a b='c d' e=f"),
        [vec!["POST localhost:3000/a", "Content-Type: application/x-www-form-urlencoded", "b=c%20d&e=f"]]
    );
    assert_eq!(show("http --form PUT x.y/a b=c d@e.png"), [vec!["PUT x.y/a", "b=c", "d=@e.png"]]);
    assert_eq!(
        show("http x.y/a \\\n  --raw '{\"b\": 1}'\nhttp x.y/b c=@d.txt"),
        [vec!["POST x.y/a", "{\"b\": 1}"], vec!["GET x.y/b", "the file `d.txt` that holds `c` is not shown"]]
    );
}

#[test]
fn what_only_begins_like_a_command_is_none() {
    for text in ["http is a protocol", "https://x.y/a", "# http x.y/a", "use http x.y", "http"] {
        assert_eq!(show(text), Vec::<Vec<String>>::new(), "{text}");
    }
}

#[test]
fn names_and_values_are_where_their_items_have_them() {
    let text = "http POST x.y/a name=Ada age:=7";
    let request = read(text).remove(0);
    let SampleBody::Text(body) = request.body else { panic!("{:?}", request.body) };
    for written in ["name", "Ada", "age", "7"] {
        let origin = body.origin(body.text().find(written).unwrap());
        // a name or a value in quotation marks is one further than where the item has it
        assert!([0, 1].contains(&(origin - text.find(written).unwrap())), "{written}: {origin}");
    }
}
