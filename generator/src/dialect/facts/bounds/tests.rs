use super::Bounds;
use crate::dialect::Dialect;
use crate::dialect::recognise::said;
use crate::model::Limit::{AtLeast, AtMost};

fn read(description: &str) -> Bounds {
    said::read(description, None, None, &Dialect::default_dialect().unwrap()).bounds
}

#[test]
fn defaults_lists_and_bounds_are_read_out_of_sentences() {
    let of = |default: Option<&str>, values: &[&str], limits: &[crate::model::Limit]| Bounds {
        default: default.map(str::to_owned),
        values: values.iter().map(|it| (*it).to_owned()).collect(),
        limits: limits.to_vec(),
        fixed: None,
    };
    for (description, expected) in [
        ("The name of the widget.", of(None, &[], &[])),
        ("How many. The default is `20`.", of(Some("20"), &[], &[])),
        ("How many. The default is 20.", of(None, &[], &[])),
        ("Defaults to `a.b c`, if left out.", of(Some("a.b c"), &[], &[])),
        ("Valeur par défaut : `non`.", of(Some("non"), &[], &[])),
        (
            "One of `hot`, `cold` or `mild`; the default is `mild`.",
            of(Some("mild"), &["hot", "cold", "mild"], &[]),
        ),
        ("Allowed values: `a`, `b`, defaults to `b`.", of(Some("b"), &["a", "b"], &[])),
        ("Valid are 'a' and 'b'. Allowed values are \"hot\" or \"cold\".", of(None, &["hot", "cold"], &[])),
        ("Possible values: hot, cold (default), mild. The heat.", of(None, &["hot", "cold", "mild"], &[])),
        ("Possible values: hot and cold", of(None, &["hot", "cold"], &[])),
        ("Possible values: hot water, cold water", of(None, &[], &[])),
        ("Possible values: string, integer.", of(None, &[], &[])),
        ("Possible values: hot, for example.", of(None, &[], &[])),
        ("The heat (`hot` or `cold`).", of(None, &["hot", "cold"], &[])),
        ("The heat. `hot` | `cold`", of(None, &["hot", "cold"], &[])),
        ("The heat: 'hot' or 'cold' as it's now.", of(None, &[], &[])),
        ("Needed if there is none (`hot` or `cold`).", of(None, &[], &[])),
        ("Names of heat (`hot` or `cold`) as keys.", of(None, &[], &[])),
        ("Names (`a`, `b`, or `c`) or heats (`hot` or `cold`).", of(None, &[], &[])),
        ("With `heat`, allowed values are: hot, cold.", of(None, &[], &[])),
        ("Values: `hot`, `cold`", of(None, &["hot", "cold"], &[])),
        ("The heat. Options: hot, cold.", of(None, &["hot", "cold"], &[])),
        ("New values: `hot`, `cold`", of(None, &[], &[])),
        ("Can be `hot` or `cold`.", of(None, &["hot", "cold"], &[])),
        ("Can be `hot` or `cold` of the day.", of(None, &[], &[])),
        ("Can be `hot` or `cold`, if there is one.", of(None, &[], &[])),
        ("The heat, e.g. `hot` or `cold`", of(None, &[], &[])),
        ("`hot` and `cold`", of(None, &[], &[])),
        ("The kind (`string` or `integer`).", of(None, &[], &[])),
        ("One of the widgets.", of(None, &[], &[])),
        ("One of many, see `widgets`.", of(None, &[], &[])),
        ("At most 1,000 characters.", of(None, &[], &[AtMost(1000)])),
        ("A number between 1 and 65535.", of(None, &[], &[AtLeast(1), AtMost(65535)])),
        ("From -5 to 5.", of(None, &[], &[AtLeast(-5), AtMost(5)])),
        ("At least 3 and up to 12 letters.", of(None, &[], &[AtLeast(3), AtMost(12)])),
        ("Copied from 1 place, at most 7 times.", of(None, &[], &[AtMost(7)])),
        ("Mindestens 2.", of(None, &[], &[AtLeast(2)])),
        ("A seamless upto 5.", of(None, &[], &[])),
        ("Set up to the second table.", of(None, &[], &[])),
    ] {
        assert_eq!(read(description), expected, "{description}");
    }
}

#[test]
fn one_value_is_fixed_or_the_only_one_so_far() {
    for (description, fixed, values) in [
        ("Always `card`.", Some("card"), vec![]),
        ("The kind. Must be `card`", Some("card"), vec![]),
        ("Always set to: `\"card\"`. Case matters.", Some("card"), vec![]),
        ("Currently, only `card` is supported.", None, vec!["card"]),
        ("Immer `karte`.", Some("karte"), vec![]),
        ("Always `card` where there is one.", None, vec![]),
        ("Must be `card` or `cash`.", None, vec!["card", "cash"]),
        ("If it is a card, always `card`.", None, vec![]),
        ("Always `card` for this call.", Some("card"), vec![]),
        ("Must be `>= 1`.", None, vec![]),
        ("Always `$TOKEN`.", None, vec![]),
        ("Must be `string`.", None, vec![]),
        ("Not always `card`.", None, vec![]),
        ("Only `card` is read.", None, vec![]),
    ] {
        let read = read(description);
        assert_eq!(
            (read.fixed.as_deref(), read.values),
            (fixed, values.into_iter().map(str::to_owned).collect()),
            "{description}"
        );
    }
}

#[test]
fn words_of_a_type_list_values() {
    for (kind, values) in [
        ("\"hot\" | 'cold'", &["hot", "cold"][..]),
        ("enum(hot, cold)", &["hot", "cold"]),
        ("string enum: hot|cold", &["hot", "cold"]),
        ("Enum[\"hot\", \"cold\"]", &["hot", "cold"]),
        ("enum", &[]),
        ("enum (see below)", &[]),
        ("hot enumeration, cold", &[]),
        ("string", &[]),
    ] {
        let read = said::read("The heat.", None, Some(kind), &Dialect::default_dialect().unwrap()).bounds;
        assert_eq!(read.values, values, "{kind}");
    }
}
