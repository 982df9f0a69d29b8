//! What samples show of each type, as examples in its docs: made by constructor and setters where the caller makes
//! it, read from JSON where the service does.
//!
//! Words of a page get into an example as literals only.

mod json;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::{BTreeMap, HashSet};

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use serde_json::Value;

use super::docs::{Docs, Example};
use super::names::ident;
use super::objects::{Filling, filling, only_template};
use super::plan::Module;
use super::ready::bodies;
use super::sample::raw;
use super::types::Role;
use super::{EmitError, construct, example, print, value};
use crate::model::{Loss, Object, OneOf, Property, Reading, Schema};

/// Examples of one type: as many as it takes to show all setters, but not more than these.
const MANY: usize = 3;
/// About how many characters of JSON an example has at most: one of more shows nobody anything.
const LONGEST: usize = 10_000;
/// Values within values beyond which one is read from its text: whoever prints calls within calls takes ever longer.
const DEEP: usize = 12;
/// Characters of a statement that is written on one line.
const WIDTH: usize = 88;

/// The examples of types, by name.
#[derive(Default)]
pub(super) struct Examples(BTreeMap<String, Vec<Example>>);

impl Examples {
    /// The examples of those types of a source that are `wanted`. `is_shared` where they stand outside of its module,
    /// and may be compiled without it.
    ///
    /// # Errors
    /// An example is no Rust.
    pub(super) fn new(
        module: &Module,
        crate_name: &Ident,
        is_shared: bool,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, EmitError> {
        let mut examples = Self::default();
        let reading = Reading::of(module.source.operations.iter().flat_map(bodies)).with(&module.named);
        for (name, seen) in walk::seen(&module.source, &reading).iter().filter(|(name, _)| wanted(name)) {
            let mut shown = Vec::new();
            for seen in chosen(seen, &reading) {
                shown.extend(seen.example(module, crate_name, is_shared, &reading)?);
            }
            if !shown.is_empty() {
                examples.0.insert((*name).to_owned(), shown);
            }
        }
        Ok(examples)
    }

    /// Adds those of `other` for types that there are none for.
    pub(super) fn extend(&mut self, other: Self) {
        for (name, shown) in other.0 {
            self.0.entry(name).or_insert(shown);
        }
    }

    /// Whether there are any for a type.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The docs of a type with its examples.
    pub(super) fn add(&self, name: &str, docs: Docs) -> Docs {
        docs.examples(self.0.get(name).map(Vec::as_slice).unwrap_or_default())
    }
}

/// A value of a type in a sample.
struct Seen<'a> {
    what: What<'a>,
    json: &'a Value,
    /// What it is called where it is held.
    member: String,
    page: &'a str,
    /// The line of the sample's fence, and its own.
    fence: usize,
    line: usize,
    role: Role,
    is_body: bool,
}

