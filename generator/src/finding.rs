//! What is wrong, where, and what to do about it: the catalogue of rules, and one finding.
//!
//! Codes never change meaning and are never reused. A finding is about the docs or the output, never about
//! this program: what the program cannot do is an error.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Will mislead a reader.
    Warning,
    /// The docs contradict themselves, or the output is not what they say.
    Error,
}

/// One entry of the catalogue.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// `TB101`.
    pub code: &'static str,
    /// `path-typo`.
    pub name: &'static str,
    /// Unless the configuration says otherwise.
    pub severity: Severity,
    /// One line: what it finds.
    pub summary: &'static str,
    /// Its page in Markdown: what it compares, why that matters, an example that is broken and one that is repaired.
    pub page: &'static str,
}

/// One thing that is wrong.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Which rule found it.
    pub rule: &'static Rule,
    /// How much it matters here: as the rule has it, unless the configuration says otherwise.
    pub severity: Severity,
    /// Where the repair belongs.
    pub place: Place,
    /// What was found, and what was expected.
    pub message: String,
    /// How to repair it.
    pub help: Cow<'static, str>,
    /// The operation of the page that it is in, as `POST /path`.
    pub operation: Option<Arc<str>>,
    /// The field of a body that it is about, with dots.
    pub field: Option<String>,
    /// The item of an audited crate that it is about, as its path in the crate.
    pub item: Option<Arc<str>>,
    /// What it contradicts, and where that is.
    pub related: Option<Box<Related>>,
    /// A repair that a program can make.
    pub fix: Option<Box<Fix>>,
}

/// What a finding is about, in words that outlive edits of the page: neither its line nor its message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingKey {
    /// The page.
    pub page: String,
    /// The rule's name.
    pub rule: String,
    /// The operation of the page, as `POST /path`.
    pub operation: Option<String>,
    /// The field of a body, with dots.
    pub field: Option<String>,
}

/// A span of a named file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The name of the page.
    pub page: Arc<str>,
    /// Bytes of it.
    pub span: Span,
}

/// What a finding contradicts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where that is.
    pub place: Place,
    /// What it is.
    pub label: Cow<'static, str>,
}

/// A change to a page that repairs a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// True when it cannot change what the page means.
    pub safe: bool,
    /// What to replace, none overlapping.
    pub edits: Vec<Edit>,
}

/// A replacement of some bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What is there then.
    pub text: String,
}

impl Severity {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Rule {
    /// The rule of a name or a code.
    ///
    /// # Errors
    /// When there is none; the nearest name, or the nearest code of something with digits.
    pub fn named(text: &str) -> Result<&'static Self, &'static str> {
        let known = |rule: &&&Self| [rule.name, rule.code].iter().any(|it| it.eq_ignore_ascii_case(text));
        let is_code = text.contains(|c: char| c.is_ascii_digit());
        let words = CATALOGUE.iter().map(|rule| if is_code { rule.code } else { rule.name });
        let distance = |word: &&str| strsim::osa_distance(&word.to_lowercase(), &text.to_lowercase());
        CATALOGUE.iter().find(known).copied().ok_or_else(|| words.min_by_key(distance).unwrap_or_default())
    }

    /// The letters that the codes of its family begin with.
    pub fn family(&self) -> &'static str {
        self.code.trim_end_matches(|c: char| c.is_ascii_digit())
    }
}

impl Finding {
    /// A finding without a second place and without a fix.
    pub fn new(
        rule: &'static Rule,
        place: Place,
        message: impl Into<String>,
        help: impl Into<Cow<'static, str>>,
    ) -> Self {
        let (mut message, help) = (message.into(), help.into());
        // there may be many
        message.shrink_to_fit();
        let severity = rule.severity;
        Self {
            rule,
            severity,
            place,
            message,
            help,
            operation: None,
            field: None,
            item: None,
            related: None,
            fix: None,
        }
    }

    /// What it is about.
    pub fn key(&self) -> FindingKey {
        let (operation, field) = (self.operation.as_deref().map(str::to_owned), self.field.clone());
        FindingKey { page: self.place.page.to_string(), rule: self.rule.name.to_owned(), operation, field }
    }

    /// Adds which field it is about.
    #[must_use]
    pub fn field(mut self, path: impl Into<String>) -> Self {
        self.field = Some(path.into());
        self
    }

    /// Adds what it contradicts.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<Cow<'static, str>>) -> Self {
        self.related = Some(Box::new(Related { place, label: label.into() }));
        self
    }

    /// Adds a repair of one edit.
    #[must_use]
    pub fn fix(mut self, safe: bool, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Box::new(Fix { safe, edits: vec![Edit { span, text: text.into() }] }));
        self
    }
}

