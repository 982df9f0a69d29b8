//! Types of the standard library and of crates that most clients use, by their names: how serde writes them.

use crate::model::{Encoding, Format};

/// What a type of another crate is in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KnownType {
    /// Text, and how it is written.
    Text(Option<Format>),
    Boolean,
    Integer,
    Number,
    /// Any JSON.
    Any,
    /// What its only parameter is.
    Same,
    /// That or nothing.
    Optional,
    /// A list of its first parameter.
    List,
    /// An object with values of its second parameter.
    Map,
}

/// The known type of a name.
pub(super) fn known(name: &str) -> Option<KnownType> {
    Some(match name {
        "String" | "str" | "char" | "OsString" | "PathBuf" | "Path" | "CompactString" | "SmolStr"
        | "IpAddr" | "Ipv4Addr" | "Ipv6Addr" | "SocketAddr" | "HumanDuration" => KnownType::Text(None),
        "DateTime" | "OffsetDateTime" => KnownType::Text(Some(Format::DateTime)),
        "NaiveDate" => KnownType::Text(Some(Format::Date)),
        "NaiveDateTime" | "NaiveTime" => KnownType::Text(None),
        "Uuid" => KnownType::Text(Some(Format::Uuid)),
        "Url" | "Uri" => KnownType::Text(Some(Format::Uri)),
        "SecretString" => KnownType::Text(None),
        "bool" | "AtomicBool" => KnownType::Boolean,
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64" | "i128" | "isize"
        | "NonZeroU8" | "NonZeroU16" | "NonZeroU32" | "NonZeroU64" | "NonZeroUsize" => KnownType::Integer,
        "f32" | "f64" | "Number" => KnownType::Number,
        "Value" | "RawValue" => KnownType::Any,
        "Box" | "Arc" | "Rc" | "Cow" | "Secret" | "SecretBox" | "Zeroizing" | "RefCell" | "Cell"
        | "Mutex" => KnownType::Same,
        "Option" => KnownType::Optional,
        "Vec" | "VecDeque" | "HashSet" | "BTreeSet" | "IndexSet" | "LinkedList" | "SmallVec" => {
            KnownType::List
        }
        "HashMap" | "BTreeMap" | "IndexMap" | "Map" => KnownType::Map,
        _ => return None,
    })
}

/// How a plain value is written in JSON.
pub(super) const NATIVE: Encoding = Encoding::Native;
