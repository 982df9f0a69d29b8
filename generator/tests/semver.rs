//! The advice is true: where a client that is made of the newer page of a case has not all that the older one had,
//! docwright has called the change a major one.
//!
//! `cargo test -p docwright --test semver` compares what is public in the text of both clients. `cargo test -p docwright
//! --test semver -- --ignored --nocapture` asks cargo-semver-checks, which knows more, and takes minutes;
//! `DOCWRIGHT_CASES=type-,order-` has it asked about the cases whose names begin so.

mod cases;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cases::{Case, cases};
use docwright::dialect::Dialect;
use docwright::diff::{Bump, compare};
use docwright::emit;
use docwright::lower::Decisions;
use docwright::model::Api;
use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Fields, FnArg, Ident, ImplItem, Item, Meta, Path as Name, ReturnType, Signature, Token, Type,
    UseTree, Visibility, braced, parenthesized, token,
};

#[test]
fn what_callers_lose_is_called_major() {
    let mut wrong = Vec::new();
    let mut lost = 0;
    for case in cases() {
        let (old, new) = (public(&case.old.api), public(&case.new.api));
        let gone: Vec<&String> = old.difference(&new).collect();
        lost += usize::from(!gone.is_empty());
        if !gone.is_empty() && case.diff().bump() != Bump::Major {
            wrong.push(format!(
                "{} is called {:?}, but gone is\n  {gone:#?}",
                case.name(),
                case.diff().bump()
            ));
        }
        if old != new && case.diff().bump() == Bump::None {
            wrong.push(format!("{} is called docs only, but the client is another one", case.name()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // the cases would prove nothing if no client ever lost something
    assert!(lost > 15, "only {lost} cases lose anything");
}

/// Pages of the corpus that become each other, and pages that lose a line.
#[test]
fn nor_is_anything_lost_unsaid_between_pages_of_the_corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut folders: Vec<_> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let dialect = Dialect::default_dialect().unwrap();
    let read = |text: &str| {
        let revision = cases::revision("page", "page.md", text, Decisions::NONE, &dialect);
        let public = public(&revision.api);
        (revision, public)
    };
    let pages = folders.iter().filter_map(|folder| fs::read_to_string(folder.join("page.md")).ok());
    let pages: Vec<String> = pages.collect();
    let mut wrong = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        let old = read(page);
        let next = pages.get(at + 1).cloned().into_iter().map(|next| ("the next page".to_owned(), next));
        // each fourth line, another one in each page, is enough to see whether something goes unsaid
        for (what, text) in shorter(page).skip(at % 4).step_by(4).chain(next) {
            let new = read(&text);
            for ((old, had), (new, has)) in [(&old, &new), (&new, &old)] {
                let gone: Vec<&String> = had.difference(has).collect();
                let diff = compare(old, new);
                if (!gone.is_empty() && diff.bump() != Bump::Major)
                    || (had != has && diff.bump() == Bump::None)
                {
                    let bump = diff.bump();
                    wrong.push(format!("{}: {what}: {bump:?}, gone is\n  {gone:#?}", folders[at].display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// A page without each of the lines that tell of a field, one at a time.
fn shorter(page: &str) -> impl Iterator<Item = (String, String)> {
    let lines: Vec<&str> = page.split_inclusive('\n').collect();
    let telling =
        |line: &&str| line.trim_start().starts_with('|') || line.contains("\":") || line.contains("-H ");
    let numbers: Vec<usize> = (0..lines.len()).filter(|at| telling(&lines[*at])).collect();
    numbers.into_iter().map(move |number| {
        let rest: String =
            lines.iter().enumerate().filter(|(at, _)| *at != number).map(|(_, line)| *line).collect();
        (format!("without line {}", number + 1), rest)
    })
}

/// What is public in the client of an API, one line for each thing: a line that is gone is a break.
fn public(api: &Api) -> BTreeSet<String> {
    let output = emit::client(api, "widgets", emit::RuntimeSource::Dependency).unwrap();
    let modules = output.files.iter().filter(|(name, _)| name.ends_with(".rs") && name != "samples.rs");
    let mut lines = BTreeSet::new();
    for (name, text) in modules {
        let file = syn::parse_file(text).unwrap();
        let own: Vec<String> = file.items.iter().flat_map(item_lines).collect();
        // a type has what it is another name of
        for (first, also) in file.items.iter().flat_map(renamed) {
            let starts = [format!("{first}."), format!("{first}::")];
            let of_first = own.iter().filter(|line| starts.iter().any(|start| line.starts_with(start)));
            lines.extend(of_first.map(|line| format!("{name}: {also}{}", &line[first.len()..])));
        }
        lines.extend(own.into_iter().map(|line| format!("{name}: {line}")));
    }
    lines
}

fn item_lines(item: &Item) -> Vec<String> {
    match item {
        Item::Const(it) if is_public(&it.vis) => vec![format!("const {}: {}", it.ident, text(&it.ty))],
        Item::Fn(it) if is_public(&it.vis) => vec![signature(&it.sig)],
        Item::Mod(it) if is_public(&it.vis) => vec![format!("mod {}", it.ident)],
        Item::Use(it) if is_public(&it.vis) => used(&it.tree),
        // that a list has pages, of which items
        Item::Macro(it) if it.mac.path.segments.last().is_some_and(|name| name.ident == "pages") => {
            let given = it.mac.tokens.to_string();
            let (list, _) = given.split_once(" = ").unwrap();
            let (name, _) = list.split_once(' ').unwrap();
            let (_, item) = list.split_once("-> ").unwrap();
            vec![format!("Paged for {name} of {item}")]
        }
        Item::Macro(it) => it.mac.parse_body::<Defined>().map(|defined| defined.0).unwrap_or_default(),
        Item::Struct(it) if is_public(&it.vis) => {
            let name = it.ident.to_string();
            let mut lines = vec![format!("type {name}")];
            let fields: Vec<String> = fields(&it.fields);
            let whole = it.fields.iter().all(|field| is_public(&field.vis)) && !is_open(&it.attrs);
            // one that callers can write out breaks by a field more, too
            lines.extend(whole.then(|| format!("{name} {{ {} }}", fields.join(", "))));
            lines.extend(fields.iter().map(|field| format!("{name}.{field}")));
            lines.extend(derived(&it.attrs).into_iter().map(|derived| format!("{derived} for {name}")));
            lines
        }
        Item::Enum(it) if is_public(&it.vis) => {
            let name = it.ident.to_string();
            let mut lines = vec![format!("type {name}")];
            let variants: Vec<String> = it
                .variants
                .iter()
                .map(|variant| {
                    let held: Vec<String> = variant.fields.iter().map(|field| text(&field.ty)).collect();
                    format!("{}({})", variant.ident, held.join(", "))
                })
                .collect();
            lines.extend((!is_open(&it.attrs)).then(|| format!("{name} {{ {} }}", variants.join(", "))));
            lines.extend(variants.iter().map(|variant| format!("{name}::{variant}")));
            lines.extend(derived(&it.attrs).into_iter().map(|derived| format!("{derived} for {name}")));
            lines
        }
        Item::Impl(it) => {
            let of = format!("{} {}", text(&it.generics), text(&it.self_ty));
            match &it.trait_ {
                Some((name, _)) => vec![format!("{} for {of}", text(name))],
                None => it
                    .items
                    .iter()
                    .filter_map(|inner| match inner {
                        ImplItem::Fn(inner) if is_public(&inner.vis) => Some(signature(&inner.sig)),
                        ImplItem::Const(inner) if is_public(&inner.vis) => {
                            Some(format!("const {}: {}", inner.ident, text(&inner.ty)))
                        }
                        _ => None,
                    })
                    .map(|line| format!("{of}::{line}"))
                    .collect(),
            }
        }
        _ => Vec::new(),
    }
}

/// The names that a module takes from elsewhere: whose type it is is its own affair.
fn used(tree: &UseTree) -> Vec<String> {
    match tree {
        UseTree::Path(path) => used(&path.tree),
        UseTree::Group(group) => group.items.iter().flat_map(used).collect(),
        UseTree::Name(name) => vec![format!("type {}", name.ident)],
        UseTree::Rename(rename) => vec![format!("type {}", rename.rename)],
        UseTree::Glob(_) => Vec::new(),
    }
}

/// The types that have another name too: theirs, and that.
fn renamed(item: &Item) -> Vec<(String, String)> {
    let Item::Use(it) = item else { return Vec::new() };
    let UseTree::Path(path) = &it.tree else { return Vec::new() };
    let trees: Vec<&UseTree> = match &*path.tree {
        UseTree::Group(group) => group.items.iter().collect(),
        tree => vec![tree],
    };
    let renamed = trees.into_iter().filter_map(|tree| match tree {
        UseTree::Rename(it) => Some((it.ident.to_string(), it.rename.to_string())),
        _ => None,
    });
    renamed.collect()
}

/// What a macro of the runtime defines: a type with its constructor, and a field or a variant each.
struct Defined(Vec<String>);

impl Parse for Defined {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        let is_enum = input.parse::<Option<Token![enum]>>()?.is_some();
        if !is_enum {
            input.parse::<Token![struct]>()?;
        }
        let name: Ident = input.parse()?;
        let mut lines = vec![format!("type {name}")];
        if input.peek(token::Paren) {
            let arguments;
            parenthesized!(arguments in input);
            // what is named is so by its name, too
            let is_named = arguments.peek2(token::Brace);
            let types = match is_named {
                true => {
                    arguments.parse::<Ident>()?;
                    let fields;
                    braced!(fields in arguments);
                    let fields = Punctuated::<FnArg, Token![,]>::parse_terminated(&fields)?;
                    let mut fields: Vec<String> = fields.iter().map(text).collect();
                    fields.sort();
                    fields
                }
                false => {
                    let arguments = Punctuated::<FnArg, Token![,]>::parse_terminated(&arguments)?;
                    let types = arguments.iter().map(|argument| match argument {
                        FnArg::Typed(typed) => text(&typed.ty),
                        FnArg::Receiver(receiver) => text(receiver),
                    });
                    types.collect()
                }
            };
            lines.push(format!("{name}::new({})", types.join(", ")));
        }
        while !input.is_empty() {
            if input.peek(token::Brace) {
                let held;
                braced!(held in input);
                while !held.is_empty() {
                    held.call(Attribute::parse_outer)?;
                    let mut words = Vec::new();
                    while !held.is_empty()
                        && !held.peek(Token![,])
                        && !held.peek(Token![=])
                        && !held.peek(Token![=>])
                        && !held.peek(Token![as])
                    {
                        words.push(held.parse::<TokenTree>()?.to_string());
                        if words.last().is_some_and(|word| word == ":") {
                            words.push(text(&held.parse::<Type>()?));
                        }
                    }
                    lines.push(format!("{name}.{}", words.join(" ")));
                    while !held.is_empty() && !held.peek(Token![,]) {
                        held.parse::<TokenTree>()?;
                    }
                    held.parse::<Option<Token![,]>>()?;
                }
            } else {
                input.parse::<TokenTree>()?;
            }
        }
        Ok(Self(lines))
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// `#[non_exhaustive]`: callers must be ready for more.
fn is_open(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("non_exhaustive"))
}

fn fields(fields: &Fields) -> Vec<String> {
    let public = fields.iter().filter(|field| is_public(&field.vis));
    let name = |field: &syn::Field| field.ident.as_ref().map_or_else(|| "0".to_owned(), ToString::to_string);
    public.map(|field| format!("{}: {}", name(field), text(&field.ty))).collect()
}

fn derived(attributes: &[Attribute]) -> Vec<String> {
    let derives = attributes.iter().filter(|attribute| attribute.path().is_ident("derive"));
    derives
        .filter_map(|attribute| match &attribute.meta {
            Meta::List(list) => list.parse_args_with(Punctuated::<Name, Token![,]>::parse_terminated).ok(),
            _ => None,
        })
        .flatten()
        .map(|name| text(&name))
        .collect()
}

/// A function's name and types. What its arguments are called is its own affair.
fn signature(signature: &Signature) -> String {
    let inputs: Vec<String> = signature
        .inputs
        .iter()
        .map(|input| match input {
            FnArg::Receiver(receiver) => text(receiver),
            FnArg::Typed(typed) => text(&typed.ty),
        })
        .collect();
    let output = match &signature.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => text(ty),
    };
    let is_async = if signature.asyncness.is_some() { "async " } else { "" };
    format!(
        "{is_async}fn {}{}({}) -> {output}",
        signature.ident,
        text(&signature.generics),
        inputs.join(", ")
    )
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

#[test]
#[ignore = "asks cargo-semver-checks about every case, which takes minutes"]
fn cargo_semver_checks_finds_no_break_that_is_not_called_major() {
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO"));
        command.arg("semver-checks").args(arguments);
        command.output().unwrap()
    };
    assert!(
        cargo(&["--version"]).status.success(),
        "cargo-semver-checks is not installed; `cargo install cargo-semver-checks --locked` does that"
    );
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    let wanted = std::env::var("DOCWRIGHT_CASES").unwrap_or_default();
    let is_wanted = |case: &Case| wanted.split(',').any(|start| case.name().starts_with(start));
    for case in cases().into_iter().filter(is_wanted) {
        let [old, new] = ["old", "new"].map(|revision| whole_crate(&case, revision, folder.path()));
        let manifest = new.join("Cargo.toml");
        let output = cargo(&[
            "check-release",
            "--manifest-path",
            manifest.to_str().unwrap(),
            "--baseline-root",
            old.to_str().unwrap(),
            "--release-type",
            "minor",
            "--default-features",
        ]);
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        let breaks = said.contains("semver requires new major version");
        assert!(output.status.success() || breaks, "{}:\n{said}", case.name());
        println!(
            "{}: {:?}, {}",
            case.name(),
            case.diff().bump(),
            if breaks { "breaks" } else { "does not break" }
        );
        if breaks && case.diff().bump() != Bump::Major {
            wrong.push(format!("{} is called {:?}:\n{said}", case.name(), case.diff().bump()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The crate of one revision of a case, in a folder that the next case's takes over.
fn whole_crate(case: &Case, revision: &str, folder: &Path) -> PathBuf {
    let docs = folder.join(format!("docs-{revision}"));
    let out = folder.join(revision);
    fs::create_dir_all(&docs).unwrap();
    fs::copy(case.folder.join(format!("{revision}.md")), docs.join("widgets.md")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_docwright"))
        .args(["generate", "--crate-name", "widgets", "--docs"])
        .args([&docs, Path::new("--out"), &out])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    out
}
