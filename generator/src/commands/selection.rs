//! Which findings and changes are reported, and how severe findings are: what the command line says of rules and of classes of
//! changes, and the configuration of rules.

use clap::Args;

use super::CommandError;
use crate::config::{Config, ConfigError, Level};
use crate::diff::{CLASSES, Class, Diff};
use crate::finding::{CATALOGUE, Findings, Rule, Severity};

#[derive(Debug, Args)]
pub(super) struct Selection {
    /// Report only what these rules find: names, codes, or the letters that codes of a family begin with; for diff, only changes of
    /// these classes
    #[arg(long, global = true, value_name = "RULE,…", value_delimiter = ',', value_parser = known)]
    select: Vec<String>,
    /// Do not report what these rules find; for diff, changes of these classes
    #[arg(long, global = true, value_name = "RULE,…", value_delimiter = ',', value_parser = known)]
    ignore: Vec<String>,
}

/// A rule's name, its code, a family's letters, or the name of a class of changes.
fn known(text: &str) -> Result<String, String> {
    match Rule::named(text) {
        Err(near) if !is_rule(text) && class(text).is_none() => {
            Err(format!("no rule is called so; the nearest is `{near}`"))
        }
        _ => Ok(text.to_owned()),
    }
}

fn is_rule(text: &str) -> bool {
    CATALOGUE.iter().any(|rule| is_named(rule, text))
}

fn class(text: &str) -> Option<&'static Class> {
    CLASSES.iter().copied().find(|class| class.name.eq_ignore_ascii_case(text))
}

/// Whether a rule goes by a name, a code, or a family's letters.
fn is_named(rule: &Rule, text: &str) -> bool {
    [rule.name, rule.code, rule.family()].iter().any(|known| known.eq_ignore_ascii_case(text))
}

impl Selection {
    /// Whether all that is named is of the kind that a command reports: classes of changes for `diff`, rules for the others.
    ///
    /// # Errors
    /// When something is not.
    pub(super) fn check(&self, of_changes: bool) -> Result<(), CommandError> {
        let is_known = |text: &&String| if of_changes { class(text).is_some() } else { is_rule(text) };
        let Some(other) = self.select.iter().chain(&self.ignore).find(|text| !is_known(text)) else {
            return Ok(());
        };
        Err(CommandError::Other(match of_changes {
            true => format!(
                "`{other}` is a rule; `diff` reports changes, whose classes `diff --format json` names"
            ),
            false => format!("`{other}` is a class of changes, which only `diff` reports"),
        }))
    }

    /// Keeps the changes that are selected and not ignored.
    pub(super) fn choose_changes(&self, diff: &mut Diff) {
        let named =
            |class: &Class, list: &[String]| list.iter().any(|it| class.name.eq_ignore_ascii_case(it));
        diff.changes.retain(|change| {
            (self.select.is_empty() || named(change.class, &self.select))
                && !named(change.class, &self.ignore)
        });
    }

    /// Keeps what is selected and not ignored, as severe as the configuration says. What the command line selects is reported
    /// although the configuration turns it off.
    ///
    /// # Errors
    /// When the configuration names a rule that does not exist, or one twice.
    pub(super) fn choose(&self, findings: &mut Findings, config: Option<&Config>) -> Result<(), ConfigError> {
        let levels = config.map_or(Ok(Vec::new()), levels)?;
        let named = |rule: &Rule, list: &[String]| list.iter().any(|text| is_named(rule, text));
        findings.retain_mut(|finding| {
            let rule = finding.rule;
            let selected = named(rule, &self.select);
            let level = levels.iter().find(|(known, _)| *known == rule).map(|(_, level)| *level);
            match level {
                Some(Level::Off) | None => {}
                Some(Level::Info) => finding.severity = Severity::Info,
                Some(Level::Warning) => finding.severity = Severity::Warning,
                Some(Level::Error) => finding.severity = Severity::Error,
            }
            let wanted = selected || (self.select.is_empty() && level != Some(Level::Off));
            wanted && !named(rule, &self.ignore)
        });
        Ok(())
    }
}

/// What the configuration says of rules, by rule.
fn levels(config: &Config) -> Result<Vec<(&'static Rule, Level)>, ConfigError> {
    let mut levels: Vec<(&'static Rule, Level)> = Vec::new();
    for (name, level) in &config.settings.rules {
        let rule = Rule::named(name).map_err(|near| {
            config.wrong(name, &format!("no rule is called `{name}`; the nearest is `{near}`"))
        })?;
        if levels.iter().any(|(known, _)| *known == rule) {
            return Err(config.wrong(name, &format!("`{name}` is `{}`, which is set already", rule.name)));
        }
        levels.push((rule, *level));
    }
    Ok(levels)
}
