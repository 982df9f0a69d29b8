//! Parameters that take an id which answers give out: their type is the id's.
//!
//! A path says it: `GET /projects/{id}` is answered with the `id` of a project, so what follows `/projects/` is one wherever
//! a path goes on from there. Where answers disagree, or the parameter is called after something else, it stays text: a
//! wrong type is worse than none.

use std::collections::{BTreeSet, HashMap};

use super::id_resources::{AnsweredThing, given, literal, nameless, parameter};
use super::objects::alike;
use crate::dialect::singular;
use crate::model::{Definitions, Location, NamedSchema, Parameter, PathTemplate, Schema, Source};
use crate::naming::{pascal, snake};

/// Gives the parameters of all operations the types of ids, where the answers of `sources` show which. Those of a path are
/// called after the id: what the documentation writes in its place may change with any rewording.
pub(super) fn give(sources: &mut [Source], schemas: &[NamedSchema]) {
    let resources = Resources::of(sources, &Definitions::of(schemas));
    for operation in sources.iter_mut().flat_map(|source| &mut source.operations) {
        let mut taken: BTreeSet<String> = operation.parameters.iter().map(|it| it.ident.clone()).collect();
        let own = operation.own_body().into_iter().flat_map(|object| &object.properties);
        taken.extend(own.map(|property| property.ident.clone()));
        for parameter in &mut operation.parameters {
            let Some(id) = resources.id(&operation.path, parameter) else { continue };
            let ident = snake(id);
            if parameter.location == Location::Path && taken.insert(ident.clone()) {
                parameter.ident = ident;
            }
            parameter.schema = Schema::Id { name: id.to_owned() };
        }
    }
}

/// The names of the ids that answers give out for one kind of thing; empty where one gives something else.
type GivenIds = BTreeSet<Option<String>>;

/// Which ids answers give out, by what paths call the things that these identify.
#[derive(Default)]
struct Resources {
    /// By the path of all things of a kind: `/projects`.
    by_path: HashMap<String, GivenIds>,
    /// By the name of one of them: `project`.
    by_name: HashMap<String, GivenIds>,
}

impl Resources {
    fn of(sources: &[Source], definitions: &Definitions<'_>) -> Self {
        let mut resources = Self::default();
        for operation in sources.iter().flat_map(|source| &source.operations) {
            let Some(AnsweredThing { resource, id, .. }) = given(operation, definitions) else { continue };
            resources.by_path.entry(nameless(resource)).or_default().insert(id.clone());
            if let Some(literal) = resource.last().and_then(literal) {
                resources.by_name.entry(alike(&singular(literal))).or_default().insert(id);
            }
        }
        resources
    }

    /// The id that a parameter of an operation on `path` takes.
    fn id(&self, path: &PathTemplate, parameter: &Parameter) -> Option<&str> {
        if parameter.schema != Schema::String || parameter.flag {
            return None;
        }
        match parameter.location {
            Location::Path => self.in_path(path, &parameter.name),
            Location::Query => self.by_name(&parameter.name),
            Location::Header | Location::Cookie => None,
        }
    }

    /// The id that a parameter of a path takes.
    fn in_path(&self, path: &PathTemplate, name: &str) -> Option<&str> {
        let segments = path.segments();
        let at = segments.iter().position(|segment| parameter(segment) == Some(name))?;
        let before = segments.get(..at)?;
        let resource = singular(before.last().and_then(literal)?);
        // of two parameters of one name the second has a number
        let called = alike(name);
        let called = called.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_full = called == alike(&resource) + "id";
        if called != "id" && !is_full {
            return None;
        }
        let own = self.by_path.get(&nameless(before));
        let given = own.or_else(|| self.by_name.get(&alike(&resource)).filter(|_| is_full))?;
        one(given).filter(|id| id.ends_with(&pascal(&format!("{resource} id"))))
    }

    /// The id that a parameter takes which is called after it, such as `project_id`.
    fn by_name(&self, name: &str) -> Option<&str> {
        let called = alike(name);
        let resource = called.strip_suffix("id").filter(|it| !it.is_empty())?;
        one(self.by_name.get(resource)?).filter(|id| alike(id).ends_with(&called))
    }
}

/// The one id that all answers give out.
fn one(given: &GivenIds) -> Option<&str> {
    let mut given = given.iter();
    given.next().filter(|_| given.next().is_none())?.as_deref()
}
