//! A user's name and password as the scheme `Basic` writes them behind its name (RFC 7617): in Base64.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The header's value for `user:password`.
pub fn basic_header(pair: &str) -> String {
    let mut value = "Basic ".to_owned();
    for three in pair.as_bytes().chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = DIGITS.get((bits >> (18 - 6 * at) & 63) as usize).copied().unwrap_or(b'=');
            value.push(char::from(if at > three.len() { b'=' } else { digit }));
        }
    }
    value
}

/// The user and the password of a header's value; none where it does not show them.
pub fn basic_pair(value: &str) -> Option<(String, String)> {
    let (scheme, text) = value.trim().split_once(char::is_whitespace)?;
    let text = text.trim();
    if !scheme.eq_ignore_ascii_case("basic") || text.is_empty() {
        return None;
    }
    let pair = if text.contains(':') { text.to_owned() } else { decode(text)? };
    let colon = colon_between(&pair)?;
    let is_shown = pair.chars().all(|c| !c.is_control());
    is_shown.then(|| {
        (
            pair.get(..colon).unwrap_or_default().to_owned(),
            pair.get(colon + 1..).unwrap_or_default().to_owned(),
        )
    })
}

/// Where the colon is that separates user and password; one within a placeholder does not.
fn colon_between(pair: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let colon = pair.char_indices().find(|(_, c)| {
        match c {
            '{' | '<' => depth += 1,
            '}' | '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        *c == ':' && depth == 0
    });
    colon.map(|(at, _)| at)
}

fn decode(text: &str) -> Option<String> {
    let digits = text.trim_end_matches('=').as_bytes();
    let mut bytes = Vec::with_capacity(digits.len());
    let (mut bits, mut count) = (0_u32, 0);
    for digit in digits {
        let value = DIGITS.iter().position(|known| known == digit)?;
        bits = bits << 6 | u32::try_from(value).ok()?;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_come_back() {
        for pair in ["ann:secret", "a:", ":b", "{CLIENT}:{SECRET}", "<user:name>:é", "ann:with:colons"] {
            let (user, password) = basic_pair(&basic_header(pair)).unwrap();
            assert_eq!(format!("{user}:{password}"), pair);
        }
        assert_eq!(basic_header("Aladdin:open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(basic_pair("Basic ann:secret"), Some(("ann".to_owned(), "secret".to_owned())));
        for other in ["Basic {CREDENTIALS}", "Bearer abc", "Basic", "Basic 123", "Basic YW5u"] {
            assert_eq!(basic_pair(other), None, "{other}");
        }
    }
}
