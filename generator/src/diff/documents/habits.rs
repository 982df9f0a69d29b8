//! What a side does everywhere: what a document never says, and what the docs have all answers in.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Api, Object, Operation, Property, Schema};

/// Answers with one envelope from which on it is that of all.
const FEW: usize = 3;

/// What the two sides do everywhere.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// The document calls no field of a body required.
    pub no_required: bool,
    /// What the docs' answers have around what the document has as the whole of them.
    envelope: BTreeSet<String>,
}

impl Habits {
    /// Those of a document, and of the operations that it and the docs have.
    pub fn of<'a>(spec: &Api, pairs: impl Iterator<Item = (&'a Operation, &'a Operation)>) -> Self {
        let mut around: BTreeMap<&str, usize> = BTreeMap::new();
        for (documented, specified) in pairs {
            let answers = (documented.answer(), specified.answer());
            let (Some(Schema::Object(was)), Some(Schema::Object(is))) = answers else { continue };
            if inner(was, is).is_some() {
                was.properties.iter().for_each(|it| *around.entry(&it.name).or_default() += 1);
            }
        }
        around.retain(|_, count| *count >= FEW);
        Self {
            no_required: calls_none_required(spec),
            envelope: around.into_keys().map(str::to_owned).collect(),
        }
    }

    /// Leaves out of a documented answer what it has around others, where the document has none of it.
    pub fn without_envelope(&self, was: &mut Object, is: &Object) {
        was.properties.retain(|it| !self.envelope.contains(&it.name) || has(is, &it.name));
    }
}

/// Where the docs show the whole of an answer, and the document what is within an envelope: the property that has that.
pub(super) fn inner<'a>(was: &'a Object, is: &Object) -> Option<&'a Property> {
    if is.properties.is_empty() || is.properties.iter().any(|it| has(was, &it.name)) {
        return None;
    }
    was.properties.iter().find(|property| match &property.schema {
        Schema::Object(object) => is.properties.iter().any(|it| has(object, &it.name)),
        _ => false,
    })
}

fn has(object: &Object, name: &str) -> bool {
    object.properties.iter().any(|it| it.name == name)
}

fn calls_none_required(spec: &Api) -> bool {
    let (mut all, mut required) = (0, 0);
    let mut count = |property: &Property| {
        all += 1;
        required += usize::from(property.required);
    };
    for operation in spec.sources.iter().flat_map(|source| &source.operations) {
        if let Some(body) = operation.body() {
            body.properties(&mut count);
        }
    }
    for named in &spec.schemas {
        named.schema.properties.iter().for_each(&mut count);
    }
    // one in a hundred is an exception and no habit
    required * 100 <= all
}
