use super::*;

#[test]
fn marks_and_words_are_told_apart() {
    use Requirement::{Conditional, Optional, Required, Unstated};
    let dialect = Dialect::default_dialect().unwrap();
    type Case<'a> = (&'a str, Option<&'a str>, Requirement, Option<&'a str>, &'a str);
    let cases: &[Case<'_>] = &[
        (" `(string: \"1h\")` – How long.", Some("string"), Optional, Some("1h"), "How long."),
        (" `(string: <required>)` - The name.", Some("string"), Required, None, "The name."),
        (" `(int: 0)` The name.", Some("int"), Optional, Some("0"), "The name."),
        (" `(string: \"not-required\")` - A", Some("string"), Optional, Some("not-required"), "A"),
        (" `(string: \"\" or array: [])` - A", Some("string or array"), Optional, Some("[]"), "A"),
        (" (required) - Name", None, Required, None, "Name"),
        (" (required) - The name", None, Required, None, "The name"),
        (" (string, required): The name", Some("string"), Required, None, "The name"),
        (": string, required - A name", Some("string"), Required, None, "A name"),
        (" - string - A name", Some("string"), Unstated, None, "A name"),
        ("{{<required>}} String. A name", Some("String"), Required, None, "A name"),
        (" (optional, boolean) - Whether", Some("boolean"), Optional, None, "Whether"),
        (" (list of strings: []) Some", Some("list of strings"), Optional, Some("[]"), "Some"),
        (" (string: <required if b is set>) One", Some("string"), Conditional, None, "One"),
        (" – The string to look for", None, Unstated, None, "The string to look for"),
        (" - String to look for", None, Unstated, None, "String to look for"),
        (": Boolean for whether it is on", Some("Boolean"), Unstated, None, "Boolean for whether it is on"),
        (": Array of String. All", Some("Array of String"), Unstated, None, "All"),
        (" `(list: <optional>` - If set", Some("list"), Optional, None, "If set"),
        (" - Name", None, Unstated, None, "Name"),
        (" - string", Some("string"), Unstated, None, ""),
        (": {API_KEY}", None, Unstated, None, "{API_KEY}"),
        (": {Account}", Some("Account"), Unstated, None, ""),
        (" (see below) - Words", None, Unstated, None, "(see below) Words"),
        (" (since 1.2): integer, the count", Some("integer"), Unstated, None, "(since 1.2) the count"),
        (" [new]: Words", None, Unstated, None, "(new) Words"),
        (" (true/false) Words", Some("true/false"), Unstated, None, "Words"),
        (" (recommended, string): Words", Some("string"), Unstated, None, "Words"),
        (" | string | required | Words", Some("string"), Required, None, "Words"),
        (": Type: string. Optional. Words", Some("string"), Optional, None, "Words"),
        (": Type: the kind of kite", None, Unstated, None, "Type: the kind of kite"),
        (" (integer, required: ✗): Words", Some("integer"), Optional, None, "Words"),
        (" - string, required: Yes — Words", Some("string"), Required, None, "Words"),
        (" - string, optional: no. Words", Some("string"), Required, None, "Words"),
        (" (int, required=true, default: 2) Words", Some("int"), Required, Some("2"), "Words"),
        (" (string, enum: up, down): Words", Some("string enum: up, down"), Unstated, None, "Words"),
        (" (optional, enum: up, down): Words", Some("enum: up, down"), Optional, None, "Words"),
        (" - An integer from 1 to 9", Some("integer"), Unstated, None, "An integer from 1 to 9"),
        ("：Words", None, Unstated, None, "Words"),
    ];
    let taken = |text: &str| {
        let mut words = read(text, &dialect);
        words.take_first(&dialect);
        (words.type_words, words.description)
    };
    for (text, type_words, description) in [
        (" string The name", Some("string"), "The name"),
        (": string The name", Some("string"), "The name"),
        (" integer how many", Some("integer"), "how many"),
        (": string to look for", None, "string to look for"),
        (" list of what is there and more", None, "list of what is there and more"),
    ] {
        assert_eq!(taken(text), (type_words.map(str::to_owned), description.to_owned()), "{text}");
    }
    for (text, type_words, requirement, default, description) in cases {
        let read = read(text, &dialect);
        let found = (
            read.type_words.as_deref(),
            read.requirement,
            read.default.as_deref(),
            read.description.as_str(),
        );
        assert_eq!(found, (*type_words, *requirement, *default, *description), "{text}");
    }
}
