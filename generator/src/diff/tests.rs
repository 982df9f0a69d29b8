use super::CLASSES;

#[test]
fn classes_are_named_once() {
    let mut names: Vec<&str> = CLASSES.iter().map(|class| class.name).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}
