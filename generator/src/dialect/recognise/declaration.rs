//! Fields that the declaration of a type states, as programs write one: `interface Kite { name: string; length?: number }`,
//! a struct with tags, a class with annotations.
//!
//! Each line is a field, or part of what is around fields; of a text that has another line nothing is read.

use crate::source::Span;

/// A field of a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct DeclaredField {
    /// Below the names of those that hold it: `owner.name`, `wings[].span`.
    pub name: String,
    /// Where its own name is, in the text.
    pub span: Span,
    pub type_words: String,
    /// Whether it must be given, where the declaration says.
    pub required: Option<bool>,
    /// The comment at it.
    pub description: String,
}

/// The fields of the first declaration that a text is, and where another one begins; none where the text is anything else.
pub(in super::super) fn read(text: &str) -> Option<(Vec<DeclaredField>, Option<usize>)> {
    let mut reader = DeclarationReader::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if reader.is_done && heads(line.trim()) {
            return reader.end().map(|fields| (fields, Some(start)));
        }
        reader.line(line, start)?;
    }
    reader.end().map(|fields| (fields, None))
}

#[derive(Default)]
struct DeclarationReader {
    fields: Vec<DeclaredField>,
    /// The fields whose own fields are being read, by their places.
    open: Vec<usize>,
    /// Whether the first line of a declaration was read.
    is_open: bool,
    is_done: bool,
    /// Whether a mark of a declaration was read that no JSON has.
    is_declared: bool,
    /// The comment above the next field.
    comment: String,
    /// Whether a comment of several lines is being read.
    in_comment: bool,
}

impl DeclarationReader {
    fn end(self) -> Option<Vec<DeclaredField>> {
        let is_whole = self.open.is_empty() && !self.in_comment && self.is_declared;
        Some(self.fields).filter(|fields| is_whole && !fields.is_empty())
    }

    /// Reads a line that begins at an offset; none where it is no part of a declaration.
    fn line(&mut self, line: &str, start: usize) -> Option<()> {
        let (code, comment) = self.without_comment(line);
        let code = code.trim();
        if code.is_empty() {
            self.comment.push_str(comment.trim());
            self.comment.push(' ');
            return Some(());
        }
        if self.is_done {
            return matches!(code, ";" | "```").then_some(());
        }
        // an attribute: `#[serde(default)]`, `@dataclass`
        if code.starts_with("#[") || code.starts_with('@') {
            return Some(());
        }
        if !self.is_open {
            let is_object = code == "{";
            self.is_open = heads(code) || is_object;
            self.is_declared |= !is_object;
            self.comment.clear();
            return self.is_open.then_some(());
        }
        if let Some(rest) = code.strip_prefix('}') {
            return self.close(rest);
        }
        self.field(code, comment, start + line.find(code)?)
    }

    /// Ends the object that is being read, whose bracket has `rest` behind it: `[];`, ` | null,`.
    fn close(&mut self, rest: &str) -> Option<()> {
        let rest = rest.trim_end_matches([';', ',']).trim();
        let Some(at) = self.open.pop() else {
            self.is_done = true;
            return (rest.is_empty() || rest.starts_with('[')).then_some(());
        };
        let is_list = rest.starts_with("[]") || rest.starts_with('>') || rest.starts_with(']');
        if is_list {
            let (holders, own) = self.fields.split_at_mut_checked(at + 1)?;
            let name = holders.last()?.name.clone();
            for field in own {
                field.name = field.name.replacen(&format!("{name}."), &format!("{name}[]."), 1);
            }
        }
        let field = self.fields.get_mut(at)?;
        field.type_words = if is_list { "object[]" } else { "object" }.to_owned();
        if rest.contains("null") {
            field.type_words.push_str(" | null");
        }
        Some(())
    }

