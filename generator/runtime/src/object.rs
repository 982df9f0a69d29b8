//! The macros that define JSON objects: what a caller makes with a constructor and setters, and what a service answers.

/// Defines an object that a caller makes: `pub struct Name(argument: Type) { required argument: Type as "property" }`.
///
/// More than three arguments are the fields of a struct: `pub struct Name(NameRequired { argument: Type }) { … }`.
///
/// The word before a field says how it is made, and how it is written: `required`, `list` and `nullable` ones are
/// arguments of the constructor, `optional…` ones have a setter, `fixed` ones are filled in, `filled` ones are so until
/// they are set. `display` is a text that is given as anything that can be shown, `text` a value that is sent as text.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    (
        $(#[$meta:meta])*
        pub struct $name:ident $new:tt { $(
            $(#[$fmeta:meta])*
            $mode:ident $field:ident $(/ $null:ident)?: $ty:ty $(as $wire:literal)? $(= $init:expr)? $(=> $at:literal)?
        ),* $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[$fmeta])*
                $(#[doc = concat!("\n\nDocs: `", $at, "`.")])?
                pub $field: $crate::__type!($mode $ty),
            )*
            /// Properties that the docs do not know.
            pub extra: $crate::runtime::Extra,
        }

        $crate::__new! { $name $new { $($mode $field $(= $init)?,)* } extra }

        #[allow(clippy::disallowed_names, clippy::should_implement_trait, clippy::wrong_self_convention)]
        impl $name {
            $($crate::__setter! { $mode $field $(/ $null)?: $ty })*
            $crate::__extra!();
        }

        $crate::__deserialize! { $name [] { $($mode $field $(as $wire)?,)* } extra }
        $crate::__serialize! { $name { $($mode $field $(as $wire)?,)* } extra }
    };
}

