//! What a call takes beside its body: parameters of the path, of the query string, and of the headers and cookies, as the
//! path, the samples and the documented fields have them.

use std::collections::{BTreeSet, HashMap};

use super::fields::{origin, sent_headers, sent_name, stated};
use super::property::descriptions;
use super::{PageRead, enums, headers, types};
use crate::dialect::{
    Carrier, Dialect, Field, FieldLocation, OperationFact, RequestFact, is_secret, is_secret_placeholder,
};
use crate::model::{
    Encoding, Evidence, Location, Origin, Parameter, PathTemplate, Repetition, Schema, Why, is_of_transport,
};
use crate::naming::{Names, pascal, snake};

/// The parameters of operations that are one: those of the path, the query string, the headers and the cookies, in this order.
pub(super) fn lower(
    page: &PageRead,
    name: &str,
    group: &[&OperationFact],
    path: &PathTemplate,
    requests: &[&RequestFact],
    dialect: &Dialect,
    types: &mut Names,
) -> Vec<Parameter> {
    let Some(first) = group.first() else { return Vec::new() };
    let fields = FieldsByName::of(group);
    let line = page.evidence(&first.span, Origin::ApiFormat);
    let mut maker = Maker { page, line, dialect, operation: name, types, idents: Names::default() };
    let mut made: Vec<Parameter> = Vec::new();
    let named = PathTemplate::parse(&first.path);
    let is_generalised = path.parameters().count() > named.parameters().count();
    let named: BTreeSet<String> = named.parameters().map(alike).collect();
    made.extend(path.parameters().map(|name| {
        let mut parameter = maker.make(name, "", Location::Path, &fields.in_path(name));
        // what has slashes is text, whatever it is made of
        if path.holds_segments(name) && parameter.schema != Schema::Secret {
            parameter.schema = Schema::String;
        }
        let shown = requests.iter().find_map(|request| value_in(path, name, &request.url.value));
        if let Some(shown) = shown.filter(|_| is_generalised && !named.contains(&alike(name))) {
            parameter
                .description
                .get_or_insert(format!("Samples have `{shown}` here; the documentation names no parameter."));
        }
        parameter
    }));
    let pairs = query(group);
    made.extend(pairs.iter().map(|pair| {
        let parameter = maker.make(
            &pair.name,
            pair.values.first().copied().unwrap_or_default(),
            Location::Query,
            &fields.in_query(pair),
        );
        pair.shaped(parameter)
    }));
    let shown: BTreeSet<&str> = pairs.iter().map(|pair| pair.name.as_str()).collect();
    // what names a value of a pair, or a header, is no pair of its own
    let values: BTreeSet<String> =
        pairs.iter().flat_map(|pair| &pair.values).map(|value| alike(value)).collect();
    let sent = sent_headers(group);
    let is_pair = |name: &&str| !values.contains(&alike(name)) && !sent.contains(&name.to_ascii_lowercase());
    let unshown: Vec<&str> = fields.unshown(FieldLocation::Query).into_iter().filter(is_pair).collect();
    made.extend(
        unshown
            .iter()
            .filter(|name| !shown.contains(*name))
            .map(|name| maker.make(name, "", Location::Query, &fields.named(FieldLocation::Query, name))),
    );
    for (name, in_all, value) in headers::of_call(requests) {
        let evidence = page.evidence(&value.span, Origin::Sample);
        let mut header =
            maker.make(name, &value.value, Location::Header, &fields.named(FieldLocation::Header, name));
        if header.why == Why::Unstated {
            header.required = in_all;
            header.why = if in_all { Why::EverySample } else { Why::SomeSamples };
        }
        header.evidence.retain(|it| it.from.is_field());
        header.evidence.insert(0, evidence);
        made.push(header);
    }
    for name in fields.unshown(FieldLocation::Header) {
        if !sent.contains(&name.to_ascii_lowercase())
            && !headers::is_of_client(name)
            && !is_of_transport(name)
        {
            made.push(maker.make(name, "", Location::Header, &fields.named(FieldLocation::Header, name)));
        }
    }
    let cookies = headers::cookies_of(requests);
    for name in fields.unshown(FieldLocation::Cookie) {
        let shown = cookies.get(name).copied().unwrap_or_default();
        made.push(maker.make(name, shown, Location::Cookie, &fields.named(FieldLocation::Cookie, name)));
    }
    made
}

