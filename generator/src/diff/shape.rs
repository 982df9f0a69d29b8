//! Bodies in two revisions: their fields and variants, which field was which, and whether a type takes more or less.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::class::*;
use super::evidence::shown;
use super::field_traits::FieldTraits;
use super::samples::{SamplePart, ShownValue, ShownValues};
use super::schema_kinds::{is_text, type_name, widened};
use super::{ChangeLog, ChangePlace, lifecycle, likeness, place, property};
use crate::model::{MOST_IN_ORDER, Object, OneOf, Operation, Origin, Property, Response, Schema, Variant};

/// From where on two fields, one gone and one new, are one.
pub(super) const RENAMED: f64 = 0.7;

/// Reports what changed in what is sent.
pub(super) fn request(log: &mut ChangeLog, old: (&Operation, &ShownValues), new: (&Operation, &ShownValues)) {
    let shapes = Shapes {
        part: SamplePart::Request,
        old: Some(old.1),
        new: Some(new.1),
        renamed: old.0.name != new.0.name,
    };
    match (old.0.body(), new.0.body()) {
        (Some(was), Some(is)) => shapes.compare(log, "", was, is, (at(old.0), at(new.0))),
        (None, Some(is)) => {
            let message = format!("a body must be sent now: {}", members(is));
            log.report(&REQUIRED_FIELD_ADDED, "", None, body_at(is).or_else(|| at(new.0)), message);
        }
        (Some(was), None) => {
            let place = body_at(was).or_else(|| at(old.0));
            log.report(&REQUEST_FIELD_REMOVED, "", place, None, "no sample sends a body any more");
        }
        (None, None) => {}
    }
}

/// Reports what changed in what is answered.
pub(super) fn response(
    log: &mut ChangeLog,
    old: (&Operation, &ShownValues),
    new: (&Operation, &ShownValues),
) {
    let shapes = Shapes {
        part: SamplePart::Response,
        old: Some(old.1),
        new: Some(new.1),
        renamed: old.0.name != new.0.name,
    };
    match (old.0.answer(), new.0.answer()) {
        (Some(was), Some(is)) => shapes.compare(log, "", was, is, (at(old.0), at(new.0))),
        (None, Some(is)) => {
            let message = format!("a response is shown now: {}", members(is));
            let place = body_at(is).or_else(|| at(new.0));
            log.report(RESPONSE_FIELD_ADDED.asks(Bump::Major), "", None, place, message);
        }
        (Some(was), None) => {
            let place = body_at(was).or_else(|| at(old.0));
            log.report(&RESPONSE_FIELD_REMOVED, "", place, None, "no response is shown any more");
        }
        (None, None) => {}
    }
}

/// Reports what changed in the bodies of errors, by their statuses.
pub(super) fn errors(log: &mut ChangeLog, old: &Operation, new: &Operation) {
    let shapes = Shapes { renamed: old.name != new.name, ..Shapes::by_definition() };
    let of = |operation: &'_ Operation| -> BTreeMap<Option<u16>, Response> {
        let with_body = operation.errors().filter(|it| it.body.is_some());
        with_body.map(|it| (it.status, it.clone())).collect()
    };
    let (olds, news) = (of(old), of(new));
    let statuses: BTreeSet<Option<u16>> = olds.keys().chain(news.keys()).copied().collect();
    for status in statuses {
        let scope = status.map_or_else(|| "error".to_owned(), |status| format!("error {status}"));
        let at = |error: &Response| place(&error.evidence, Origin::Sample, &scope);
        log.within(&scope, |log| match (olds.get(&status), news.get(&status)) {
            (Some(was), Some(is)) => {
                if let (Some(before), Some(after)) = (&was.body, &is.body) {
                    shapes.compare(log, "", before, after, (at(was), at(is)));
                }
            }
            // a status that is new is reported as such
            (None, Some(is)) => {
                if status.is_none() || old.errors().any(|it| it.status == status) {
                    log.report(&ERROR_ADDED, "", None, at(is), "its body is documented now");
                }
            }
            (Some(was), None) => {
                log.report(&ERROR_REMOVED, "", at(was), None, "no body of it is documented any more");
            }
            (None, None) => {}
        });
    }
}

