//! Objects as structs: with a constructor and setters where the caller makes them, with public fields where the
//! service does.
//!
//! Knows one object at a time. What is nested is known by name.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::conventions;
use super::docs::{Docs, and, pointer};
use super::names::ident;
use super::shown::Examples;
use super::template;
use super::text::{code, safe};
use super::value;
use crate::model::{Constant, Object, Property, Reading, Schema, Template, Why};

/// What a constructor does about a property.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Filling<'a> {
    /// It asks for it.
    Asked,
    /// It puts in what the docs fix.
    Constant(&'a str),
    /// It puts in an object that asks for nothing; there is a setter for another.
    Default,
    /// It leaves it out; there is a setter.
    Absent,
}

/// What the constructor does about `property`. Of the objects that `reading` was made of only those properties are
/// looked at that matter; of others all are.
pub(super) fn filling<'p>(property: &'p Property, reading: &Reading<'_>) -> Filling<'p> {
    match (&property.dispute, &property.constant, &property.schema) {
        (Some(_), ..) => Filling::Asked,
        _ if !property.required => Filling::Absent,
        (_, Some(constant), _) => Filling::Constant(&constant.name),
        (_, _, Schema::Object(object)) if !property.nullable && asked(object, reading).next().is_none() => {
            Filling::Default
        }
        _ => Filling::Asked,
    }
}

/// The properties that a constructor asks for. Where there are none there is no `new`, but a `default`.
pub(super) fn asked<'o>(object: &'o Object, reading: &Reading<'_>) -> impl Iterator<Item = &'o Property> {
    reading.wanted(object).filter(|property| filling(property, reading) == Filling::Asked)
}

/// Whether nothing is asked for because the docs fix what there is.
pub(super) fn is_fixed(object: &Object, reading: &Reading<'_>) -> bool {
    asked(object, reading).next().is_none() && fixed(object, reading).next().is_some()
}

/// The properties that the docs fix, and those that hold one.
fn fixed<'o>(object: &'o Object, reading: &Reading<'_>) -> impl Iterator<Item = &'o Property> {
    reading.wanted(object).filter(|property| match (filling(property, reading), &property.schema) {
        (Filling::Constant(_), _) => true,
        (Filling::Default, Schema::Object(object)) => is_fixed(object, reading),
        _ => false,
    })
}