    fn field(&mut self, code: &str, comment: &str, start: usize) -> Option<()> {
        let (name, kind, mark) = named(code)?;
        let bare = name.trim_matches(['"', '\'']);
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$');
        if bare.is_empty() || !bare.chars().all(is_name) {
            return None;
        }
        self.is_declared |=
            mark == DeclaredMark::Optional || code.ends_with(';') || mark == DeclaredMark::Tagged;
        let (kind, default) = match kind.split_once(" = ") {
            Some((kind, default)) => (kind, Some(default)),
            None => (kind, None),
        };
        let opens = kind.ends_with('{') || kind.ends_with("{[");
        let (type_words, may_lack) = type_words(kind.trim_end_matches(['{', ' ']))?;
        let holder =
            self.open.last().and_then(|at| self.fields.get(*at)).map(|field| format!("{}.", field.name));
        let said = [self.comment.trim(), comment.trim()].into_iter().filter(|it| !it.is_empty());
        let description = said.collect::<Vec<&str>>().join(" ");
        self.comment.clear();
        let required = match mark {
            DeclaredMark::Optional => Some(false),
            DeclaredMark::Tagged => None,
            DeclaredMark::None => Some(!may_lack && default.is_none()),
        };
        let at = start + code.find(bare)?;
        if opens {
            self.open.push(self.fields.len());
        }
        self.fields.push(DeclaredField {
            name: format!("{}{bare}", holder.unwrap_or_default()),
            span: at..at + bare.len(),
            type_words,
            required,
            description,
        });
        Some(())
    }

    /// A line without its comment, and that.
    fn without_comment<'t>(&mut self, line: &'t str) -> (&'t str, &'t str) {
        if self.in_comment {
            self.in_comment = !line.contains("*/");
            return ("", line.trim().trim_start_matches('*').trim_end_matches("*/"));
        }
        let begins = ["//", "/*", "# "].iter().filter_map(|mark| line.find(mark)).min();
        let (code, comment) = begins.and_then(|at| line.split_at_checked(at)).unwrap_or((line, ""));
        self.in_comment = comment.starts_with("/*") && !comment.contains("*/");
        (code, comment.trim_start_matches(['/', '*', '#']).trim_end().trim_end_matches("*/"))
    }
}

/// What a declaration says of whether a field must be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DeclaredMark {
    None,
    Optional,
    /// The tag of a struct, which says nothing.
    Tagged,
}

/// Whether a line begins a declaration: `export interface Kite {`, `type Kite struct {`, `class Kite(BaseModel):`.
fn heads(code: &str) -> bool {
    const WORDS: [&str; 4] = ["interface", "type", "struct", "class"];
    const BEFORE: [&str; 5] = ["export", "declare", "pub", "public", "default"];
    let mut words = code.split_whitespace().skip_while(|word| BEFORE.contains(word));
    let is_one = words.next().is_some_and(|word| {
        // one that has neither is a schema's of another language
        let is_whole = word != "type" || code.contains(" = ") || code.contains(" struct ");
        WORDS.contains(&word) && is_whole
    });
    let is_named = words.next().is_some_and(|name| name.starts_with(char::is_uppercase));
    is_one && is_named && (code.ends_with('{') || (code.ends_with("):") && code.contains('(')))
}

/// The name, the type and the mark of a field's line.
fn named(code: &str) -> Option<(&str, &str, DeclaredMark)> {
    // `Name string `json:"name,omitempty"``
    if let Some((before, tag)) = code.split_once("`json:\"") {
        let (name, options) = tag.split_once('"')?.0.split_once(',').unwrap_or((tag.split('"').next()?, ""));
        let (_, kind) = before.trim().split_once(char::is_whitespace)?;
        let mark = if options.contains("omitempty") { DeclaredMark::Optional } else { DeclaredMark::Tagged };
        return Some((name, kind.trim(), mark));
    }
    let code = code.trim_end_matches([';', ',']).trim_end();
    let (name, kind) = code.split_once(':')?;
    let name = ["readonly ", "pub "].iter().find_map(|word| name.strip_prefix(word)).unwrap_or(name).trim();
    match name.strip_suffix('?') {
        Some(name) => Some((name, kind.trim(), DeclaredMark::Optional)),
        None => Some((name, kind.trim(), DeclaredMark::None)),
    }
}

