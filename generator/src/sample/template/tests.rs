use super::{TemplatePart, read};

/// Placeholders in angle brackets, literals as they are.
fn shape(text: &str) -> Option<String> {
    let piece = |piece: &TemplatePart<'_>| match piece {
        TemplatePart::Literal(text) => (*text).to_owned(),
        TemplatePart::Placeholder(name) => format!("<{name}>"),
    };
    read(text).map(|template| template.pieces.iter().map(piece).collect())
}

#[test]
fn a_template_is_at_least_two_placeholders_with_literals_between() {
    let check = |text: &str, expected: Option<&str>| assert_eq!(shape(text).as_deref(), expected, "{text}");
    check("Host={HOST};Port={PORT}", Some("Host=<HOST>;Port=<PORT>"));
    check("{user}:{pass-word}@{Host name}", Some("<user>:<pass-word>@<Host name>"));
    check("sb://{A}.example.org/?sv={B}>&ip=<{C}>", Some("sb://<A>.example.org/?sv=<B>>&ip=<<C>>"));
    check("Größe={ÉTAT};x={Y}", Some("Größe=<ÉTAT>;x=<Y>"));
    check("{TOKEN}", None);
    check("Bearer {TOKEN}", None);
    check("no gaps", None);
    check("{A}{B}", None);
    check("{A};{B", None);
    check("{A};}{B}", None);
    check("{A};{}", None);
    check("{A};{ B}", None);
    check(r#"{"a": "{X}", "b": "{Y}"}"#, None);
}

#[test]
fn a_template_shows_the_text_it_was_read_from() {
    for text in ["a={A};b={B}", "{A}/{A}", "{x} and {y}!"] {
        assert_eq!(read(text).unwrap().to_string(), text);
    }
}

#[test]
fn a_template_is_rendered_with_values_in_its_gaps() {
    let template = read("Host={HOST};Port={PORT};Again={HOST}").unwrap();
    assert_eq!(template.placeholders().collect::<Vec<_>>(), ["HOST", "PORT", "HOST"]);
    assert_eq!(template.render(|name| name.to_lowercase()), "Host=host;Port=port;Again=host");
}
