//! `docwright explain`: a rule's page, a class of change, or a generated item and its evidence.

use std::path::Path;

use clap::Args;

use super::client::{crate_name_of, emitted, some_source, understood};
use super::{CommandError, CommonOptions, Outcome};
use crate::diff::CLASSES;
use crate::finding::Rule;
use crate::project::Project;
use crate::report::Files;
use crate::report::changes;
use crate::report::items::{self, ClientItem};

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// A rule's name or code (`path-typo`, `TB101`), a class of change that `diff` describes (`variant-added`), or an
    /// item of the generated client (`widgets::CreateWidget::color`)
    #[arg(value_name = "RULE|CLASS|ITEM")]
    what: String,
}

pub(super) fn run(
    arguments: &ExplainArguments,
    common: &CommonOptions,
    folder: &Path,
) -> Result<Outcome, CommandError> {
    let what = arguments.what.as_str();
    let near_rule = match Rule::named(what) {
        Ok(rule) => return Ok(Outcome { text: rule.page.to_owned(), ..Outcome::default() }),
        Err(near) => near,
    };
    if let Some(class) = CLASSES.iter().find(|class| class.name == what) {
        return Ok(Outcome { text: changes::class(class), ..Outcome::default() });
    }
    let explained = item(what, common, folder);
    let near = match explained {
        Ok(Ok(text)) => return Ok(Outcome { text, ..Outcome::default() }),
        Ok(Err(near)) => near,
        // what has `::` can only be an item, which needs the project
        Err(error) if what.contains("::") => return Err(error),
        Err(_) => Vec::new(),
    };
    let near: Vec<String> = match what.contains("::") {
        true => near,
        // a single word is meant as a rule, unless an item is very near
        false => {
            let is_near = |name: &String| strsim::osa_distance(name, what) <= what.len() / 3;
            std::iter::once(near_rule.to_owned()).chain(near.into_iter().filter(is_near)).collect()
        }
    };
    let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    let kind = if what.contains("::") { "item of the client" } else { "rule, and no item of the client," };
    Err(CommandError::Other(format!("no {kind} is called `{what}`; the nearest: {}", near.join(", "))))
}

/// The item as text, or the paths that are nearest to it.
fn item(
    path: &str,
    common: &CommonOptions,
    folder: &Path,
) -> Result<Result<String, Vec<String>>, CommandError> {
    let (config, dialect) = common.load(folder)?;
    let project = Project::read(&config, &dialect)?;
    let understood = understood(&project, &config, &dialect);
    some_source(&understood, &config.docs)?;
    let name = crate_name_of(&config);
    let items = items::items(&understood.revision.api);
    let files = Files::new(project.pages().map(|page| &page.file).chain([&config.file]));
    Ok(match items::find(&items, &name.replace('-', "_"), path) {
        Ok(found) => {
            let index = emitted(&config, &understood.revision.api)?.index();
            let text = |item: &&ClientItem| {
                let code = index.place(&item.path);
                item.to_text(&files, code.map(|it| (it.file.as_str(), it.line)))
            };
            Ok(found.iter().map(text).collect::<Vec<_>>().join("\n"))
        }
        Err(near) => Err(near.into_iter().map(str::to_owned).collect()),
    })
}
