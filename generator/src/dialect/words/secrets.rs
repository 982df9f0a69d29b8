//! Which names say that a value must not be shown, by the lists of `secrets.yaml`.
//!
//! Looks at names alone: what a sample has there is for whoever asks.

use serde::Deserialize;
use std::collections::HashMap;
use std::ops::Range;

use crate::config::yaml;
use crate::dialect::words::{is_ideographic, parted};

const FILE: &str = include_str!("../secrets.yaml");
/// Letters from which a word counts at the end of another.
const LONG: usize = 5;

/// What the value of a name goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// A body or a segment of the path, where names are of any kind.
    Data,
    /// A query, a header, a cookie or a connection string, by which credentials often go.
    Request,
}

/// The lists, as the file has them.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Lists {
    words: Vec<Vec<String>>,
    keys: Vec<String>,
    in_requests: Vec<String>,
    harmless: Vec<Vec<String>>,
    about: Vec<Vec<String>>,
    values: Vec<String>,
    numbers: Vec<Vec<String>>,
}

/// What a phrase says of the name that it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Secret,
    /// A secret where another word is before it.
    Key,
    /// A secret if it is the whole name, and a request carries it.
    InRequests,
    Harmless,
    /// Makes what is before it no secret.
    About,
    /// Holds what the object around it is named for.
    Value,
    /// A secret that may be a number.
    Number,
}

/// The lists, to be looked up.
#[derive(Debug, Clone, Default)]
pub(in crate::dialect) struct Secrets {
    senses: HashMap<String, Vec<Sense>>,
    /// Secret words that count at the end of another word.
    endings: Vec<String>,
    /// Secret words of scripts that have no blanks between words.
    unparted: Vec<String>,
    /// The words of the longest phrase.
    longest: usize,
}

impl Secrets {
    /// Reads the lists.
    ///
    /// # Errors
    /// The file is not of this form; in words for people.
    pub fn built_in() -> Result<Self, String> {
        let lists: Lists = yaml(FILE).map_err(|error| format!("secrets.yaml: {error}"))?;
        let mut secrets = Self::default();
        for phrase in lists.words.iter().flatten() {
            secrets.add(phrase, Sense::Secret);
        }
        let others = [
            (Sense::Key, lists.keys),
            (Sense::InRequests, lists.in_requests),
            (Sense::Harmless, lists.harmless.concat()),
            (Sense::About, lists.about.concat()),
            (Sense::Value, lists.values),
            (Sense::Number, lists.numbers.concat()),
        ];
        for (sense, phrases) in &others {
            phrases.iter().for_each(|phrase| secrets.add(phrase, *sense));
        }
        Ok(secrets)
    }

    fn add(&mut self, phrase: &str, sense: Sense) {
        let phrase = plain(phrase);
        let glued = phrase.replace(' ', "");
        self.longest = self.longest.max(words(&phrase).len());
        if sense == Sense::Secret {
            if glued.contains(is_ideographic) {
                self.unparted.push(glued.clone());
            } else if glued.chars().count() >= LONG {
                self.endings.push(glued.clone());
            }
        }
        // of what is harmless only what is written so: `primary key`, not `s3key` for `s key`
        if glued != phrase && sense == Sense::Secret {
            self.senses.entry(glued).or_default().push(sense);
        }
        self.senses.entry(phrase).or_default().push(sense);
    }

    /// Whether a name says that its value must not be shown.
    pub fn has(&self, name: &str, carrier: Carrier) -> bool {
        let name = plain(name);
        if carrier == Carrier::Request && self.means(&name, Sense::InRequests) {
            return true;
        }
        self.finds(&name, |text, at, _| {
            self.means(text, Sense::Secret)
                || (at.start > 0 && self.means(text, Sense::Key))
                || (at.len() == 1 && self.ends(text))
        })
    }

    /// Whether a name says that a whole number must not be shown.
    pub fn has_number(&self, name: &str) -> bool {
        self.finds(&plain(name), |text, at, count| at.end == count && self.means(text, Sense::Number))
    }

    /// Whether the name of a member says nothing about the secret that its object is named for, so that it is the secret, or a part
    /// of it: `{"pin": {"first": 1}}`, but not `{"pin": {"length": 4}}`.
    pub fn has_number_within(&self, name: &str, object: &str) -> bool {
        let object = plain(object);
        let ends = words(&object).len();
        self.finds(&format!("{object} {}", plain(name)), |text, at, _| {
            at.end == ends && self.means(text, Sense::Number)
        })
    }

    /// Whether a name has a phrase that `is_secret`, which nothing in it makes harmless. Given besides the phrase: which words of
    /// the name it is, and how many the name has.
    fn finds(&self, name: &str, is_secret: impl Fn(&str, Range<usize>, usize) -> bool) -> bool {
        let words = words(name);
        let phrase = |from: usize, to: usize| {
            let (start, end) = (words.get(from)?.0, words.get(to.checked_sub(1)?)?.1);
            name.get(start..end)
        };
        let phrases = |from: usize| {
            let ends = (from + 1..=words.len()).take(self.longest);
            ends.filter_map(move |to| Some((to, phrase(from, to)?)))
        };
        let harmless: Vec<(usize, usize)> = (0..words.len())
            .flat_map(|from| phrases(from).map(move |(to, text)| (from, to, text)))
            .filter(|(_, _, text)| self.means(text, Sense::Harmless))
            .map(|(from, to, _)| (from, to))
            .collect();
        let is_about = |at: usize| phrase(at, at + 1).is_some_and(|word| self.means(word, Sense::About));
        let counts = |from: usize, to: usize| {
            !harmless.iter().any(|(start, end)| from < *end && *start < to)
                && !(to..words.len()).any(is_about)
        };
        (0..words.len()).any(|from| {
            phrases(from).any(|(to, text)| is_secret(text, from..to, words.len()) && counts(from, to))
        })
    }

