//! Connections that do not behave, over real sockets. The clock stands still and jumps when there is nothing to do.

use std::{io, net::SocketAddr, sync::Arc};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinHandle,
    time::Instant,
};

use super::*;
use crate::{Options, Server, Stop, journal::memory::MemoryJournal};

struct TestServer {
    address: SocketAddr,
    journal: Arc<MemoryJournal>,
    stop: Stop,
    serving: JoinHandle<io::Result<()>>,
}

async fn open() -> TestServer {
    let journal = Arc::new(MemoryJournal::new());
    let mut server = Server::new(Options::new(journal.clone()));
    let address = server.bind(([127, 0, 0, 1], 0).into()).await.unwrap();
    let stop = server.stop();
    let serving = tokio::spawn(server.serve());
    TestServer {
        address,
        journal,
        stop,
        serving,
    }
}

impl TestServer {
    async fn send(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }
}

async fn read_head(stream: &mut TcpStream) -> String {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        head.push(char::from(stream.read_u8().await.unwrap()));
    }
    head
}

async fn read_to_end(stream: &mut TcpStream) {
    // Whether it ends in order or with a reset is the operating system's choice.
    let _ = stream.read_to_end(&mut Vec::new()).await;
}

const HALF_A_HEAD: &str = "GET /livez HTTP/1.1\r\nhost: pl";
const WHOLE: &str = "GET /livez HTTP/1.1\r\nhost: plenary\r\n\r\n";

#[tokio::test(start_paused = true)]
async fn half_a_head_is_not_waited_for_for_long() {
    let test_server = open().await;
    for begun in ["", HALF_A_HEAD] {
        let since = Instant::now();
        let mut stream = test_server.send(begun).await;
        read_to_end(&mut stream).await;
        assert!(since.elapsed() < 2 * limits::HEAD_WITHIN, "{begun:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn half_a_request_does_not_keep_a_server_that_is_told_to_stop() {
    let test_server = open().await;
    let half_a_body = "POST /api/v1/join HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{";
    let _head = test_server.send(HALF_A_HEAD).await;
    let _body = test_server.send(half_a_body).await;
    // Answered, so the two before it were taken as well.
    let mut whole = test_server.send(WHOLE).await;
    assert!(read_head(&mut whole).await.starts_with("HTTP/1.1 200"));
    let since = Instant::now();
    test_server.stop.shutdown();
    test_server.serving.await.unwrap().unwrap();
    assert!(
        since.elapsed() < limits::HEAD_WITHIN,
        "{:?}",
        since.elapsed()
    );
    // Nothing of the server is left, so another may open the same file.
    assert_eq!(Arc::strong_count(&test_server.journal), 1);
    assert!(TcpStream::connect(test_server.address).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_connection_can_become_a_socket_and_is_gone_when_the_server_is() {
    let test_server = open().await;
    let mut stream = test_server
        .send(
            "GET /sync HTTP/1.1\r\nhost: plenary\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
             sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        )
        .await;
    assert!(read_head(&mut stream).await.starts_with("HTTP/1.1 101"));
    let ping = [0x89, 0x80, 0, 0, 0, 0];
    stream.write_all(&ping).await.unwrap();
    let mut pong = [0; 2];
    stream.read_exact(&mut pong).await.unwrap();
    assert_eq!(pong, [0x8a, 0x00]);
    test_server.stop.shutdown();
    test_server.serving.await.unwrap().unwrap();
    read_to_end(&mut stream).await;
    assert_eq!(Arc::strong_count(&test_server.journal), 1);
}

/// The whole description of the calls, which is large, over and over.
const LARGE: &str = "GET /api/v1/openapi.json HTTP/1.1\r\nhost: plenary\r\n\r\n";

#[tokio::test(start_paused = true)]
async fn answers_that_nobody_takes_end_their_connection() {
    let test_server = open().await;
    let mut asking = test_server.send(LARGE).await;
    let head = read_head(&mut asking).await.to_lowercase();
    let (_, length) = head.split_once("content-length: ").expect("a length");
    let length: usize = length.lines().next().unwrap().parse().unwrap();

    // Far more than the system takes on the way.
    let times = (16 << 20) / length;
    let mut silent = test_server.send("").await;
    let sending = async {
        for _ in 0..times {
            if silent.write_all(LARGE.as_bytes()).await.is_err() {
                return;
            }
        }
        // The end comes as a reset, which is an error of a later write.
        while silent.write_all(LARGE.as_bytes()).await.is_ok() {
            tokio::time::sleep(limits::CONNECTION_WRITE_WITHIN / 4).await;
        }
    };
    let ended = tokio::time::timeout(4 * limits::CONNECTION_WRITE_WITHIN, sending).await;
    assert!(ended.is_ok(), "it was kept for ever");
}
