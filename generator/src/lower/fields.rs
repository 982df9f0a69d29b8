//! The documented fields of one operation's bodies: which there are of a path, and which an object has that no sample shows.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use crate::dialect::{Bounds, Field, FieldLocation, FieldShape, OperationFact, RequestFact, Requirement};
use crate::model::{MediaType, Origin, Why};
use crate::sample::json::{Node, field_path};

/// The fields that speak of one operation's bodies.
#[derive(Default)]
pub(super) struct Rows<'a> {
    /// The page's credentials, by the fields that they mean.
    pub credentials: HashMap<&'a str, Vec<&'a Field>>,
    /// What is documented to be sent.
    pub sent: FieldsByPath<'a>,
    /// What is documented to be answered.
    pub answered: FieldsByPath<'a>,
    /// Nothing.
    pub none: FieldsByPath<'a>,
}

impl<'a> Rows<'a> {
    /// The fields of operations that are one, of which some requests send one kind of body.
    pub fn of(
        credentials: &'a [Field],
        group: &[&'a OperationFact],
        requests: &[&RequestFact],
        media_type: &MediaType,
    ) -> Self {
        let mut of_credentials: HashMap<&str, Vec<&Field>> = HashMap::new();
        for (path, field) in credentials.iter().filter_map(|field| Some((field.path.as_deref()?, field))) {
            of_credentials.entry(path).or_default().push(field);
        }
        let numbered = || group.iter().enumerate();
        let headers = sent_headers(group);
        let is_of = of_media_type(group, media_type);
        let is_own = |field: &&Field| {
            let is_header = || headers.contains(&field.name.value.to_ascii_lowercase());
            is_of_body(field) && is_of(field) && (field.path.is_some() || !is_header())
        };
        let own = |(at, operation): (usize, &&'a OperationFact)| {
            operation.rows.iter().filter(is_own).map(move |field| (at, field))
        };
        let answered = |(at, operation): (usize, &&'a OperationFact)| {
            operation.answered.iter().map(move |field| (at, field))
        };
        Self {
            credentials: of_credentials,
            sent: FieldsByPath::of(
                numbered().flat_map(own),
                &shown(requests.iter().filter_map(|request| request.body.as_ref().or(request.form.as_ref()))),
            ),
            answered: FieldsByPath::of(
                numbered().flat_map(answered),
                &shown(group.iter().flat_map(|it| answers(it))),
            ),
            none: FieldsByPath::default(),
        }
    }
}

/// Whether a field is sent in the body. What is documented as a part of the path or the query string is not, whatever its
/// words mention; but what is only called like a part of the path is where samples have it there.
pub(super) fn is_of_body(field: &Field) -> bool {
    match field.location {
        None | Some(FieldLocation::Body | FieldLocation::Form) => true,
        Some(FieldLocation::Path) => field.path.as_ref() == Some(&field.name.value),
        Some(_) => false,
    }
}

/// The name that a documented field is sent by; none where it only stands for others, or for a value.
pub(super) fn sent_name(field: &Field) -> Option<&str> {
    let name = field.name.value.trim_matches(['"', '\'', ':', '?', '&', '=']);
    let is_name = !name.is_empty() && !name.contains(['{', '}', '<', '>', ' ', '=', '&']);
    is_name.then_some(name)
}

/// The headers that samples send, in lower case.
pub(super) fn sent_headers(group: &[&OperationFact]) -> BTreeSet<String> {
    let requests = group.iter().flat_map(|operation| &operation.requests);
    requests.flat_map(|request| &request.headers).map(|(name, _)| name.to_ascii_lowercase()).collect()
}

/// Whether fields are of a body that is written in one way. Where some are documented for forms and others for other bodies, each
/// is of its own.
fn of_media_type(group: &[&OperationFact], media_type: &MediaType) -> impl Fn(&Field) -> bool {
    let is_form = matches!(media_type, MediaType::Form | MediaType::Multipart);
    let of_another = if is_form { FieldLocation::Body } else { FieldLocation::Form };
    let has = |location| {
        let mut rows = group.iter().flat_map(|operation| &operation.rows);
        rows.any(|field| field.location == Some(location))
    };
    let are_apart = has(FieldLocation::Form) && has(FieldLocation::Body);
    move |field| !are_apart || field.location != Some(of_another)
}

/// The bodies that samples of an operation are answered.
fn answers(operation: &OperationFact) -> impl Iterator<Item = &Node> {
    operation.responses.iter().filter_map(|response| response.body.as_ref())
}

/// The paths of all that bodies have.
fn shown<'n>(bodies: impl Iterator<Item = &'n Node>) -> BTreeSet<String> {
    let mut shown = BTreeSet::new();
    for body in bodies {
        body.fields(&mut |path: &str, _: &Node| {
            let mut path = field_path(path).into_owned();
            while !path.is_empty() && shown.insert(path.clone()) {
                path.truncate(path.rfind('.').unwrap_or_default());
            }
        });
    }
    shown
}

