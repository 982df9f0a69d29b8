//! Objects that are one of several shapes, told apart by a tag beside the content.

use std::collections::{BTreeSet, HashMap};

use super::fields::join;
use super::keys::keys_of;
use super::schema::Shaper;
use super::seen::Seen;
use crate::dialect::words_of;
use crate::model::{Notice, OneOf, Variant};
use crate::naming::Names;
use crate::sample::json::{Node, Value};

impl<'a> Shaper<'a, '_> {
    /// Two members, a tag and an object: one of several shapes. A tag that the dialect does not know counts where the
    /// object has other members for each of its values; else it may be any text, such as a name.
    pub(super) fn one_of(&mut self, path: &str, name: &str, seen: &[Seen<'a>]) -> Option<OneOf> {
        let Tagged { tag, content, content_first } = tagged(seen.first()?.node)?;
        let tag_of = |it: &Seen<'a>| match &it.node.member(tag)?.value.value {
            Value::String(text) if !text.contains(['{', '}']) => Some(text.clone()),
            _ => None,
        };
        let mut values: Vec<(String, Vec<Seen<'a>>)> = Vec::new();
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
        let members = |(_, own): &(String, Vec<Seen<'a>>)| keys_of(own.iter().map(|it| it.node));
        let members: Vec<BTreeSet<String>> = values.iter().map(members).collect();
        let vary = members.windows(2).any(|pair| pair.first() != pair.last());
        if !vary && !self.context.dialect.variants.iter().any(|known| *known == words || *known == tag) {
            return None;
        }
        let content_path = join(path, content);
        // what is keyed by data has other members each time, and is of one shape
        let contents: Vec<Seen<'a>> = values.iter().flat_map(|(_, own)| own).copied().collect();
        if self.are_maps(&content_path, &contents) {
            return None;
        }
        let name = self.type_name(path, name);
        let unshown = self.nearest_unshown(&content_path, &values);
        let mut taken = Names::but(&["Other"]);
        let variants = values
            .into_iter()
            .zip(unshown)
            .map(|((value, own), unshown)| {
                let content = self.object(&content_path, &value, &own, &unshown);
                let notices = self.notices(&own);
                Variant { name: taken.take(content.name.clone()), value, content, notices }
            })
            .collect();
        Some(OneOf { name, tag: tag.to_owned(), content: content.to_owned(), content_first, variants })
    }

    /// For each variant: what is documented of its content and that no sample shows. A field belongs to the variants whose
    /// samples are nearest to it, by their sections.
    fn nearest_unshown(&self, path: &str, values: &[(String, Vec<Seen<'a>>)]) -> Vec<Vec<String>> {
        let all: Vec<Seen<'a>> = values.iter().flat_map(|(_, own)| own).copied().collect();
        let operations = self.operations(&all);
        let mut unshown: Vec<Vec<String>> = values.iter().map(|_| Vec::new()).collect();
        for name in self.unshown_names(path, &operations) {
            let fields: Vec<Option<usize>> =
                self.documented().at(&join(path, &name), &operations).map(|field| field.section).collect();
            let depth = |(_, own): &(String, Vec<Seen<'a>>)| {
                let samples = own.iter().filter_map(|it| self.samples.get(it.sample));
                let depths =
                    samples.flat_map(|sample| fields.iter().map(|field| self.shared(sample.section, *field)));
                depths.max().unwrap_or_default()
            };
            let depths: Vec<usize> = values.iter().map(depth).collect();
            let most = depths.iter().copied().max();
            for (names, depth) in unshown.iter_mut().zip(depths) {
                if Some(depth) == most {
                    names.push(name.clone());
                }
            }
        }
        unshown
    }

    /// How many sections hold both.
    fn shared(&self, one: Option<usize>, other: Option<usize>) -> usize {
        let sections = &self.context.documented.page.facts.sections;
        let above = |at: &usize| sections.get(*at).and_then(|section| section.parent);
        let others: BTreeSet<usize> = std::iter::successors(other, above).collect();
        std::iter::successors(one, above).filter(|at| others.contains(at)).count()
    }

    fn notices(&self, seen: &[Seen<'a>]) -> Vec<Notice> {
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
