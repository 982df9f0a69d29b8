//! Creates a connection, against a mock that answers as the docs do.
//!
//! The first part is what the README shows; `tests/readme.rs` holds the two together and runs this.

use flow_service::oracle::{BasicAuthentication, CreateBaseConnection};
use flow_service::{Client, Settings, runtime};

async fn connect<T: runtime::Transport>(client: &Client<T>) -> Result<String, runtime::Error> {
    let auth = BasicAuthentication::new("db.example.com", 1521, "sales", "me", "secret", "ME", true);
    let create = CreateBaseConnection::new("Sales database", auth).description("What was sold");
    let connection = client.send(create).await?;
    Ok(connection.id.to_string())
}

/// The response that the docs show.
const ANSWER: &str = r#"{
    "id": "f847950c-1c12-4568-a550-d5312b16fdb8",
    "etag": "\"0c0099f4-0000-0200-0000-67da91710000\""
}"#;

/// Connects, and prints what was sent.
pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = runtime::Mock::new().reply(201, ANSWER);
    // With the service itself: `Client::new(settings)?`
    let settings = Settings::new("token", "api key", "org", "sandbox");
    let client = Client::with_transport(flow_service::SERVER, settings, mock.clone())?;

    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let id = runtime.block_on(connect(&client))?;
    println!("created {id}");
    for request in mock.requests() {
        println!("sent {} {} {}", request.method, request.url, String::from_utf8_lossy(&request.body));
    }
    Ok(())
}
