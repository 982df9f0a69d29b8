//! Which documented operation a caller calls: by method and path template, with mounts and the prefixes of servers
//! generalised; where several fit alike, by the documentation that the caller links to and by the names of its modules.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Caller, title};
use crate::model::{Api, Evidence, Operation, PathPiece, PathTemplate};

/// Callers and the operations that they call.
#[derive(Debug, Default)]
pub struct CallerPairing {
    /// For each caller, the indices of a source and of an operation in it.
    pub pairs: Vec<Option<(usize, usize)>>,
    /// For each operation that is documented more than once, all places that document it.
    pub(super) alike: HashMap<(usize, usize), Vec<(usize, usize)>>,
    /// Callers for which several fit alike.
    pub ambiguous: Vec<(usize, Vec<String>)>,
    /// Callers in parts of which next to nothing is documented.
    pub foreign: Vec<usize>,
    /// Operations that nothing calls.
    pub missing: Vec<(usize, usize)>,
    /// For callers of unknown operations, the nearest documented one.
    pub(super) nearest: HashMap<usize, (String, Option<Evidence>)>,
}

/// A segment of a path, as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
enum PathSegment {
    Literal(String),
    Parameter,
    /// Both, the parameter without its name.
    Mixed(String),
}

/// A documented operation, ready to be compared.
struct CandidateOperation<'a> {
    at: (usize, usize),
    operation: &'a Operation,
    parts: Vec<PathSegment>,
    page: Vec<String>,
}

/// How well a path fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// Less is better: parameters of the caller for literals, other than a mount.
    generalised: std::cmp::Reverse<usize>,
    /// Less is better: literals for which the caller has a mount.
    mounts: std::cmp::Reverse<usize>,
}

/// Parts of a caller with fewer operations are not judged as a whole.
const FEW: usize = 8;

impl CallerPairing {
    /// Pairs callers with the operations of an API.
    pub(super) fn of(api: &Api, callers: &[Caller<'_>]) -> Self {
        let candidates = candidates(api);
        let prefix = common_prefix(candidates.iter().map(|it| it.parts.as_slice()));
        let own: Vec<Vec<PathSegment>> = callers.iter().map(|it| parts(&it.operation.path)).collect();
        let own_prefix = common_prefix(own.iter().map(Vec::as_slice));
        let mut pairing = Self::default();
        let mut called = BTreeSet::new();
        for (index, caller) in callers.iter().enumerate() {
            let own = own.get(index).map(Vec::as_slice).unwrap_or_default();
            let slashed = with_slash(own);
            let fits =
                |own: &[PathSegment], it: &CandidateOperation<'_>| fit(own, &it.parts, prefix, own_prefix);
            let lacks_slash = slashed.is_some_and(|own| candidates.iter().any(|it| fits(&own, it).is_some()));
            let own = if lacks_slash { &[] } else { own };
            let mut fitting: Vec<((Fit, usize), &CandidateOperation<'_>)> = candidates
                .iter()
                .filter(|it| it.operation.method.eq_ignore_ascii_case(&caller.operation.method))
                .filter_map(|it| Some((fits(own, it)?, it)))
                .map(|(fit, it)| ((fit, affinity(caller, it)), it))
                .collect();
            let best = fitting.iter().map(|(rank, _)| *rank).max();
            fitting.retain(|(rank, _)| Some(*rank) == best);
            // what is generalised needs a second reason where the first one is weak
            let is_weak = best
                .is_some_and(|(fit, affinity)| affinity == 0 && (fit.mounts.0 > 0 || fit.generalised.0 > 0));
            let paths: BTreeSet<String> =
                fitting.iter().map(|(_, it)| it.operation.path.nameless()).collect();
            let one_way = best.is_some_and(|(fit, _)| fit.generalised.0 > 0);
            match fitting.first() {
                Some((_, it)) if (paths.len() == 1 || one_way) && !is_weak => {
                    called.extend(fitting.iter().map(|(_, it)| it.at));
                    pairing.pairs.push(Some(it.at));
                }
                Some(_) => {
                    let several = fitting.iter().map(|(_, it)| title(it.operation)).collect();
                    pairing.ambiguous.push((index, several));
                    pairing.pairs.push(None);
                }
                None => pairing.pairs.push(None),
            }
        }
        pairing.foreign = foreign(callers, &pairing.pairs);
        for (index, caller) in callers.iter().enumerate() {
            let is_unknown = pairing.pairs.get(index).is_some_and(Option::is_none);
            if is_unknown && !pairing.foreign.contains(&index) {
                let nearest = nearest(caller, &candidates, prefix);
                pairing.nearest.extend(nearest.map(|it| (index, it)));
            }
        }
        let all: BTreeSet<(usize, usize)> = candidates.iter().map(|it| it.at).collect();
        pairing.missing = all.into_iter().filter(|at| !called.contains(at)).collect();
        pairing.alike = alike(api);
        pairing
    }
}

fn candidates(api: &Api) -> Vec<CandidateOperation<'_>> {
    let mut all = Vec::new();
    for (source, it) in api.sources.iter().enumerate() {
        let page = words_of_path(&it.page);
        for (at, operation) in it.operations.iter().enumerate() {
            for path in std::iter::once(&operation.path).chain(&operation.other_paths) {
                let parts = parts(&PathTemplate::canonical(&without_globs(&path.to_string())));
                all.push(CandidateOperation { at: (source, at), operation, parts, page: page.clone() });
            }
        }
    }
    all
}

/// A path with what stands for any number of segments read as one: `/x/*version/(*folder/){file}` is `/x/{version}/{file}`.
fn without_globs(path: &str) -> String {
    let mut written = String::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        if segment.starts_with("(*") && !segment.contains(')') {
            continue;
        }
        // the end of one that may be none
        let segment = segment.strip_prefix(')').unwrap_or(segment);
        match segment.strip_prefix('*') {
            Some(name) => written.extend(["/{", name, "}"]),
            None => written.extend(["/", segment]),
        }
    }
    written
}