/// What an object is that is held by another and asks for nothing: made of what the docs fix, or empty.
pub(super) fn unasked(object: &Object, reading: &Reading<'_>) -> TokenStream {
    let name = ident(&object.name);
    if !is_fixed(object, reading) {
        return quote!(#name::default());
    }
    let arguments =
        fixed(object, reading).filter_map(|property| match (&property.schema, &property.constant) {
            (Schema::Object(object), _) => Some(unasked(object, reading)),
            (_, constant) => constant.as_ref().map(|constant| ident(&constant.name).into_token_stream()),
        });
    quote!(#name::new(#(#arguments),*))
}

/// The template of the one thing that is asked for, if that is all.
pub(super) fn only_template<'o>(object: &'o Object, reading: &Reading<'_>) -> Option<&'o Template> {
    let mut asked = asked(object, reading);
    let only = asked.next().filter(|only| !only.nullable)?.template.as_ref();
    only.filter(|_| asked.next().is_none()).map(Box::as_ref)
}

/// How an object of a caller is written.
pub(super) struct How<'a> {
    /// Whether it is all that a call sends.
    pub(super) is_body: bool,
    /// Whether the service makes it as well, so that its fields are public.
    pub(super) is_open: bool,
    /// Whether what it holds by a name is boxed.
    pub(super) boxed: &'a dyn Fn(&str) -> bool,
}

/// The struct that a caller makes, and the structs of its connection strings' parts.
///
/// An object of which the docs fix all has a `new` that takes what is fixed, so that sources that fix other values can
/// have the same type: whoever holds it fills it in. A whole body of that kind is held by nothing, and has a `default`.
pub(super) fn request(object: &Object, docs: Docs, examples: &Examples, how: &How<'_>) -> TokenStream {
    let (name, reading, is_body) = (ident(&object.name), &Reading::default(), how.is_body);
    let docs = docs.evidence(&object.evidence).outer();
    let fields = object.properties.iter().map(|property| {
        let (ty, attribute) = value::property(property, how.boxed);
        let field = ident(&property.ident);
        let shown = how.is_open.then(|| {
            let docs = told(property, Docs::new(), true).evidence(&property.evidence).outer();
            quote!(#docs)
        });
        let public = how.is_open.then(|| quote!(pub));
        quote!(#shown #attribute #public #field: #ty)
    });
    let is_unasked = asked(object, reading).next().is_none();
    let derived = (is_unasked && !is_fixed(object, reading)).then(|| quote!(Default,));
    let default = (is_fixed(object, reading) && is_body).then(|| {
        let fields = initial(object, reading);
        quote!(impl Default for #name { fn default() -> Self { Self { #(#fields,)* extra: Extra::default() } } })
    });
    let new = match (is_unasked, is_fixed(object, reading)) {
        (false, _) => Some(constructor(asked(object, reading), &initial(object, reading), None, how)),
        (true, true) => Some(constructor(
            fixed(object, reading),
            &of_fixed(object, reading),
            is_body.then_some(&name),
            how,
        )),
        (true, false) => None,
    };
    let from_parts = only_template(object, reading).map(template::from_parts);
    let setters =
        object.properties.iter().filter_map(|property| Some((property, setter(property, reading, how)?)));
    let (set, setters): (Vec<&Property>, Vec<TokenStream>) = setters.unzip();
    let allow = conventions::allowed(set.into_iter().map(|property| property.ident.as_str()));
    let parts = object.properties.iter().filter_map(|property| template::parts(property, examples));
    quote! {
        #docs
        #[derive(Debug, Clone, #derived PartialEq, Serialize, Deserialize)]
        pub struct #name { #(#fields,)* #[serde(flatten)] extra: Extra }
        #default
        #allow
        impl #name {
            #new
            #from_parts
            #(#setters)*
            /// Adds a member that the docs do not tell of: `.extra("name", 1)`.
            pub fn extra(mut self, name: &str, value: impl Into<serde_json::Value>) -> Self {
                self.extra.insert(name, value);
                self
            }
        }
        #(#parts)*
    }
}

/// The struct that the service makes.
pub(super) fn response(object: &Object, docs: Docs, boxed: &dyn Fn(&str) -> bool) -> TokenStream {
    let name = ident(&object.name);
    let docs = docs.evidence(&object.evidence).outer();
    let fields = object.properties.iter().map(|property| {
        let (ty, attribute) = value::property(property, boxed);
        let field = ident(&property.ident);
        let docs = told(property, Docs::new(), true).evidence(&property.evidence).outer();
        quote!(#docs #attribute pub #field: #ty)
    });
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }
    }
}

/// A constant. All of `properties` have it, in bodies of the types `holders`.
pub(super) fn constant(constant: &Constant, properties: &[&Property], holders: &[String]) -> TokenStream {
    let name = ident(&constant.name);
    let (ty, value) = literal(&constant.value);
    let mut paths: Vec<String> = properties.iter().map(|property| code(&property.path)).collect();
    paths.dedup();
    let holders: Vec<String> = holders.iter().map(|name| format!("[`{name}`]")).collect();
    let holders = if holders.is_empty() { String::new() } else { format!(" of {}", and(&holders)) };
    let mut docs = Docs::new().say(&format!("What the docs fix for {}{holders}.", and(&paths)));
    let mut said: HashSet<&str> = HashSet::new();
    for description in properties.iter().flat_map(|property| &property.descriptions) {
        if said.insert(description) {
            docs = docs.words(description);
        }
    }
    if let Some(settled) = properties.iter().find_map(|property| property.settled.as_ref()) {
        docs = docs.settled(settled);
    }
    let evidence: Vec<_> = properties.iter().flat_map(|property| property.evidence.clone()).collect();
    let docs = docs.evidence(&evidence).outer();
    quote!(#docs pub const #name: #ty = #value;)
}

/// The type and value of a constant; the plan has made it one of these.
fn literal(value: &serde_json::Value) -> (TokenStream, TokenStream) {
    match (value.as_bool(), value.as_i64()) {
        (Some(is), _) => (quote!(bool), quote!(#is)),
        (_, Some(number)) => (quote!(i64), super::construct::whole(number)),
        _ => {
            let text = value.as_str().unwrap_or_default();
            (quote!(&str), quote!(#text))
        }
    }
}

/// `new`, which takes `properties` and makes `fields` of them; `filled` has a `default` that fills in the same.
fn constructor<'a>(
    properties: impl Iterator<Item = &'a Property>,
    fields: &[TokenStream],
    filled: Option<&Ident>,
    how: &How<'_>,
) -> TokenStream {
    let properties: Vec<&Property> = properties.collect();
    let arguments = properties.iter().map(|property| {
        let (name, ty) = (ident(&property.ident), value::asked(property, how.boxed));
        quote!(#name: #ty)
    });
    let intro = if properties.iter().any(|property| property.dispute.is_some()) {
        "Takes what the docs require, and what they do not settle:"
    } else if properties.iter().all(|property| filling(property, &Reading::default()) != Filling::Asked) {
        "Takes what the docs fix:"
    } else {
        "Takes what the docs require:"
    };
    let intro = match filled {
        Some(name) => format!("Takes what the docs fix and [`{name}::default`] fills in:"),
        None => intro.to_owned(),
    };
    let docs = Docs::new().say(&intro).list(properties.iter().map(|property| item(property))).outer();
    let many = conventions::many_arguments(properties.len());
    quote! {
        #docs
        #many
        pub fn new(#(#arguments),*) -> Self { Self { #(#fields,)* extra: Extra::default() } }
    }
}

/// An argument in a constructor's docs.
fn item(property: &Property) -> String {
    let ident = code(&ident(&property.ident).to_string());
    let text = told(property, Docs::new(), false).one_line();
    let place = pointer(&property.evidence);
    match (text.is_empty(), place.is_empty()) {
        (true, true) => ident,
        (true, false) => format!("{ident} ({place})"),
        (false, true) => format!("{ident}: {text}"),
        (false, false) => format!("{ident}: {text} ({place})"),
    }
}

/// The fields of `Self { … }` where the docs fill in what they fix.
fn initial(object: &Object, reading: &Reading<'_>) -> Vec<TokenStream> {
    let field = |property: &Property| {
        let name = ident(&property.ident);
        match (filling(property, reading), &property.schema) {
            (Filling::Asked, _) => taken(property),
            (Filling::Constant(constant), schema) => {
                let value = constant_value(schema, &ident(constant));
                quote!(#name: #value)
            }
            (Filling::Default, Schema::Object(object)) => {
                let value = unasked(object, reading);
                quote!(#name: #value)
            }
            (Filling::Default | Filling::Absent, _) => quote!(#name: None),
        }
    };
    object.properties.iter().map(field).collect()
}

/// The fields of `Self { … }` where `new` takes what the docs fix.
fn of_fixed(object: &Object, reading: &Reading<'_>) -> Vec<TokenStream> {
    let field = |property: &Property| {
        let name = ident(&property.ident);
        match (filling(property, reading), &property.schema) {
            (Filling::Default, Schema::Object(object)) if !is_fixed(object, reading) => {
                let value = unasked(object, reading);
                quote!(#name: #value)
            }
            (Filling::Absent, _) => quote!(#name: None),
            _ => taken(property),
        }
    };
    object.properties.iter().map(field).collect()
}

/// A field from the argument of its name.
fn taken(property: &Property) -> TokenStream {
    let name = ident(&property.ident);
    let value = value::from_asked(property, &quote!(#name));
    let value = if property.required { value } else { quote!(Some(#value)) };
    if name == value.to_string() { quote!(#name) } else { quote!(#name: #value) }
}

/// The field's value from the constant called `name`.
fn constant_value(schema: &Schema, name: &Ident) -> TokenStream {
    match schema {
        Schema::String => quote!(#name.to_owned()),
        Schema::Boolean { .. } | Schema::Integer { .. } => quote!(#name),
        _ => quote!(#name.into()),
    }
}

fn setter(property: &Property, reading: &Reading<'_>, how: &How<'_>) -> Option<TokenStream> {
    let is_default = match filling(property, reading) {
        Filling::Default => true,
        Filling::Absent => false,
        Filling::Asked | Filling::Constant(_) => return None,
    };
    let (name, ty) = (ident(&property.ident), value::set(property, how.boxed));
    let value = value::from_argument(&property.schema, &quote!(#name));
    let value = if value::tells_null(property) { quote!(Some(#value)) } else { value };
    let value = if property.required { value } else { quote!(Some(#value)) };
    let null = value::tells_null(property).then(|| {
        let set = value::null_setter(property);
        let docs = Docs::new().say(&format!("Sends `null` for {}.", code(&property.path))).outer();
        quote! {
            #docs
            pub fn #set(mut self) -> Self {
                self.#name = Some(None);
                self
            }
        }
    });
    let mut docs = told(property, Docs::new(), true);
    if let (true, Schema::Object(object)) = (is_default, &property.schema) {
        let held = ident(&object.name);
        let before =
            if is_fixed(object, reading) { "Filled in with what the docs fix;" } else { "Empty unless" };
        docs = docs.say(&format!("{before} this takes another [`{held}`] in its place."));
    }
    if let Some(constant) = &property.constant {
        docs = docs.say(&format!("The docs know one value: [`{}`].", ident(&constant.name)));
    }
    if property.why == Why::Unstated {
        docs = docs.say("The docs do not tell whether it is required.");
    }
    let docs = docs.evidence(&property.evidence).outer();
    Some(quote! {
        #docs
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
        #null
    })
}

/// What the docs tell of a property.
fn told(property: &Property, docs: Docs, with_name: bool) -> Docs {
    let mut docs = match property.descriptions.split_first() {
        Some((first, rest)) => rest.iter().fold(docs.words(first), |docs, text| docs.words(text)),
        None if with_name => docs.say(&format!("Member {}.", code(&property.path))),
        None => docs,
    };
    let is_listed = matches!(property.schema.innermost(), Schema::Enum(_)) || property.constant.is_some();
    let values = if is_listed { &[][..] } else { &property.values };
    docs = docs.bounds(property.default.as_deref(), values, &property.limits);
    if let Some(dispute) = &property.dispute {
        docs = docs.dispute(dispute);
    }
    // Of a connection string the struct of its parts tells it.
    if let Some(settled) = property.settled.as_ref().filter(|_| property.template.is_none()) {
        docs = docs.settled(settled);
    }
    match &property.why {
        Why::Configured(reason) => docs.say(&format!(
            "{}: {}",
            if property.required { "Required" } else { "Optional" },
            safe(reason)
        )),
        _ => docs,
    }
}
