//! What a bullet, a definition, a heading or a component states of a field, put together as one.

use super::super::Dialect;
use super::super::facts::Stated;
use super::types;
use super::words::FieldWords;
use crate::dialect::facts::bounds::Bounds;
use crate::dialect::facts::field::{Field, FieldLocation, FieldShape, Requirement};
use crate::dialect::recognise::said::{self, SaidOfValues};
use crate::markdown::Code;
use crate::source::Span;

/// A field while its words are read.
#[derive(Debug, Clone)]
pub(in super::super) struct FieldDraft {
    pub name: Stated<String>,
    pub words: FieldWords,
    pub codes: Vec<Code>,
    /// Where the links in it lead.
    pub links: Vec<String>,
    pub location: Option<FieldLocation>,
    pub section: Option<usize>,
    /// Where its list begins.
    pub list: usize,
    pub span: Span,
    pub shape: FieldShape,
}

impl FieldDraft {
    /// The field; which field of a sample it means is found later.
    pub fn finish(self, dialect: &Dialect) -> Field {
        let FieldWords { type_words, requirement, default, description, .. } = self.words;
        let SaidOfValues { mentions, bounds, examples, marks } =
            said::read(&description, default.as_deref(), type_words.as_deref(), dialect);
        let stated = type_words.as_ref().map(|words| types::read(words, dialect)).unwrap_or_default();
        let stated = stated.of_values(&bounds.values);
        let requirement = match (requirement, marks.requirement()) {
            (Requirement::Unstated, said) => said,
            // what has a default may be left out, unless words say otherwise
            (Requirement::Optional, Requirement::Required) if default.is_some() => Requirement::Required,
            (stated, _) => stated,
        };
        let codes = self.codes.into_iter().map(|code| Stated { value: code.text, span: code.span }).collect();
        Field {
            name: self.name,
            path: None,
            typo: false,
            location: self.location,
            kinds: stated.kinds,
            format: stated.format,
            items: stated.items,
            map: stated.map,
            refers_to: stated.refers_to,
            links: self.links,
            required: requirement,
            is_alternative: false,
            nullable: stated.nullable || types::may_be_null(&description, dialect),
            default: None,
            bounds: Bounds { ..bounds },
            description,
            codes,
            examples,
            kind_mentions: type_words
                .as_ref()
                .map(|words| dialect.of_rows.mentions(words))
                .unwrap_or_default(),
            type_words,
            mentions,
            marks,
            section: self.section,
            table: self.list,
            span: self.span,
            shape: self.shape,
        }
    }
}
