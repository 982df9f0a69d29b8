//! Samples and rows of one body to its schema.
//!
//! The sample decides names, shape and wire type; the rows decide meaning. Values of one field in several
//! samples are laid over each other.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::fast::RandomState;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use indexmap::IndexMap;

use super::names::{Names, pascal, snake};
use super::{Context, PageRead};
use crate::dialect::{
    Carrier, Field, List, NoticeFact, OperationFact, is_secret, is_secret_placeholder, is_secret_within,
    singular, words_of,
};
use crate::model::{Encoding, Evidence, Notice, Object, OneOf, Origin, Property, Schema, Variant};
use crate::sample::json::{Member, Node, Value, field_path};

/// A sample that a body is read from.
pub(super) struct Sample<'a> {
    pub body: &'a Node,
    /// Which of the operations that are one it stands below.
    pub operation: usize,
    /// The section it stands in, if notices speak of it.
    pub section: Option<usize>,
}

/// The rows that speak of one operation's bodies, by the fields that they mean.
pub(super) struct Rows<'a> {
    /// The page's credentials.
    credentials: HashMap<&'a str, Vec<&'a Field>>,
    /// With each row the operation whose table it is of.
    own: HashMap<&'a str, Vec<(usize, &'a Field)>>,
    /// The same for tables that document what is answered.
    answered: HashMap<&'a str, Vec<(usize, &'a Field)>>,
}

impl<'a> Rows<'a> {
    /// The rows of operations that are one.
    pub fn of(credentials: &'a [Field], group: &[&'a OperationFact]) -> Self {
        let mut rows = Self { credentials: HashMap::new(), own: HashMap::new(), answered: HashMap::new() };
        let meaning = |row: &'a Field| Some((row.path.as_deref()?, row));
        for (path, row) in credentials.iter().filter_map(meaning) {
            rows.credentials.entry(path).or_default().push(row);
        }
        for (at, operation) in group.iter().enumerate() {
            for (path, row) in operation.rows.iter().filter_map(meaning) {
                rows.own.entry(path).or_default().push((at, row));
            }
            for (path, row) in operation.answered.iter().filter_map(meaning) {
                rows.answered.entry(path).or_default().push((at, row));
            }
        }
        rows
    }
}

/// The notices of a page by the sections that they stand in.
#[derive(Default)]
pub(super) struct Notices<'a>(pub BTreeMap<usize, Vec<&'a NoticeFact>>);

impl<'a> Notices<'a> {
    /// The notices of a section and of those that hold it, in page order.
    pub fn above(&self, page: &PageRead, section: Option<usize>) -> impl Iterator<Item = &'a NoticeFact> {
        let above = |at: &usize| page.facts.sections.get(*at).and_then(|section| section.parent);
        let mut sections: Vec<usize> = std::iter::successors(section, above).collect();
        sections.reverse();
        sections.into_iter().filter_map(|at| self.0.get(&at)).flatten().copied()
    }
}

/// A value of the field in question, and which sample shows it.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub node: &'a Node,
    pub sample: usize,
}

/// Makes the schemas of one body.
pub(super) struct Shaper<'a, 'c> {
    pub context: &'c Context<'a>,
    /// The operation's key.
    pub operation: &'c str,
    pub samples: &'c [Sample<'a>],
    pub rows: &'c Rows<'a>,
    pub notices: &'c Notices<'a>,
    /// Names of types that are taken in the source's module.
    pub names: &'c mut Names,
    /// What the body's type is named.
    pub root: String,
    /// A response: nothing in it is asked for.
    pub response: bool,
    /// What `id` at the root identifies.
    pub resource: String,
}

impl Shaper<'_, '_> {
    /// The schema of the whole body.
    pub fn body(&mut self) -> Schema {
        let seen: Vec<Seen<'_>> =
            self.samples.iter().enumerate().map(|(sample, it)| Seen { node: it.body, sample }).collect();
        let root = self.root.clone();
        self.schema("", &root, &seen)
    }

