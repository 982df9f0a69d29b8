//! What curl's options do to a request, as data.

/// What an option means for the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing, and it takes no argument.
    Flag,
    /// Nothing, but it takes an argument.
    Argument,
    Method,
    Header,
    /// A header by its own option.
    NamedHeader(&'static str),
    Url,
    Data,
    Json,
    Form,
    /// The data goes into the URL.
    Get,
    Head,
    Upload,
}

/// Short name (`' '` if it has none), long name, meaning.
const OPTIONS: &[(char, &str, Meaning)] = &[
    ('X', "request", Meaning::Method),
    ('H', "header", Meaning::Header),
    ('d', "data", Meaning::Data),
    (' ', "data-raw", Meaning::Data),
    (' ', "data-binary", Meaning::Data),
    (' ', "data-ascii", Meaning::Data),
    (' ', "data-urlencode", Meaning::Data),
    (' ', "json", Meaning::Json),
    (' ', "url", Meaning::Url),
    ('F', "form", Meaning::Form),
    (' ', "form-string", Meaning::Form),
    ('G', "get", Meaning::Get),
    ('I', "head", Meaning::Head),
    ('T', "upload-file", Meaning::Upload),
    ('A', "user-agent", Meaning::NamedHeader("User-Agent")),
    ('e', "referer", Meaning::NamedHeader("Referer")),
    ('b', "cookie", Meaning::NamedHeader("Cookie")),
    (' ', "oauth2-bearer", Meaning::NamedHeader("Authorization")),
    ('u', "user", Meaning::Argument),
    ('o', "output", Meaning::Argument),
    (' ', "output-dir", Meaning::Argument),
    ('w', "write-out", Meaning::Argument),
    ('c', "cookie-jar", Meaning::Argument),
    ('D', "dump-header", Meaning::Argument),
    ('m', "max-time", Meaning::Argument),
    (' ', "connect-timeout", Meaning::Argument),
    (' ', "retry", Meaning::Argument),
    (' ', "retry-delay", Meaning::Argument),
    (' ', "retry-max-time", Meaning::Argument),
    (' ', "max-redirs", Meaning::Argument),
    ('x', "proxy", Meaning::Argument),
    ('U', "proxy-user", Meaning::Argument),
    ('E', "cert", Meaning::Argument),
    (' ', "cert-type", Meaning::Argument),
    (' ', "key", Meaning::Argument),
    (' ', "key-type", Meaning::Argument),
    (' ', "pass", Meaning::Argument),
    (' ', "cacert", Meaning::Argument),
    (' ', "capath", Meaning::Argument),
    (' ', "ciphers", Meaning::Argument),
    (' ', "resolve", Meaning::Argument),
    (' ', "connect-to", Meaning::Argument),
    (' ', "interface", Meaning::Argument),
    (' ', "unix-socket", Meaning::Argument),
    (' ', "aws-sigv4", Meaning::Argument),
    (' ', "limit-rate", Meaning::Argument),
    (' ', "url-query", Meaning::Argument),
    (' ', "trace", Meaning::Argument),
    (' ', "trace-ascii", Meaning::Argument),
    (' ', "stderr", Meaning::Argument),
    ('K', "config", Meaning::Argument),
    ('r', "range", Meaning::Argument),
    ('C', "continue-at", Meaning::Argument),
    ('Y', "speed-limit", Meaning::Argument),
    ('y', "speed-time", Meaning::Argument),
    ('z', "time-cond", Meaning::Argument),
    ('t', "telnet-option", Meaning::Argument),
    ('Q', "quote", Meaning::Argument),
    ('P', "ftp-port", Meaning::Argument),
    ('s', "silent", Meaning::Flag),
    ('S', "show-error", Meaning::Flag),
    ('f', "fail", Meaning::Flag),
    (' ', "fail-with-body", Meaning::Flag),
    ('L', "location", Meaning::Flag),
    (' ', "location-trusted", Meaning::Flag),
    ('k', "insecure", Meaning::Flag),
    ('i', "include", Meaning::Flag),
    (' ', "show-headers", Meaning::Flag),
    ('v', "verbose", Meaning::Flag),
    ('g', "globoff", Meaning::Flag),
    ('N', "no-buffer", Meaning::Flag),
    ('O', "remote-name", Meaning::Flag),
    ('J', "remote-header-name", Meaning::Flag),
    ('#', "progress-bar", Meaning::Flag),
    ('n', "netrc", Meaning::Flag),
    ('a', "append", Meaning::Flag),
    ('B', "use-ascii", Meaning::Flag),
    ('j', "junk-session-cookies", Meaning::Flag),
    ('l', "list-only", Meaning::Flag),
    ('q', "disable", Meaning::Flag),
    ('R', "remote-time", Meaning::Flag),
    ('Z', "parallel", Meaning::Flag),
    ('0', "http1.0", Meaning::Flag),
    (' ', "http1.1", Meaning::Flag),
    (' ', "http2", Meaning::Flag),
    ('1', "tlsv1", Meaning::Flag),
    (' ', "tlsv1.2", Meaning::Flag),
    (' ', "tlsv1.3", Meaning::Flag),
    ('4', "ipv4", Meaning::Flag),
    ('6', "ipv6", Meaning::Flag),
    (' ', "compressed", Meaning::Flag),
    (' ', "basic", Meaning::Flag),
    (' ', "digest", Meaning::Flag),
    (' ', "negotiate", Meaning::Flag),
    (' ', "ntlm", Meaning::Flag),
    (' ', "anyauth", Meaning::Flag),
    (' ', "path-as-is", Meaning::Flag),
    (' ', "no-progress-meter", Meaning::Flag),
];

/// The meaning of `-x`.
pub(super) fn short(letter: char) -> Option<Meaning> {
    OPTIONS.iter().find(|option| option.0 == letter && letter != ' ').map(|option| option.2)
}

/// The meaning of `--name`.
pub(super) fn long(name: &str) -> Option<Meaning> {
    OPTIONS.iter().find(|option| option.1 == name).map(|option| option.2)
}

/// Whether `line` begins as only a continued curl command does: with an option, or with a quoted URL or body.
pub(super) fn continues(line: &str) -> bool {
    if ["'http", "\"http", "'{", "'["].iter().any(|start| line.starts_with(start)) {
        return true;
    }
    let Some(dashed) = line.strip_prefix(['-', '–', '—']) else { return false };
    let name = |text: &str| -> String {
        text.chars().take(24).take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).collect()
    };
    match dashed.strip_prefix('-') {
        Some(text) => long(&name(text)).is_some(),
        None => {
            let mut chars = dashed.chars();
            let known = chars.next().is_some_and(|letter| short(letter).is_some());
            let word = name(dashed);
            known
                && (word.len() == 1
                    || long(&word).is_some()
                    || word.chars().all(|c| short(c).is_some() || c.is_uppercase()))
        }
    }
}
