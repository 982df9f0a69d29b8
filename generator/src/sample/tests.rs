use super::{Family, Repair, RepairKind, Side};

#[test]
fn a_repair_says_what_was_wrong_and_in_which_language() {
    let check = |kind: RepairKind, family: Family, words: &str| {
        assert_eq!(kind.family(), family, "{kind:?}");
        assert_eq!(kind.describe(), words);
    };
    check(RepairKind::MissingQuote(Side::Closing), Family::Json, "missing closing quote");
    check(RepairKind::MissingOpener('{'), Family::Json, "missing `{`");
    let wrong = RepairKind::WrongCloser { found: '}', expected: ']' };
    check(wrong, Family::Json, "`}` where `]` belongs");
    check(RepairKind::MissingContinuation, Family::Shell, "missing `\\` at the line's end");
    check(RepairKind::Apostrophe, Family::Shell, "apostrophe that ends the quoted body");
}

#[test]
fn an_ambiguous_repair_says_so() {
    let repair = Repair { at: 0, kind: RepairKind::MissingValue, fix: None, ambiguous: true };
    assert_eq!(repair.describe(), "missing value (ambiguous)");
}