fn at(operation: &Operation) -> Option<ChangePlace> {
    place(&operation.evidence, Origin::ApiFormat, &super::title(operation))
}

fn body_at(schema: &Schema) -> Option<ChangePlace> {
    match schema {
        Schema::Object(object) => place(&object.evidence, Origin::Sample, &names(object)),
        Schema::OneOf(one_of) => {
            one_of.variants.first().and_then(|it| place(&it.content.evidence, Origin::Sample, &it.value))
        }
        Schema::Array { items } | Schema::Map { values: items } => body_at(items),
        _ => None,
    }
}

/// What is in a body, in words.
fn members(schema: &Schema) -> String {
    match schema {
        Schema::Object(object) => names(object),
        Schema::OneOf(one_of) => {
            one_of.variants.iter().map(|it| it.value.clone()).collect::<Vec<_>>().join(", ")
        }
        other => type_name(other).to_owned(),
    }
}

fn names(object: &Object) -> String {
    object.properties.iter().map(|property| property.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The bodies of one operation, of one part of it.
pub(super) struct Shapes<'a> {
    pub part: SamplePart,
    /// What samples show; none where there are none.
    old: Option<&'a ShownValues>,
    new: Option<&'a ShownValues>,
    /// The operation is called otherwise, and so are the types that are called after it.
    renamed: bool,
}

type OldAndNew = (Option<ChangePlace>, Option<ChangePlace>);

impl<'a> Shapes<'a> {
    /// Those of what is sent, of an operation that is called as it was.
    pub fn of_request(old: &'a ShownValues, new: &'a ShownValues) -> Self {
        Self { part: SamplePart::Request, old: Some(old), new: Some(new), renamed: false }
    }
}

impl Shapes<'static> {
    /// Those of what the docs define without samples. Whoever is answered it reads it.
    pub fn by_definition() -> Self {
        Self { part: SamplePart::Response, old: None, new: None, renamed: false }
    }
}

