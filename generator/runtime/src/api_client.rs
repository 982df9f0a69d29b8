//! The macro that defines the clients of one API over those of the runtime.

/// Defines `Client` and `BlockingClient`, which are made of the crate's `Settings`: with `= SERVER` they know where the
/// service is without being given it.
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    (
        $(#[$meta:meta])*
        pub struct Client $(= $server:ident)?;
        $(#[$new:meta])*
        pub fn new;
        $(#[$blocking:meta])*
        pub struct BlockingClient;
    ) => {
        $crate::__client_server! {
            [$($server)?] [$(#[$meta])*] [$(#[$new])*]
            Client "reqwest" DefaultTransport Transport PageStream ItemStream
            [Client] [reqwest::Client] [async] [.await]
        }
        #[cfg(feature = "blocking")]
        $crate::__client_server! {
            [$($server)?] [$(#[$blocking])*] [$(#[$new])*]
            BlockingClient "blocking" BlockingReqwest BlockingTransport BlockingPages BlockingItems
            [blocking::Client] [reqwest::blocking::Client] [] []
        }
    };
}

/// What a constructor is given of the server.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_server {
    ([$server:ident] $($rest:tt)*) => { $crate::__client_type! { [] [$server] $($rest)* } };
    ([] $($rest:tt)*) => { $crate::__client_type! { [server: &str] [server] $($rest)* } };
}

/// One of the two clients.
#[doc(hidden)]
#[macro_export]
macro_rules! __client_type {
    (
        [$($argument:ident: $type:ty)?] [$server:ident] [$(#[$meta:meta])*] [$(#[$new:meta])*]
        $name:ident $feature:literal $default:ident $seam:ident $pages:ident $items:ident
        [$($inner:tt)*] [$($http:tt)*] [$($async:tt)?] [$($await:tt)*]
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub struct $name<T = $crate::runtime::$default> {
            inner: $crate::runtime::$($inner)*<T>,
        }

        #[cfg(feature = $feature)]
        impl $name {
            $(#[$new])*
            pub fn new(
                $($argument: $type,)?
                settings: Settings,
            ) -> ::std::result::Result<Self, $crate::runtime::Error> {
                Self::builder($($argument,)? settings).build()
            }

            /// Sets up a client: its timeouts, its retries, what goes with every call, another server.
            pub fn builder(
                $($argument: $type,)?
                settings: Settings,
            ) -> $crate::runtime::ClientBuilder<Self, $crate::runtime::$($http)*> {
                let name = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
                $crate::runtime::ClientBuilder::new($server, settings.into(), name)
            }
        }

        impl<T> $name<T> {
            /// A client of the API at `server`, over a transport of your own.
            ///
            /// # Errors
            /// The server's URL is refused.
            pub fn with_transport(
                server: &str,
                settings: Settings,
                transport: T,
            ) -> ::std::result::Result<Self, $crate::runtime::Error> {
                Ok($crate::runtime::$($inner)*::new(server, settings.into(), transport)?.into())
            }

            /// The same client with another policy of retries.
            #[must_use]
            pub fn retry(self, retry: $crate::runtime::RetryPolicy) -> Self {
                self.inner.retry(retry).into()
            }

            /// The same client with another limit on the bytes of a response body, as `.response_limit(8 << 20)`: 64 MiB
            /// unless set.
            #[must_use]
            pub fn response_limit(self, bytes: usize) -> Self {
                self.inner.response_limit(bytes).into()
            }

            /// The same client with a header that goes with every call. What an operation sends under the same name takes
            /// its place. It goes to the client's own server only, not to one that an operation has of its own.
            #[must_use]
            pub fn header(
                self,
                name: impl Into<String>,
                value: impl Into<$crate::runtime::Secret>,
            ) -> Self {
                self.inner.header(name, value).into()
            }
        }

        impl<T> From<$crate::runtime::$($inner)*<T>> for $name<T> {
            fn from(inner: $crate::runtime::$($inner)*<T>) -> Self {
                Self { inner }
            }
        }

        impl<T: $crate::runtime::$seam> $name<T> {
            /// Sends an operation of one of the modules, or a [request](runtime::Operation::request) of one that was added
            /// to.
            ///
            /// # Errors
            /// There was no response, or not one as documented.
            pub $($async)? fn send<O: $crate::runtime::Operation>(
                &self,
                operation: O,
            ) -> ::std::result::Result<$crate::runtime::Response<O::Answer>, $crate::runtime::Error> {
                self.inner.send(operation)$($await)*
            }

            /// The pages of a list, from the one that `operation` asks for. Each is asked for when it is wanted.
            pub fn pages<O: $crate::runtime::Paged>(&self, operation: O) -> $crate::runtime::$pages<'_, O, T> {
                self.inner.pages(operation)
            }

            /// The items of a list, from the page that `operation` asks for. One page is held at a time.
            pub fn items<O: $crate::runtime::Paged>(&self, operation: O) -> $crate::runtime::$items<'_, O, T> {
                self.inner.items(operation)
            }
        }
    };
}

pub use __client as client;
