//! Columns of marks alone, of which the fuller says yes: `●` beside `○`, `○` beside `×`, `O` beside `X`. What one mark means by
//! itself differs from docs to docs; of two there is no doubt.

/// The marks, the emptiest first; a cell with nothing in it is one of the first.
const MARKS: [&[&str]; 3] =
    [&["", "x", "×", "✕", "-", "–", "—", "－"], &["o", "○", "◯", "◎", "〇", "⚪"], &["●", "⬤", "⚫", "■"]];

/// How full the mark is that a cell is, if it is one.
pub(super) fn fullness(cell: &str) -> Option<u8> {
    let mark = cell.trim().to_lowercase();
    MARKS.iter().zip(0..).find(|(marks, _)| marks.contains(&mark.as_str())).map(|(_, fullness)| fullness)
}

/// How full those cells of a column are that say yes, where all are marks, of two kinds.
pub(super) fn fullest(cells: impl Iterator<Item = String>) -> Option<u8> {
    let marks: Vec<u8> = cells.map(|cell| fullness(&cell)).collect::<Option<_>>()?;
    let most = marks.iter().copied().max().filter(|most| *most > 0)?;
    let mut others: Vec<u8> = marks.into_iter().filter(|mark| *mark != most).collect();
    others.dedup();
    (others.len() == 1).then_some(most)
}

#[cfg(test)]
mod tests {
    use super::{fullest, fullness};

    #[test]
    fn of_two_marks_the_fuller_says_yes() {
        for (cells, expected) in [
            ("O X O", "yes no yes"),
            ("○ - ○", "yes no yes"),
            ("● ○", "yes no"),
            ("○ × ×", "yes no no"),
            ("● ○ ×", "-"),
            ("O O", "-"),
            ("x x", "-"),
            ("O M", "-"),
        ] {
            let cells: Vec<String> = cells.split(' ').map(str::to_owned).collect();
            let most = fullest(cells.iter().cloned());
            let says = |cell: &String| if fullness(cell) == most { "yes" } else { "no" };
            let shown = match most {
                Some(_) => cells.iter().map(says).collect::<Vec<_>>().join(" "),
                None => "-".to_owned(),
            };
            assert_eq!(shown, expected, "{cells:?}");
        }
    }
}