impl Shapes<'_> {
    /// Whether it is about what is answered.
    pub fn answers(&self) -> bool {
        self.part == SamplePart::Response
    }

    /// Reports how one schema became another.
    pub fn compare(&self, log: &mut ChangeLog, path: &str, old: &Schema, new: &Schema, places: OldAndNew) {
        match (old, new) {
            (Schema::Object(was), Schema::Object(is)) => {
                self.name(log, path, (&was.name, &is.name), places);
                self.members(log, path, was, is);
            }
            // it is called after what it identifies, not after the operation
            (Schema::Id { name: was }, Schema::Id { name: is }) => {
                Self { renamed: false, ..*self }.name(log, path, (was, is), places);
            }
            // which values are listed is documented of the property
            (Schema::Enum(was), Schema::Enum(is)) => self.name(log, path, (&was.name, &is.name), places),
            (Schema::OneOf(was), Schema::OneOf(is)) if was.tag == is.tag && was.content == is.content => {
                self.name(log, path, (&was.name, &is.name), places);
                self.variants(log, path, was, is);
            }
            (Schema::Array { items: was }, Schema::Array { items: is })
            | (Schema::Map { values: was }, Schema::Map { values: is }) => {
                self.compare(log, path, was, is, places)
            }
            _ if old == new => {}
            _ => self.type_changed(log, path, old, new, places),
        }
    }

    /// Types are called after keys and operations; where those are as they were, something else took the name.
    fn name(&self, log: &mut ChangeLog, path: &str, (was, is): (&str, &str), (old, new): OldAndNew) {
        if was != is && !self.renamed {
            let text = |place: Option<ChangePlace>, text: &str| {
                place.map(|it| ChangePlace { text: text.to_owned(), ..it })
            };
            let message = format!("the client calls the type `{is}` now; it was `{was}`");
            log.report(&NAME_CHANGED, path, text(old, was), text(new, is), message);
        }
    }

    fn type_changed(
        &self,
        log: &mut ChangeLog,
        path: &str,
        old: &Schema,
        new: &Schema,
        (was, is): OldAndNew,
    ) {
        let text = |place: Option<ChangePlace>, schema| {
            place.map(|it| ChangePlace { text: type_name(schema).to_owned(), ..it })
        };
        let class: RatedClass = match (widened(old, new), widened(new, old)) {
            _ if is_text(old) && is_text(new) && old != new && !(widened(old, new) || widened(new, old)) => {
                TYPE_CHANGED.on_the_wire(Wire::Compatible)
            }
            (true, _) if self.answers() => TYPE_WIDENED.on_the_wire(Wire::Breaks),
            (true, _) => (&TYPE_WIDENED).into(),
            (_, true) if self.answers() => TYPE_NARROWED.on_the_wire(Wire::Compatible),
            (_, true) => (&TYPE_NARROWED).into(),
            _ => (&TYPE_CHANGED).into(),
        };
        let what = match path {
            "" if self.answers() => "the response body".to_owned(),
            "" => "the request body".to_owned(),
            path => format!("`{path}`"),
        };
        let message = format!("{what} is {} now; it was {}", type_name(new), type_name(old));
        log.report(class, path, text(was, old), text(is, new), message);
    }

    fn variants(&self, log: &mut ChangeLog, path: &str, old: &OneOf, new: &OneOf) {
        let at = |content: &Object, value: &str| place(&content.evidence, Origin::Sample, value);
        let (in_old, in_new) = (by_value(old), by_value(new));
        for is in &new.variants {
            let Some(was) = in_old.get(is.value.as_str()) else {
                let message = format!("`{path}` can be `{}` now: {}", is.value, names(&is.content));
                log.report(&VARIANT_ADDED, path, None, at(&is.content, &is.value), message);
                continue;
            };
            if was.name != is.name {
                let places = (at(&was.content, &was.name), at(&is.content, &is.name));
                self.name(log, path, (&was.name, &is.name), places);
            }
            let says = |notices: &[crate::model::Notice]| notices.iter().filter_map(|it| it.lifecycle).max();
            if let (Some(before), Some(after)) = (at(&was.content, &was.value), at(&is.content, &is.value)) {
                let (old, new) =
                    (says(&was.notices).unwrap_or_default(), says(&is.notices).unwrap_or_default());
                lifecycle::compare(
                    log,
                    (path, &format!("`{}` of `{path}`", is.value)),
                    (old, &was.notices),
                    (new, &is.notices),
                    (before, after),
                );
            }
            self.members(log, path, &was.content, &is.content);
        }
        for was in &old.variants {
            if !in_new.contains_key(was.value.as_str()) {
                let message = format!("`{path}` is never shown as `{}` any more", was.value);
                log.report(&VARIANT_REMOVED, path, at(&was.content, &was.value), None, message);
            }
        }
    }

    /// Reports what changed of what an object has.
    pub fn members(&self, log: &mut ChangeLog, path: &str, old: &Object, new: &Object) {
        let (in_old, in_new) = (by_name(old), by_name(new));
        let gone = old.properties.iter().filter(|it| !in_new.contains_key(it.name.as_str()));
        let come = new.properties.iter().filter(|it| !in_old.contains_key(it.name.as_str()));
        let gone: Vec<FieldTraits<'_>> =
            gone.map(|it| FieldTraits::of(it, self.values(self.old, it))).collect();
        let come: Vec<FieldTraits<'_>> =
            come.map(|it| FieldTraits::of(it, self.values(self.new, it))).collect();
        let renamed = likeness::pairs(&gone, &come, RENAMED, FieldTraits::likeness);
        for is in &new.properties {
            if let Some(was) = in_old.get(is.name.as_str()) {
                let places = (shown(was, &was.name), shown(is, &is.name));
                property::compare(log, self.answers(), was, is, |log| {
                    self.compare(log, &is.path, &was.schema, &is.schema, places);
                });
            }
        }
        if !self.answers() {
            order(log, path, old, new);
        }
        for (from, to) in &renamed {
            if let (Some(FieldTraits { property: was, .. }), Some(FieldTraits { property: is, .. })) =
                (gone.get(*from), come.get(*to))
            {
                let message = format!("`{}` is called `{}` now", was.path, is.name);
                log.report(&FIELD_RENAMED, &is.path, shown(was, &was.name), shown(is, &is.name), message);
            }
        }
        let (before, kept) = likeness::sides(&renamed);
        for (_, is) in come.iter().enumerate().filter(|(number, _)| !before.contains_key(number)) {
            self.added(log, is.property);
        }
        for (_, was) in gone.iter().enumerate().filter(|(number, _)| !kept.contains(number)) {
            self.removed(log, was.property);
        }
    }

    /// The values that samples of one side show for a property.
    fn values<'s>(&self, shown: Option<&'s ShownValues>, property: &Property) -> &'s [ShownValue] {
        shown.map(|shown| shown.at(self.part, &property.path)).unwrap_or_default()
    }

    fn added(&self, log: &mut ChangeLog, is: &Property) {
        let (class, how) = match (self.answers(), is.required || is.dispute.is_some()) {
            (true, _) => (&RESPONSE_FIELD_ADDED, "is answered"),
            (false, true) => (&REQUIRED_FIELD_ADDED, "must be given"),
            (false, false) => (&OPTIONAL_FIELD_ADDED, "can be given"),
        };
        log.report(class, &is.path, None, shown(is, &is.name), format!("`{}` {how} now", is.path));
    }

    fn removed(&self, log: &mut ChangeLog, was: &Property) {
        let (class, message): (RatedClass, _) = match (self.answers(), was.required) {
            (false, _) => {
                ((&REQUEST_FIELD_REMOVED).into(), format!("no sample sends `{}` any more", was.path))
            }
            (true, true) => {
                ((&RESPONSE_FIELD_REMOVED).into(), format!("no response has `{}` any more", was.path))
            }
            (true, false) => (
                RESPONSE_FIELD_REMOVED.on_the_wire(Wire::Compatible),
                format!("no response has `{}` any more, which could be absent", was.path),
            ),
        };
        log.report(class, &was.path, shown(was, &was.name), None, message);
    }
}

