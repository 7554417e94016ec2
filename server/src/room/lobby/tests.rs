use plenary_protocol::id::{RequestKey, SpaceId};

use super::*;

fn request(number: u16) -> RequestHash {
    let mut bytes = [0; 16];
    bytes[..2].copy_from_slice(&number.to_be_bytes());
    RequestKey::from_random_bytes(bytes)
        .joining(SpaceId::from_random_bytes([1; 16]), &())
        .key
}

fn network(number: u8) -> IpAddr {
    IpAddr::from([192, 0, 2, number])
}

fn places(free: u32) -> Places {
    Places {
        free,
        per_second: limits::JOINING_PER_SECOND,
    }
}

fn lobby() -> Lobby {
    Lobby::new(Instant::now())
}

#[test]
fn jo2_one_network_is_let_in_in_the_order_in_which_it_came() {
    let (mut lobby, now) = (lobby(), Instant::now());
    let mut knock =
        |number, free| lobby.knock(Some(request(number)), network(1), places(free), now);
    for number in 0..10 {
        assert!(knock(number, 0).is_err());
    }
    assert!(knock(2, 2).is_err(), "two are before it");
    assert!(knock(1, 2).is_ok() && knock(0, 2).is_ok() && knock(0, 2).is_ok());
    lobby.leave(&request(0));
    assert!(
        lobby
            .knock(Some(request(2)), network(1), places(2), now)
            .is_ok()
    );
    assert_eq!(lobby.waiting(), 9);
}

#[test]
fn jo2_whoever_sends_thousands_from_one_network_waits_behind_the_first_of_every_other() {
    let (mut lobby, now) = (lobby(), Instant::now());
    let most = limits::LOBBY_PLACES as u16;
    for number in 0..most + 100 {
        let told = lobby.knock(Some(request(number)), network(1), places(0), now);
        assert!(told.is_err());
    }
    assert_eq!(lobby.line.len(), limits::LOBBY_PLACES);
    // The lobby is full, and yet an honest person comes at once behind one of theirs; a whole hall takes turns with them.
    let honest = |number: u16| request(10_000 + number);
    for number in 0..50 {
        let _ = lobby.knock(Some(honest(number)), network(2), places(0), now);
    }
    assert_eq!(lobby.line.len(), limits::LOBBY_PLACES);
    let first = lobby.knock(Some(honest(0)), network(2), places(2), now);
    assert_eq!(first, Ok(()));
    let last = lobby.knock(Some(honest(49)), network(2), places(100), now);
    assert_eq!(last, Ok(()));
}

#[test]
fn a_wait_is_as_long_as_the_line_and_never_very_long() {
    let (mut lobby, now) = (lobby(), Instant::now());
    let mut waits = (0..200).map(|number| {
        let told = lobby.knock(Some(request(number)), network(1), places(0), now);
        told.unwrap_err()
    });
    assert_eq!(waits.next(), Some(limits::LOBBY_WAIT_SHORTEST));
    assert_eq!(waits.nth(16), Some(Duration::from_secs(4)));
    assert_eq!(waits.last(), Some(limits::LOBBY_WAIT_LONGEST));
}

#[test]
fn jo2_who_does_not_come_again_is_forgotten_and_who_has_no_key_takes_nobodys_turn() {
    let (mut lobby, now) = (lobby(), Instant::now());
    assert!(lobby.knock(None, network(1), places(1), now).is_ok());
    assert!(
        lobby
            .knock(Some(request(1)), network(1), places(0), now)
            .is_err()
    );
    assert!(lobby.knock(None, network(2), places(1), now).is_err());
    assert_eq!(lobby.waiting(), 1);
    let later = now + limits::LOBBY_FORGETS;
    assert!(lobby.knock(None, network(2), places(1), later).is_ok());
    assert_eq!(lobby.waiting(), 0);
    assert!(lobby.networks.is_empty() && lobby.by_request.is_empty());
}