    /// Whether a name says no more than that it holds a value.
    pub fn is_value(&self, name: &str) -> bool {
        self.means(&plain(name), Sense::Value)
    }

    fn means(&self, phrase: &str, sense: Sense) -> bool {
        self.senses.get(phrase).is_some_and(|senses| senses.contains(&sense))
    }

    /// Whether a word has a secret one at its end, or within it where the script does not part words.
    fn ends(&self, word: &str) -> bool {
        self.endings.iter().any(|ending| word.ends_with(ending.as_str()))
            || (!word.is_ascii() && self.unparted.iter().any(|known| word.contains(known.as_str())))
    }
}

/// The words of a name, with one blank between them and no digits at their ends.
fn plain(name: &str) -> String {
    let parted = parted(name);
    if !parted.bytes().any(|byte| byte.is_ascii_digit()) {
        return parted;
    }
    let trimmed = parted.split(' ').map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()));
    trimmed.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Where words begin and end.
fn words(plain: &str) -> Vec<(usize, usize)> {
    let mut at = 0;
    let place = |word: &str| {
        let start = at;
        at += word.len() + 1;
        (start, start + word.len())
    };
    plain.split(' ').map(place).filter(|(start, end)| start < end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(carrier: Carrier, expected: bool, names: &str) {
        let secrets = Secrets::built_in().unwrap();
        let wrong: Vec<_> =
            names.split_whitespace().filter(|name| secrets.has(name, carrier) != expected).collect();
        assert!(wrong.is_empty(), "not {expected} as {carrier:?}: {wrong:?}");
    }

    #[test]
    fn names_of_secrets_are_known() {
        check(
            Carrier::Data,
            true,
            "token accessToken refresh_token secret password apiKey API-KEY passwd credentials apikey jwt \
             bearer authorization passcode otp cvv cvv2 pem cookie sessionId session_id sid_token \
             clientSecret client_secret_base64 newPassword password2 PasswordConfirmation dbPassword \
             userpassword db_passwd X-Hub-Signature X-JWT sig Proxy-Authorization X-Session-Id s3SecretKey \
             sharedAccessKey widgetKey secretkey oauth2Token tokenValue token_secret id_token \
             connectionString sasUri private_key_pem auth.password max_tokens_password secretId \
             secret_key_base webhookUrl recoveryCodes Passwort benutzerPasswort benutzerpasswort kennwort \
             geheimnis Zugriffsschlüssel mot_de_passe motDePasse motdepasse jeton jetonAcces clé_api \
             contraseña clave_secreta senha wachtwoord hasło пароль токен パスワード ユーザーパスワード 密码 用户密码 비밀번호 \
             पासवर्ड şifre",
        );
    }

    #[test]
    fn names_of_other_things_are_not() {
        check(
            Carrier::Data,
            false,
            "tokenize tokenizer max_tokens maxTokens prompt_tokens keyId key_id accessKeyId secretary \
             password_min_length passwordMinLength passwordPolicy password_expires_at token_type tokenUrl \
             token_endpoint expires_in token_expires_in key keyword keyboard monkey primaryKey partition_key \
             publicKey nextPageToken next_token bypass compass passenger passed passthrough secretName \
             credentialType authorizationUrl cookiePolicy sharedAccessKeyName signatureAlgorithm author \
             authority auth private name id - 2 opinion shipping pinned session schlüsselwort clé mot パス",
        );
    }

    #[test]
    fn whole_numbers_are_secrets_at_the_end_of_a_name() {
        let secrets = Secrets::built_in().unwrap();
        for (names, expected) in [
            ("otp pin cvv userPin sms_token verificationCode recovery-codes passcode2 password", true),
            (
                "token_period secret_shares otpLength pinned spin secrets signatures sessionId api_key max_tokens page_token",
                false,
            ),
        ] {
            let wrong: Vec<&str> =
                names.split_whitespace().filter(|name| secrets.has_number(name) != expected).collect();
            assert!(wrong.is_empty(), "{wrong:?}");
        }
    }

    #[test]
    fn members_of_an_object_are_parts_of_its_secret() {
        let secrets = Secrets::built_in().unwrap();
        for (object, names, expected) in [
            ("pin", "a first value digits", true),
            ("pin", "length max_length attempts expires_in id", false),
            ("userPin", "first", true),
            ("pinned", "first", false),
        ] {
            let is_wrong = |name: &&str| secrets.has_number_within(name, object) != expected;
            let wrong: Vec<&str> = names.split_whitespace().filter(is_wrong).collect();
            assert!(wrong.is_empty(), "{object}: {wrong:?}");
        }
    }

    #[test]
    fn a_request_carries_some_that_data_does_not() {
        check(Carrier::Request, true, "key Key X-Api-Key auth access_token sig");
        check(Carrier::Data, false, "key Key auth");
        check(Carrier::Request, false, "keys author page_token q max_tokens sid");
    }
}