/// Findings of many pages, in order. They stay grouped as they were found: there may be too many for one more list of all.
#[derive(Debug, Clone, Default)]
pub struct Findings(Vec<Vec<Finding>>);

impl Findings {
    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> + Clone {
        self.0.iter().flatten()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// Keeps those that `keep` says yes to, one after another.
    pub fn retain_mut(&mut self, mut keep: impl FnMut(&mut Finding) -> bool) {
        self.0.iter_mut().for_each(|group| group.retain_mut(&mut keep));
        self.0.retain(|group| !group.is_empty());
    }
}

impl FromIterator<Vec<Finding>> for Findings {
    fn from_iter<T: IntoIterator<Item = Vec<Finding>>>(groups: T) -> Self {
        Self(groups.into_iter().collect())
    }
}

impl From<Vec<Finding>> for Findings {
    fn from(group: Vec<Finding>) -> Self {
        Self(vec![group])
    }
}

impl Extend<Vec<Finding>> for Findings {
    fn extend<T: IntoIterator<Item = Vec<Finding>>>(&mut self, groups: T) {
        self.0.extend(groups);
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::iter::Flatten<std::vec::IntoIter<Vec<Finding>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().flatten()
    }
}

/// Orders findings by page, place and code, and drops what was said twice.
pub fn sort(findings: &mut Vec<Finding>) {
    fn key(it: &Finding) -> (&str, usize, &str, &str) {
        (&it.place.page, it.place.span.start, it.rule.code, &it.message)
    }
    findings.sort_by(|one, other| key(one).cmp(&key(other)));
    findings.dedup_by(|a, b| a.place == b.place && a.rule == b.rule && a.message == b.message);
}

macro_rules! catalogue {
    ($($ident:ident $code:literal $name:literal $severity:ident $summary:literal;)*) => {
        $(#[doc = $summary] pub static $ident: Rule =
            Rule {
                code: $code,
                name: $name,
                severity: Severity::$severity,
                summary: $summary,
                page: include_str!(concat!("rules/pages/", $name, ".md")),
            };)*
        /// Every rule, by code.
        pub static CATALOGUE: &[&Rule] = &[$(&$ident),*];
    };
}

catalogue! {
    FENCE_LANGUAGE "MU001" "fence-language" Warning "the fence of a `METHOD /path` line is labelled other than http";
    STRAY_MARKUP "MU002" "stray-markup" Warning "a stray bracket or broken marker on a fold, tab or admonition line";
    UNCLOSED_CONTAINER "MU003" "unclosed-container" Error "a fence, fold, tab or inline HTML is never closed";
    MOJIBAKE "MU004" "mojibake" Warning "UTF-8 that was read as another encoding";
    LITERAL_PUNCTUATION "MU005" "literal-punctuation" Error "punctuation inside a code literal that is not part of it";
    RAGGED_ROW "MU006" "ragged-row" Warning "a row has another number of cells than its header";
    ODD_SPACE "MU007" "odd-space" Info "a no-break or zero-width space beside a literal";
    EMPTY_TABLE "MU008" "empty-table" Warning "a table without a row";
    DISABLE_UNUSED "MU009" "disable-unused" Warning "a comment that silences a rule where there is nothing to silence";
    PATH_TYPO "TB101" "path-typo" Error "a row's name is a misspelling, or another case, of a field in the sample";
    ROW_NOT_IN_SAMPLE "TB102" "row-not-in-sample" Warning "a row of a request's own table names a field that no sample has";
    CREDENTIAL_NOT_IN_SAMPLE "TB103" "credential-not-in-sample" Info "a row of a prerequisites table names a field that no sample sends";
    FIELD_UNDOCUMENTED "TB104" "field-undocumented" Info "a field of a body that neither a row nor the definition of its object documents";
    CONSTANT_MISMATCH "TB105" "constant-mismatch" Error "a value said to be fixed differs between two places of the page";
    TEMPLATE_MISMATCH "TB106" "template-mismatch" Error "a connection-string pattern is spelled differently in table and sample";
    TYPE_MISMATCH "TB107" "type-mismatch" Error "the words name a type that the sample's value does not have";
    REQUIRED_CONTRADICTION "TB108" "required-contradiction" Error "a field is optional here and required there, or required and in no sample";
    ENUM_VIOLATION "TB109" "enum-violation" Error "a sample's value is not one of the listed values";
    DUPLICATE_ROW "TB110" "duplicate-row" Warning "two rows of a table for one field that disagree";
    DEFAULT_INVALID "TB111" "default-invalid" Warning "a default that is not of the field's type";
    JSON_INVALID "SM201" "json-invalid" Error "a strict parser rejects the body or the response";
    CURL_BROKEN "SM202" "curl-broken" Error "an unclosed quote, or a missing or dangling `\\`";
    VERB_MISMATCH "SM203" "verb-mismatch" Error "a sample's method is not the API format's";
    PATH_MISMATCH "SM204" "path-mismatch" Error "a sample's URL does not match the API format's path";
    RESPONSE_MISSING "SM205" "response-missing" Warning "an operation without a response sample";
    DUPLICATE_KEY "SM206" "duplicate-key" Error "a JSON key twice in one object";
    PLACEHOLDER_REUSE "SM207" "placeholder-reuse" Warning "one placeholder for two different values in one sample";
    CONTENT_TYPE_MISMATCH "SM208" "content-type-mismatch" Warning "a JSON body without, or against, its Content-Type";
    INSECURE_URL "SM209" "insecure-url" Warning "credentials are sent to an `http://` address";
    NO_OPERATION "SM210" "no-operation" Warning "a page that shows no request";
    SAMPLE_TOO_DEEP "SM211" "sample-too-deep" Info "a sample is nested deeper than the client has types";
    FOREIGN_CONSTANT "XP301" "foreign-constant" Error "an identifier in a sample that another page documents as its own";
    ID_COLLISION "XP302" "id-collision" Error "two sources document one identifier as theirs";
    SERVER_DRIFT "XP303" "server-drift" Warning "one operation is called on another server than on other pages";
    PLACEHOLDER_ALIAS "XP304" "placeholder-alias" Info "one header's value has placeholders of two names";
    PAGE_ID_DUPLICATE "XP305" "page-id-duplicate" Warning "two current pages have one page id";
    SUNSET_PASSED "XP306" "sunset-passed" Warning "an announced end lies behind the day given with `--today`";
    SCHEME_DRIFT "XP307" "scheme-drift" Info "credentials are sent in another scheme than in most samples";
    LOCALE_SAMPLE_DIFFERS "LC401" "locale-sample-differs" Error "a translated page shows another sample than its source page";
    LOCALE_ROWS_DIFFER "LC402" "locale-rows-differ" Error "a translated page documents other fields than its source page";
    LOCALE_CONSTANT_DIFFERS "LC403" "locale-constant-differs" Error "a translated page fixes another value than its source page";
    LOCALE_LIFECYCLE_DIFFERS "LC404" "locale-lifecycle-differs" Warning "a translated page says something else of its maturity than its source page";
    LOCALE_MISSING "LC405" "locale-missing" Info "a page that one language has and another has not";
    OUTPUT_STALE "GN501" "output-stale" Error "the generated files are not what the docs give";
    OUTPUT_EDITED "GN502" "output-edited" Error "a file that is written was changed by hand";
    NAME_COLLISION "GN503" "name-collision" Error "two names of the docs that are one name in Rust";
    ROUNDTRIP_FAILS "GN504" "roundtrip-fails" Error "a sample that the client's types cannot carry unchanged";
    RESOLUTION_EXPIRED "GN505" "resolution-expired" Error "the text that a resolution was made for has changed";
    RESOLUTION_UNUSED "GN506" "resolution-unused" Warning "a resolution that settles nothing";
    NOT_UTF8 "GN507" "not-utf8" Error "a page that is not UTF-8";
    PAGE_NAME "GN508" "page-name" Warning "the name of a page has a character that is not shown";
    OPERATION_UNKNOWN "AU601" "operation-unknown" Error "a crate calls an operation that is not documented";
    OPERATION_MISSING "AU602" "operation-missing" Info "a documented operation that a crate does not call";
    FIELD_UNKNOWN "AU603" "field-unknown" Error "a crate sends, or must find, a field that is not documented";
    FIELD_MISSING "AU604" "field-missing" Info "a documented field that a crate neither sends nor reads";
    REQUIRED_OMITTABLE "AU605" "required-omittable" Error "a crate may leave out a field that is documented as required";
    OPTIONAL_FORCED "AU606" "optional-forced" Warning "a crate always sends a field that is documented as optional";
    CRATE_TYPE_MISMATCH "AU607" "crate-type-mismatch" Error "a crate has another type for a field than is documented";
    NULLABLE_NOT_OPTIONAL "AU608" "nullable-not-optional" Error "a crate requires a field of a response that may be null or absent";
    ENUM_VALUE_MISSING "AU609" "enum-value-missing" Error "a documented value that a crate's enum does not have";
    LOCATION_MISMATCH "AU610" "location-mismatch" Error "a crate sends a field elsewhere than is documented";
    DEPRECATED_IN_DOCS "AU611" "deprecated-in-docs" Warning "a crate calls an operation that is documented as deprecated";
    DEPRECATED_ONLY_IN_CRATE "AU612" "deprecated-only-in-crate" Info "a crate deprecates an operation that the documentation does not";
}
