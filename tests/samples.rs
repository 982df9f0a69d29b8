//! Every sample of the docs against the types of the client, one trial a sample and property.
//!
//! - `unchanged`: the page shows what it showed when the client was made
//! - `round trip`: a request's JSON, read into its type and written again, is equal, in its order
//! - `built`: made by its constructors from the sample's values, the request is equal, but for settled disputes
//! - `response`: a response is read, and every member that it shows is there
//! - `secrets`: none is in any Debug, Display or error

mod support;

use flow_service::runtime::{Mock, TransportErrorKind};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use support::{Key, Outcome};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    let (mut requests, mut responses) = (0, 0);
    for page in support::pages() {
        for (key, request) in support::requests(&page) {
            requests += 1;
            let body = request.body.as_ref().map(|body| body.to_json());
            add(&mut trials, "unchanged", &key, body.clone(), |key, body| unchanged(key, body, true));
            add(&mut trials, "round trip", &key, body.clone(), round_trip);
            add(&mut trials, "built", &key, body.clone(), built);
            add(&mut trials, "secrets", &key, body, secrets);
        }
        for (key, body) in support::responses(&page) {
            responses += 1;
            let body = Some(body.to_json());
            add(&mut trials, "unchanged", &key, body.clone(), |key, body| unchanged(key, body, false));
            add(&mut trials, "response", &key, body, response_is_read);
        }
    }
    trials.push(Trial::test("every sample is tried", move || {
        all_are_tried(requests, responses).map_err(failed)
    }));
    libtest_mimic::run(&arguments, trials).exit();
}

type Check = fn(&Key, Option<&Value>) -> Outcome;

fn add(trials: &mut Vec<Trial>, what: &str, key: &Key, body: Option<Value>, check: Check) {
    let name = format!("{what} {}", key.name());
    let key = key.clone();
    trials.push(Trial::test(name, move || check(&key, body.as_ref()).map_err(failed)));
}

fn failed(error: Box<dyn std::error::Error>) -> Failed {
    Failed::from(error.to_string())
}

/// Neither the pages nor the client know a sample that the other does not, and there are some.
fn all_are_tried(requests: usize, responses: usize) -> Outcome {
    let known = (support::generated::REQUESTS.len(), support::generated::RESPONSES.len());
    match (requests, responses) == known && requests > 0 && responses > 0 {
        true => Ok(()),
        false => {
            Err(format!("the pages show {:?} samples, the client knows {known:?}", (requests, responses))
                .into())
        }
    }
}

fn unchanged(key: &Key, body: Option<&Value>, request: bool) -> Outcome {
    use docwright::model::Message;
    let api = support::model();
    let example = support::example_of(&api, key, request).ok_or("model.json has no such sample")?;
    let known = match &example.message {
        Message::Request { body, .. } => body.as_ref(),
        Message::Response { body, .. } => Some(body),
    };
    match body == known {
        true => Ok(()),
        false => Err(format!("the page shows {body:?}; the client was made from {known:?}").into()),
    }
}

fn round_trip(key: &Key, body: Option<&Value>) -> Outcome {
    let (Some(read), Some(body)) = (support::request_of(key)?.round_trip, body) else { return Ok(()) };
    let shown = body.to_string();
    let written = read(&shown)?;
    match written == shown {
        true => Ok(()),
        false => Err(format!("read:    {shown}\nwritten: {written}").into()),
    }
}

fn built(key: &Key, body: Option<&Value>) -> Outcome {
    let sample = support::request_of(key)?;
    let mock = Mock::new();
    send(sample, (sample.settings)(), &mock);
    let sent = mock.requests().pop().ok_or("nothing was sent")?;
    let sent: Value = if sent.body.is_empty() { Value::Null } else { serde_json::from_slice(&sent.body)? };
    let shown = body.cloned().unwrap_or_default();
    support::differs_as_settled(&shown, &sent, sample.settled, sample.source)
}

fn response_is_read(key: &Key, body: Option<&Value>) -> Outcome {
    let body = body.ok_or("a response without a body")?;
    let again: Value = serde_json::from_str(&(support::response_of(key)?.read)(&body.to_string())?)?;
    let lost = support::differences(body, &again);
    match lost.is_empty() {
        true => Ok(()),
        false => Err(format!("members that the type does not have, or has otherwise: {lost:?}").into()),
    }
}

/// Plants a secret in every string of the sample, and looks for it where it must not be.
fn secrets(key: &Key, body: Option<&Value>) -> Outcome {
    use flow_service::{Client, Settings, SettingsRequired, runtime};
    const PLANTED: &str = "plantedsecret";
    let required = SettingsRequired {
        access_token: PLANTED.into(),
        api_key: PLANTED.into(),
        ims_org_id: "org".into(),
        sandbox_name: "sandbox".into(),
    };
    let mut shown = vec![format!("{required:?}")];
    let settings = Settings::new(required);
    shown.push(format!("{settings:?}"));

    let sample = support::request_of(key)?;
    let failing = |mock: Mock, shown: &mut Vec<String>| -> Outcome {
        let client = Client::with_transport("https://api.example.test", settings.clone(), mock.clone())?;
        shown.push(format!("{client:?}"));
        let error = ready(sample.send("https://api.example.test", settings.clone(), mock)).err();
        let error = error.ok_or("the call should have failed")?;
        shown.push(format!("{error} {error:?}"));
        let mut source = error.source();
        while let Some(cause) = source {
            shown.push(format!("{cause} {cause:?}"));
            source = cause.source();
        }
        Ok(())
    };
    failing(Mock::new().reply(400, format!("{{\"message\": \"{PLANTED}\"}}")), &mut shown)?;
    failing(Mock::new().reply(200, format!("{{\"id\": {{\"{PLANTED}\": 1}}}}")), &mut shown)?;
    failing(Mock::new().fail(TransportErrorKind::Other), &mut shown)?;

    if let (Some(read), Some(body)) = (sample.round_trip, body) {
        let mut wrong = body.clone();
        plant(&mut wrong, PLANTED);
        // an error of reading must not repeat what it read
        let broken = wrong.to_string().replacen(':', ";", 1);
        shown.extend(read(&broken).err().map(|error| error.to_string()));
    }
    let template = runtime::Template::new("Host={HOST};Password={PASSWORD}");
    let refused = template.render(&[("HOST", "h"), ("PASSWORD", &format!("{PLANTED};x"))]);
    shown.push(format!("{refused:?}"));
    match shown.iter().find(|text| text.contains(PLANTED)) {
        None => Ok(()),
        Some(text) => Err(format!("a secret is shown: {text}").into()),
    }
}

fn plant(value: &mut Value, secret: &str) {
    match value {
        Value::String(text) => *text = secret.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| plant(item, secret)),
        Value::Object(members) => members.values_mut().for_each(|member| plant(member, secret)),
        _ => {}
    }
}

fn send(sample: &support::generated::RequestSample, settings: flow_service::Settings, mock: &Mock) {
    // the mock answers nothing that could be read: what was sent is what is of interest
    let _ = ready(sample.send("https://api.example.test", settings, mock.clone()));
}

fn ready<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}