/// What has a name, and so examples.
#[derive(Clone, Copy)]
enum What<'a> {
    Object(&'a Object),
    OneOf(&'a OneOf),
    /// The parts of a connection string, and the object that holds it.
    Parts(&'a Object, &'a Property),
    /// Its type's name, and its text.
    Id(&'a str, &'a str),
}

/// Those that are shown: the first that has most setters, then what has some that it has not. Of answers the first, of
/// enums the shortest.
fn chosen<'s, 'a>(seen: &'s [Seen<'a>], reading: &Reading<'_>) -> Vec<&'s Seen<'a>> {
    let readable = seen.iter().filter(|seen| seen.is_read(reading));
    if seen.iter().all(|seen| matches!(seen.what, What::OneOf(_))) {
        return readable.min_by_key(|seen| json::size(seen.json)).into_iter().collect();
    }
    let mut left: Vec<(&Seen<'_>, Vec<&str>)> = readable.map(|seen| (seen, seen.setters(reading))).collect();
    let mut chosen = Vec::new();
    while chosen.len() < MANY {
        let most = left.iter().map(|(_, setters)| setters.len()).max().unwrap_or_default();
        let next = left.iter().position(|(_, setters)| setters.len() == most);
        let Some(at) = next.filter(|_| most > 0 || chosen.is_empty()) else { break };
        let (next, shown) = left.remove(at);
        let shown: HashSet<&str> = shown.into_iter().collect();
        left.iter_mut().for_each(|(_, setters)| setters.retain(|set| !shown.contains(set)));
        chosen.push(next);
    }
    chosen
}

impl Seen<'_> {
    /// The schema of what is JSON of its own.
    fn schema(&self) -> Option<Schema> {
        match self.what {
            What::Object(object) => Some(Schema::Object(object.clone())),
            What::OneOf(one_of) => Some(Schema::OneOf(one_of.clone())),
            What::Parts(..) | What::Id(..) => None,
        }
    }

    /// Whether the type can read it.
    fn is_read(&self, reading: &Reading<'_>) -> bool {
        let loss = match self.what {
            What::Object(object) => reading.object_loss(object, self.json, true),
            What::OneOf(one_of) => reading.one_of_loss(one_of, self.json, true),
            What::Parts(..) | What::Id(..) => None,
        };
        matches!(loss, None | Some(Loss::Dropped(_)))
    }

    /// The setters that it takes to make it.
    fn setters(&self, reading: &Reading<'_>) -> Vec<&str> {
        let (Role::Request, What::Object(object)) = (self.role, self.what) else { return Vec::new() };
        let shown = reading.shown(object, self.json);
        let set = shown.filter(|(property, _)| filling(property, reading) == Filling::Absent);
        set.map(|(property, _)| property.name.as_str()).collect()
    }

    fn example(
        &self,
        module: &Module,
        crate_name: &Ident,
        is_shared: bool,
        reading: &Reading<'_>,
    ) -> Result<Option<Example>, EmitError> {
        let mut title = example::line(self.page, self.line);
        let schema = self.schema();
        let code = match (self.what, &schema, self.role) {
            (What::Id(name, text), ..) => {
                let name = ident(name);
                Some(quote! {
                    use #crate_name::#name;
                    let id = #name::from(#text);
                    assert_eq!(id.as_str(), #text);
                })
            }
            (What::Parts(object, property), ..) => parts(object, property, self.json),
            (_, Some(schema), Role::Request) if json::size(self.json) <= LONGEST => {
                Some(self.made(schema, reading))
            }
            (_, Some(schema), Role::Response) => {
                let json = json::shortened(schema, self.json);
                if json != *self.json {
                    title.push_str(", shortened");
                }
                (json::size(&json) <= LONGEST).then(|| self.read(schema, &json))
            }
            _ => None,
        };
        let Some(code) = code else { return Ok(None) };
        let uses = example::uses(module, &code, crate_name);
        let mut lines = print::statements(&module.source.module, quote!(#uses #code))?;
        // A type that is shared is compiled without this source too.
        if is_shared && uses.is_some() {
            lines.insert(0, format!("# #[cfg(feature = {:?})] {{", module.source.module));
            lines.push("# }".to_owned());
        }
        if may_fail(&code) {
            lines.push("# Ok::<(), Box<dyn std::error::Error>>(())".to_owned());
        }
        Ok(Some(Example { title: format!("{title}:"), runs: true, lines }))
    }

    /// It as the caller makes it.
    fn made(&self, schema: &Schema, reading: &Reading<'_>) -> TokenStream {
        let variable = ident(&self.member);
        let is_flat = json::depth(self.json) <= DEEP;
        let alone = || construct::alone(schema, self.json, self.is_body, reading);
        match is_flat.then(alone).flatten() {
            Some(value) => {
                let told = self.tag().map(|(name, value)| {
                    quote! {
                        let json = serde_json::to_value(&#variable)?;
                        assert_eq!(json[#name], #value);
                    }
                });
                quote!(let #variable = #value; #told)
            }
            None => {
                let (ty, text) = (value::field(schema), raw(&json::line(self.json)));
                quote!(let json = #text; let #variable: #ty = serde_json::from_str(json)?;)
            }
        }
    }

    /// The member that tells the variant, and what it says.
    fn tag(&self) -> Option<(&str, &str)> {
        let What::OneOf(one_of) = self.what else { return None };
        Some((&one_of.tag, self.json.get(&one_of.tag)?.as_str()?))
    }

    /// It as the service answers it, and what is read of it.
    fn read(&self, schema: &Schema, json: &Value) -> TokenStream {
        let (variable, ty, text) = (ident(&self.member), value::field(schema), json::text(json));
        let told = match self.what {
            What::Object(object) => object.properties.iter().find_map(|held| told(held, json, &variable)),
            _ => None,
        };
        let read = quote!(let #variable: #ty = serde_json::from_str(#text)?;);
        match read.to_string().len() <= WIDTH && text.to_string().starts_with('r') {
            true => quote!(#read #told),
            false => quote!(let json = #text; let #variable: #ty = serde_json::from_str(json)?; #told),
        }
    }
}

/// What is read of a member, where that is a plain value.
fn told(property: &Property, json: &Value, variable: &Ident) -> Option<TokenStream> {
    if value::is_nullable(property) {
        return None;
    }
    let (value, name) = (json.get(&property.name)?, ident(&property.ident));
    let meant = value.as_str().filter(|_| value::is_text(&property.schema));
    let meant = meant.and_then(|text| serde_json::from_str::<Value>(text).ok());
    let place = quote!(#variable.#name);
    let (given, expected) = match (&property.schema, meant.as_ref().unwrap_or(value), property.required) {
        (Schema::Id { .. } | Schema::Enum(_), Value::String(text), true) => {
            (quote!(#place.as_str()), quote!(#text))
        }
        (Schema::String, Value::String(text), true) => (place, quote!(#text)),
        (Schema::String, Value::String(text), false) => (quote!(#place.as_deref()), quote!(Some(#text))),
        (Schema::Boolean { .. }, Value::Bool(true), true) => return Some(quote!(assert!(#place);)),
        (Schema::Boolean { .. }, Value::Bool(false), true) => return Some(quote!(assert!(!#place);)),
        (Schema::Boolean { .. }, Value::Bool(is), false) => (place, quote!(Some(#is))),
        (Schema::Integer { .. }, Value::Number(number), is_there) => {
            let number = construct::whole(number.as_i64()?);
            (place, if is_there { number } else { quote!(Some(#number)) })
        }
        _ => return None,
    };
    Some(quote!(assert_eq!(#given, #expected);))
}

/// The parts of a connection string, what they make, and the object that asks for nothing else.
fn parts(object: &Object, property: &Property, json: &Value) -> Option<TokenStream> {
    let (parts, sent) = construct::parts(property, json)?;
    let holder = ident(&object.name);
    let text = match property.schema {
        Schema::Secret => quote!(text.expose()),
        _ => quote!(text),
    };
    let made =
        only_template(object, &Reading::default()).map(|_| quote!(let made = #holder::from_parts(&parts)?;));
    Some(quote!(#parts let text = parts.render()?; assert_eq!(#text, #sent); #made))
}

/// Whether `code` has a `?`.
fn may_fail(code: &TokenStream) -> bool {
    code.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => may_fail(&group.stream()),
        TokenTree::Punct(mark) => mark.as_char() == '?',
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    })
}
