//! When a client tries again, how long it waits, and when it asks for another token. All without a socket.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod mocked;

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use docwright_runtime::{
    Bearer, BoxFuture, Client, Error, Headers, Method, Mock, Request, RetryPolicy, Secret, TokenProvider,
    TransportErrorKind,
};
use mocked::{BASE, answer, get, send};

fn seconds(waits: &[u64]) -> Vec<Duration> {
    waits.iter().copied().map(Duration::from_secs).collect()
}

#[tokio::test]
async fn retries_are_tried_where_they_are_safe() {
    use TransportErrorKind::{Connect, Other, Timeout};
    enum First {
        Status(u16),
        Fails(TransportErrorKind),
    }
    use First::{Fails, Status};
    for (first, idempotent, other) in [
        (Status(429), true, false),
        (Status(502), true, false),
        (Status(503), true, false),
        (Status(504), true, false),
        (Status(500), false, false),
        (Status(400), false, false),
        (Status(301), false, false),
        (Fails(Connect), true, true),
        (Fails(Timeout), true, false),
        (Fails(Other), false, false),
    ] {
        for (method, marked, again) in [
            (Method::GET, false, idempotent),
            (Method::HEAD, false, idempotent),
            (Method::PUT, false, idempotent),
            (Method::DELETE, false, idempotent),
            (Method::OPTIONS, false, idempotent),
            (Method::POST, false, other),
            (Method::PATCH, false, other),
            (Method::POST, true, idempotent),
        ] {
            let mock = match first {
                Status(status) => Mock::new().reply(status, ""),
                Fails(kind) => Mock::new().fail(kind),
            };
            let mut request = Request::new(method.clone(), "/").json(&"body");
            if marked {
                request = request.idempotent();
            }
            let (result, mock) = send(mock.reply(200, ""), Headers::new(), request).await;
            assert_eq!((result.is_ok(), mock.requests().len()), (again, 1 + usize::from(again)), "{method}");
            assert!(mock.requests().windows(2).all(|pair| pair[0] == pair[1]));
            // What is tried again is what users are told they may try again.
            assert!(again || marked || other || !idempotent || result.unwrap_err().is_retryable());
        }
    }
}

#[tokio::test]
async fn waits_double_and_end() {
    let mock = (0..9).fold(Mock::new(), |mock, _| mock.reply(503, ""));
    let policy = RetryPolicy::default().tries(6).longest_wait(Duration::from_secs(3));
    let client = Client::new(BASE, Headers::new(), mock.clone()).unwrap().retry(policy);
    assert!(client.send(get("/")).await.unwrap_err().is_retryable());
    assert_eq!(mock.requests().len(), 6);
    let full = [500, 1000, 2000, 3000, 3000].map(Duration::from_millis);
    let waits = mock.sleeps();
    assert_eq!(waits.len(), full.len());
    for (wait, full) in waits.iter().zip(full) {
        assert!((full / 2..=full).contains(wait), "{wait:?} of {full:?}");
    }
    assert!(waits.iter().zip(full).any(|(wait, full)| *wait != full / 2 && *wait != full), "no jitter");

    for (policy, tries) in [(RetryPolicy::default(), 3), (RetryPolicy::none(), 1)] {
        let mock = (0..9).fold(Mock::new(), |mock, _| mock.fail(TransportErrorKind::Connect));
        let client = Client::new(BASE, Headers::new(), mock.clone()).unwrap().retry(policy);
        assert!(matches!(client.send(get("/")).await, Err(Error::Transport(_))));
        assert_eq!(mock.requests().len(), tries);
    }
    let extreme = RetryPolicy::default().tries(9).first_wait(Duration::MAX).longest_wait(Duration::MAX);
    let mock = (0..9).fold(Mock::new(), |mock, _| mock.reply(503, ""));
    let client = Client::new(BASE, Headers::new(), mock).unwrap().retry(extreme);
    assert!(client.send(get("/")).await.is_err());
}

