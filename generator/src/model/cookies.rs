//! The cookies of a request, which all go in one header: those that an operation takes, and the others.

use super::operation::Operation;
use super::parameter::Location;

/// The header that cookies are sent in.
pub const COOKIE: &str = "cookie";

/// The cookies of a header's value: name and value of each.
pub fn cookies(header: &str) -> impl Iterator<Item = (&str, &str)> {
    header.split(';').filter_map(|cookie| cookie.trim().split_once('='))
}

/// A header's value without the cookies that are `own`; as it is where none is, and none where nothing is left.
pub fn other_cookies(header: &str, own: impl Fn(&str) -> bool) -> Option<String> {
    let is_other = |cookie: &&str| !cookie.split_once('=').is_some_and(|(name, _)| own(name));
    let all: Vec<&str> = header.split(';').map(str::trim).filter(|cookie| !cookie.is_empty()).collect();
    let others: Vec<&str> = all.iter().copied().filter(is_other).collect();
    match others.is_empty() {
        _ if others.len() == all.len() => Some(header.to_owned()),
        true => None,
        false => Some(others.join("; ")),
    }
}

impl Operation {
    /// The headers of a sample, without the cookies that the operation takes.
    pub fn without_own_cookies(&self, headers: &[(String, String)]) -> Vec<(String, String)> {
        let own: Vec<&str> = self.cookies().collect();
        let others = headers.iter().filter_map(|(name, value)| {
            let value = match name.eq_ignore_ascii_case(COOKIE) {
                true => other_cookies(value, |cookie| own.contains(&cookie))?,
                false => value.clone(),
            };
            Some((name.clone(), value))
        });
        others.collect()
    }

    /// The cookies that the operation takes and a sample sends, each as it is sent, in the order in which a call sends them.
    pub fn own_cookies(&self, headers: &[(String, String)]) -> Vec<String> {
        let header = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(COOKIE));
        let value = |name: &str| {
            cookies(&header?.1)
                .find(|(cookie, _)| *cookie == name)
                .map(|(_, value)| format!("{name}={value}"))
        };
        self.cookies().filter_map(value).collect()
    }

    fn cookies(&self) -> impl Iterator<Item = &str> {
        let own = self.parameters.iter().filter(|it| it.location == Location::Cookie);
        own.map(|it| it.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_keeps_the_cookies_that_are_not_taken_out() {
        let rows = [
            ("pin=1", None),
            ("pin=1; mate=Ida", Some("mate=Ida")),
            ("a=1;pin=2 ; b=3;", Some("a=1; b=3")),
            ("a=1;b=pin", Some("a=1;b=pin")),
            ("pin", Some("pin")),
            ("{COOKIES}", Some("{COOKIES}")),
            ("", Some("")),
        ];
        for (header, left) in rows {
            assert_eq!(other_cookies(header, |name| name == "pin").as_deref(), left, "{header}");
        }
    }
}
