use super::{Excerpt, File, Position};

#[test]
fn positions_count_lines_and_characters() {
    let file = File::new("page.md", "é|x\r\nsecond\n");
    for (offset, line, column) in
        [(0, 1, 1), (2, 1, 2), (3, 1, 3), (6, 2, 1), (12, 2, 7), (13, 3, 1), (99, 3, 1)]
    {
        assert_eq!(file.position(offset), Position { line, column }, "offset {offset}");
    }
}

#[test]
fn columns_of_long_lines_are_counted_alike() {
    let text = "é|x\n名ab".repeat(700) + "\n";
    for text in [text.clone(), text.replace('\n', ""), "a".repeat(3 * super::STEP)] {
        let file = File::new("page.md", text.as_str());
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
            let column = text[start..offset].chars().count() + 1;
            assert_eq!(file.position(offset).column, column, "offset {offset}");
        }
    }
}

#[test]
fn bytes_that_are_not_text_are_named_by_place() {
    let error = File::from_bytes("page.md", b"ok\nab\xffcd".to_vec()).map(|_| ()).map_err(|e| e.to_string());
    assert_eq!(
        error,
        Err("page.md:2:3: not UTF-8: found byte 0xff; save the page as UTF-8 and run again".into())
    );
}

#[test]
fn excerpts_lead_back() {
    let mut excerpt = Excerpt::default();
    excerpt.push("ab", 10);
    excerpt.push("cd", 12);
    excerpt.push("ef", 20);
    assert_eq!(excerpt.text(), "abcdef");
    assert_eq!([0, 3, 4, 6].map(|at| excerpt.origin(at)), [10, 13, 20, 22]);
    assert_eq!(excerpt.origin_span(&(1..4)), 11..14);
}
