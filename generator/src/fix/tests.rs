use super::apply;
use crate::finding::{Edit, Fix};

fn fix(edits: &[(usize, usize, &str)]) -> Fix {
    let edit =
        |(start, end, text): &(usize, usize, &str)| Edit { span: *start..*end, text: (*text).to_owned() };
    Fix { safe: true, edits: edits.iter().map(edit).collect() }
}

#[test]
fn fixes_that_do_not_overlap_are_applied_and_the_first_wins() {
    for (fixes, expected, count) in [
        (vec![], "0123456789", 0),
        (vec![fix(&[(2, 4, "x")]), fix(&[(0, 1, "")])], "1x456789", 2),
        (vec![fix(&[(2, 4, "x")]), fix(&[(3, 5, "y")])], "01x456789", 1),
        (vec![fix(&[(2, 4, "x")]), fix(&[(4, 4, "y")])], "01xy456789", 2),
        (vec![fix(&[(2, 2, "x")]), fix(&[(2, 2, "y")])], "01x23456789", 1),
        // a fix of several edits is applied whole or not at all
        (vec![fix(&[(1, 2, "a"), (8, 9, "b")]), fix(&[(8, 9, "c"), (9, 10, "d")])], "0a234567b9", 1),
        (vec![fix(&[(9, 99, "x")])], "0123456789", 0),
    ] {
        let given: Vec<&Fix> = fixes.iter().collect();
        assert_eq!(apply("0123456789", &given), (expected.to_owned(), count), "{fixes:?}");
    }
}