    pub(super) fn schema(&mut self, path: &str, name: &str, seen: &[Seen<'_>]) -> Schema {
        let all = |fits: fn(&Value) -> bool| !seen.is_empty() && seen.iter().all(|it| fits(&it.node.value));
        if all(|value| matches!(value, Value::Object(_))) {
            return self
                .one_of(path, name, seen)
                .map_or_else(|| Schema::Object(self.object(path, name, seen)), Schema::OneOf);
        }
        if all(|value| matches!(value, Value::Array(_))) {
            let items: Vec<Seen<'_>> = seen.iter().flat_map(|it| items(*it)).collect();
            let name = singular(name);
            return Schema::Array { items: Box::new(self.schema(path, &name, &items)) };
        }
        if all(|value| matches!(value, Value::Bool(_))) {
            return Schema::Boolean { encoding: Encoding::Native };
        }
        if all(|value| matches!(value, Value::Number(number) if number.is_i64())) {
            return Schema::Integer { encoding: Encoding::Native };
        }
        if all(|value| matches!(value, Value::Number(number) if !number.is_u64())) {
            return Schema::Number { encoding: Encoding::Native };
        }
        if all(|value| matches!(value, Value::String(_))) {
            return self.text(path, name, seen);
        }
        Schema::Any
    }

    /// A string, or what the words say that the string means.
    fn text(&self, path: &str, name: &str, seen: &[Seen<'_>]) -> Schema {
        let last = path.rsplit('.').next().unwrap_or(path);
        // a key may have dots of its own
        let key = if path.ends_with(name) { name } else { last };
        if self.is_secret(path, key, seen) {
            return Schema::Secret;
        }
        if self.response {
            return match last == "id" && !path.contains('.') {
                true => Schema::Id { name: pascal(&format!("{} id", self.resource)) },
                false => Schema::String,
            };
        }
        let said = |list| self.rows(path, seen).iter().any(|(_, row)| row.says(list));
        let reads = |reads: fn(&str) -> bool| {
            seen.iter().all(|it| matches!(&it.node.value, Value::String(text) if reads(text)))
        };
        let integer = |text: &str| text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
        if reads(|text| matches!(text, "true" | "false")) && said(List::Boolean) {
            return Schema::Boolean { encoding: Encoding::Text };
        }
        if reads(integer) && (said(List::Integer) || said(List::MeaningInteger)) {
            return Schema::Integer { encoding: Encoding::Text };
        }
        Schema::String
    }

    /// Whether a text must not be shown: by its own name, by the object it is in, or by a placeholder that samples have
    /// for it.
    fn is_secret(&self, path: &str, key: &str, seen: &[Seen<'_>]) -> bool {
        let dialect = self.context.dialect;
        let parent = path.strip_suffix(key).and_then(|above| above.strip_suffix('.'));
        let parent = parent.and_then(|above| above.rsplit('.').next());
        let is_placeholder = |it: &Seen<'_>| matches!(&it.node.value, Value::String(text) if is_secret_placeholder(text, dialect));
        is_secret(key, Carrier::Data, dialect)
            || parent.is_some_and(|parent| is_secret_within(key, parent, dialect))
            || seen.iter().any(is_placeholder)
    }

    fn object(&mut self, path: &str, name: &str, seen: &[Seen<'_>]) -> Object {
        let name = self.type_name(name);
        let mut idents = Names::default();
        let mut properties: Vec<Property> = Vec::new();
        let values = values(seen);
        for key in keys(&values, seen) {
            let values = values.get(key).map_or(&[][..], |(_, values)| values);
            let ident = idents.take(snake(key));
            properties.push(self.property(path, key, ident, values, seen));
        }
        if !self.response {
            self.fix_beside(&mut properties, seen);
        }
        Object { name, properties, evidence: self.evidence(seen) }
    }

    /// Two members, a tag and an object: one of several shapes. A tag that the dialect does not know counts where the
    /// object has other members for each of its values; else it may be any text, such as a name.
    fn one_of(&mut self, path: &str, name: &str, seen: &[Seen<'_>]) -> Option<OneOf> {
        let Tagged { tag, content, content_first } = tagged(seen.first()?.node)?;
        let tag_of = |it: &Seen<'_>| match &it.node.member(tag)?.value.value {
            Value::String(text) if !text.contains(['{', '}']) => Some(text.clone()),
            _ => None,
        };
        let mut values: Vec<(String, Vec<Seen<'_>>)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for it in seen {
            tagged(it.node).filter(|it| it.tag == tag && it.content == content)?;
            let value = tag_of(it)?;
            let own = it.node.member(content).map(|member| Seen { node: &member.value, ..*it });
            let at = *places.entry(value.clone()).or_insert(values.len());
            match values.get_mut(at) {
                Some((_, known)) => known.extend(own),
                None => values.push((value, own.into_iter().collect())),
            }
        }
        let words = words_of(tag).join(" ");
        let members = |(_, own): &(String, Vec<Seen<'_>>)| keys_of(own.iter().map(|it| it.node));
        let members: Vec<BTreeSet<String>> = values.iter().map(members).collect();
        let tells = members.windows(2).any(|pair| pair.first() != pair.last());
        if !tells && !self.context.dialect.variants.iter().any(|known| *known == words || *known == tag) {
            return None;
        }
        let name = self.type_name(name);
        let content_path = join(path, content);
        let mut taken = Names::but(&["Other"]);
        let variants = values
            .into_iter()
            .map(|(value, own)| {
                let content = self.object(&content_path, &value, &own);
                let notices = self.notices(&own);
                Variant { name: taken.take(content.name.clone()), value, content, notices }
            })
            .collect();
        Some(OneOf { name, tag: tag.to_owned(), content: content.to_owned(), content_first, variants })
    }

    fn notices(&self, seen: &[Seen<'_>]) -> Vec<Notice> {
        let page = self.context.documented.page;
        let sections = seen.iter().filter_map(|it| self.samples.get(it.sample)).map(|sample| sample.section);
        let mut known = BTreeSet::new();
        let sections = sections.filter(|section| known.insert(*section));
        let notices = sections.flat_map(|section| self.notices.above(page, section));
        let mut notices: Vec<Notice> =
            notices.map(|notice| super::notice(page, notice, self.context.dialect)).collect();
        notices.dedup();
        notices
    }

    /// The rows that document a path for some samples: those of their own tables, else the page's credentials.
    pub(super) fn rows(&self, path: &str, seen: &[Seen<'_>]) -> Vec<(&PageRead, &Field)> {
        let path = field_path(path);
        let page = self.context.documented.page;
        // tables speak of what is sent, unless they are among those that document what is answered
        if !self.response {
            let mut own = self.own(&self.rows.own, &path, seen).peekable();
            if own.peek().is_some() {
                return own.map(|row| (page, row)).collect();
            }
        }
        self.rows.credentials.get(path.as_ref()).into_iter().flatten().map(|row| (page, *row)).collect()
    }

    /// The rows that document a path of what is answered.
    pub(super) fn answered(&self, path: &str, seen: &[Seen<'_>]) -> impl Iterator<Item = &Field> {
        self.own(&self.rows.answered, &path.replace("[]", ""), seen)
    }

    /// The rows of a path that are of the operations of some samples.
    fn own<'r>(
        &self,
        rows: &'r HashMap<&str, Vec<(usize, &'r Field)>>,
        path: &str,
        seen: &[Seen<'_>],
    ) -> impl Iterator<Item = &'r Field> + use<'r> {
        let rows = rows.get(path).map_or(&[][..], Vec::as_slice);
        let operations: BTreeSet<usize> = match rows {
            [] => BTreeSet::new(),
            _ => seen.iter().filter_map(|it| self.samples.get(it.sample)).map(|it| it.operation).collect(),
        };
        rows.iter().filter(move |(operation, _)| operations.contains(operation)).map(|(_, row)| *row)
    }

    pub(super) fn evidence(&self, seen: &[Seen<'_>]) -> Vec<Evidence> {
        let page = self.context.documented.page;
        seen.iter().map(|it| page.evidence(&it.node.span, Origin::Sample)).collect()
    }

    fn type_name(&mut self, name: &str) -> String {
        let plain = pascal(name);
        let plain = if self.names.is_free(&plain) { plain } else { pascal(&format!("{} {name}", self.root)) };
        self.names.take(plain)
    }
}

/// The names of a tag and a content.
struct Tagged<'a> {
    tag: &'a str,
    content: &'a str,
    content_first: bool,
}

/// The tag and the content of an object that has just these.
fn tagged(node: &Node) -> Option<Tagged<'_>> {
    let Value::Object(members) = &node.value else { return None };
    let [first, second] = members.as_slice() else { return None };
    match (&first.value.value, &second.value.value) {
        (Value::String(_), Value::Object(_)) => {
            Some(Tagged { tag: &first.key, content: &second.key, content_first: false })
        }
        (Value::Object(_), Value::String(_)) => {
            Some(Tagged { tag: &second.key, content: &first.key, content_first: true })
        }
        _ => None,
    }
}

fn items(seen: Seen<'_>) -> Vec<Seen<'_>> {
    match &seen.node.value {
        Value::Array(items) => items.iter().map(|node| Seen { node, ..seen }).collect(),
        _ => Vec::new(),
    }
}

/// All keys of some objects.
fn keys_of<'a>(nodes: impl Iterator<Item = &'a Node>) -> BTreeSet<String> {
    nodes.flat_map(members).map(|member| member.key.clone()).collect()
}

fn members(node: &Node) -> &[Member] {
    match &node.value {
        Value::Object(members) => members,
        _ => &[],
    }
}

/// By key, in the order in which keys come first: which object has it last, and what objects have by it.
type Values<'a> = IndexMap<&'a str, (usize, Vec<Seen<'a>>), RandomState>;

/// What some objects have by each key; of a repeated key the last.
fn values<'a>(seen: &[Seen<'a>]) -> Values<'a> {
    let first = seen.first().map_or(&[][..], |it| members(it.node));
    let mut values = Values::with_capacity_and_hasher(first.len(), RandomState::default());
    for (object, it) in seen.iter().enumerate() {
        for member in members(it.node) {
            let value = Seen { node: &member.value, ..*it };
            let (last, known) = values.entry(&member.key).or_insert((usize::MAX, Vec::new()));
            if *last == object {
                known.pop();
            }
            *last = object;
            known.push(value);
        }
    }
    values
}

/// The keys of some objects: in the first one's order, later ones where their neighbour stands.
fn keys<'a>(values: &Values<'a>, seen: &[Seen<'a>]) -> Vec<&'a str> {
    if seen.len() == 1 {
        return values.keys().copied().collect();
    }
    // a list, as keys are put between others: of each the one behind it
    let mut next: HashMap<Option<&str>, &str> = HashMap::new();
    let mut known: HashSet<&str> = HashSet::new();
    for it in seen {
        let mut before = None;
        for member in members(it.node) {
            let key = member.key.as_str();
            if known.insert(key)
                && let Some(behind) = next.insert(before, key)
            {
                next.insert(Some(key), behind);
            }
            before = Some(key);
        }
    }
    std::iter::successors(next.get(&None), |key| next.get(&Some(**key))).copied().collect()
}

pub(super) fn join(parent: &str, key: &str) -> String {
    if parent.is_empty() { key.to_owned() } else { [parent, ".", key].concat() }
}
