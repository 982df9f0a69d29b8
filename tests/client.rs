//! What the generated client promises beyond the samples.

use flow_service::oracle::{
    self, BasicAuthentication, BasicAuthenticationRequired, ConnectionString, ConnectionStringParts,
    CreateBaseConnection,
};
use flow_service::runtime::{Method, Mock};
use flow_service::{Client, SERVER, Settings, SettingsRequired, oracle_service_cloud};
use serde_json::{Value, json};

fn parts() -> ConnectionStringParts {
    ConnectionStringParts {
        host: "db.example.com".into(),
        port: "1521".into(),
        sid: "orcl".into(),
        user_id: "me".into(),
        password: "p=w d".into(),
    }
}

#[test]
fn a_connection_string_is_made_of_its_parts() {
    let rendered = parts().render().unwrap();
    assert_eq!(rendered.expose(), "Host=db.example.com;Port=1521;Sid=orcl;User Id=me;Password=p=w d");
    let written = serde_json::to_value(ConnectionString::from_parts(&parts()).unwrap()).unwrap();
    assert_eq!(written, json!({ "connectionString": rendered.expose() }));
}

#[test]
fn a_part_that_would_break_it_is_refused_and_not_shown() {
    for (value, place) in [("x;Host=evil", "SID"), ("", "SID"), (" x", "SID"), ("x\n", "SID"), ("\"x", "SID")]
    {
        let error = ConnectionStringParts { sid: value.into(), ..parts() }.render().unwrap_err();
        assert!(error.to_string().contains(place), "{value:?}: {error}");
    }
    let secret = ConnectionStringParts { password: "hunter2;x".into(), ..parts() };
    let shown = format!("{:?} {}", secret, secret.render().unwrap_err());
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn meaning_in_rust_and_text_on_the_wire() {
    let auth = BasicAuthentication::new(BasicAuthenticationRequired {
        server: "s".into(),
        port: 1521,
        database: "d".into(),
        username: "u".into(),
        password: "p".into(),
        schema: "S".into(),
        ssl_mode: false,
    });
    let written = serde_json::to_value(auth).unwrap();
    assert_eq!((&written["port"], &written["sslMode"]), (&json!("1521"), &json!("false")));
}

#[test]
fn what_the_docs_fix_is_never_asked_for_and_read_as_it_is() {
    let body = CreateBaseConnection::new("n", ConnectionString::new("x"));
    let written = serde_json::to_value(&body).unwrap();
    let fixed = json!({ "id": oracle::CONNECTION_SPEC_ID, "version": oracle::CONNECTION_SPEC_VERSION });
    assert_eq!(written["connectionSpec"], fixed);

    let mut other = written;
    other["connectionSpec"] = json!({ "id": "another", "version": "2.0" });
    let read: CreateBaseConnection = serde_json::from_value(other.clone()).unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), other);
}

#[test]
fn what_the_docs_do_not_know_survives() {
    let json = json!({
        "name": "n", "auth": { "specName": "Kerberos", "params": { "realm": "R" } },
        "connectionSpec": { "id": "i", "version": "1.0", "more": null }, "further": [1, { "a": 2 }],
    });
    let read: CreateBaseConnection = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), json);

    let added = CreateBaseConnection::new("n", ConnectionString::new("x")).extra("further", 1);
    assert_eq!(serde_json::to_value(added).unwrap()["further"], 1);
}

#[test]
fn the_operations_of_all_sources_are_sent_by_one_client() {
    let answer = r#"{ "id": "c-1", "etag": "\"e\"", "new": true }"#;
    let mock = Mock::new().reply(201, answer).reply(201, answer);
    let settings = Settings::new(SettingsRequired {
        access_token: "token".into(),
        api_key: "key".into(),
        ims_org_id: "org".into(),
        sandbox_name: "sandbox".into(),
    });
    let client = Client::with_transport(SERVER, settings, mock.clone()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();

    let body = CreateBaseConnection::new("n", ConnectionString::new("x"));
    let first = runtime.block_on(client.send(body)).unwrap();
    let auth = oracle_service_cloud::BasicAuthentication::new("h", "u", "p");
    let body = oracle_service_cloud::CreateBaseConnection::new("n", auth);
    let second = runtime.block_on(client.send(body)).unwrap();
    assert_eq!((first.id.as_str(), second.etag.as_str()), ("c-1", "\"e\""));

    let specs: Vec<Value> = mock
        .requests()
        .iter()
        .inspect(|request| {
            assert_eq!(
                (&request.method, request.url.as_str()),
                (&Method::POST, &*format!("{SERVER}/connections"))
            )
        })
        .map(|request| {
            serde_json::from_slice::<Value>(&request.body).unwrap()["connectionSpec"]["id"].clone()
        })
        .collect();
    assert_eq!(specs, [oracle::CONNECTION_SPEC_ID, oracle_service_cloud::CONNECTION_SPEC_ID]);
}