/// The places that document one operation, by each of them: pages of parts of an API each list fields of their own.
fn alike(api: &Api) -> HashMap<(usize, usize), Vec<(usize, usize)>> {
    let mut places: BTreeMap<(&str, String), Vec<(usize, usize)>> = BTreeMap::new();
    for (source, it) in api.sources.iter().enumerate() {
        for (at, operation) in it.operations.iter().enumerate() {
            let key = (operation.method.as_str(), operation.path.nameless());
            places.entry(key).or_default().push((source, at));
        }
    }
    let several = places.into_values().filter(|places| places.len() > 1);
    several.flat_map(|places| places.clone().into_iter().map(move |at| (at, places.clone()))).collect()
}

fn parts(path: &PathTemplate) -> Vec<PathSegment> {
    let segments = path.segments().iter().filter(|segment| !segment.is_empty());
    segments
        .map(|segment| match segment.as_slice() {
            [PathPiece::Literal(text)] => PathSegment::Literal(text.clone()),
            [PathPiece::Parameter(_) | PathPiece::Rest(_)] => PathSegment::Parameter,
            pieces => PathSegment::Mixed(
                pieces
                    .iter()
                    .map(|piece| match piece {
                        PathPiece::Literal(text) => text.as_str(),
                        PathPiece::Parameter(_) | PathPiece::Rest(_) => "{}",
                    })
                    .collect(),
            ),
        })
        .collect()
}

/// A path that ends with a name and a value in one, with a slash between them.
fn with_slash(path: &[PathSegment]) -> Option<Vec<PathSegment>> {
    let (PathSegment::Mixed(last), before) = path.split_last()? else { return None };
    let name = last.strip_suffix("{}").filter(|name| !name.contains("{}"))?;
    Some([before, &[PathSegment::Literal(name.to_owned()), PathSegment::Parameter]].concat())
}

