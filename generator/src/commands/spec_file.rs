//! Files of OpenAPI documents: which paths are some, and how a project's is written.

use std::path::Path;

use crate::config::{Config, OpenApi};
use crate::openapi::{DocumentFormat, DocumentInfo, Version, WriteOptions};

/// Whether a path is one of a document, by what its name ends with.
pub(super) fn is_document(path: &Path) -> bool {
    let ends = path.extension().and_then(|end| end.to_str());
    ends.is_some_and(|end| ["json", "yaml", "yml"].contains(&end)) && path.is_file()
}

/// How a document is written, by what its name ends with.
pub(super) fn format_of(file: &Path) -> DocumentFormat {
    match file.extension().is_some_and(|end| end == "json") {
        true => DocumentFormat::Json,
        false => DocumentFormat::Yaml,
    }
}

/// How a project's document is written; none where it asks for none.
pub(super) fn options_of(config: &Config) -> Option<WriteOptions> {
    let settings = config.settings.openapi.as_ref()?;
    Some(options(Some(settings), &settings.file))
}

/// How a document is written that goes into `file`.
pub(super) fn options(settings: Option<&OpenApi>, file: &str) -> WriteOptions {
    let version = match settings.and_then(|it| it.spec.as_deref()) {
        Some("3.0") => Version::V30,
        _ => Version::V31,
    };
    let about = settings.map(|it| DocumentInfo {
        version: it.version.clone(),
        summary: it.summary.clone(),
        description: it.description.clone(),
        contact: it.contact.clone(),
        license: it.license.clone(),
    });
    WriteOptions { version, format: format_of(Path::new(file)), about: about.unwrap_or_default() }
}