/// What a URL has in the place of a parameter of a path.
fn value_in<'u>(path: &PathTemplate, name: &str, url: &'u str) -> Option<&'u str> {
    let (_, values) = path.values_at_end(url)?;
    values.into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// Makes the parameters of one operation.
struct Maker<'a> {
    page: &'a PageRead,
    /// The line that names the operation.
    line: Evidence,
    dialect: &'a Dialect,
    /// What the operation is called.
    operation: &'a str,
    /// Names of types that are taken in the source's module.
    types: &'a mut Names,
    idents: Names,
}

impl Maker<'_> {
    /// A parameter of which a sample shows `value`, if any does.
    fn make(&mut self, name: &str, value: &str, location: Location, fields: &[&Field]) -> Parameter {
        let (required, why) = stated(fields);
        let mut evidence = vec![self.line.clone()];
        evidence.extend(fields.iter().map(|field| self.page.evidence(&field.name.span, origin(field))));
        let bounds = || fields.iter().map(|field| &field.bounds);
        let mut parameter = Parameter {
            name: name.to_owned(),
            ident: self.idents.take(snake(name)),
            location,
            schema: self.schema(name, value, location, fields),
            format: types::format(fields),
            required: required || location == Location::Path,
            why,
            default: bounds().find_map(|it| it.default.clone()),
            values: values(fields),
            limits: bounds().map(|it| &it.limits).find(|it| !it.is_empty()).cloned().unwrap_or_default(),
            description: descriptions(fields.iter().copied()).into_iter().next(),
            evidence,
            ..Parameter::default()
        };
        let ty = || self.types.take(pascal(&format!("{} {name}", self.operation)));
        let schema = std::mem::replace(&mut parameter.schema, Schema::String);
        parameter.schema = enums::listed(schema, &parameter.values, ty);
        parameter
    }

    /// Its type; of a text whether it is a secret: by the name, or by the placeholder that a sample has for it.
    fn schema(&self, name: &str, value: &str, location: Location, fields: &[&Field]) -> Schema {
        let is_secret = match location {
            Location::Path => is_secret(name, Carrier::Data, self.dialect),
            Location::Query | Location::Header | Location::Cookie => {
                is_secret(name, Carrier::Request, self.dialect) || is_secret_placeholder(value, self.dialect)
            }
        };
        match schema(fields) {
            Schema::String if is_secret => Schema::Secret,
            schema => schema,
        }
    }
}

/// The values that fields list; one that they fix is the only one.
fn values(fields: &[&Field]) -> Vec<String> {
    let mut all = fields.iter().map(|field| field.bounds.all_values());
    all.find(|values| !values.is_empty()).unwrap_or_default().to_vec()
}

/// The type that fields state for what is sent as text: a scalar or a list of these; else any text.
fn schema(fields: &[&Field]) -> Schema {
    let is_scalar = |schema: &Schema| {
        matches!(schema, Schema::Boolean { .. } | Schema::Integer { .. } | Schema::Number { .. })
    };
    match types::stated(fields) {
        Some(Schema::Array { items }) if is_scalar(&items) => Schema::Array { items },
        Some(Schema::Array { .. }) => Schema::Array { items: Box::new(Schema::String) },
        Some(schema) if is_scalar(&schema) => schema,
        _ => Schema::String,
    }
}

/// The documented fields of operations that are one, by their names.
struct FieldsByName<'a> {
    /// In the order in which they are documented.
    all: Vec<&'a Field>,
    /// By [`alike`] names.
    named: HashMap<String, Vec<usize>>,
}

impl<'a> FieldsByName<'a> {
    fn of(group: &[&'a OperationFact]) -> Self {
        let all: Vec<&Field> = group.iter().flat_map(|operation| &operation.rows).collect();
        let mut named: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, field) in all.iter().enumerate() {
            named.entry(alike(&field.name.value)).or_default().push(at);
        }
        Self { all, named }
    }

