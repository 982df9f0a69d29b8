//! Which servers a client over reqwest is made for, by the features that are on.
#![cfg(feature = "reqwest")]
#![allow(clippy::unwrap_used)]

use docwright_runtime::{Client, ClientBuilder, Headers, ReqwestTransport, reqwest};

type Builder = ClientBuilder<Client<ReqwestTransport>>;

fn builder(server: &str) -> Builder {
    ClientBuilder::new(server, Headers::new(), "tests/0")
}

#[test]
fn https_needs_a_feature_that_speaks_it() {
    let has_tls = cfg!(any(feature = "rustls", feature = "native-tls"));
    for (server, is_made) in
        [("https://example.com", has_tls), ("HTTPS://example.com", has_tls), ("http://127.0.0.1:9", true)]
    {
        let made = builder(server).build();
        assert_eq!(made.is_ok(), is_made, "{server}");
        if let Err(error) = made {
            assert!(error.to_string().contains("`rustls`"), "{error}");
        }
    }
}

/// Whoever brings reqwest's client has set up its TLS.
#[test]
fn a_client_of_reqwest_is_trusted_with_https() {
    #[cfg(feature = "rustls")]
    drop(builder("https://example.com").build().unwrap());
    assert!(builder("https://example.com").http_client(reqwest::Client::new()).build().is_ok());
}
