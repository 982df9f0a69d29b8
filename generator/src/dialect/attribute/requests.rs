//! Which operation a request is of: the one that it calls.

use std::collections::HashSet;

use super::location::goes_beyond;
use super::{PageParts, nameless, operation, templates};
use crate::dialect::facts::route::{below_server, split_url};
use crate::dialect::facts::{Payload, RawContent, RequestFact, ResponseFact, Stated, Unread};
use crate::dialect::outline::{OutlineEntry, Shows};
use crate::model::{PathPiece, PathTemplate};
use crate::sample::http::RequestLine;
use crate::sample::url::{self, UrlParts};
use crate::source::Span;

impl PageParts<'_> {
    /// Whether a request calls an operation.
    fn calls(&self, request: &RequestFact, at: usize) -> bool {
        let path = split_url(&request.url.value).0.trim_end_matches('/');
        let same_method = self.operations.get(at).is_some_and(|it| it.method == request.method.value);
        let mut templates =
            self.templates.get(at).into_iter().chain(self.other_templates.get(&at).into_iter().flatten());
        same_method && templates.any(|template| template.values_at_end(path).is_some())
    }

    /// The operation of a request: of its section the one that it calls, else the nearest.
    fn called_by(&self, request: &RequestFact) -> Option<usize> {
        let own = self.homes.around(request.section);
        let Some(nearest) = self.homes.nearest(request.section, request.fence.start) else {
            return self.documented(request);
        };
        // a path with placeholders names one, wherever it is written
        let is_template = self.templates.get(nearest).is_some_and(|it| it.parameters().next().is_some());
        let is_named = self.operations.get(nearest).is_some_and(|it| it.is_named) || is_template;
        if self.calls(request, nearest) {
            return is_named.then_some(nearest);
        }
        let before = own.partition_point(|(start, _)| *start <= request.fence.start);
        let (above, below) = own.split_at_checked(before).unwrap_or_default();
        let mut others = above.iter().rev().chain(below);
        let called = others.find(|(_, at)| self.calls(request, *at)).map(|(_, at)| *at);
        if self.borrowed.contains(&self.homes.of(request.section)) {
            return called.or_else(|| self.documented(request));
        }
        // beside a call of its own a section may show how another operation is called
        let may_be_others = !self.has_own(request.section, nearest)
            || self.shows_own.contains(&self.homes.of(request.section));
        let elsewhere = match called.is_none() && may_be_others {
            true => self.documented(request),
            false => None,
        };
        let here = called.or(Some(nearest));
        elsewhere.or(here.filter(|at| self.operations.get(*at).is_some_and(|it| it.is_named)))
    }

    /// Whether an operation is named in the section that a place is in, rather than around it or beside it.
    fn has_own(&self, section: Option<usize>, at: usize) -> bool {
        self.operations.get(at).is_some_and(|it| self.homes.of(it.section) == self.homes.of(section))
    }

    /// The sections in which a request calls their own operation.
    pub(super) fn sections_with_calls(&self, entries: &[OutlineEntry<'_>]) -> HashSet<Option<usize>> {
        let requests = entries.iter().filter_map(|entry| match &entry.shows {
            Shows::Requests { requests, .. } => Some(requests),
            _ => None,
        });
        let is_own = |request: &&RequestFact| {
            let nearest = self.homes.nearest(request.section, request.fence.start);
            nearest.is_some_and(|at| self.calls(request, at))
        };
        requests.flatten().filter(is_own).map(|request| self.homes.of(request.section)).collect()
    }

    /// The operation that a request of a section without one calls: of those that are documented elsewhere on the page the one with
    /// the longest path. What is before that is where the API is, and no path of another operation.
    fn documented(&self, request: &RequestFact) -> Option<usize> {
        let path = split_url(&request.url.value).0.trim_end_matches('/');
        let path = PathTemplate::parse(below_server(path));
        let length = |at: usize| self.templates.get(at).map_or(0, |it| it.segments().len());
        let is_base = |at: usize| {
            let before = path.segments().len().saturating_sub(length(at));
            path.segments().iter().take(before).all(|segment| match segment.as_slice() {
                [PathPiece::Literal(one)] => !self.words.contains(one) && one.parse::<u64>().is_err(),
                [] => true,
                _ => false,
            })
        };
        let pairs = templates::pairs(&path);
        let of_words = pairs.iter().filter_map(|pair| self.by_words.get(pair)).flatten().copied();
        let of_shape = self.by_shape.at_end(&request.method.value, &path);
        let named = of_words.chain(of_shape);
        let mut called: Vec<usize> = named.filter(|at| self.calls(request, *at) && is_base(*at)).collect();
        called.sort_unstable();
        let longest = called.iter().copied().map(length).max()?;
        let mut called = called.into_iter().filter(|at| length(*at) == longest);
        let first = called.next()?;
        let name = |at: usize| self.templates.get(at).map(PathTemplate::nameless);
        called.all(|other| name(other) == name(first)).then_some(first)
    }

    /// Whether a request goes to a URL that has nothing of the paths of the operations that `at` is one of, and posts a form, as what
    /// they answer may say where to, or is beside a call of its section's own.
    fn goes_elsewhere(&self, request: &RequestFact, at: usize) -> bool {
        let UrlParts { server, path, .. } = url::split(&request.url.value);
        let is_written_out = server.contains("://") && !server.contains(['{', '<', '$']);
        let shares = |other: &usize| {
            let template = self.templates.get(*other);
            template
                .is_none_or(|it| it.literals().any(|one| path.split('/').any(|two| begin_alike(one, two))))
        };
        let is_beside = || {
            let has_words = |it: &PathTemplate| it.literals().next().is_some();
            self.shows_own.contains(&self.homes.of(request.section))
                && !self.calls(request, at)
                && self.templates.get(at).is_some_and(has_words)
        };
        let may_be = request.form.is_some() || is_beside();
        may_be && is_written_out && !self.groups.with(at).iter().any(shares)
    }

    pub(super) fn request(&mut self, mut request: RequestFact, written_out: bool) {
        let first = self.homes.around(request.section).first().map(|(_, first)| *first);
        if let Some(first) = &first {
            self.left.remove(first);
        }
        let at = match self.called_by(&request) {
            Some(at) if self.goes_elsewhere(&request, at) => {
                if request.form.is_none() {
                    self.left.extend(first);
                }
                let why = "it calls another URL than the operation that it is shown with";
                let span = request.url.span.clone();
                return self.unread.push(Unread { what: "request", why: why.to_owned(), span });
            }
            Some(at) => at,
            None => self.unnamed(&request, written_out),
        };
        let nearest = self.homes.nearest(request.section, request.fence.start);
        let is_of_around = nearest.is_some_and(|near| {
            self.has_own(request.section, near) || self.groups.0.get(near) == self.groups.0.get(at)
        });
        // what follows in its section is of what is called there
        let home = self.homes.of(request.section);
        if home.is_some() && (!is_of_around || self.borrowed.contains(&home)) && self.is_elsewhere(at, home) {
            self.homes.add(home, request.fence.start, at, false);
            self.borrowed.insert(home);
        }
        // a body above the request of one of several lines waits with the last of them
        let waits = |line: &usize| self.payloads.contains_key(line);
        let waiting = std::iter::once(at).chain(self.groups.with(at)).find(waits);
        let waiting = waiting.or_else(|| self.waiting_above(&request)).unwrap_or(at);
        let above = self.payloads.remove(&waiting).map(|(span, body, _)| (span, body));
        let sends = !matches!(request.method.value.as_str(), "GET" | "HEAD" | "OPTIONS");
        // a call without a body leaves it to the next one
        let above = above.or_else(|| sends.then(|| self.before_requests.remove(&home)).flatten());
        if let Some((span, body)) = above {
            match request.payload {
                Payload::None | Payload::Raw { .. } => send(&mut request, span, body),
                _ => self.send_alone(at, span, body),
            }
        }
        if let Some((_, first)) = self.homes.around(request.section).first() {
            self.called.insert(*first, at);
        }
        let is_called = self.calls(&request, at);
        for other in self.sharing_call(at, is_called && !self.is_of_fence(at), is_called) {
            if let Some(operation) = self.operations.get_mut(other) {
                operation.requests.push(request.clone());
            }
        }
    }

    /// Whether an operation is documented in another section than one that is an operation's own.
    fn is_elsewhere(&self, at: usize, home: Option<usize>) -> bool {
        let is_template = || self.templates.get(at).is_some_and(|it| it.parameters().next().is_some());
        let operation = self.operations.get(at).filter(|it| it.is_named || is_template());
        operation.is_some_and(|it| self.homes.of(it.section) != home)
    }

    /// The operations of one group that a sample of one of them is of: that one alone where it `is_known`, all where nothing says
    /// which, but none whose path goes on where that of the one that `is_called` ends.
    pub(super) fn sharing(&self, at: usize, is_known: bool, is_called: bool) -> Vec<usize> {
        let mut sharing = self.groups.with(at);
        sharing.retain(|other| {
            let is_anothers = is_known || (is_called && self.is_beyond(at, *other));
            *other == at || !is_anothers
        });
        sharing
    }

    /// The same for what one fence shows of the request of one of them: a call of one method is none of another with its path.
    pub(super) fn sharing_call(&self, at: usize, is_known: bool, is_called: bool) -> Vec<usize> {
        let path = |at: usize| self.operations.get(at).map(|it| &it.path);
        let mut sharing = self.sharing(at, is_known, is_called);
        sharing.retain(|other| *other == at || !is_called || path(*other) != path(at));
        sharing
    }

    /// Whether the path of one operation goes on where that of the other ends: `/pets` and `/pets/{ID}` are of a list and of
    /// what is in it.
    fn is_beyond(&self, one: usize, other: usize) -> bool {
        let both = self.operations.get(one).zip(self.operations.get(other));
        both.is_some_and(|(one, other)| goes_beyond(one, other) || goes_beyond(other, one))
    }

    /// The operation above a request, named by no line either, with which a body waits that the request sends.
    fn waiting_above(&self, request: &RequestFact) -> Option<usize> {
        let sends_file = matches!(request.payload, Payload::Raw { content: RawContent::File(_), .. });
        let home = self.homes.of(request.section);
        let is_above = |at: &usize| {
            let operation = self.operations.get(*at);
            operation.is_some_and(|it| !it.is_named && self.homes.of(it.section) == home)
        };
        let waiting = self.payloads.iter().filter(|(at, _)| sends_file && is_above(at));
        waiting.max_by_key(|(_, (span, ..))| span.start).map(|(at, _)| *at)
    }

    /// An operation that nothing but a request names.
    fn unnamed(&mut self, request: &RequestFact, written_out: bool) -> usize {
        let (path, query) = split_url(&request.url.value);
        let start = match written_out {
            true => request.method.span.clone(),
            false => request.fence.start..request.fence.start,
        };
        let line = RequestLine {
            method: request.method.value.clone(),
            path: path.to_owned(),
            query: query.map(str::to_owned),
            span: start.clone(),
        };
        let home = self.homes.of(request.section);
        // a variant of the command above it calls the same
        let path = nameless(&line.path);
        let is_same = |at: &usize| {
            let known =
                self.operations.get(*at).filter(|it| !it.is_named && self.homes.of(it.section) == home);
            known.is_some_and(|it| it.method == line.method && nameless(&it.path) == path)
        };
        if let Some(at) = self.operations.len().checked_sub(1).filter(is_same) {
            return at;
        }
        let at = self.operations.len();
        self.add(operation(line, None, request.section, false), at, (home, start.start), false);
        at
    }
}

/// Whether two words are the same, or one may be the other misspelled.
fn begin_alike(one: &str, other: &str) -> bool {
    const LETTERS: usize = 3;
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    one == other || same >= LETTERS
}

/// Makes a body that a fence shows a request's.
pub(super) fn send(request: &mut RequestFact, span: Span, body: ResponseFact) {
    request.payload = Payload::Json;
    request.body = body.body;
    request.repairs.extend(body.repairs);
    request.payload_fence = Some(span);
}

/// A request of which only its line is shown.
pub(super) fn bare_request(line: RequestLine, fence: &Span, section: Option<usize>) -> RequestFact {
    let url = match &line.query {
        Some(query) => format!("{}?{query}", line.path),
        None => line.path,
    };
    RequestFact {
        fence: fence.clone(),
        section,
        method: Stated { value: line.method, span: line.span.clone() },
        url: Stated { value: url, span: line.span },
        headers: Vec::new(),
        body: None,
        form: None,
        payload: Payload::None,
        payload_fence: None,
        credentials: None,
        repairs: Vec::new(),
    }
}
