//! Creates a connection, at a server that answers as the docs do.
//!
//! The first part is what the README shows; `tests/readme.rs` holds the two together and runs this.

use flow_service::oracle::{BasicAuthentication, BasicAuthenticationRequired, CreateBaseConnection};
use flow_service::{Client, Result};

async fn connect(client: &Client) -> Result<String> {
    let auth = BasicAuthentication::new(BasicAuthenticationRequired {
        server: "db.example.com".into(),
        port: 1521,
        database: "sales".into(),
        username: "me".into(),
        password: "secret".into(),
        schema: "ME".into(),
        ssl_mode: true,
    });
    let create = CreateBaseConnection::new("Sales database", auth).description("What was sold");
    let connection = client.send(create).await?;
    Ok(connection.id.to_string())
}

use std::time::Duration;

use flow_service::{Settings, SettingsRequired};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// The response that the docs show.
const ANSWER: &str = r#"{
    "id": "f847950c-1c12-4568-a550-d5312b16fdb8",
    "etag": "\"0c0099f4-0000-0200-0000-67da91710000\""
}"#;

/// Connects, and prints what was sent.
#[tokio::main]
pub async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(201).set_body_raw(ANSWER, "application/json");
    Mock::given(method("POST")).and(path("/connections")).respond_with(answer).mount(&server).await;

    let settings = Settings::new(SettingsRequired {
        access_token: "token".into(),
        api_key: "api key".into(),
        ims_org_id: "org".into(),
        sandbox_name: "sandbox".into(),
    });
    // With the service itself: `Client::new(settings)?`
    let client = Client::builder(settings)
        .server(server.uri())
        .timeout(Duration::from_secs(5))
        .user_agent("create-connection/1.0")
        .build()?;

    println!("created {}", connect(&client).await?);
    for request in server.received_requests().await.unwrap_or_default() {
        println!("sent {} {} {}", request.method, request.url, String::from_utf8_lossy(&request.body));
    }
    Ok(())
}
