//! The source of the runtime crate, carried within the program so that a generated crate can stand alone.

/// File names and texts, `lib.rs` among them.
pub const FILES: &[(&str, &str)] = &[
    ("api_client.rs", include_str!("../runtime/src/api_client.rs")),
    ("basic.rs", include_str!("../runtime/src/basic.rs")),
    ("bearer.rs", include_str!("../runtime/src/bearer.rs")),
    ("blocking.rs", include_str!("../runtime/src/blocking.rs")),
    ("blocking_pages.rs", include_str!("../runtime/src/blocking_pages.rs")),
    ("body.rs", include_str!("../runtime/src/body.rs")),
    ("builder.rs", include_str!("../runtime/src/builder.rs")),
    ("call.rs", include_str!("../runtime/src/call.rs")),
    ("client.rs", include_str!("../runtime/src/client.rs")),
    ("decode.rs", include_str!("../runtime/src/decode.rs")),
    ("error.rs", include_str!("../runtime/src/error.rs")),
    ("extra.rs", include_str!("../runtime/src/extra.rs")),
    ("fields.rs", include_str!("../runtime/src/fields.rs")),
    ("file.rs", include_str!("../runtime/src/file.rs")),
    ("form.rs", include_str!("../runtime/src/form.rs")),
    ("headers.rs", include_str!("../runtime/src/headers.rs")),
    ("id.rs", include_str!("../runtime/src/id.rs")),
    ("json.rs", include_str!("../runtime/src/json.rs")),
    ("lib.rs", include_str!("../runtime/src/lib.rs")),
    ("limit.rs", include_str!("../runtime/src/limit.rs")),
    ("link.rs", include_str!("../runtime/src/link.rs")),
    ("mock.rs", include_str!("../runtime/src/mock.rs")),
    ("number.rs", include_str!("../runtime/src/number.rs")),
    ("object.rs", include_str!("../runtime/src/object.rs")),
    ("open_enum.rs", include_str!("../runtime/src/open_enum.rs")),
    ("operation.rs", include_str!("../runtime/src/operation.rs")),
    ("page_stream.rs", include_str!("../runtime/src/page_stream.rs")),
    ("pages.rs", include_str!("../runtime/src/pages.rs")),
    ("parameter.rs", include_str!("../runtime/src/parameter.rs")),
    ("put.rs", include_str!("../runtime/src/put.rs")),
    ("request.rs", include_str!("../runtime/src/request.rs")),
    ("reqwest_transport.rs", include_str!("../runtime/src/reqwest_transport.rs")),
    ("response.rs", include_str!("../runtime/src/response.rs")),
    ("retry.rs", include_str!("../runtime/src/retry.rs")),
    ("secret.rs", include_str!("../runtime/src/secret.rs")),
    ("tagged.rs", include_str!("../runtime/src/tagged.rs")),
    ("template.rs", include_str!("../runtime/src/template.rs")),
    ("text.rs", include_str!("../runtime/src/text.rs")),
    ("transport.rs", include_str!("../runtime/src/transport.rs")),
    ("uri.rs", include_str!("../runtime/src/uri.rs")),
];

#[cfg(test)]
mod tests {
    /// A file that is added to the runtime must be carried too.
    #[test]
    fn every_file_of_the_runtime_is_carried() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime/src");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(super::FILES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
    }
}
