//! The sample whose headers say most of what every call sends.

use std::sync::Arc;

use super::settings::ClientHeaders;
use super::source_module::SourceModule;
use crate::model::Message;

/// The sample that sends most of what every call sends.
#[derive(Default)]
pub(in crate::emit) struct Fullest(Option<(usize, SampleHeaders)>);

/// Where a sample is, and its headers.
pub(in crate::emit) struct SampleHeaders {
    pub(in crate::emit) page: Arc<str>,
    pub(in crate::emit) line: usize,
    pub(in crate::emit) headers: Vec<(String, String)>,
}

impl Fullest {
    /// That of the samples of modules.
    pub(in crate::emit) fn of(modules: &[SourceModule], settings: &ClientHeaders) -> Self {
        let mut fullest = Self::default();
        let operations = modules.iter().flat_map(|module| &module.source.operations);
        let examples =
            operations.flat_map(|operation| operation.examples.iter().map(move |it| (operation, it)));
        for (operation, example) in examples {
            let Message::Request { headers, .. } = &example.message else { continue };
            let headers = operation.without_own_cookies(headers);
            let count = settings.count(&headers);
            if fullest.0.as_ref().is_none_or(|(most, _)| count > *most) {
                let page = Arc::clone(&example.page);
                fullest.0 = Some((count, SampleHeaders { page, line: example.line, headers }));
            }
        }
        fullest
    }
    /// Where that sample is, and its headers; none where no sample has any.
    pub(in crate::emit) fn headers(&self) -> Option<&SampleHeaders> {
        self.0.as_ref().map(|(_, headers)| headers)
    }
}
