//! Sets of names without a double.

use std::collections::{HashMap, HashSet};

use super::identifier::identifier;
use super::required_name;

/// Names that are given out once each.
#[derive(Debug, Default)]
pub struct Names {
    /// Names that something has from the first.
    reserved: &'static [&'static str],
    /// How often each was asked for.
    taken: HashMap<String, usize>,
}

impl Names {
    /// Names of which some are taken.
    pub fn but(reserved: &'static [&'static str]) -> Self {
        Self { reserved, taken: HashMap::new() }
    }

    /// Whether nothing has this name yet.
    pub fn is_free(&self, name: &str) -> bool {
        !self.reserved.contains(&name) && !self.taken.contains_key(name)
    }

    /// `name`, or `name2`, `name3` … when it is taken.
    pub fn take(&mut self, name: String) -> String {
        if self.is_free(&name) {
            self.taken.insert(name.clone(), 1);
            return name;
        }
        let count = self.taken.entry(name.clone()).or_insert(1);
        *count += 1;
        // with a number it is no keyword any more
        let next = format!("{}{count}", name.trim_end_matches('_'));
        self.take(next)
    }
}

/// Names of one namespace, each given once.
#[derive(Debug, Default)]
pub struct Namespace {
    taken: HashSet<String>,
    /// For a name with its suffix the number to try next: those before it are taken.
    next: HashMap<String, usize>,
}

impl Namespace {
    /// A namespace in which `reserved` are taken.
    pub fn reserving(reserved: &[&str]) -> Self {
        Self { taken: reserved.iter().map(|name| (*name).to_owned()).collect(), next: HashMap::default() }
    }

    /// Whether a name is taken.
    pub fn has(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Takes a name that something has anyway.
    pub fn reserve(&mut self, name: String) {
        self.taken.insert(name);
    }

    /// Whether a type can have a name: nothing has it, nor that of the struct of what it would require.
    pub fn is_free_type(&self, name: &str) -> bool {
        let name = identifier(name);
        !self.has(&name) && !self.has(&required_name(&name))
    }

    /// A free name for a type, after which the struct of what it requires is called.
    pub fn take_type(&mut self, name: &str, suffix: &str) -> String {
        loop {
            let free = self.take(name, suffix);
            let required = required_name(&free);
            if !self.has(&required) {
                self.reserve(required);
                return free;
            }
        }
    }

    /// `name` as an identifier, or else the first of it + `suffix`, it + `suffix` + `2` … that is free.
    pub fn take(&mut self, name: &str, suffix: &str) -> String {
        let name = identifier(name);
        if self.taken.insert(name.clone()) {
            return name;
        }
        let base = format!("{}{suffix}", name.trim_end_matches('_'));
        let next = self.next.entry(base.clone()).or_insert(1);
        loop {
            let free = if *next == 1 { base.clone() } else { format!("{base}{next}") };
            *next += 1;
            if self.taken.insert(free.clone()) {
                return free;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_behind_the_name() {
        let mut names = Names::default();
        let taken =
            ["Self_", "Self_", "Self2", "Self_", "type_", "type_"].map(|name| names.take(name.to_owned()));
        assert_eq!(taken, ["Self_", "Self2", "Self22", "Self3", "type_", "type2"]);
    }
}
