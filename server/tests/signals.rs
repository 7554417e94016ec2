//! How the program ends when it is told to.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use anyhow::Context;

const HALF_A_REQUEST: &[u8] = b"POST /api/v1/join HTTP/1.1\r\nhost: plenary\r\n\
    content-type: application/json\r\ncontent-length: 9\r\nexpect: 100-continue\r\n\r\n";

fn told(child: &Child, signal: &str) -> anyhow::Result<()> {
    let sent = Command::new("kill")
        .args([signal, &child.id().to_string()])
        .status()?;
    anyhow::ensure!(sent.success(), "the signal was not sent");
    Ok(())
}

/// Reads lines until one holds this, and gives what follows it.
fn line_with(lines: &mut impl BufRead, text: &str) -> anyhow::Result<String> {
    let mut line = String::new();
    while lines.read_line(&mut line)? > 0 {
        if let Some((_, rest)) = line.split_once(text) {
            return Ok(rest.trim().to_owned());
        }
        line.clear();
    }
    anyhow::bail!("the program ended without saying {text:?}")
}

/// Starts the program, holds it with half a request, and tells it to stop so many times. What its exit code is.
fn exit_code(signals: &[&str]) -> anyhow::Result<Option<i32>> {
    let folder = tempfile::tempdir()?;
    let mut child = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder.path().join("plenary.db"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut out = BufReader::new(child.stdout.take().context("piped")?);
    let mut log = BufReader::new(child.stderr.take().context("piped")?);
    let address = line_with(&mut out, "listening on http://")?;
    let mut half = TcpStream::connect(address)?;
    half.write_all(HALF_A_REQUEST)?;
    // The server asks for the body, so the request is under way and will stay so.
    line_with(&mut BufReader::new(&half), "100 Continue")?;
    for signal in signals {
        told(&child, signal)?;
        line_with(&mut log, "stop")?;
    }
    Ok(child.wait()?.code())
}

#[test]
fn one_signal_ends_in_order_and_a_second_one_at_once() -> anyhow::Result<()> {
    assert_eq!(exit_code(&["-TERM"])?, Some(0));
    assert_eq!(exit_code(&["-TERM", "-INT"])?, Some(1));
    Ok(())
}