fn by_name(object: &Object) -> HashMap<&str, &Property> {
    object.properties.iter().rev().map(|property| (property.name.as_str(), property)).collect()
}

fn by_value(one_of: &OneOf) -> HashMap<&str, &Variant> {
    one_of.variants.iter().rev().map(|variant| (variant.value.as_str(), variant)).collect()
}

/// The arguments of a constructor are in the order of the samples: callers may well pass one for the other, unseen. Where they
/// are many they are given by name.
fn order(log: &mut ChangeLog, path: &str, old: &Object, new: &Object) {
    if [old, new].iter().all(|object| object.asked().count() > MOST_IN_ORDER) {
        return;
    }
    let asked = |object: &'_ Object, other: &Object| -> Vec<String> {
        let others: HashSet<&str> = other.asked().map(|property| property.name.as_str()).collect();
        let own = object.asked().filter(|it| others.contains(it.name.as_str()));
        own.map(|property| property.name.clone()).collect()
    };
    let (was, is) = (asked(old, new), asked(new, old));
    if was != is {
        let (was, is) = (was.join(", "), is.join(", "));
        let at = |object: &Object, text: &str| place(&object.evidence, Origin::Sample, text);
        let message = format!(
            "`{}` is made of {is} in this order now; it was {was}: calls that pass one for the other may well compile",
            new.name
        );
        log.report(&ORDER_CHANGED, path, at(old, &was), at(new, &is), message);
    }
}