/// How many leading literals all paths share; of one path alone, none.
fn common_prefix<'a>(mut paths: impl Iterator<Item = &'a [PathSegment]>) -> usize {
    let Some(first) = paths.next() else { return 0 };
    let mut shared = first.iter().take_while(|part| matches!(part, PathSegment::Literal(_))).count();
    let mut is_alone = true;
    for path in paths {
        is_alone = false;
        shared = first.iter().zip(path).take(shared).take_while(|(a, b)| a == b).count();
    }
    if is_alone { 0 } else { shared }
}

/// How a caller's path fits a documented one, with the prefix of a server left out on either side.
fn fit(own: &[PathSegment], documented: &[PathSegment], prefix: usize, own_prefix: usize) -> Option<Fit> {
    let mut fits = Vec::new();
    for skipped in 0..=prefix {
        fits.extend(fit_exactly(own, documented.get(skipped..)?));
    }
    for skipped in 1..=own_prefix {
        fits.extend(fit_exactly(own.get(skipped..)?, documented));
    }
    // an address of which only the name is known
    let is_address =
        own.first() == Some(&PathSegment::Parameter) && documented.first() != Some(&PathSegment::Parameter);
    if is_address && own.len() > documented.len() {
        fits.extend(fit_exactly(own.get(1..)?, documented));
    }
    fits.into_iter().max()
}

fn fit_exactly(own: &[PathSegment], documented: &[PathSegment]) -> Option<Fit> {
    if own.len() != documented.len() || own.is_empty() {
        return None;
    }
    let (mut generalised, mut mounts, mut shared) = (0, 0, 0);
    // a mount comes before the first name of the operation's own, at most behind one that all mounts share
    let is_last = |index: usize| index + 1 == own.len();
    let mount_ends = own.iter().position(|part| *part == PathSegment::Parameter).filter(|at| *at <= 1);
    for (index, (own, documented)) in own.iter().zip(documented).enumerate() {
        match (own, documented) {
            (PathSegment::Literal(a), PathSegment::Literal(b))
            | (PathSegment::Mixed(a), PathSegment::Mixed(b))
                if a == b =>
            {
                shared += 1
            }
            (PathSegment::Parameter, PathSegment::Parameter) => {}
            // the ending of a file, which may be none
            (PathSegment::Mixed(a), PathSegment::Literal(b))
                if is_last(index) && a.strip_suffix("{}") == Some(b) =>
            {
                mounts += 1;
                shared += 1;
            }
            (PathSegment::Parameter, PathSegment::Literal(_)) if Some(index) == mount_ends => mounts += 1,
            // a default mount, written out
            (PathSegment::Literal(_), PathSegment::Parameter) if index == 0 => mounts += 1,
            (PathSegment::Parameter, PathSegment::Literal(_) | PathSegment::Mixed(_)) => generalised += 1,
            _ => return None,
        }
    }
    // of two paths that share no name, one is not the other
    if shared == 0 && mounts + generalised > 0 && own.iter().any(|part| *part != PathSegment::Parameter) {
        return None;
    }
    Some(Fit { generalised: std::cmp::Reverse(generalised), mounts: std::cmp::Reverse(mounts) })
}

