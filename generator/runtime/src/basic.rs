//! What is behind `Authorization: Basic`.

use std::fmt;

use super::secret::Secret;

/// A user's name and password, as the scheme `Basic` sends them (RFC 7617): never shown.
///
/// It is made of a pair, `("ann", "secret")`, or of one text: `ann:secret`, or that in Base64.
#[derive(Clone, PartialEq, Eq)]
pub struct Basic(Secret);

impl Basic {
    /// Those of a user.
    pub fn new(user: impl AsRef<str>, password: impl AsRef<str>) -> Self {
        let pair = Secret::from(format!("{}:{}", user.as_ref(), password.as_ref()));
        Self(Secret::from(encode(pair.expose())))
    }
}

impl<U: AsRef<str>, P: AsRef<str>> From<(U, P)> for Basic {
    fn from((user, password): (U, P)) -> Self {
        Self::new(user, password)
    }
}

impl From<Secret> for Basic {
    fn from(text: Secret) -> Self {
        // no text in Base64 has a colon, and no pair is without
        Self(if text.expose().contains(':') { Secret::from(encode(text.expose())) } else { text })
    }
}

impl From<String> for Basic {
    fn from(text: String) -> Self {
        Self::from(Secret::from(text))
    }
}

impl From<&str> for Basic {
    fn from(text: &str) -> Self {
        Self::from(Secret::from(text))
    }
}

/// The value of the header.
impl From<Basic> for Secret {
    fn from(basic: Basic) -> Self {
        Self::from(format!("Basic {}", basic.0.expose()))
    }
}

impl fmt::Debug for Basic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Basic(…)")
    }
}

/// Base64 with padding (RFC 4648, 4).
fn encode(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::with_capacity(text.len().div_ceil(3) * 4);
    for three in text.as_bytes().chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = DIGITS.get((bits >> (18 - 6 * at) & 63) as usize).copied().unwrap_or(b'=');
            encoded.push(char::from(if at > three.len() { b'=' } else { digit }));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_sent_in_base64_and_not_shown() {
        let sent = |basic: Basic| Secret::from(basic).expose().to_owned();
        assert_eq!(sent(("Aladdin", "open sesame").into()), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(sent("Aladdin:open sesame".into()), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(sent("QWxhZGRpbg==".into()), "Basic QWxhZGRpbg==");
        assert_eq!(sent(("test", "123\u{a3}").into()), "Basic dGVzdDoxMjPCow==");
        assert_eq!(sent(("ab", "").into()), "Basic YWI6");
        assert_eq!(format!("{:?}", Basic::new("ann", "secret")), "Basic(…)");
    }
}
