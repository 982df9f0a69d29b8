//! Values that the documentation says are named objects: which samples show them, and where they only may be.

use super::objects::NamedSample;
use super::schema::Shaper;
use super::seen::Seen;
use crate::model::Schema;

impl<'a> Shaper<'a, '_> {
    /// The named object that objects at a path are documented to be, and are.
    pub(super) fn named(&mut self, path: &str, seen: &[Seen<'a>]) -> Option<Schema> {
        let objects = self.context.objects;
        let operations = self.operations(seen);
        let whole = self.whole.and_then(|whole| Some((objects.referred(whole)?, whole.is_list)));
        let object = if path.is_empty() {
            whole.map(|(object, _)| object)
        } else {
            let fields = self.fields(path, seen);
            let stated = fields.iter().find_map(|field| objects.find([field.refers_to.as_deref()?]));
            // the list may be all that an object holds
            stated.or_else(|| {
                whole.filter(|(_, is_list)| *is_list && !path.contains('.')).map(|(object, _)| object)
            })
        }?;
        if self.documented().speaks_below(path, &operations)
            || !object.resembles(seen.iter().map(|it| it.node))
        {
            return None;
        }
        let samples = seen.iter().filter_map(|it| {
            let page = self.samples.get(it.sample)?.page;
            Some(NamedSample { object: object.place, page, value: it.node })
        });
        self.shown.extend(samples);
        Some(Schema::Named { name: object.name.to_owned() })
    }

    /// The named object that the body is documented to be, where no sample shows it; anything where none is known.
    pub(super) fn whole_unshown(&self) -> Option<Schema> {
        let whole = self.whole?;
        if whole.names.is_empty() {
            return Some(Schema::Any);
        }
        let named = Schema::Named { name: self.context.objects.referred(whole)?.name.to_owned() };
        Some(if whole.is_list { Schema::Array { items: Box::new(named) } } else { named })
    }
}
