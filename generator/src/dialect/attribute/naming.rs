//! Which lines of a page name operations, and which of these are one.

use std::collections::{HashMap, HashSet};

use super::requests::bare_request;
use super::templates::Templates;
use super::{PageParts, nameless, operation};
use crate::dialect::facts::route::{below_server, split_url};
use crate::dialect::facts::shapes::LineShape;
use crate::dialect::facts::{OperationFact, RequestFact};
use crate::dialect::outline::{OutlineEntry, SectionRole, Shows};
use crate::model::PathTemplate;
use crate::sample::http::RequestLine;
use crate::source::Span;

impl<'a> PageParts<'a> {
    /// Whether the operation of an item is a variant of the one that the item right above names, or that of a fence has the
    /// path of the fence right above.
    fn is_one_list(
        &self,
        group: usize,
        lines: &[RequestLine],
        end: usize,
        span: &Span,
        shape: LineShape,
    ) -> bool {
        const GAP: usize = 8;
        let Some(first) = self.operations.get(group) else { return false };
        let is_same = |line: &RequestLine| match shape {
            LineShape::Fence => line.path == first.path,
            _ => line.method == first.method,
        };
        span.start.saturating_sub(end) <= GAP && lines.iter().all(is_same)
    }

    /// Makes the operations that lines name; gives what is left.
    pub(super) fn name(&mut self, entries: Vec<OutlineEntry<'a>>) -> Vec<OutlineEntry<'a>> {
        let surest = surest(&entries);
        let named_surely = self.homes_of_lines(&entries);
        let called = self.homes_of_requests(&entries);
        let templates = Templates::of(&entries);
        let defined = self.defined_below(&entries);
        let mut said = HashSet::new();
        let mut rest = Vec::with_capacity(entries.len());
        for entry in entries {
            let OutlineEntry { shows: Shows::Lines { lines, label, shape }, role, section, span } = entry
            else {
                self.name_by_request(&entry);
                rest.push(entry);
                continue;
            };
            if let Some(section) = section
                && !is_said(shape)
                && self.names_another(&lines, section)
            {
                self.homes.take_for_title(section);
            }
            let home = self.homes.of(section);
            let home = defined.get(&home).copied().unwrap_or(home);
            let others = self.homes.around(home);
            let key = lines.first().map(key_of).unwrap_or_default();
            // a sentence names what nothing but sentences does in its section; a program, what nothing else does
            if is_said(shape) {
                let is_known = !others.is_empty() && !said.contains(&home);
                if named_surely.contains(&home) || surest.contains_key(&key) || is_known {
                    continue;
                }
                if shape == LineShape::Program
                    && (said.contains(&home)
                        || called.contains(&home)
                        || lines.iter().any(|line| templates.name(&line.method, &line.path)))
                {
                    continue;
                }
                said.insert(home);
            }
            let is_shown = |line: &RequestLine| {
                let mut known = others.iter().filter_map(|(_, at)| self.operations.get(*at));
                known.any(|it| is_instance(line, it, &role))
            };
            let is_text = matches!(shape, LineShape::Paragraph | LineShape::Item | LineShape::Pair);
            // it says no more than the line of the operation
            if is_text && lines.iter().all(is_shown) {
                continue;
            }
            let is_call = |line: &RequestLine| {
                let mut known = others.iter().filter_map(|(_, at)| self.operations.get(*at));
                shape == LineShape::Fence && known.any(|it| is_call(line, it))
            };
            let is_sample = (is_sample_line(shape, &role) && !others.is_empty())
                || lines.iter().all(is_call)
                || (shape == LineShape::Fence
                    && self.homes.is_of_examples(section)
                    && lines.iter().all(|line| templates.have_call(&line.method, &line.path)));
            if is_sample {
                let requests = lines.into_iter().map(|line| bare_request(line, &span, section)).collect();
                rest.push(OutlineEntry {
                    shows: Shows::Requests { requests, written_out: true, responses: Vec::new() },
                    role,
                    section,
                    span,
                });
                continue;
            }
            let is_listed = matches!(shape, LineShape::Item | LineShape::Fence);
            let group = match self.listed.take() {
                Some((group, end)) if is_listed && self.is_one_list(group, &lines, end, &span, shape) => {
                    group
                }
                _ => self.operations.len(),
            };
            if is_listed {
                self.listed = Some((group, span.end));
            }
            let is_call_of = |line: &RequestLine, known: &OperationFact| {
                known.method == line.method
                    && PathTemplate::parse(below_server(&known.path)).values_at_end(&line.path).is_some()
            };
            let own: Vec<usize> = others.iter().map(|(_, at)| *at).collect();
            for line in lines {
                let key = key_of(&line);
                // what a sentence calls may be one of what another one names
                if shape == LineShape::Sentence
                    && own.iter().filter_map(|at| self.operations.get(*at)).any(|it| is_call_of(&line, it))
                {
                    continue;
                }
                let named = (home, line.method.clone(), line.path.clone());
                if let Some(at) = self.named.get(&named).copied() {
                    // a second line that differs in its query only shows the same operation
                    if let Some(known) = self.operations.get_mut(at) {
                        known.query = joined(known.query.take(), line.query);
                        known.label = known.label.take().or_else(|| label.clone());
                    }
                    continue;
                }
                let is_weak = matches!(shape, LineShape::Item | LineShape::Row | LineShape::Paragraph);
                if is_weak && surest.get(&key).is_some_and(|surest| *surest < shape) {
                    continue;
                }
                self.named.insert(named, self.operations.len());
                let start = line.span.start;
                let named = operation(line, label.clone(), section, true);
                let named = OperationFact { is_row: shape == LineShape::Row, ..named };
                let is_listed = matches!(shape, LineShape::Item | LineShape::Row);
                self.add(named, group, (home, start), is_listed);
            }
        }
        rest
    }

    /// Makes the operation that a request names whose line is an operation's as the one right above it is: the same path with the
    /// same parameters, by another method, and no label that calls it a sample.
    fn name_by_request(&mut self, entry: &OutlineEntry<'_>) {
        let OutlineEntry {
            shows: Shows::Requests { requests, written_out: true, .. }, role, section, ..
        } = entry
        else {
            return;
        };
        let home = self.homes.of(*section);
        for request in requests.iter().filter(|_| !role.examples && role.answered.is_none()) {
            let (path, query) = split_url(&request.url.value);
            let method = &request.method.value;
            let Some((last, above)) = self.operations.iter().enumerate().next_back() else { continue };
            let is_template = PathTemplate::parse(&above.path).parameters().next().is_some();
            let names_host = request.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host"));
            if !is_template || names_host || nameless(&above.path) != nameless(path) {
                continue;
            }
            let own = self.homes.around(home);
            let is_known = |at: &usize| self.operations.get(*at).is_some_and(|it| it.method == *method);
            if !own.iter().any(|(_, at)| *at == last) || own.iter().any(|(_, at)| is_known(at)) {
                continue;
            }
            let line = RequestLine {
                method: method.clone(),
                path: path.to_owned(),
                query: query.map(str::to_owned),
                span: request.method.span.clone(),
            };
            let label = above.label.clone();
            let group = self.groups.0.last().copied().unwrap_or_default();
            self.named.insert((home, line.method.clone(), line.path.clone()), self.operations.len());
            let start = line.span.start;
            self.add(operation(line, label, *section, true), group, (home, start), false);
        }
    }

    /// Whether lines in a section that is called like a label name none of the operations beside it: `### Query` above
    /// `POST /indexes/{id}/query`.
    fn names_another(&self, lines: &[RequestLine], section: usize) -> bool {
        let beside = self.homes.beside(section);
        let is_known = |line: &RequestLine| {
            beside.iter().any(|(_, at)| {
                let known = self.operations.get(*at).filter(|known| known.method == line.method);
                let template = self.templates.get(*at).filter(|_| known.is_some());
                template.is_some_and(|it| {
                    it.nameless() == nameless(&line.path) || it.values_at_end(&line.path).is_some()
                })
            })
        };
        !beside.is_empty() && !lines.iter().any(is_known)
    }

    /// The sections that define what a sample of the section around them calls, with that: a heading `Definition` and one template
    /// below it, in the section that begins with a command. No other operation is named there.
    fn defined_below(&self, entries: &[OutlineEntry<'_>]) -> HashMap<Option<usize>, Option<usize>> {
        let mut called: HashMap<Option<usize>, Vec<&RequestFact>> = HashMap::new();
        let mut named: HashMap<Option<usize>, Vec<&RequestLine>> = HashMap::new();
        for entry in entries {
            let home = self.homes.of(entry.section);
            match &entry.shows {
                Shows::Requests { requests, written_out: false, .. } => {
                    called.entry(home).or_default().extend(requests);
                }
                Shows::Lines { lines, .. } => named.entry(home).or_default().extend(lines),
                _ => {}
            }
        }
        let mut below: HashMap<Option<usize>, usize> = HashMap::new();
        for around in named.keys().flat_map(|home| self.homes.above(*home)) {
            *below.entry(around).or_default() += 1;
        }
        let defines = |(home, lines): (&Option<usize>, &Vec<&RequestLine>)| {
            let around = self.homes.above(*home).next()?;
            let [line] = lines.as_slice() else { return None };
            let template = PathTemplate::parse(below_server(&line.path));
            let is_its = |request: &&RequestFact| {
                let path = split_url(&request.url.value).0;
                request.method.value == line.method && template.values_at_end(path).is_some()
            };
            let is_only = below.get(&around) == Some(&1) && !named.contains_key(&around);
            let calls = called.get(&around)?;
            (around.is_some() && is_only && calls.iter().all(is_its)).then_some((*home, around))
        };
        named.iter().filter_map(defines).collect()
    }

    /// The sections that name operations in another way than in a sentence.
    fn homes_of_lines(&self, entries: &[OutlineEntry<'_>]) -> HashSet<Option<usize>> {
        let named = entries.iter().filter(|entry| match &entry.shows {
            Shows::Lines { shape, .. } => !is_said(*shape) && !is_sample_line(*shape, &entry.role),
            _ => false,
        });
        named.map(|entry| self.homes.of(entry.section)).collect()
    }

    /// The sections that show requests.
    fn homes_of_requests(&self, entries: &[OutlineEntry<'_>]) -> HashSet<Option<usize>> {
        let shown = entries.iter().filter(|entry| matches!(entry.shows, Shows::Requests { .. }));
        shown.map(|entry| self.homes.of(entry.section)).collect()
    }
}

/// The surest line that names each operation.
fn surest(entries: &[OutlineEntry<'_>]) -> HashMap<String, LineShape> {
    let mut surest: HashMap<String, LineShape> = HashMap::new();
    for entry in entries {
        let Shows::Lines { lines, shape, .. } = &entry.shows else { continue };
        if is_said(*shape) || is_sample_line(*shape, &entry.role) {
            continue;
        }
        for line in lines {
            let known = surest.entry(key_of(line)).or_insert(*shape);
            *known = (*known).min(*shape);
        }
    }
    surest
}

/// Whether words or a program name the operation, which count where nothing else does.
fn is_said(shape: LineShape) -> bool {
    matches!(shape, LineShape::Sentence | LineShape::Program)
}

/// Whether lines are a sample where something else names the operation: a fence below `Example request`.
fn is_sample_line(shape: LineShape, role: &SectionRole) -> bool {
    shape == LineShape::Fence && role.examples && !role.lines
}

/// Whether a line only shows a call of an operation that is named otherwise: below the address of a server, or, among examples,
/// with values.
fn is_instance(line: &RequestLine, known: &OperationFact, role: &SectionRole) -> bool {
    let is_concrete = !line.path.contains(['{', '<']);
    let may_have_values = role.examples && !role.lines;
    let has_address = line.path.contains("://") && !known.path.contains("://");
    // a path is taken apart last: a list may have very many lines
    if line.method != known.method || !is_concrete || !(may_have_values || has_address) {
        return false;
    }
    let template = PathTemplate::parse(below_server(&known.path));
    (has_address || template.parameters().next().is_some()) && template.values_at_end(&line.path).is_some()
}

/// Whether a line of a fence calls the operation that a heading names, with values: `POST /kites/red/fly` below
/// `### POST /kites/{id}/fly`.
fn is_call(line: &RequestLine, known: &OperationFact) -> bool {
    if known.label.is_some() || known.is_row || line.method != known.method {
        return false;
    }
    let template = PathTemplate::parse(below_server(&known.path));
    let path = PathTemplate::parse(below_server(&line.path));
    path.parameters().next().is_none()
        && template.parameters().next().is_some()
        && template.segments().len() == path.segments().len()
        && template.values_at_end(&line.path).is_some()
}

fn key_of(line: &RequestLine) -> String {
    format!("{} {}", line.method, nameless(&line.path))
}

/// Two query strings as one. A parameter that each has once is none that is given twice.
fn joined(one: Option<String>, other: Option<String>) -> Option<String> {
    let (Some(one), Some(other)) = (&one, &other) else { return one.or(other) };
    let name = |pair: &'_ str| pair.split('=').next().unwrap_or_default().to_owned();
    let known: Vec<String> = one.split('&').map(name).collect();
    let repeats = |pair: &str| other.split('&').filter(|it| name(it) == name(pair)).count() > 1;
    let of_other = other.split('&').filter(|pair| !known.contains(&name(pair)) || repeats(pair));
    Some(std::iter::once(one.as_str()).chain(of_other).collect::<Vec<_>>().join("&"))
}