    fn of_name(&self, name: &str) -> impl Iterator<Item = &'a Field> {
        let places = self.named.get(&alike(name)).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|at| self.all.get(*at)).copied()
    }

    /// Those that document a part of the path. Of two parts of one name the second is called by a number, and documented with
    /// the first.
    fn in_path(&self, name: &str) -> Vec<&'a Field> {
        let of = |name: &str| -> Vec<&'a Field> {
            self.of_name(name)
                .filter(|field| matches!(field.location, None | Some(FieldLocation::Path)))
                .collect()
        };
        let own = of(name);
        let numbered = name.rsplit_once('_').filter(|(_, number)| number.parse::<u8>().is_ok());
        match numbered {
            Some((name, _)) if own.is_empty() => of(name),
            _ => own,
        }
    }

    /// Those that document a pair of the query string, by its name or by the placeholder for its value.
    fn in_query(&self, pair: &ShownPair<'_>) -> Vec<&'a Field> {
        let own = self.named(FieldLocation::Query, &pair.name);
        let value = pair.values.iter().find(|value| self.of_name(value).next().is_some());
        match value {
            Some(value) if own.is_empty() => self.of_name(value).collect(),
            _ => own,
        }
    }

    fn named(&self, location: FieldLocation, name: &str) -> Vec<&'a Field> {
        let is_it =
            |field: &&Field| field.location == Some(location) && same(&field.name.value, name, location);
        self.of_name(name).filter(is_it).collect()
    }

    /// The names of those that go to one place, as they are sent, each once.
    fn unshown(&self, location: FieldLocation) -> Vec<&'a str> {
        let mut known = BTreeSet::new();
        let own = self.all.iter().filter(|field| field.location == Some(location));
        own.filter_map(|field| sent_name(field)).filter(|name| known.insert(*name)).collect()
    }
}

/// Whether two names are of one parameter; the case of a header's does not matter.
fn same(one: &str, other: &str, location: FieldLocation) -> bool {
    match location {
        FieldLocation::Header => one.eq_ignore_ascii_case(other),
        _ => one.trim_matches(['"', '\'', ':', '?', '&', '=']) == other,
    }
}

/// A name without the marks of a placeholder and what else spellings differ in.
fn alike(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric() || *c == '.').flat_map(char::to_lowercase).collect()
}

/// A parameter as query strings show it.
struct ShownPair<'a> {
    name: String,
    values: Vec<&'a str>,
    /// Whether one query string has it more than once.
    is_repeated: bool,
    /// Whether it has no `=` wherever it is shown.
    is_flag: bool,
}

impl ShownPair<'_> {
    /// A parameter in the shape that samples show.
    fn shaped(&self, mut parameter: Parameter) -> Parameter {
        let is_list = matches!(parameter.schema, Schema::Array { .. });
        if self.is_repeated && !is_list {
            let items = std::mem::replace(&mut parameter.schema, Schema::Any);
            parameter.schema = Schema::Array { items: Box::new(items) };
        } else if is_list && !self.is_repeated && self.values.iter().any(|value| value.contains(',')) {
            parameter.repetition = Repetition::Commas;
        }
        if self.is_flag {
            parameter.flag = true;
            parameter.schema = Schema::Boolean { encoding: Encoding::Native };
        }
        parameter
    }
}

/// The parameters of the query strings: of the operations' lines first, then of their samples.
fn query<'a>(group: &[&'a OperationFact]) -> Vec<ShownPair<'a>> {
    let lines = group.iter().filter_map(|operation| operation.query.as_deref());
    let requests = group.iter().flat_map(|operation| &operation.requests);
    let samples = requests.filter_map(|request| request.url.value.split_once('?').map(|(_, query)| query));
    let mut pairs: Vec<ShownPair<'a>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for query in lines.chain(samples) {
        let query = query.split('#').next().unwrap_or_default();
        let mut here = BTreeSet::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) =
                pair.split_once('=').map_or((pair, None), |(name, value)| (name, Some(value)));
            // `?{QUERY_PARAMS}` stands for pairs, and is none
            if name.is_empty() || name.contains(['{', '}', '<', '>']) {
                continue;
            }
            let at = *places.entry(name).or_insert(pairs.len());
            if at == pairs.len() {
                let name = name.to_owned();
                pairs.push(ShownPair { name, values: Vec::new(), is_repeated: false, is_flag: true });
            }
            if let Some(known) = pairs.get_mut(at) {
                known.is_repeated |= !here.insert(at);
                known.is_flag &= value.is_none();
                known.values.extend(value);
            }
        }
    }
    pairs
}