/// How much besides the path says that a caller means an operation: links to its page, and names that they share.
fn affinity(caller: &Caller<'_>, candidate: &CandidateOperation<'_>) -> usize {
    let linked = caller.links.iter().map(|link| {
        let link = words_of_path(link.split(['#', '?']).next().unwrap_or_default());
        let both = link.iter().rev().zip(candidate.page.iter().rev());
        both.take_while(|(a, b)| a == b).count()
    });
    let modules: BTreeSet<&str> = caller.item.split("::").collect();
    let page: BTreeSet<&str> = candidate.page.iter().map(String::as_str).collect();
    let literals: BTreeSet<&str> = candidate
        .parts
        .iter()
        .filter_map(|part| match part {
            PathSegment::Literal(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let named = modules.iter().filter(|name| page.contains(*name)).count();
    let called = modules.iter().filter(|name| literals.contains(*name)).count();
    let is_said = caller.routes.iter().any(|(method, path)| {
        *method == candidate.operation.method
            && PathTemplate::parse(path).nameless() == candidate.operation.path.nameless()
    });
    usize::from(is_said) * 64 + linked.max().unwrap_or_default() * 4 + named * 2 + called
}

/// `secret/kv/kv-v2.md` as `secret`, `kv`, `kv-v2`; `index` names its folder.
fn words_of_path(path: &str) -> Vec<String> {
    let parts = path.trim_end_matches('/').split('/').filter(|part| !part.is_empty());
    let mut words: Vec<String> = parts.map(|part| part.to_lowercase()).collect();
    if let Some(last) = words.last_mut()
        && let Some((stem, _)) =
            last.rsplit_once('.').filter(|(_, end)| end.starts_with("md") || *end == "html")
    {
        *last = stem.to_owned();
    }
    if words.last().is_some_and(|last| ["index", "_index", "readme"].contains(&last.as_str())) {
        words.pop();
    }
    words
}

/// Callers of another API: those of a module in which of many operations less than a quarter is documented.
fn foreign(callers: &[Caller<'_>], pairs: &[Option<(usize, usize)>]) -> Vec<usize> {
    let mut modules: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, caller) in callers.iter().enumerate() {
        modules.entry(caller.item.split("::").next().unwrap_or_default()).or_default().push(index);
    }
    let is_known = |index: &&usize| pairs.get(**index).is_some_and(Option::is_some);
    let is_foreign = |indices: &Vec<usize>| {
        let known = indices.iter().filter(is_known).count();
        indices.len() >= FEW && known * 4 < indices.len()
    };
    if modules.len() < 2 {
        return Vec::new();
    }
    let foreign = modules.into_values().filter(is_foreign).flatten();
    foreign.filter(|index| !is_known(&index)).collect()
}

/// The documented operation that is most like an unknown one, if it is like it at all: some letters differ, or where one of
/// them has a mount.
fn nearest(
    caller: &Caller<'_>,
    candidates: &[CandidateOperation<'_>],
    prefix: usize,
) -> Option<(String, Option<Evidence>)> {
    let own = parts(&caller.operation.path);
    let is_mounted = own.first() == Some(&PathSegment::Parameter);
    let own_text = text(own.get(usize::from(is_mounted)..).unwrap_or_default());
    let scored = candidates.iter().map(|it| {
        let is_other = kinship(&it.operation.method, &caller.operation.method);
        let distance = (0..=prefix)
            .filter_map(|skipped| it.parts.get(skipped + usize::from(is_mounted)..))
            .map(|parts| strsim::osa_distance(&own_text, &text(parts)))
            .min()
            .unwrap_or(usize::MAX / 4);
        ((distance, is_other, std::cmp::Reverse(affinity(caller, it))), it)
    });
    let ((distance, ..), found) = scored.min_by_key(|(score, _)| *score)?;
    let is_near = distance <= (own_text.chars().count() / 12).clamp(1, 2);
    is_near.then(|| (title(found.operation), found.operation.evidence.first().cloned()))
}

/// How far a method is from another: none, one that changes things as well, or any.
fn kinship(one: &str, other: &str) -> usize {
    let changes = |method: &str| ["POST", "PUT", "PATCH"].iter().any(|it| it.eq_ignore_ascii_case(method));
    if one.eq_ignore_ascii_case(other) { 0 } else { 2 - usize::from(changes(one) && changes(other)) }
}

/// A path without the names of its parameters.
fn text(parts: &[PathSegment]) -> String {
    parts.iter().fold(String::new(), |mut text, part| {
        text.push('/');
        text.push_str(match part {
            PathSegment::Literal(it) | PathSegment::Mixed(it) => it,
            PathSegment::Parameter => "{}",
        });
        text
    })
}
