//! A page's blocks, read in order, as facts.

use super::attribute::{attribute, settle_locations};
use super::facts::{Frontmatter, PageFacts};
use super::recognise::{deprecation, payload};
use super::words::lifecycle;
use super::{Dialect, SampleIndex, claims, walker};
use crate::config::yaml_scalar;
use crate::markdown::Block;
use crate::source::{File, Span};

/// Reads a page's facts. Any page has some, if only an `unread` ledger.
///
/// `front_matter` is where its front matter stands, `blocks` what follows.
pub fn read(file: &File, front_matter: Option<Span>, blocks: &[Block], dialect: &Dialect) -> PageFacts {
    let outline = walker::read(blocks, dialect);
    let mut facts = attribute(outline, dialect);
    facts.front_matter = front_matter.map(|span| stated(file, span, dialect)).unwrap_or_default();
    deprecation::settle(&mut facts);
    settle_lifecycle(&mut facts, dialect);
    let requests = facts.operations.iter().flat_map(|operation| &operation.requests);
    facts.unread.extend(requests.filter_map(payload::unseen_file));
    facts.unread.sort_by_key(|unread| unread.span.start);
    for operation in &mut facts.operations {
        operation.settle();
        settle_locations(operation);
    }
    let sent = SampleIndex::of(&facts);
    let (constants, templates) = (claims::constants(&facts, &sent), claims::templates(&facts, &sent));
    (facts.constants, facts.templates) = (constants, templates);
    facts
}

/// The title, and the notices that stand before the second heading, speak of the whole page.
fn settle_lifecycle(facts: &mut PageFacts, dialect: &Dialect) {
    let title = facts.title.as_ref().and_then(|title| lifecycle::of(&title.value, dialect));
    let notices = facts.notices.iter().filter(|notice| matches!(notice.section, None | Some(0)));
    facts.lifecycle = notices.filter_map(|notice| notice.lifecycle).chain(title).max().unwrap_or_default();
}

/// What the front matter at `span` states.
fn stated(file: &File, span: Span, dialect: &Dialect) -> Frontmatter {
    let find = |keys: &[String]| keys.iter().find_map(|key| yaml_scalar(file.slice(&span), key));
    Frontmatter {
        page_id: find(&dialect.front_matter.page_id),
        description: find(&dialect.front_matter.description),
        span,
    }
}