/// The words of a type as docs write it, and whether the value may lack: `Option<Vec<String>>` is `string[]`, and may. None where it
/// is no type.
fn type_words(kind: &str) -> Option<(String, bool)> {
    const MOST: usize = 200;
    let kind = kind.trim().trim_start_matches(['*', '&']);
    let is_type = |c: char| c.is_alphanumeric() || " _.|<>[],'\"{}()-:".contains(c);
    if kind.len() > MOST || !kind.chars().all(is_type) || kind.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // an object in one line: its fields are not read
    if kind.starts_with('{') {
        let list = if kind.ends_with("}[]") { "object[]" } else { "object" };
        let null = if kind.ends_with("null") { " | null" } else { "" };
        return Some((format!("{list}{null}"), false));
    }
    let within = |names: &[&str]| {
        names.iter().find_map(|name| {
            let rest = kind.strip_prefix(name)?;
            rest.strip_prefix(['<', '['])?.strip_suffix(['>', ']'])
        })
    };
    if let Some(inner) = within(&["Option", "Optional"]) {
        return type_words(inner).map(|(words, _)| (words, true));
    }
    let items =
        within(&["Array", "Vec", "List", "list", "Sequence", "Set", "set"]).or(kind.strip_prefix("[]"));
    if let Some(items) = items {
        return type_words(items).map(|(words, _)| (format!("{words}[]"), false));
    }
    if within(&["HashMap", "BTreeMap", "Dict", "dict", "Record", "map"]).is_some() || kind.starts_with("map[")
    {
        return Some(("map".to_owned(), false));
    }
    let mut parts: Vec<&str> = kind.split('|').map(str::trim).filter(|part| !part.is_empty()).collect();
    let all = parts.len();
    parts.retain(|part| !matches!(*part, "undefined" | "None"));
    let may_lack = parts.len() < all;
    let words: Vec<&str> = parts.iter().map(|part| plain(part)).collect();
    Some((words.join(" | "), may_lack))
}

/// The word of docs for a type of programs.
fn plain(kind: &str) -> &str {
    match kind {
        "u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" | "isize" | "uint"
        | "uint8" | "uint16" | "uint32" | "uint64" | "int8" | "int16" | "int32" | "int64" => "integer",
        "f32" | "f64" | "float32" | "float64" => "number",
        "String" | "str" => "string",
        _ if kind.starts_with(['\'', '"']) => "string",
        _ => kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let Some((fields, next)) = read(text) else { return "-".to_owned() };
        let field = |it: &DeclaredField| {
            let mark = match it.required {
                Some(true) => "!",
                Some(false) => "?",
                None => "",
            };
            assert_eq!(it.name.rsplit(['.']).next(), text.get(it.span.clone()));
            format!("{}: {}{mark}", it.name, it.type_words)
        };
        let next = if next.is_some() { " +" } else { "" };
        fields.iter().map(field).collect::<Vec<String>>().join(", ") + next
    }

    #[test]
    fn declarations_state_fields() {
        for (text, expected) in [
            (
                "interface Kite {\n  name: string;\n  length?: number; // metres\n  tags: string[]\n}\n",
                "name: string!, length: number?, tags: string[]!",
            ),
            (
                "export type Kite = {\n  'tail': {\n    color: string\n  } | null,\n  wings: {\n    span: number;\n  }[]\n};\n",
                "tail: object | null!, tail.color: string!, wings: object[]!, wings[].span: number!",
            ),
            (
                "{\n  on: boolean,\n  // 0-100\n  brightness?: number\n}\n",
                "on: boolean!, brightness: number?",
            ),
            (
                "type Job struct {\n    Name   string `json:\"name\"`\n    Dry bool `json:\"dry,omitempty\"`\n    Tags []string `json:\"tags\"`\n    Meta map[string]string `json:\"meta\"`\n}\n",
                "name: string, dry: bool?, tags: string[], meta: map",
            ),
            (
                "#[derive(Debug)]\npub struct Load {\n    /// the name\n    pub model: String,\n    keep: Option<u32>,\n}\n",
                "model: string!, keep: integer?",
            ),
            (
                "class Predict(BaseModel):\n    text: str\n    top: Optional[int] = 5\n    labels: list[str]\n",
                "text: string!, top: int?, labels: string[]!",
            ),
            ("interface A {\n  a: { b: string } | null;\n}\n", "a: object | null!"),
            ("interface A {\n  a: string;\n}\n\ninterface B {\n  b: string;\n}\n", "a: string! +"),
            ("{\n  \"on\": true,\n  \"at\": 5\n}\n", "-"),
            ("{\n  on: boolean,\n  at: number\n}\n", "-"),
            ("type Query {\n  files: [File]\n}\n", "-"),
            ("const a = {\n  b: 1,\n};\n", "-"),
            ("interface A {\n  run(): void;\n}\n", "-"),
            ("name: web\nport: 8080\n", "-"),
            ("class A:\n    def run(self):\n        pass\n", "-"),
            ("func main() {\n    x := 1\n}\n", "-"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