/// Fields by their paths, which have no marks of lists.
#[derive(Default)]
pub(super) struct FieldsByPath<'a> {
    /// With each the operation that it is documented for.
    by_path: HashMap<Cow<'a, str>, Vec<(usize, &'a Field)>>,
    /// What an object has that no sample shows: names, in the order in which they are documented. By the object's path.
    unshown: HashMap<String, indexmap::IndexSet<String>>,
    /// Paths that are documented as lists by their marks: `items[].name`.
    lists: BTreeSet<String>,
    /// The tables and lists that mark what is required and nothing else: what they do not mark is optional.
    marking: BTreeSet<usize>,
}

impl<'a> FieldsByPath<'a> {
    /// Fields, each with the operation that it is documented for. What a field means may be shown by samples of another
    /// operation alone; `shown` are the paths that those of this one have.
    pub fn of(fields: impl Iterator<Item = (usize, &'a Field)>, shown: &BTreeSet<String>) -> Self {
        let fields: Vec<(usize, &Field)> = fields.collect();
        let parents = parents(&fields);
        let meant = meant(&fields);
        let mut documented = Self { marking: marking(&fields), ..Self::default() };
        for (operation, field) in fields {
            if let Some(path) = &field.path {
                if !shown.contains(path) {
                    documented.add_unshown(path, &field.name.value);
                }
                documented.by_path.entry(path.into()).or_default().push((operation, field));
                continue;
            }
            if meant.as_ref().is_some_and(|meant| !meant.contains(&field.table)) {
                continue;
            }
            let Some(path) = own_path(field, &parents) else { continue };
            documented.add_unshown(&path, &field.name.value);
            documented.by_path.entry(path.into()).or_default().push((operation, field));
        }
        documented
    }

    /// Fields that no sample shows, whatever their names may mean elsewhere.
    pub fn alone(fields: &'a [Field]) -> Self {
        let mut documented = Self::default();
        for field in fields {
            let Some(path) = own_path(field, &Parents::new()) else { continue };
            documented.add_unshown(&path, &field.name.value);
            documented.by_path.entry(path.into()).or_default().push((0, field));
        }
        documented
    }

    /// Puts a path, and those that hold it, where no sample has them.
    fn add_unshown(&mut self, path: &str, name: &str) {
        let mut parent = String::new();
        for step in steps(path) {
            self.unshown.entry(parent.clone()).or_default().insert(step.to_owned());
            if !parent.is_empty() {
                parent.push('.');
            }
            parent.push_str(step);
        }
        let mut marked = String::new();
        for step in steps(name) {
            let plain = field_path(step);
            if !marked.is_empty() {
                marked.push('.');
            }
            marked.push_str(&plain);
            if step.ends_with("[]") {
                self.lists.insert(marked.clone());
            }
        }
    }

    /// The fields of a path that are documented for some of the operations; none for all.
    pub fn at<'d>(
        &'d self,
        path: &str,
        operations: &'d Option<BTreeSet<usize>>,
    ) -> impl Iterator<Item = &'a Field> + use<'d, 'a> {
        let fields = self.by_path.get(field_path(path).as_ref()).map_or(&[][..], Vec::as_slice);
        let is_of = |at: &usize| operations.as_ref().is_none_or(|some| some.contains(at));
        fields.iter().filter(move |(at, _)| is_of(at)).map(|(_, field)| *field)
    }

    /// The names of what an object has that no sample of it shows. Each may hold more.
    pub fn unshown(&self, path: &str) -> impl Iterator<Item = &String> {
        self.unshown.get(field_path(path).as_ref()).into_iter().flatten()
    }

    /// Whether marks document a path as a list.
    pub fn is_list(&self, path: &str) -> bool {
        self.lists.contains(field_path(path).as_ref())
    }

    /// Whether a body has a field that is documented and that no sample shows.
    pub fn has_unshown(&self) -> bool {
        !self.unshown.is_empty()
    }

    /// Whether a field is unmarked where others are marked as required.
    pub fn is_left_unmarked(&self, field: &Field) -> bool {
        field.required == Requirement::Unstated && self.marking.contains(&field.table)
    }

    /// Whether a field below a path is documented for one of the operations.
    pub fn speaks_below(&self, path: &str, operations: &Option<BTreeSet<usize>>) -> bool {
        let path = field_path(path);
        let is_below = |known: &str| {
            path.is_empty() || known.strip_prefix(&*path).is_some_and(|rest| rest.starts_with('.'))
        };
        self.by_path.keys().any(|known| is_below(known) && self.at(known, operations).next().is_some())
    }

    /// Whether a field at the path, or one below it, is documented for one of the operations.
    pub fn speaks_of(&self, path: &str, operations: &Option<BTreeSet<usize>>) -> bool {
        let below = |name: &String| self.speaks_of(&join(path, name), operations);
        self.at(path, operations).next().is_some() || self.unshown(path).any(below)
    }
}

