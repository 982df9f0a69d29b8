//! Links that lead to a heading of the page that they are on, by the page's name.

/// The target of a link on the page `name`: `#lift` for `kites.md#lift` on the page `docs/kites.md`.
pub(super) fn within(name: &str, target: String) -> String {
    let own = bare(name.rsplit('/').next().unwrap_or_default());
    let is_own = |page: &str| !own.is_empty() && bare(page.strip_prefix("./").unwrap_or(page)) == own;
    match target.find('#') {
        Some(at) if target.get(..at).is_some_and(is_own) => target.get(at..).unwrap_or_default().to_owned(),
        _ => target,
    }
}

/// The name of a page without its ending.
fn bare(page: &str) -> &str {
    [".md", ".mdx", ".markdown"].iter().find_map(|end| page.strip_suffix(end)).unwrap_or(page)
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn links_to_the_page_itself_lead_to_its_headings() {
        for (target, expected) in [
            ("kites.md#lift", "#lift"),
            ("./kites.md#lift", "#lift"),
            ("kites#lift", "#lift"),
            ("#lift", "#lift"),
            ("kites.md", "kites.md"),
            ("../kites.md#lift", "../kites.md#lift"),
            ("clubs.md#lift", "clubs.md#lift"),
            ("https://kites.example/kites.md#lift", "https://kites.example/kites.md#lift"),
        ] {
            assert_eq!(within("docs/kites.md", target.to_owned()), expected, "{target}");
        }
        assert_eq!(within("", "#lift".to_owned()), "#lift");
    }
}
