use super::*;
use JsonKind::{Array, Boolean, Integer, Number, Object, String};

#[test]
fn a_text_longer_than_any_type_is_none() {
    let dialect = Dialect::default_dialect().unwrap();
    let kinds = |deep: usize| read(&"map[string]".repeat(deep), &dialect).kinds;
    assert_eq!((kinds(50), kinds(100)), (vec![Object], vec![]));
}

#[test]
fn words_state_kinds() {
    let dialect = Dialect::default_dialect().unwrap();
    let cases: &[(&str, &[JsonKind], &[JsonKind])] = &[
        ("string", &[String], &[]),
        ("Int32", &[Integer], &[]),
        ("integer/string", &[Integer, String], &[]),
        ("integer or null", &[Integer], &[]),
        ("float | boolean", &[Boolean, Number], &[]),
        ("string[]", &[Array], &[String]),
        ("array of integers", &[Array], &[Integer]),
        ("Array<Account>", &[Array], &[Object]),
        ("array[string]", &[Array], &[String]),
        ("list of maps", &[Array], &[Object]),
        ("string array", &[Array], &[String]),
        ("multi-string", &[Array], &[String]),
        ("map<string, integer>", &[Object], &[Integer]),
        ("Record<string, string | number>", &[Object], &[Number, String]),
        ("dict[str, list[int]]", &[Object], &[Array]),
        ("HashMap<UUID, Widget>", &[Object], &[Object]),
        ("map[string][]string", &[Object], &[Array]),
        ("{string: integer}", &[Object], &[Integer]),
        ("{[key: string]: boolean}", &[Object], &[Boolean]),
        ("{id: string}", &[String], &[]),
        ("string[] or Map<String, String>", &[Array, Object], &[String]),
        ("Array of [Big Widget](#big-widget)", &[Array], &[Object]),
        ("[Audio File](#audio-file) Object", &[Object], &[]),
        ("[Collection](x.md)", &[Object], &[]),
        ("[Date](x.md)", &[String], &[]),
        ("[File](x.md)", &[Object], &[]),
        ("[Item](item.md) collection", &[Array], &[Object]),
        ("[]string", &[Array], &[String]),
        ("[Item](item.md)[]", &[Array], &[Object]),
        ("[**List**](models/Item.md)", &[Array], &[Object]),
        ("[List](String.md)", &[Array], &[String]),
        ("[**Item**](item.md)", &[Object], &[]),
        ("[Item][]", &[Object], &[]),
        ("[List[Item]](item.md)", &[Array], &[Object]),
        ("[**[]Item**](item.md)", &[Array], &[Object]),
        (r"[\Kites\Item[]](item.md)", &[Array], &[Object]),
        ("Option<[**models::Item**](item.md)>", &[Object], &[]),
        ("Vec<String>", &[Array], &[String]),
        ("Option<Vec<f64>>", &[Array], &[Number]),
        ("[`array[Item]`](#item)", &[Array], &[Object]),
        ("[map[string]Item](#item)", &[Object], &[Object]),
        ("[string, number][]", &[Array], &[Array]),
        ("[hit]", &[Array], &[]),
        ("[Hit]", &[Object], &[]),
        ("i64", &[Integer], &[]),
        ("[u64]", &[Array], &[Integer]),
        ("f32", &[Number], &[]),
        ("(nullable) [Item]()", &[Object], &[]),
        ("hash of arrays", &[Object], &[]),
        ("number of seconds", &[Integer], &[]),
        ("number", &[Number], &[]),
        ("[Status](../entities/status.md)", &[Object], &[]),
        ("`DriveItem`", &[Object], &[]),
        ("DateTime (ISO 8601)", &[String], &[]),
        ("no type at all", &[], &[]),
    ];
    for (text, kinds, items) in cases {
        let stated = read(text, &dialect);
        assert_eq!((stated.kinds.as_slice(), stated.items.as_slice()), (*kinds, *items), "{text}");
    }
    for text in ["Record<string, string>", "{ string : string }", "dict[str, str]", "`Map<String, Integer>`"]
    {
        assert!(read(text, &dialect).map && is_type(text, &dialect), "{text}");
    }
    for text in
        ["Array<string, integer>", "{id: string}", "string<a, b>", "Page<Widget>", "{string: a, b: c}"]
    {
        assert!(!read(text, &dialect).map, "{text}");
    }
    assert_eq!(read("Array of [Status](x.md)", &dialect).refers_to.as_deref(), Some("Status"));
    assert_eq!(read("int64", &dialect).format, Some(ValueFormat::Int64));
    assert!(read("?String", &dialect).nullable && read("string or null", &dialect).nullable);
}