/// Defines an object that a service answers.
#[doc(hidden)]
#[macro_export]
macro_rules! __response {
    (
        $(#[$meta:meta])*
        pub struct $name:ident { $(
            $(#[$fmeta:meta])*
            $mode:ident $field:ident: $ty:ty $(as $wire:literal)? $(=> $at:literal)?
        ),* $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[$fmeta])*
                $(#[doc = concat!("\n\nDocs: `", $at, "`.")])?
                pub $field: $crate::__type!($mode $ty),
            )*
        }

        $crate::__deserialize! { $name [] { $($mode $field $(as $wire)?,)* } }
        $crate::__serialize! { $name { $($mode $field $(as $wire)?,)* } }
    };
}

/// The type of a field.
#[doc(hidden)]
#[macro_export]
macro_rules! __type {
    (optional $ty:ty) => { Option<$ty> };
    (required $ty:ty) => { $ty };
    (list $ty:ty) => { Vec<$ty> };
    (optional_list $ty:ty) => { Option<Vec<$ty>> };
    (nullable $ty:ty) => { Option<$ty> };
    (optional_any $ty:ty) => { Option<$ty> };
    (optional_null $ty:ty) => { Option<Option<$ty>> };
    (optional_null_list $ty:ty) => { Option<Option<Vec<$ty>>> };
    (optional_text $ty:ty) => { Option<$ty> };
    (optional_display $ty:ty) => { Option<$ty> };
    (display_list $ty:ty) => { Vec<$ty> };
    (optional_display_list $ty:ty) => { Option<Vec<$ty>> };
    ($mode:ident $ty:ty) => { $ty };
}

/// The constructor; a `Default` where nothing is asked for.
#[doc(hidden)]
#[macro_export]
macro_rules! __new {
    ($name:ident () { $($mode:ident $field:ident $(= $init:expr)?,)* } $($extra:ident)?) => {
        impl Default for $name {
            fn default() -> Self {
                Self {
                    $($field: $crate::__initial!($mode $field $(= $init)?),)*
                    $($extra: $crate::runtime::Extra::default(),)?
                }
            }
        }
    };
    (
        $name:ident ($($argument:ident: $ty:ty),* $(,)?)
        { $($mode:ident $field:ident $(= $init:expr)?,)* } $($extra:ident)?
    ) => {
        impl $name {
            /// Takes what is required.
            #[allow(clippy::disallowed_names, clippy::too_many_arguments)]
            pub fn new($($argument: $ty),*) -> Self {
                Self {
                    $($field: $crate::__initial!($mode $field $(= $init)?),)*
                    $($extra: $crate::runtime::Extra::default(),)?
                }
            }
        }
    };
    (
        $name:ident ($required:ident { $($argument:ident: $ty:ty),* $(,)? })
        { $($mode:ident $field:ident $(= $init:expr)?,)* } $($extra:ident)?
    ) => {
        #[doc = concat!("What [`", stringify!($name), "`] requires, each by the name of its field.")]
        #[derive(Debug, Clone)]
        pub struct $required {
            $(
                #[doc = concat!("The field `", stringify!($argument), "`.")]
                pub $argument: $ty,
            )*
        }

        impl $name {
            /// Takes what is required.
            #[allow(clippy::disallowed_names)]
            pub fn new(required: $required) -> Self {
                let $required { $($argument),* } = required;
                Self {
                    $($field: $crate::__initial!($mode $field $(= $init)?),)*
                    $($extra: $crate::runtime::Extra::default(),)?
                }
            }
        }

        impl From<$required> for $name {
            fn from(required: $required) -> Self {
                Self::new(required)
            }
        }
    };
}

/// The first value of a field.
#[doc(hidden)]
#[macro_export]
macro_rules! __initial {
    ($mode:ident $field:ident = $init:expr) => {
        $init
    };
    (required $field:ident) => {
        $field.into()
    };
    (text $field:ident) => {
        $field.into()
    };
    (nullable $field:ident) => {
        $field
    };
    (list $field:ident) => {
        $field.into_iter().map(Into::into).collect()
    };
    (display $field:ident) => {
        $field.to_string()
    };
    (display_list $field:ident) => {
        $field.into_iter().map(|value| value.to_string()).collect()
    };
    ($mode:ident $field:ident) => {
        None
    };
}

/// The setter of a field, where it has one.
#[doc(hidden)]
#[macro_export]
macro_rules! __setter {
    (optional $field:ident: $ty:ty) => {
        $crate::__set! { $field(impl Into<$ty>) { Some($field.into()) } }
    };
    (optional_any $field:ident: $ty:ty) => {
        $crate::__set! { $field(impl Into<$ty>) { Some($field.into()) } }
    };
    (optional_text $field:ident: $ty:ty) => {
        $crate::__set! { $field(impl Into<$ty>) { Some($field.into()) } }
    };
    (optional_list $field:ident: $ty:ty) => {
        $crate::__set! { $field(impl IntoIterator<Item = impl Into<$ty>>) {
            Some($field.into_iter().map(Into::into).collect())
        } }
    };
    (optional_display $field:ident: $ty:ty) => {
        $crate::__set! { $field(impl ::std::fmt::Display) { Some($field.to_string()) } }
    };
    (optional_display_list $field:ident: $ty:ty) => {
        $crate::__set! { $field(impl IntoIterator<Item = impl ::std::fmt::Display>) {
            Some($field.into_iter().map(|value| value.to_string()).collect())
        } }
    };
    (optional_null $field:ident / $null:ident: $ty:ty) => {
        $crate::__set! { $field(impl Into<$ty>) { Some(Some($field.into())) } }
        $crate::__set_null! { $field $null }
    };
    (optional_null_list $field:ident / $null:ident: $ty:ty) => {
        $crate::__set! { $field(impl IntoIterator<Item = impl Into<$ty>>) {
            Some(Some($field.into_iter().map(Into::into).collect()))
        } }
        $crate::__set_null! { $field $null }
    };
    (filled $field:ident: $ty:ty) => {
        $crate::__set! { $field(impl Into<$ty>) { $field.into() } }
    };
    ($mode:ident $field:ident: $ty:ty) => {};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __set {
    ($field:ident($ty:ty) { $value:expr }) => {
        #[doc = concat!("Sets the field `", stringify!($field), "`.")]
        #[must_use = "it gives another value"]
        pub fn $field(mut self, $field: $ty) -> Self {
            self.$field = $value;
            self
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __set_null {
    ($field:ident $null:ident) => {
        #[doc = concat!("Sets the field `", stringify!($field), "` to `null`.")]
        #[must_use = "it gives another value"]
        pub fn $null(mut self) -> Self {
            self.$field = Some(None);
            self
        }
    };
}

/// The setter of what the docs do not know.
#[doc(hidden)]
#[macro_export]
macro_rules! __extra {
    () => {
        /// Adds a property that the docs do not know: `.extra("name", 1)`.
        #[must_use = "it gives another value"]
        pub fn extra(mut self, name: &str, value: impl Into<::serde_json::Value>) -> Self {
            self.extra.insert(name, value);
            self
        }
    };
}

pub use __object as object;
pub use __response as response;
