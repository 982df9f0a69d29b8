//! What an item of a list is that begins with a name: the signs of it, and the table of cases that decides.
//!
//! Another kind of list is a row here, and, where it has a sign that no other has, a line in `item_signs.rs`.

/// One thing that is known of an item, of its name, of what is behind that, or of the list that it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A label, or an item beside it that is a field, says that fields are listed here.
    Announced,
    /// The label says `Required` or `Optional`, and nothing else.
    UnderBareLabel,
    /// What is listed here is shown as examples.
    UnderExamples,
    /// What is listed here belongs to what went wrong.
    UnderErrors,
    /// A sentence right above says that this is answered.
    UnderAnswerSentence,
    /// A label of the section, or a bold line, says so.
    UnderAnswerLabel,
    /// The item right around it says so.
    InAnswerItem,
    /// The line that names the operation is right above its list.
    BelowLine,
    /// A table is above it, below the same label: it is a note.
    BelowTable,
    /// No field's item holds it.
    Outermost,
    /// The item that holds it is a field that has fields.
    InObject,
    /// That item's words bring in a list of its values.
    AmongValues,
    /// That item's name is a bare word.
    InBareItem,
    /// That item's name is in bold.
    InBoldItem,
    /// The names beside it are in code or in bold.
    AmongMarked,
    /// Its name is in code or in bold.
    Marked,
    /// Its name is in code.
    Code,
    /// Its name is in bold.
    Bold,
    /// Its name begins with a capital,
    Capital,
    /// or with a small letter.
    Small,
    /// Its name is in quotation marks.
    Quoted,
    /// Its name is a word of labels.
    LabelWord,
    /// It is a label, of the items that it holds.
    HeadsItems,
    /// The sample right above has a property of this name, or one above a heading that says that this is answered.
    Sampled,
    /// It shows a value of its name: `limit=20`.
    ShowsValue,
    /// Its words are a value in code.
    ValueOnly,
    /// They are a header with its value: `Accept: text/csv`.
    HeaderOnly,
    /// Words behind the name state its type,
    Typed,
    /// or whether it is required, or a type, in marks of their own.
    Stated,
    /// Nothing parts the name from what it is, or a mark does: a colon, a dash, or that nothing is there.
    Parted,
    /// A colon, a dash or a bracket is right behind the name.
    SetApart,
    /// A capital is.
    Sentence,
    /// A bracket is right behind the name,
    Bracket,
    /// and it ends the item.
    BracketOnly,
    /// A colon alone is behind the name.
    ColonOnly,
    /// Nothing is behind the name.
    NameOnly,
    /// Nothing describes it but its type.
    Undescribed,
    /// Its words have a colon in them: it may be a sentence like any other.
    ColonWithin,
    /// Its words say what for.
    Purpose,
}

/// What is known of an item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Signs(u64);

impl Signs {
    const fn of(signs: &[Sign]) -> Self {
        match signs {
            [first, others @ ..] => Self(1 << *first as u64 | Self::of(others).0),
            [] => Self(0),
        }
    }
}

impl FromIterator<Sign> for Signs {
    fn from_iter<T: IntoIterator<Item = Sign>>(signs: T) -> Self {
        Self(signs.into_iter().fold(0, |bits, sign| bits | (1 << sign as u64)))
    }
}

/// A kind of item.
struct ItemCase {
    is_field: bool,
    with: Signs,
    without: Signs,
}

impl ItemCase {
    fn is_of(&self, signs: Signs) -> bool {
        signs.0 & self.with.0 == self.with.0 && signs.0 & self.without.0 == 0
    }
}

const fn field(with: &[Sign], without: &[Sign]) -> ItemCase {
    ItemCase { is_field: true, with: Signs::of(with), without: Signs::of(without) }
}

const fn other(with: &[Sign], without: &[Sign]) -> ItemCase {
    ItemCase { is_field: false, with: Signs::of(with), without: Signs::of(without) }
}

use Sign::*;

