//! What is behind `Authorization: Bearer`.

use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;

use super::secret::Secret;

/// A future on the heap, as a trait object must return it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Any error, such as a token provider's own.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Gives access tokens and renews them.
///
/// It is asked before each try of a request, so it keeps its token for as long as that is good. When the service
/// answers 401 it is asked once more, with the token that was refused, and the request is sent once more. Calls
/// may overlap: a provider that finds `refused` to be older than the token it holds gives the one it holds.
///
/// The blocking client waits for the future on the calling thread, without a runtime: for use there a provider
/// must not need one.
pub trait TokenProvider: Send + Sync + 'static {
    /// The token to send, without `Bearer `.
    ///
    /// # Errors
    /// There is no token to be had. The client gives the error to its caller as [`Error::Token`](super::Error).
    fn token<'a>(&'a self, refused: Option<&'a Secret>) -> BoxFuture<'a, Result<Secret, BoxError>>;
}

/// What is behind `Authorization: Bearer`: a token, or a provider of tokens.
#[derive(Clone)]
pub struct Bearer(TokenSource);

#[derive(Clone)]
enum TokenSource {
    Fixed(Secret),
    Provider(Arc<dyn TokenProvider>),
}

impl Bearer {
    /// Tokens from a provider.
    pub fn provider(provider: impl TokenProvider) -> Self {
        Self(TokenSource::Provider(Arc::new(provider)))
    }

    /// Tokens from a function, called as [`TokenProvider::token`] is. It should not block for long when the client
    /// is not the blocking one.
    pub fn from_fn(
        token: impl Fn(Option<&Secret>) -> Result<Secret, BoxError> + Send + Sync + 'static,
    ) -> Self {
        Self::provider(TokenFunction(token))
    }

    /// The token to send.
    pub(super) fn token<'a>(
        &'a self,
        refused: Option<&'a Secret>,
    ) -> BoxFuture<'a, Result<Secret, BoxError>> {
        match &self.0 {
            TokenSource::Fixed(token) => Box::pin(ready(Ok(token.clone()))),
            TokenSource::Provider(provider) => provider.token(refused),
        }
    }

    /// Whether there may be another token when one is refused.
    pub(super) fn renews(&self) -> bool {
        matches!(self.0, TokenSource::Provider(_))
    }
}

struct TokenFunction<F>(F);

impl<F> TokenProvider for TokenFunction<F>
where
    F: Fn(Option<&Secret>) -> Result<Secret, BoxError> + Send + Sync + 'static,
{
    fn token<'a>(&'a self, refused: Option<&'a Secret>) -> BoxFuture<'a, Result<Secret, BoxError>> {
        Box::pin(ready((self.0)(refused)))
    }
}

impl From<Secret> for Bearer {
    fn from(token: Secret) -> Self {
        Self(TokenSource::Fixed(token))
    }
}

impl From<String> for Bearer {
    fn from(token: String) -> Self {
        Self::from(Secret::from(token))
    }
}

impl From<&str> for Bearer {
    fn from(token: &str) -> Self {
        Self::from(Secret::from(token))
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.renews() { "Bearer(provider)" } else { "Bearer(…)" })
    }
}
