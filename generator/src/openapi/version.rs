//! Which OpenAPI is written, and in which format.

/// A version of OpenAPI that can be written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Version {
    /// 3.1
    #[default]
    V31,
    /// 3.0, which some tools read and nothing newer.
    V30,
}

/// In which format a document is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DocumentFormat {
    /// YAML.
    #[default]
    Yaml,
    /// JSON.
    Json,
}
