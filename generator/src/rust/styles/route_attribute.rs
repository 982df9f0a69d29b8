//! `#[get("/path/{id}")]` on a function, as interfaces that a macro implements have it.

use super::CallsFound;
use super::build::FoundCall;
use crate::model::MediaType;
use crate::rust::doc::METHODS;
use crate::rust::function::Function;
use crate::rust::pairs::SentPairs;
use crate::rust::texts::chunks;

pub(super) fn recognise(found: &mut CallsFound<'_>, function: Function<'_>) {
    for attribute in function.attributes {
        let Some(method) = attribute.path().segments.last().map(|it| it.ident.to_string().to_uppercase())
        else {
            continue;
        };
        let path = attribute.parse_args::<syn::LitStr>().map(|it| it.value());
        let (true, Ok(path)) = (METHODS.contains(&method.as_str()), path) else { continue };
        let open = || SentPairs { is_open: true, ..SentPairs::default() };
        let call = FoundCall {
            module: function.module,
            item: function.path(found.tree),
            attributes: function.attributes,
            methods: vec![method],
            texts: vec![chunks(&path)],
            query: open(),
            body: Some((MediaType::Json, open())),
            response: None,
            request_type: None,
        };
        let name = call.item.clone();
        if !call.add(found, &function.signature.ident) {
            found.unresolved(function.module, &function.signature.ident, &name, "computed path");
        }
    }
}