#[tokio::test]
async fn retry_after_is_honoured() {
    const NOW: &str = "Mon, 28 Feb 2000 23:59:50 GMT";
    for (asked, date, waits) in [
        ("7", NOW, vec![7]),
        ("0", NOW, vec![0]),
        ("30", NOW, vec![30]),
        ("99999999999999999999", NOW, vec![]),
        // Too long: the caller is told, not the service bothered.
        ("31", NOW, vec![]),
        ("Tue, 29 Feb 2000 00:00:05 GMT", NOW, vec![15]),
        ("Wed, 01 Mar 2000 00:00:05 GMT", "Tue, 29 Feb 2000 23:59:50 GMT", vec![15]),
        ("Fri, 01 Jan 2100 00:00:01 GMT", "Thu, 31 Dec 2099 23:59:59 GMT", vec![2]),
        ("Mon, 01 Mar 2100 00:00:01 GMT", "Sun, 28 Feb 2100 23:59:59 GMT", vec![2]),
        // Over already.
        ("Mon, 28 Feb 2000 23:59:40 GMT", NOW, vec![0]),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "none", vec![0]),
    ] {
        let first = answer(429, &[("retry-after", asked), ("date", date)]);
        let (result, mock) = send(Mock::new().respond(first).reply(200, ""), Headers::new(), get("/")).await;
        assert_eq!(mock.sleeps(), seconds(&waits), "{asked} at {date}");
        match result {
            Ok(_) => assert!(!waits.is_empty()),
            Err(Error::Api(error)) => {
                let wait = error.retry_after().unwrap();
                assert!(wait >= Duration::from_secs(31), "{asked}");
                let told =
                    format!("429 Too Many Requests to GET / and asks to wait for {} s", wait.as_secs());
                assert!(error.to_string().contains(&told), "{error}");
            }
            Err(error) => panic!("{error}"),
        }
    }
    // Without a date of the service, its own clock is all that a client has.
    let first = answer(503, &[("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT")]);
    let (result, _) = send(Mock::new().respond(first), Headers::new(), get("/")).await;
    let Err(Error::Api(error)) = result else { panic!() };
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap();
    let end = (now + error.retry_after().unwrap()).as_secs();
    assert!((253_402_300_799 - 2..=253_402_300_799 + 2).contains(&end), "{end}");

    // What cannot be read is as if it were absent.
    for asked in ["soon", "-1", "Mon, 99 Feb 2000 23:59:50 GMT", "Mon, 28 anF 2000 23:59:50 GMT"] {
        let first = answer(503, &[("retry-after", asked)]);
        let (result, mock) = send(Mock::new().respond(first).reply(200, ""), Headers::new(), get("/")).await;
        result.unwrap();
        assert!((250..=500).contains(&mock.sleeps()[0].as_millis()), "{asked}");
    }
    let first = answer(429, &[("retry-after", "1")]);
    let post = Request::new(Method::POST, "/");
    let (result, mock) = send(Mock::new().respond(first).reply(200, ""), Headers::new(), post).await;
    assert_eq!((result.is_err(), mock.requests().len()), (true, 1));
}

#[derive(Clone, Default)]
struct Renewing(Arc<Mutex<Vec<Option<String>>>>);

impl TokenProvider for Renewing {
    fn token<'a>(
        &'a self,
        refused: Option<&'a Secret>,
    ) -> BoxFuture<'a, Result<Secret, Box<dyn std::error::Error + Send + Sync>>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            let mut asked = self.0.lock().unwrap();
            asked.push(refused.map(|token| token.expose().to_owned()));
            let renewals = asked.iter().flatten().count();
            Ok(Secret::from(format!("t{renewals}")))
        })
    }
}

#[tokio::test]
async fn a_refused_token_is_renewed_once() {
    // The answers, then the tokens that were sent, then what the provider was told was refused.
    for (statuses, tokens, refused) in [
        (vec![200], vec!["t0"], vec![None]),
        (vec![401, 200], vec!["t0", "t1"], vec![None, Some("t0")]),
        (vec![401, 401, 200], vec!["t0", "t1"], vec![None, Some("t0")]),
        (vec![403, 200], vec!["t0"], vec![None]),
    ] {
        let provider = Renewing::default();
        let mock = statuses.iter().fold(Mock::new(), |mock, status| mock.reply(*status, ""));
        let headers = Headers::new().bearer("authorization", Bearer::provider(provider.clone()));
        let request = Request::new(Method::POST, "/").client_headers(&["authorization"]).json(&1);
        let (result, mock) = send(mock, headers, request).await;
        assert_eq!(result.is_ok(), statuses[tokens.len() - 1] == 200);
        let sent: Vec<_> = mock.requests().iter().map(|r| r.headers[0].1.clone()).collect();
        assert_eq!(sent, tokens.iter().map(|token| format!("Bearer {token}")).collect::<Vec<_>>());
        assert_eq!(
            *provider.0.lock().unwrap(),
            refused.iter().map(|t| t.map(str::to_owned)).collect::<Vec<_>>()
        );
        assert!(mock.sleeps().is_empty());
    }
}

#[tokio::test]
async fn a_renewal_costs_no_try() {
    let mock = [503, 401, 503, 200].iter().fold(Mock::new(), |mock, status| mock.reply(*status, ""));
    let provider = Renewing::default();
    let headers = Headers::new().bearer("authorization", Bearer::provider(provider.clone()));
    let (result, mock) = send(mock, headers, get("/").client_headers(&["authorization"])).await;
    result.unwrap();
    assert_eq!(mock.requests().len(), 4);
    assert_eq!(*provider.0.lock().unwrap(), [None, None, Some("t0".to_owned()), None]);
}

#[tokio::test]
async fn a_fixed_token_is_not_renewed_and_a_failing_provider_tells() {
    let request = || get("/").client_headers(&["authorization"]);
    let fixed = Headers::new().bearer("authorization", "t");
    let (result, mock) = send(Mock::new().reply(401, "").reply(200, ""), fixed, request()).await;
    assert!(matches!(result, Err(Error::Api(error)) if error.status() == 401));
    assert_eq!(mock.requests().len(), 1);

    let failing = Headers::new().bearer("authorization", Bearer::from_fn(|_| Err("no login".into())));
    let (result, mock) = send(Mock::new().reply(200, ""), failing, request()).await;
    let error = result.unwrap_err();
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "no login");
    assert!(matches!(error, Error::Token(_)) && mock.requests().is_empty());
}
