//! What an operation is called with beside its body, in two revisions: parameters, headers, media types.

use std::collections::{HashMap, HashSet};

use super::class::*;
use super::headers::HeadersByName;
use super::samples::{ModelPlaces, SamplePart, ShownValue, ShownValues};
use super::{ChangeLog, ChangePlace, Sides, header_place, likeness, place, property, shape};
use crate::model::{Header, Location, Operation, Origin, Parameter, Server, is_of_transport};

/// Headers that say in which form a body is, or is wanted.
const OF_FORM: [&str; 2] = ["Content-Type", "Accept"];

/// Whether a header states a media type.
pub(super) fn is_of_form(header: &str) -> bool {
    OF_FORM.iter().any(|name| name.eq_ignore_ascii_case(header))
}

/// Reports what changed in what an operation is called with.
pub(super) fn compare(
    log: &mut ChangeLog,
    sides: Sides<'_>,
    old: (&Operation, &ShownValues),
    new: (&Operation, &ShownValues),
) {
    server(log, sides, old.0, new.0);
    in_path(log, old, new);
    let moved = moved(log, old.0, new.0);
    for location in [Location::Query, Location::Header, Location::Cookie] {
        parameters(log, location, &moved, old, new);
    }
    headers(log, sides, old.0, new.0);
    let places = (ModelPlaces::of(sides.headers.0, old.0), ModelPlaces::of(sides.headers.1, new.0));
    fixed_headers(log, sides, &places.1, old, new);
    for name in OF_FORM {
        media_type(log, name, (&places.0, old.1), (&places.1, new.1));
    }
}

/// Where it is, if it is not where the API is.
fn server(log: &mut ChangeLog, sides: Sides<'_>, old: &Operation, new: &Operation) {
    let (was, is) = (old.server.as_ref(), new.server.as_ref());
    let urls = (was.or(sides.servers.0).map(|it| &it.url), is.or(sides.servers.1).map(|it| &it.url));
    if (was.is_some() || is.is_some()) && urls.0 != urls.1 {
        let at = |server: Option<&Server>| server.and_then(|it| place(&it.evidence, Origin::Sample, &it.url));
        let message = match urls.1 {
            Some(url) => format!("it is at {url} now"),
            None => "no sample says where it is any more".to_owned(),
        };
        log.report(&SERVER_CHANGED, "", at(was.or(sides.servers.0)), at(is.or(sides.servers.1)), message);
    }
}

/// Parameters of the path, which are told apart by their places in it.
fn in_path(log: &mut ChangeLog, old: (&Operation, &ShownValues), new: (&Operation, &ShownValues)) {
    let shapes = shape::Shapes::of_request(old.1, new.1);
    let own = |operation: &'_ Operation| -> Vec<Parameter> {
        operation.parameters.iter().filter(|it| it.location == Location::Path).cloned().collect()
    };
    let (olds, news) = (own(old.0), own(new.0));
    if olds.len() != news.len() {
        return;
    }
    for (was, is) in olds.iter().zip(&news) {
        if was.ident != is.ident {
            let at = |it: &Parameter| place(&it.evidence, Origin::ApiFormat, &it.ident);
            let message =
                format!("the client calls the parameter `{}` now; it was `{}`", is.ident, was.ident);
            log.report(&NAME_CHANGED, &is.name, at(was), at(is), message);
        }
        parameter(log, &shapes, was, is);
    }
}

/// The parameters that are sent in another place now, by their names.
fn moved(log: &mut ChangeLog, old: &Operation, new: &Operation) -> HashSet<String> {
    let at = |it: &Parameter| place(&it.evidence, Origin::ApiFormat, &it.name);
    let is_in = |all: &[Parameter], name: &str, location| {
        all.iter().any(|it| it.location == location && it.name == name)
    };
    let mut moved = HashSet::new();
    for was in old.parameters.iter().filter(|it| it.location != Location::Path) {
        let mut others =
            new.parameters.iter().filter(|is| is.name == was.name && is.location != was.location);
        let Some(is) = others.find(|is| is.location != Location::Path) else { continue };
        if is_in(&new.parameters, &was.name, was.location) || is_in(&old.parameters, &is.name, is.location) {
            continue;
        }
        let message = format!(
            "`{}` is sent in {} now; it was in {}",
            is.name,
            whereabouts(is.location),
            whereabouts(was.location)
        );
        log.report(&LOCATION_CHANGED, &is.name, at(was), at(is), message);
        moved.insert(is.name.clone());
    }
    moved
}

/// Where parameters are sent, in words.
fn whereabouts(location: Location) -> &'static str {
    match location {
        Location::Path => "the path",
        Location::Query => "the query string",
        Location::Header => "a header",
        Location::Cookie => "a cookie",
    }
}

