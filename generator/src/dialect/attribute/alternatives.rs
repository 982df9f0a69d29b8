//! Which fields another may be given in place of, as their descriptions say: neither has to be given then, whatever marks it.

use std::collections::HashSet;

use super::location::alike;
use crate::dialect::Dialect;
use crate::dialect::facts::field::Field;
use crate::dialect::words::lexicon::List;

/// Marks the fields that say that others of the same place exclude them, and those others.
pub(in crate::dialect) fn settle(fields: &mut [Field], dialect: &Dialect) {
    let says = |field: &&Field| field.mentions.has(List::Exclusive) || field.mentions.has(List::Either);
    if !fields.iter().any(|field| says(&field)) {
        return;
    }
    let names: HashSet<String> = fields.iter().map(|field| alike(&field.name.value)).collect();
    let saying = fields.iter().filter(says);
    let alternatives: HashSet<String> = saying
        .flat_map(|field| excluding(&alike(&field.name.value), &field.description, &names, dialect))
        .collect();
    for field in fields {
        field.is_alternative |= alternatives.contains(&alike(&field.name.value));
    }
}

/// The field called `own` and the others that the sentences of its description name beside it; none where they name no other.
fn excluding(own: &str, description: &str, names: &HashSet<String>, dialect: &Dialect) -> Vec<String> {
    let parent = own.rsplit_once('.').map(|(parent, _)| parent);
    let words = &dialect.requirement;
    let mut found = Vec::new();
    for sentence in description.split(". ") {
        let codes = sentence.split('`').skip(1).step_by(2).map(alike);
        let full = codes.map(|code| parent.map_or_else(|| code.clone(), |parent| format!("{parent}.{code}")));
        let named: Vec<String> = full.filter(|name| names.contains(name)).collect();
        // `either` may be about values too, or about something else than the field
        let is_about = words.exclusive.is_in(sentence)
            || (words.either.is_in(sentence) && named.iter().any(|name| name == own));
        if is_about && named.iter().any(|name| name != own) {
            found.extend(named);
            found.push(own.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_excludes_a_field_is_named_beside_it() {
        let dialect = Dialect::default_dialect().unwrap();
        let names: HashSet<String> = ["owner", "guest", "boat.name", "boat.number"].map(str::to_owned).into();
        for (own, description, expected) in [
            ("guest", "Who lies there. Mutually exclusive with `owner`.", "owner guest"),
            ("guest", "Who lies there, in place of `owner`. Not `boat.name`.", "owner guest"),
            ("boat.name", "Its name, not both it and `number`.", "boat.number boat.name"),
            ("guest", "Either `owner` or `guest` must be given.", "owner guest guest"),
            // something else than a field, another field, values
            ("guest", "Shown instead of `nobody`.", ""),
            ("guest", "Mutually exclusive with all of them. See `owner`.", ""),
            ("owner", "Whose name is either `guest` or `host`.", ""),
            ("guest", "Whether `owner` lies there.", ""),
        ] {
            assert_eq!(excluding(own, description, &names, &dialect).join(" "), expected, "{description}");
        }
    }
}