/// The kinds of items; the first that an item is of decides. What is of none is no field.
const CASES: &[ItemCase] = &[
    other(&[UnderErrors], &[]),
    // `READY: …` below `status: One of these:`
    other(&[AmongValues], &[Stated, Typed]),
    // ``Single string: `"word"` ``
    other(&[ValueOnly], &[Marked]),
    // ``**Headers:** `Accept: text/csv` ``
    other(&[LabelWord, HeaderOnly], &[]),
    // `"small"` is a value
    other(&[Quoted, NameOnly], &[Marked]),
    // `**Parameters**: (headers)`
    other(&[HeadsItems], &[]),
    // the names of one list are set alike: a word that is not, among those that are, brings in something else
    other(&[Announced, LabelWord, AmongMarked], &[Marked]),
    other(&[Announced, LabelWord, ColonOnly], &[Marked]),
    other(&[Announced, LabelWord, NameOnly, Capital], &[Marked]),
    other(&[Announced, Capital, AmongMarked], &[Marked, LabelWord, Typed]),
    // `Admin: …` below `Required:` may be anything
    other(&[Announced, Capital, UnderBareLabel], &[Marked, LabelWord, Typed]),
    // ``When `required` is `true`, …``
    other(&[Announced, Stated, Capital], &[Marked, SetApart, Typed]),
    // `limit=20` below `Examples:` is a value of what is documented elsewhere
    other(&[UnderExamples, ShowsValue], &[]),
    // `` `limit` (integer) ``, and `limit (integer)` where fields are announced
    field(&[Stated, Marked], &[]),
    field(&[Stated, Announced], &[]),
    // `` `limit`: integer ``
    field(&[Code, Typed, Undescribed], &[]),
    field(&[Announced, Typed], &[]),
    // `limit: how many`
    field(&[Announced, Parted, Marked], &[]),
    field(&[Announced, Parted], &[BelowTable, ColonWithin]),
    // `limit (how many there may be)`
    field(&[Announced, BracketOnly], &[BelowTable, LabelWord]),
    field(&[Announced, Bracket, Marked], &[BelowTable, LabelWord]),
    // `` `depth` to look deeper ``
    field(&[Announced, Code, Purpose], &[Parted]),
    field(&[UnderAnswerSentence, Marked, Parted], &[]),
    // `` `total`: how many `` below `**Response format**`
    field(
        &[UnderAnswerLabel, Code, Small, SetApart, Parted, Outermost],
        &[Undescribed, ShowsValue, BelowTable, LabelWord],
    ),
    // `` `limit` - how many `` right below `POST /kites`
    field(&[BelowLine, Code, Small, SetApart, Parted, Outermost], &[Undescribed, ShowsValue]),
    // `total: integer, how many` in an item `Response:`
    field(&[InAnswerItem, Outermost, Typed, Parted, Small], &[Marked]),
    // bare names of a list that words bring in as one of fields
    field(&[InObject, Parted], &[ColonWithin, LabelWord]),
    field(&[InObject, Marked, SetApart], &[]),
    field(&[InBareItem, Typed, Parted], &[Marked]),
    // a name in bold below one in bold is of a field as the other is
    field(&[InBoldItem, Bold, Parted], &[]),
    field(&[Marked, SetApart, Typed], &[Outermost]),
    // `` `limit` How many there are `` right below JSON that has a limit
    field(&[Sampled, Marked, SetApart, Outermost], &[BelowTable]),
    field(&[Sampled, Marked, Sentence, Outermost], &[BelowTable]),
];

/// Whether an item of which this is known is a field.
pub(super) fn is_field(signs: Signs) -> bool {
    CASES.iter().find(|case| case.is_of(signs)).is_some_and(|case| case.is_field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_case_is_hidden_by_one_before_it() {
        for (at, case) in CASES.iter().enumerate() {
            let first = CASES.iter().position(|other| other.is_of(case.with));
            assert_eq!(first, Some(at), "row {at} never decides");
        }
    }

    #[test]
    fn the_first_case_decides() {
        for (signs, expected) in [
            (&[][..], false),
            (&[Parted, Marked], false),
            (&[Announced, Parted], true),
            (&[Announced, Parted, ColonWithin], false),
            (&[Announced, Parted, Marked, ColonWithin], true),
            (&[Announced, Parted, Capital, AmongMarked], false),
            (&[Announced, Parted, Typed, Capital, AmongMarked], true),
            (&[Announced, Parted, Marked, UnderErrors], false),
            (&[Code, Marked, Typed, Undescribed, ShowsValue, UnderExamples], false),
        ] {
            assert_eq!(is_field(signs.iter().copied().collect()), expected, "{signs:?}");
        }
    }
}