/// What changed of the values of a parameter, and of what is said of it.
fn parameter(log: &mut ChangeLog, shapes: &shape::Shapes<'_>, was: &Parameter, is: &Parameter) {
    let at = |it: &Parameter| place(&it.evidence, Origin::ApiFormat, &it.name);
    shapes.compare(log, &is.name, &was.schema, &is.schema, (at(was), at(is)));
    property::bounds(log, shapes.answers(), &was.as_property(), &is.as_property());
    if let (Some(before), Some(after)) = (&was.description, &is.description)
        && before != after
    {
        let text = |place: Option<ChangePlace>, text: &str| {
            place.map(|it| ChangePlace { text: text.to_owned(), ..it })
        };
        let message = format!("the {} `{}` is described otherwise", kind(is.location), is.name);
        log.report(&ROW_REWORDED, &is.name, text(at(was), before), text(at(is), after), message);
    }
}

/// What a parameter is called by its place.
fn kind(location: Location) -> &'static str {
    match location {
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::Path | Location::Query => "parameter",
    }
}

/// Parameters of the query string, and headers that are another for each call. Those of the path are the path.
fn parameters(
    log: &mut ChangeLog,
    location: Location,
    moved: &HashSet<String>,
    old: (&Operation, &ShownValues),
    new: (&Operation, &ShownValues),
) {
    let shapes = shape::Shapes::of_request(old.1, new.1);
    let (old, new) = (old.0, new.0);
    let own = |operation: &'_ Operation| -> Vec<Parameter> {
        let own = operation.parameters.iter().filter(|it| it.location == location);
        own.filter(|it| !moved.contains(&it.name)).cloned().collect()
    };
    let key = |it: &Parameter| match location {
        Location::Header => it.name.to_ascii_lowercase(),
        Location::Path | Location::Query | Location::Cookie => it.name.clone(),
    };
    let named = |all: &'_ [Parameter]| -> HashMap<String, usize> {
        all.iter().enumerate().rev().map(|(at, it)| (key(it), at)).collect()
    };
    let what = kind(location);
    let at = |it: &Parameter| place(&it.evidence, Origin::ApiFormat, &it.name);
    let (olds, news) = (own(old), own(new));
    let (in_old, in_new) = (named(&olds), named(&news));
    let gone: Vec<&Parameter> = olds.iter().filter(|was| !in_new.contains_key(&key(was))).collect();
    let come: Vec<&Parameter> = news.iter().filter(|is| !in_old.contains_key(&key(is))).collect();
    let renamed = likeness::pairs(&gone, &come, shape::RENAMED, |was, is| {
        let words = match (&was.description, &is.description) {
            (Some(was), Some(is)) => likeness::text(was, is),
            _ => 0.0,
        };
        words.max(likeness::text(&was.name, &is.name))
    });
    let (before, kept) = likeness::sides(&renamed);
    for (number, is) in come.iter().enumerate() {
        let was = before.get(&number).and_then(|from| gone.get(*from));
        let (class, message) = match (was, is.required, location) {
            (Some(was), ..) => {
                (&FIELD_RENAMED, format!("the {what} `{}` is called `{}` now", was.name, is.name))
            }
            (None, true, Location::Header) => {
                (&REQUIRED_HEADER_ADDED, format!("the header `{}` must be sent now", is.name))
            }
            (None, true, _) => (&REQUIRED_FIELD_ADDED, format!("the {what} `{}` must be given now", is.name)),
            (None, false, _) => (&OPTIONAL_FIELD_ADDED, format!("the {what} `{}` can be given now", is.name)),
        };
        log.report(class, &is.name, was.and_then(|was| at(was)), at(is), message);
    }
    for (number, was) in gone.iter().enumerate() {
        if !kept.contains(&number) {
            let message = format!("no call has the {what} `{}` any more", was.name);
            log.report(&REQUEST_FIELD_REMOVED, &was.name, at(was), None, message);
        }
    }
    let asked = |some: &'_ [Parameter], others: &[Parameter]| -> Vec<String> {
        let others: HashSet<String> = others.iter().filter(|it| it.required).map(key).collect();
        let in_both = |it: &&Parameter| it.required && others.contains(&key(it));
        some.iter().filter(in_both).map(|it| it.name.to_lowercase()).collect()
    };
    let (was, is) = (asked(&olds, &news), asked(&news, &olds));
    if was != is {
        let (was, is) = (was.join(", "), is.join(", "));
        let place = |all: &[Parameter], text: &str| {
            all.first().and_then(at).map(|it| ChangePlace { text: text.to_owned(), ..it })
        };
        let message = format!("the call takes {is} in this order now; it was {was}");
        log.report(&ORDER_CHANGED, "", place(&olds, &was), place(&news, &is), message);
    }
    for is in &news {
        let Some(was) = in_old.get(&key(is)).and_then(|at| olds.get(*at)) else { continue };
        if was.required != is.required {
            let (class, message) = match is.required {
                true => (&OPTIONAL_TO_REQUIRED, format!("the {what} `{}` must be given now", is.name)),
                false => (&REQUIRED_TO_OPTIONAL, format!("the {what} `{}` can be left out now", is.name)),
            };
            log.report(class, &is.name, at(was), at(is), message);
        }
        parameter(log, &shapes, was, is);
    }
}