/// The tables and lists that mark some fields as required, and none as optional.
fn marking(fields: &[(usize, &Field)]) -> BTreeSet<usize> {
    let of = |wanted: Requirement| -> BTreeSet<usize> {
        let own = fields.iter().filter(|(_, field)| field.required == wanted);
        own.map(|(_, field)| field.table).collect()
    };
    &of(Requirement::Required) - &of(Requirement::Optional)
}

/// The tables and lists that document fields beyond doubt: a sample shows one of their fields, or they say more of one than
/// words. Others may list anything, where samples show fields; where they show none, all are meant.
fn meant(fields: &[(usize, &Field)]) -> Option<BTreeSet<usize>> {
    let says_more = |field: &Field| {
        !field.kinds.is_empty()
            || field.required != Requirement::Unstated
            || field.shape != FieldShape::Table
            || field.bounds != Bounds::default()
    };
    let is_shown = |field: &Field| field.path.is_some();
    let mut all = fields.iter().map(|(_, field)| *field);
    let meant = |field: &&Field| is_shown(field) || says_more(field);
    all.clone().any(is_shown).then(|| all.by_ref().filter(meant).map(|field| field.table).collect())
}

/// By table: what holds the fields that it gives by their last names alone.
type Parents<'a> = HashMap<usize, Option<&'a str>>;

/// Where the rows of one table are called by last names and all that samples show are held by one object, the others are too.
fn parents<'a>(fields: &[(usize, &'a Field)]) -> Parents<'a> {
    let mut parents = Parents::new();
    for (_, field) in fields {
        let Some(path) = field.path.as_deref().filter(|_| steps(&field.name.value).count() == 1) else {
            continue;
        };
        let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent);
        let known = parents.entry(field.table).or_insert(Some(parent));
        *known = known.filter(|known| *known == parent);
    }
    parents
}

/// The path of a field that no sample shows; none where its name is no name.
fn own_path(field: &Field, parents: &Parents<'_>) -> Option<String> {
    let name = field_path(&field.name.value);
    let is_name = |step: &str| !step.is_empty() && !step.contains(char::is_whitespace);
    if !steps(&name).all(is_name) || name.contains(['{', '}', '<', '>', '=']) {
        return None;
    }
    let parent = parents.get(&field.table).copied().flatten().filter(|_| steps(&name).count() == 1);
    Some(join(parent.unwrap_or_default(), &name))
}

/// The steps of a path. The dots of `data[admin.sign_up]` part none.
fn steps(path: &str) -> impl Iterator<Item = &str> {
    let mut open = 0_usize;
    path.split(move |c| {
        match c {
            '[' => open += 1,
            ']' => open = open.saturating_sub(1),
            _ => {}
        }
        c == '.' && open == 0
    })
}

/// A path one step further.
pub(super) fn join(parent: &str, key: &str) -> String {
    if parent.is_empty() { key.to_owned() } else { [parent, ".", key].concat() }
}

/// What kind of text documents a field.
pub(super) fn origin(field: &Field) -> Origin {
    match field.shape {
        FieldShape::Table | FieldShape::ListInCell => Origin::Table,
        FieldShape::List => Origin::List,
        FieldShape::Definition => Origin::Definition,
        FieldShape::Heading | FieldShape::Component | FieldShape::Declaration => Origin::Prose,
    }
}

/// Whether a value is required, as its documentation says; what nothing is said of is not, nor what another may be given for.
pub(super) fn stated(fields: &[&Field]) -> (bool, Why) {
    let requirement = fields.iter().map(|field| field.required).find(|it| *it != Requirement::Unstated);
    match requirement.unwrap_or_default() {
        Requirement::Required if fields.iter().any(|field| field.is_alternative) => (false, Why::Conditional),
        Requirement::Required => (true, Why::Stated),
        Requirement::Optional => (false, Why::Stated),
        Requirement::Conditional => (false, Why::Conditional),
        Requirement::Unstated => (false, Why::Unstated),
    }
}
