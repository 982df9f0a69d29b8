//! A model in a file. Its sources are read whenever they are wanted, one after another, and let go.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Older;
use crate::model::{Api, Header, NamedSchema, Server, Source, VERSION};

/// A model that `generate` wrote.
#[derive(Debug)]
pub struct Stored {
    path: PathBuf,
    api: Api,
}

/// What the file tells but for what sources are.
#[derive(Deserialize)]
struct Head {
    version: u32,
    name: String,
    server: Option<Server>,
    headers: Vec<Header>,
    #[serde(default)]
    schemas: Vec<NamedSchema>,
    sources: Vec<Names>,
}

#[derive(Deserialize)]
struct Names {
    module: String,
    page: Arc<str>,
    page_id: Option<String>,
}

impl Stored {
    /// Reads all but what the sources are.
    ///
    /// # Errors
    /// When the file cannot be read, is no model, or one of another version.
    pub fn open(path: &Path) -> Result<Self, serde_json::Error> {
        let head: Head = serde_json::from_reader(reader(path)?)?;
        if head.version != VERSION {
            return Err(Error::custom(format_args!("expected a model of version {VERSION}")));
        }
        let named = |Names { module, page, page_id }| Source { module, page, page_id, ..Source::default() };
        let sources = head.sources.into_iter().map(named).collect();
        let Head { version, name, server, headers, schemas, .. } = head;
        Ok(Self { path: path.to_path_buf(), api: Api { version, name, server, headers, schemas, sources } })
    }
}

fn reader(path: &Path) -> Result<BufReader<File>, serde_json::Error> {
    let file = File::open(path).map_err(serde_json::Error::io)?;
    Ok(BufReader::with_capacity(1 << 16, file))
}

impl Older for Stored {
    type Error = serde_json::Error;

    fn api(&self) -> &Api {
        &self.api
    }

    fn each<'a>(&'a self, take: &mut dyn FnMut(usize, Cow<'a, Source>)) -> Result<(), Self::Error> {
        let mut json = serde_json::Deserializer::from_reader(reader(&self.path)?);
        let mut at = 0;
        json.deserialize_map(Whole(&mut |source| {
            take(at, Cow::Owned(source));
            at += 1;
        }))
    }
}

/// A model of which only the sources are read.
struct Whole<'t>(&'t mut dyn FnMut(Source));

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a model")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            match &*key {
                "sources" => map.next_value_seed(Each(self.0))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// Sources, each of which is handed on.
struct Each<'t>(&'t mut dyn FnMut(Source));

impl<'de> DeserializeSeed<'de> for Each<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, sources: D) -> Result<(), D::Error> {
        sources.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Each<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("sources")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sources: A) -> Result<(), A::Error> {
        while let Some(source) = sources.next_element()? {
            (self.0)(source);
        }
        Ok(())
    }
}
