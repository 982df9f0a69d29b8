use super::reserved::MODULES;
use super::*;

#[test]
fn no_module_is_called_as_what_a_crate_has_anyway() {
    let source = |module: &str| {
        let json = serde_json::json!({
            "module": module, "title": "", "page": "a.md", "lifecycle": "ga", "notices": [],
            "operations": [], "tables": [],
        });
        serde_json::from_value(json).unwrap()
    };
    let sources: Vec<Source> = MODULES.iter().copied().chain(["lib_source", "orders"]).map(source).collect();
    let mut api: Api = serde_json::from_value(serde_json::json!({
        "version": 1, "name": "a", "server": null, "headers": [], "sources": sources,
    }))
    .unwrap();
    decide(&mut api);
    let named: Vec<&str> = api.sources.iter().map(|source| source.module.as_str()).collect();
    assert!(named.iter().all(|name| !MODULES.contains(name)), "{named:?}");
    let apart: BTreeSet<&&str> = named.iter().collect();
    assert_eq!((apart.len(), named.last()), (named.len(), Some(&"orders")));
}
