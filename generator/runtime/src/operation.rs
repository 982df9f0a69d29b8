//! An operation of a service as a value, and the macro that defines one.

use super::decode::Answer;
use super::request::Request;

/// An operation of a service with all that one call of it sends. The async and the blocking client send the same
/// values.
pub trait Operation {
    /// What its response body is read as.
    type Answer: Answer;

    /// The request that it is sent as, to which headers and parameters can be added that the docs do not know.
    fn request(&self) -> Request<Self::Answer>;
}

impl<O: Operation + ?Sized> Operation for &O {
    type Answer = O::Answer;

    fn request(&self) -> Request<O::Answer> {
        (**self).request()
    }
}

impl<T: Answer> Operation for Request<T> {
    type Answer = T;

    fn request(&self) -> Self {
        self.clone()
    }
}

/// Defines an operation: its constructor's arguments, its method and path, the client's headers that go with it, those
/// that the docs fix, its parameters, and the properties of its body, if it has a body of its own.
///
/// `path display id: String` is a parameter of the path that is given as anything that can be shown;
/// [`object`](super::object) says what the other words for a field mean.
#[doc(hidden)]
#[macro_export]
macro_rules! __operation {
    (
        $(#[$meta:meta])*
        pub struct $name:ident $new:tt
            = $line:literal $(at $servers:tt)? [$($header:literal),*] $([$($fixed:literal: $value:literal),*])? -> $answer:ty;
        $(params { $(
            $(#[$pmeta:meta])*
            $place:ident $pmode:ident $pfield:ident: $pty:ty $(as $pwire:literal)? $(=> $pat:literal)?
        ),* $(,)? })?
        body $encoding:ident { $(
            $(#[$fmeta:meta])*
            $mode:ident $field:ident $(/ $null:ident)?: $ty:ty $(as $wire:literal)? $(= $init:expr)? $(=> $at:literal)?
        ),* $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        #[must_use = "nothing is sent before a client sends it"]
        pub struct $name {
            $($(
                $(#[$pmeta])*
                $(#[doc = concat!("\n\nDocs: `", $pat, "`.")])?
                pub $pfield: $crate::__type!($pmode $pty),
            )*)?
            $(
                $(#[$fmeta])*
                $(#[doc = concat!("\n\nDocs: `", $at, "`.")])?
                pub $field: $crate::__type!($mode $ty),
            )*
            /// Properties of the body that the docs do not know.
            pub extra: $crate::runtime::Extra,
        }

        $crate::__new! { $name $new { $($($pmode $pfield,)*)? $($mode $field $(= $init)?,)* } extra }

        #[allow(clippy::disallowed_names, clippy::should_implement_trait, clippy::wrong_self_convention)]
        impl $name {
            $($($crate::__setter! { $pmode $pfield: $pty })*)?
            $($crate::__setter! { $mode $field $(/ $null)?: $ty })*
            $crate::__extra!();
        }

        $crate::__deserialize! { $name [$($($pfield)*)?] { $($mode $field $(as $wire)?,)* } extra }
        $crate::__serialize! { $name { $($mode $field $(as $wire)?,)* } extra }

        impl $crate::runtime::Operation for $name {
            type Answer = $answer;

            fn request(&self) -> $crate::runtime::Request<$answer> {
                let request = $crate::runtime::put::line($line, &[$($header),*]) $(.at $servers)? $($(.header($fixed, $value))*)?;
                $($(let request = $crate::runtime::put::$place(
                    request,
                    $crate::__wire!($pfield $($pwire)?),
                    &self.$pfield,
                );)*)?
                $crate::runtime::put::own::$encoding(request, self)
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub struct $name:ident $new:tt
            = $line:literal $(at $servers:tt)? [$($header:literal),*] $([$($fixed:literal: $value:literal),*])? -> $answer:ty;
        $(params { $(
            $(#[$pmeta:meta])*
            $place:ident $pmode:ident $pfield:ident: $pty:ty $(as $pwire:literal)? $(=> $pat:literal)?
        ),* $(,)? })?
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        #[must_use = "nothing is sent before a client sends it"]
        pub struct $name {
            $($(
                $(#[$pmeta])*
                $(#[doc = concat!("\n\nDocs: `", $pat, "`.")])?
                pub $pfield: $crate::__type!($pmode $pty),
            )*)?
        }

        $crate::__new! { $name $new { $($($pmode $pfield,)*)? } }

        #[allow(clippy::disallowed_names, clippy::should_implement_trait, clippy::wrong_self_convention)]
        impl $name {
            $($($crate::__setter! { $pmode $pfield: $pty })*)?
        }

        impl $crate::runtime::Operation for $name {
            type Answer = $answer;

            fn request(&self) -> $crate::runtime::Request<$answer> {
                let request = $crate::runtime::put::line($line, &[$($header),*]) $(.at $servers)? $($(.header($fixed, $value))*)?;
                $($(let request = $crate::runtime::put::$place(
                    request,
                    $crate::__wire!($pfield $($pwire)?),
                    &self.$pfield,
                );)*)?
                request
            }
        }
    };
}

pub use __operation as operation;
