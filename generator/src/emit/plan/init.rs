//! What a constructor does about each property: it asks for it, fixes it, makes it empty, or leaves it out.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::item_module::{ItemModule, TypePath};
use crate::model::{MOST_IN_ORDER, Object, Property, Schema, StringPattern};

/// What a constructor does about a property.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::emit) enum FieldInit<'a> {
    /// It asks for it.
    Asked,
    /// It puts in what the documentation fixes.
    Constant(&'a str),
    /// It puts in an object that asks for nothing; there is a setter for another.
    Default,
    /// It leaves it out; there is a setter.
    Absent,
}

/// What the constructor does about `property`.
pub(in crate::emit) fn init<'p>(property: &'p Property) -> FieldInit<'p> {
    match &property.constant {
        _ if property.is_asked() => FieldInit::Asked,
        _ if !property.required => FieldInit::Absent,
        Some(constant) => FieldInit::Constant(&constant.name),
        None => FieldInit::Default,
    }
}

/// Whether nothing is asked for because the documentation fixes what there is.
pub(in crate::emit) fn is_fixed(object: &Object) -> bool {
    object.asked().next().is_none() && fixed(object).next().is_some()
}

/// The properties that the documentation fixes, and those that hold one.
pub(in crate::emit) fn fixed(object: &Object) -> impl Iterator<Item = &Property> {
    object.wanted().filter(|property| match (init(property), &property.schema) {
        (FieldInit::Constant(_), _) => true,
        (FieldInit::Default, Schema::Object(object)) => is_fixed(object),
        _ => false,
    })
}

/// What an object is that is held by another and asks for nothing: made of what the documentation fixes, or empty. What it
/// is made of is in `scope`.
pub(in crate::emit) fn unasked(path: &TypePath<'_>, object: &Object, scope: ItemModule) -> TokenStream {
    if !is_fixed(object) {
        return quote!(#path::default());
    }
    let arguments = fixed(object).filter_map(|property| match (&property.schema, &property.constant) {
        (Schema::Object(object), _) => Some(unasked(&scope.path(&object.name), object, scope)),
        (_, constant) => constant.as_ref().map(|constant| scope.path(&constant.name).into_token_stream()),
    });
    quote!(#path::new(#(#arguments),*))
}

/// The template of the one thing that is asked for, if that is all.
pub(in crate::emit) fn only_template(object: &Object) -> Option<&StringPattern> {
    let mut asked = object.asked();
    let only = asked.next().filter(|only| !only.nullable)?.template.as_ref();
    only.filter(|_| asked.next().is_none()).map(Box::as_ref)
}

/// Whether so many values are named where they are given.
pub(in crate::emit) fn are_named(arguments: usize) -> bool {
    arguments > MOST_IN_ORDER
}

/// Whether the constructor of an object that a caller makes takes its arguments by their names.
pub(in crate::emit) fn takes_names(object: &Object) -> bool {
    !is_fixed(object) && are_named(object.asked().count())
}
