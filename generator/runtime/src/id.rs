//! Identifiers that a service gives out, each a type of its own.

/// Defines a type of identifiers: `pub struct ConnectionId;`.
#[doc(hidden)]
#[macro_export]
macro_rules! __id {
    ($(#[$meta:meta])* pub struct $name:ident;) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, ::serde::Serialize, ::serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl From<&String> for $name {
            fn from(id: &String) -> Self {
                Self(id.clone())
            }
        }

        impl From<&$name> for $name {
            fn from(id: &$name) -> Self {
                id.clone()
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(id: &str) -> Result<Self, std::convert::Infallible> {
                Ok(Self(id.to_owned()))
            }
        }

        impl $crate::runtime::ParameterValue for $name {
            fn texts(&self) -> Option<Vec<$crate::runtime::Secret>> {
                $crate::runtime::ParameterValue::texts(&self.0)
            }

            fn unset() -> Self {
                Self(String::new())
            }
        }

        impl $crate::runtime::Cursor for $name {
            fn text(&self) -> Option<String> {
                $crate::runtime::Cursor::text(&self.0)
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    };
}

pub use __id as id;
