//! The REST calls as functions: a typed answer, or the server's problem as it was told.
//!
//! What changes something is sent with a key of its own, and once more with the same key where the connection broke: the
//! server then answers as it did the first time, or would have.

use std::{net::IpAddr, time::Duration};

use plenary_protocol::{
    api::{
        CalendarOpened, CommandDone, CreateWorkshop, DocumentHistory, Invitation, Join, Joined,
        OpenCalendar, Problem, Recover, SeatListed, WorkshopCreated,
    },
    calendar::CalendarShows,
    command::Command,
    documents::DocumentKind,
    framework::{Framework, FrameworkId},
    id::{MapId, RequestKey, RoundId, WorkshopId},
    round::Grouping,
    views::{JoiningView, MapView, PlanView, ProgressView, ResultsView, SeatView, SessionView},
};
use reqwest::{ClientBuilder, Method, RequestBuilder, Response};
use serde::{Serialize, de::DeserializeOwned};

use crate::{address::ServerAddress, error::ClientError};

/// Longer than any honest answer, the slow hash of recovery words under load included.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);

/// The REST calls of one server, with or without a token.
#[derive(Debug, Clone)]
pub struct Api {
    server: ServerAddress,
    client: reqwest::Client,
    bearer: Option<String>,
}

impl Api {
    /// The calls of this server, without a token.
    pub fn new(server: ServerAddress) -> Result<Self, ClientError> {
        Self::build(server, reqwest::Client::builder())
    }

    /// The same, made from one of this machine's network addresses.
    pub fn from_address(server: ServerAddress, from: IpAddr) -> Result<Self, ClientError> {
        Self::build(server, reqwest::Client::builder().local_address(from))
    }

    fn build(server: ServerAddress, client: ClientBuilder) -> Result<Self, ClientError> {
        let mut client = client.timeout(ANSWER_WITHIN);
        if server.is_loopback() {
            client = client.no_proxy();
        }
        Ok(Self {
            server,
            client: client.build()?,
            bearer: None,
        })
    }

    /// The same calls, made by the holder of this token or organiser key.
    pub fn with_token(&self, token: &str) -> Self {
        Self {
            bearer: Some(token.to_owned()),
            ..self.clone()
        }
    }

    /// The server that is called.
    pub fn server(&self) -> &ServerAddress {
        &self.server
    }

    /// Makes a workshop.
    pub async fn create(&self, asked: &CreateWorkshop) -> Result<WorkshopCreated, ClientError> {
        self.post(&["workshops"], asked).await
    }

    /// What somebody sees who has the code and is about to join.
    pub async fn invitation(&self, code: &str) -> Result<Invitation, ClientError> {
        self.get(&["join", code], &[]).await
    }

    /// Takes a seat; where many people join at once, waits in the lobby and keeps its turn.
    pub async fn join_in_turn(&self, asked: &Join) -> Result<Joined, ClientError> {
        let key = RequestKey::from_random_bytes(rand::random());
        loop {
            let request = self.request(Method::POST, &["join"]).json(asked);
            let request = request.header("idempotency-key", key.reveal());
            let response = request.send().await?;
            let wait = wait_of(&response);
            match (Self::read_answer(&["join"], response).await, wait) {
                (Err(ClientError::Problem(problem)), Some(wait))
                    if problem.kind == "/problems/lobby" =>
                {
                    tokio::time::sleep(wait).await;
                }
                (answered, _) => return answered,
            }
        }
    }

    /// Takes a seat, or is told to wait in the lobby.
    pub async fn join(&self, asked: &Join) -> Result<Joined, ClientError> {
        self.post(&["join"], asked).await
    }

    /// Brings a seat to this device.
    pub async fn recover(&self, asked: &Recover) -> Result<Joined, ClientError> {
        self.post(&["recover"], asked).await
    }

    /// Gives a command.
    pub async fn command(
        &self,
        workshop: WorkshopId,
        command: &Command,
    ) -> Result<CommandDone, ClientError> {
        self.post(&["workshops", &workshop.to_string(), "commands"], command)
            .await
    }

    /// Where the workshop stands.
    pub async fn session(&self, workshop: WorkshopId) -> Result<SessionView, ClientError> {
        self.get(&["workshops", &workshop.to_string()], &[]).await
    }