/// Headers of all calls that the operation sends and did not, or sent and does not.
fn headers(log: &mut ChangeLog, sides: Sides<'_>, old: &Operation, new: &Operation) {
    let sent = |operation: &'_ Operation| -> HashSet<String> {
        operation.headers.iter().map(|it| it.to_ascii_lowercase()).collect()
    };
    let (old_all, new_all) = sides.headers;
    let (was_sent, is_sent) = (sent(old), sent(new));
    for name in new.headers.iter().filter(|name| !was_sent.contains(&name.to_ascii_lowercase())) {
        if let Some(header) = new_all.get(name) {
            header_added(log, header, old_all);
        }
    }
    for name in old.headers.iter().filter(|name| !is_sent.contains(&name.to_ascii_lowercase())) {
        // where other calls send it still, its absence here is silence
        if let Some(header) = old_all.get(name).filter(|_| new_all.get(name).is_none()) {
            header_removed(log, header);
        }
    }
}

/// Reports a header that is sent and was not; `olds` are those that calls sent before.
pub(super) fn header_added(log: &mut ChangeLog, header: &Header, olds: &HeadersByName<'_>) {
    let (class, how): (RatedClass, _) = match (olds.get(&header.name).is_some(), header.required) {
        (true, _) => (REQUIRED_HEADER_ADDED.asks(Bump::Patch), "is sent"),
        (false, true) => ((&REQUIRED_HEADER_ADDED).into(), "must be sent"),
        (false, false) if olds.is_empty() => (OPTIONAL_FIELD_ADDED.asks(Bump::Major), "can be sent"),
        (false, false) => ((&OPTIONAL_FIELD_ADDED).into(), "can be sent"),
    };
    let message = format!("the header `{}` {how} now", header.name);
    log.report(class, &header.name, None, header_place(header, &header.name), message);
}

/// Reports a header that no sample sends any more.
pub(super) fn header_removed(log: &mut ChangeLog, header: &Header) {
    let message = format!("no sample sends the header `{}` any more", header.name);
    log.report(&REQUEST_FIELD_REMOVED, &header.name, header_place(header, &header.name), None, message);
}

/// Headers that samples fix, and that the client sends unasked: of those, ones that no sample had.
fn fixed_headers(
    log: &mut ChangeLog,
    sides: Sides<'_>,
    places: &ModelPlaces<'_>,
    old: (&Operation, &ShownValues),
    new: (&Operation, &ShownValues),
) {
    let parameters: HashSet<String> =
        new.0.parameters.iter().map(|it| it.name.to_ascii_lowercase()).collect();
    for name in new.1.headers() {
        let is_known = sides.headers.1.get(name).is_some()
            || parameters.contains(&name.to_ascii_lowercase())
            || is_of_transport(name)
            // a body that is sent for the first time is reported as such
            || (is_of_form(name) && old.0.request_body.is_none());
        if let Some(value) = new.1.header(name).first().filter(|_| !is_known && old.1.header(name).is_empty())
        {
            let place = places.of_value(value, SamplePart::Header, name);
            let message =
                format!("the header `{name}` is sent now, as `{}`: the client does so unasked", value.text);
            log.report(REQUIRED_HEADER_ADDED.asks(Bump::Patch), name, None, Some(place), message);
        }
    }
}

/// As what a body is sent, or wanted.
fn media_type(
    log: &mut ChangeLog,
    name: &str,
    old: (&ModelPlaces<'_>, &ShownValues),
    new: (&ModelPlaces<'_>, &ShownValues),
) {
    let (was, is) = (old.1.header(name), new.1.header(name));
    let lower = |value: &&ShownValue| value.text.to_ascii_lowercase();
    let texts = |values: &[&ShownValue]| values.iter().map(lower).collect::<HashSet<String>>();
    let (before, after) = (texts(&was), texts(&is));
    let gone = was.iter().find(|value| !after.contains(&lower(value)));
    let come = is.iter().find(|value| !before.contains(&lower(value)));
    if let (Some(gone), Some(come)) = (gone, come) {
        let message = format!("samples send `{name}: {}` now; they sent `{}`", come.text, gone.text);
        let places =
            (old.0.of_value(gone, SamplePart::Header, name), new.0.of_value(come, SamplePart::Header, name));
        log.report(&MEDIA_TYPE_CHANGED, name, Some(places.0), Some(places.1), message);
    }
}
