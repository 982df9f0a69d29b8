//! A JSON number, kept digit by digit: docs show ids and amounts that no number of the machine holds.

/// A number as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct JsonNumber {
    text: Box<str>,
}

impl JsonNumber {
    /// Reads a number of JSON; `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        is_number(text.as_bytes()).then(|| Self { text: text.into() })
    }

    /// As it is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is written without a fraction and an exponent.
    pub fn is_integer(&self) -> bool {
        !self.text.contains(['.', 'e', 'E'])
    }

    /// Whether it is a whole number of 64 bits with a sign.
    pub fn is_i64(&self) -> bool {
        self.is_integer() && self.text.parse::<i64>().is_ok()
    }

    /// Whether it is a whole number of 64 bits without a sign.
    pub fn is_u64(&self) -> bool {
        self.is_integer() && self.text.parse::<u64>().is_ok()
    }

    /// Whether a machine's number holds it: a whole number of 64 bits, or digits that a double gives back.
    pub fn is_exact(&self) -> bool {
        const DIGITS: usize = 15;
        if self.is_integer() {
            return self.is_i64() || self.is_u64();
        }
        let mantissa = self.text.split(['e', 'E']).next().unwrap_or_default();
        let digits = mantissa.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
        digits <= DIGITS && self.text.parse::<f64>().is_ok_and(f64::is_finite)
    }

    /// The nearest value that `serde_json` holds; one beyond all of them is text.
    pub fn to_json(&self) -> serde_json::Value {
        let nearest = serde_json::from_str(&self.text).map(serde_json::Value::Number);
        nearest.unwrap_or_else(|_| self.text.as_ref().into())
    }
}

/// Whether bytes are a number by the grammar of JSON (RFC 8259, 6).
fn is_number(text: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = text.strip_prefix(b"-").unwrap_or(text);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest.starts_with(b"0")) {
        return false;
    }
    let mut rest = rest.get(whole..).unwrap_or_default();
    if let Some(fraction) = rest.strip_prefix(b".") {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = fraction.get(length..).unwrap_or_default();
    }
    let Some(exponent) = rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) else {
        return rest.is_empty();
    };
    let exponent = exponent.strip_prefix(b"+").or_else(|| exponent.strip_prefix(b"-")).unwrap_or(exponent);
    !exponent.is_empty() && digits(exponent) == exponent.len()
}

#[cfg(test)]
mod tests {
    use super::JsonNumber;

    #[test]
    fn numbers_are_those_of_the_grammar() {
        for text in
            ["0", "-0", "12", "1.50", "-1.5e+10", "1E5", "0.0", "123456789012345678901234567890", "1e999"]
        {
            assert_eq!(JsonNumber::read(text).map(|number| number.text().to_owned()).as_deref(), Some(text));
        }
        for text in ["", "-", "01", "1.", ".5", "+1", "1e", "1e+", "1a", "0x1", "1 ", "--1", "1.e2"] {
            assert_eq!(JsonNumber::read(text), None, "{text}");
        }
    }

    #[test]
    fn what_no_machine_holds_is_said_to_be_so() {
        for (text, i64, u64, exact) in [
            ("9223372036854775807", true, true, true),
            ("18446744073709551615", false, true, true),
            ("-9223372036854775809", false, false, false),
            ("123456789012345678901234567890", false, false, false),
            ("0.1", false, false, true),
            ("1.50", false, false, true),
            ("3.14159265358979323846", false, false, false),
            ("1e999", false, false, false),
        ] {
            let number = JsonNumber::read(text).unwrap();
            assert_eq!((number.is_i64(), number.is_u64(), number.is_exact()), (i64, u64, exact), "{text}");
        }
    }
}