    /// The asker's own seat.
    pub async fn seat(&self, workshop: WorkshopId) -> Result<SeatView, ClientError> {
        self.get(&["workshops", &workshop.to_string(), "seat"], &[])
            .await
    }

    /// Gives the asker's seat a calendar address.
    pub async fn open_calendar(
        &self,
        workshop: WorkshopId,
        shows: CalendarShows,
    ) -> Result<CalendarOpened, ClientError> {
        let path = ["workshops", &workshop.to_string(), "calendars"];
        self.post(&path, &OpenCalendar { shows }).await
    }

    /// How many have marked in a round, the latest where none is named.
    pub async fn progress(
        &self,
        workshop: WorkshopId,
        round: Option<RoundId>,
    ) -> Result<ProgressView, ClientError> {
        let query = named("round", round);
        self.get(&["workshops", &workshop.to_string(), "progress"], &query)
            .await
    }

    /// What was marked in a round, the latest where none is named, as far as the asker may see.
    pub async fn results(
        &self,
        workshop: WorkshopId,
        round: Option<RoundId>,
        by: Option<Grouping>,
    ) -> Result<ResultsView, ClientError> {
        let mut query = named("round", round);
        query.extend(named("by", by.map(<&str>::from)));
        self.get(&["workshops", &workshop.to_string(), "results"], &query)
            .await
    }

    /// A process map as it stands.
    pub async fn process_map(
        &self,
        workshop: WorkshopId,
        map: MapId,
    ) -> Result<MapView, ClientError> {
        let (workshop, map) = (workshop.to_string(), map.to_string());
        self.get(&["workshops", &workshop, "maps", &map], &[]).await
    }

    /// The action plan as it stands.
    pub async fn plan(&self, workshop: WorkshopId) -> Result<PlanView, ClientError> {
        self.get(&["workshops", &workshop.to_string(), "plan"], &[])
            .await
    }

    /// How fast people join; for facilitators.
    pub async fn joining(&self, workshop: WorkshopId) -> Result<JoiningView, ClientError> {
        self.get(&["workshops", &workshop.to_string(), "joining"], &[])
            .await
    }

    /// Who wrote when in a map or the plan; for facilitators.
    pub async fn history(
        &self,
        workshop: WorkshopId,
        document: DocumentKind,
        before: Option<u64>,
    ) -> Result<DocumentHistory, ClientError> {
        let path = history_of(workshop, document);
        let segments: Vec<&str> = path.iter().map(String::as_str).collect();
        self.get(&segments, &named("before", before)).await
    }

    /// A map or the plan as it stood behind an entry, as a Yjs update; for facilitators.
    pub async fn document_at(
        &self,
        workshop: WorkshopId,
        document: DocumentKind,
        seq: u64,
    ) -> Result<Vec<u8>, ClientError> {
        let mut path = history_of(workshop, document);
        path.push(seq.to_string());
        let segments: Vec<&str> = path.iter().map(String::as_str).collect();
        self.get_bytes(&segments, &[]).await
    }

    /// Who has a seat; for facilitators.
    pub async fn seats(&self, workshop: WorkshopId) -> Result<Vec<SeatListed>, ClientError> {
        self.get(&["workshops", &workshop.to_string(), "seats"], &[])
            .await
    }

    /// One of the exported files, such as `collation.csv`; of the latest round where none is named.
    pub async fn export(
        &self,
        workshop: WorkshopId,
        file: &str,
        round: Option<RoundId>,
    ) -> Result<Vec<u8>, ClientError> {
        let path = ["workshops", &workshop.to_string(), "export", file];
        self.get_bytes(&path, &named("round", round)).await
    }

    /// The frameworks that a workshop can use.
    pub async fn frameworks(&self) -> Result<Vec<Framework>, ClientError> {
        self.get(&["frameworks"], &[]).await
    }

    /// One framework with its texts.
    pub async fn framework(&self, id: &FrameworkId) -> Result<Framework, ClientError> {
        self.get(&["frameworks", id.as_str()], &[]).await
    }

    /// A framework as it was when the workshop was made.
    pub async fn workshop_framework(
        &self,
        workshop: WorkshopId,
        id: &FrameworkId,
    ) -> Result<Framework, ClientError> {
        let workshop = workshop.to_string();
        self.get(&["workshops", &workshop, "frameworks", id.as_str()], &[])
            .await
    }

