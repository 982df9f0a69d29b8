//! The source of the runtime crate, carried within the program so that a generated crate can stand alone.

/// File names and texts, `lib.rs` among them.
pub const FILES: &[(&str, &str)] = &[
    ("api_client.rs", include_str!("../embedded/api_client.rs")),
    ("basic.rs", include_str!("../embedded/basic.rs")),
    ("bearer.rs", include_str!("../embedded/bearer.rs")),
    ("blocking.rs", include_str!("../embedded/blocking.rs")),
    ("blocking_pages.rs", include_str!("../embedded/blocking_pages.rs")),
    ("body.rs", include_str!("../embedded/body.rs")),
    ("builder.rs", include_str!("../embedded/builder.rs")),
    ("call.rs", include_str!("../embedded/call.rs")),
    ("client.rs", include_str!("../embedded/client.rs")),
    ("decode.rs", include_str!("../embedded/decode.rs")),
    ("error.rs", include_str!("../embedded/error.rs")),
    ("extra.rs", include_str!("../embedded/extra.rs")),
    ("fields.rs", include_str!("../embedded/fields.rs")),
    ("file.rs", include_str!("../embedded/file.rs")),
    ("form.rs", include_str!("../embedded/form.rs")),
    ("headers.rs", include_str!("../embedded/headers.rs")),
    ("id.rs", include_str!("../embedded/id.rs")),
    ("json.rs", include_str!("../embedded/json.rs")),
    ("lib.rs", include_str!("../embedded/lib.rs")),
    ("limit.rs", include_str!("../embedded/limit.rs")),
    ("link.rs", include_str!("../embedded/link.rs")),
    ("mock.rs", include_str!("../embedded/mock.rs")),
    ("number.rs", include_str!("../embedded/number.rs")),
    ("object.rs", include_str!("../embedded/object.rs")),
    ("open_enum.rs", include_str!("../embedded/open_enum.rs")),
    ("operation.rs", include_str!("../embedded/operation.rs")),
    ("page_stream.rs", include_str!("../embedded/page_stream.rs")),
    ("pages.rs", include_str!("../embedded/pages.rs")),
    ("parameter.rs", include_str!("../embedded/parameter.rs")),
    ("put.rs", include_str!("../embedded/put.rs")),
    ("read.rs", include_str!("../embedded/read.rs")),
    ("request.rs", include_str!("../embedded/request.rs")),
    ("reqwest_transport.rs", include_str!("../embedded/reqwest_transport.rs")),
    ("response.rs", include_str!("../embedded/response.rs")),
    ("retry.rs", include_str!("../embedded/retry.rs")),
    ("secret.rs", include_str!("../embedded/secret.rs")),
    ("secret_number.rs", include_str!("../embedded/secret_number.rs")),
    ("tagged.rs", include_str!("../embedded/tagged.rs")),
    ("template.rs", include_str!("../embedded/template.rs")),
    ("text.rs", include_str!("../embedded/text.rs")),
    ("transport.rs", include_str!("../embedded/transport.rs")),
    ("uri.rs", include_str!("../embedded/uri.rs")),
    ("write.rs", include_str!("../embedded/write.rs")),
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