    /// Sends any text as the body of any POST: for tests of what the server makes of it.
    pub async fn post_text(
        &self,
        segments: &[&str],
        content_type: &str,
        body: String,
    ) -> Result<Vec<u8>, ClientError> {
        let request = self
            .request(Method::POST, segments)
            .header("content-type", content_type)
            .body(body);
        Ok(self.send(request).await?.bytes().await?.to_vec())
    }

    /// Asks for any path under `/api/v1`: for tests of what is shown there.
    pub async fn get_bytes(
        &self,
        segments: &[&str],
        query: &[(&str, String)],
    ) -> Result<Vec<u8>, ClientError> {
        let request = self.request(Method::GET, segments).query(query);
        Ok(self.send(request).await?.bytes().await?.to_vec())
    }

    async fn get<T: DeserializeOwned>(
        &self,
        segments: &[&str],
        query: &[(&str, String)],
    ) -> Result<T, ClientError> {
        let request = self.request(Method::GET, segments).query(query);
        self.answer(segments, request).await
    }

    async fn post<T: DeserializeOwned>(
        &self,
        segments: &[&str],
        body: &impl Serialize,
    ) -> Result<T, ClientError> {
        let key = RequestKey::from_random_bytes(rand::random());
        let answer = async || {
            let request = self.request(Method::POST, segments).json(body);
            let request = request.header("idempotency-key", key.reveal());
            self.answer(segments, request).await
        };
        match answer().await {
            Err(ClientError::Http(err)) if is_broken(&err) => answer().await,
            answered => answered,
        }
    }

    fn request(&self, method: Method, segments: &[&str]) -> RequestBuilder {
        let path: Vec<&str> = ["api", "v1"].iter().chain(segments).copied().collect();
        let request = self.client.request(method, self.server.call(&path));
        match &self.bearer {
            Some(bearer) => request.bearer_auth(bearer),
            None => request,
        }
    }

    async fn answer<T: DeserializeOwned>(
        &self,
        segments: &[&str],
        request: RequestBuilder,
    ) -> Result<T, ClientError> {
        Self::read_answer(segments, request.send().await?).await
    }

    async fn read_answer<T: DeserializeOwned>(
        segments: &[&str],
        response: Response,
    ) -> Result<T, ClientError> {
        let bytes = answered(response).await?.bytes().await?;
        serde_json::from_slice(&bytes).map_err(|err| ClientError::Unreadable {
            call: segments.join("/"),
            reason: err.to_string(),
        })
    }

    async fn send(&self, request: RequestBuilder) -> Result<Response, ClientError> {
        answered(request.send().await?).await
    }
}

/// The answer, or the problem that it is.
async fn answered(response: Response) -> Result<Response, ClientError> {
    if response.status().is_success() {
        return Ok(response);
    }
    let (status, url) = (response.status(), response.url().path().to_owned());
    let bytes = response.bytes().await?;
    let problem: Problem =
        serde_json::from_slice(&bytes).map_err(|err| ClientError::Unreadable {
            call: url,
            reason: format!("status {status} without a problem document: {err}"),
        })?;
    Err(ClientError::Problem(Box::new(problem)))
}

/// How long the server asks to wait.
fn wait_of(response: &Response) -> Option<Duration> {
    let wait = response.headers().get("retry-after")?;
    wait.to_str().ok()?.parse().ok().map(Duration::from_secs)
}

/// Whether there was no answer because the connection broke, or none came about.
fn is_broken(err: &reqwest::Error) -> bool {
    !err.is_timeout() && !err.is_builder() && !err.is_redirect()
}

/// A query of one value, or none.
fn named<T: std::fmt::Display>(
    name: &'static str,
    value: Option<T>,
) -> Vec<(&'static str, String)> {
    value
        .map(|value| (name, value.to_string()))
        .into_iter()
        .collect()
}

/// The path of the history of a map or the plan.
fn history_of(workshop: WorkshopId, document: DocumentKind) -> Vec<String> {
    let mut path = vec!["workshops".to_owned(), workshop.to_string()];
    match document {
        DocumentKind::Map(map) => path.extend(["maps".to_owned(), map.to_string()]),
        other => path.push(other.path()),
    }
    path.push("history".to_owned());
    path
}
