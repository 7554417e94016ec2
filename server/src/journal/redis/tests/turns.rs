//! Nodes that write at once are fair to each other: whoever came too late writes next.

use futures_util::future::join;

use super::*;

/// Nodes at the same workshop, of which each knows its first entry.
async fn nodes<const N: usize>(server: &RedisServer) -> [RedisJournal; N] {
    let mut nodes = Vec::new();
    for number in 0..N {
        let node = server.journal().await;
        if number == 0 {
            let made = node.create(workshop(1), code(1), b"begun".to_vec());
            made.await.expect("nobody was here before");
        }
        node.load(workshop(1)).await.expect("it is there");
        nodes.push(node);
    }
    nodes.try_into().expect("as many as were asked for")
}

/// Reads what it missed and tries again, as a room does.
async fn again(node: &RedisJournal, after: u64, line: &str) -> Result<(), JournalError> {
    let missed = node.entries(workshop(1), after + 1).await?;
    let after = missed.last().map_or(after, |(seq, _)| *seq);
    node.append(workshop(1), after, bytes(&[line])).await
}

/// Waits until so many stand in line.
async fn are_in_line(node: &RedisJournal, count: i64) {
    let queue = keys::queue(workshop(1));
    let waiting = async {
        while say::<i64>(node, &["LLEN", &queue]).await < count {
            tokio::task::yield_now().await;
        }
    };
    timeout(AT_MOST, waiting).await.expect("they stand in line");
}

/// Sees to it that a turn lasts for as long as a test needs.
async fn turns_last(node: &RedisJournal) {
    let has_lasted = say::<i64>(node, &["PERSIST", &keys::queue(workshop(1))]).await;
    assert_eq!(has_lasted, 1, "nobody has a turn");
}

async fn lines(node: &RedisJournal) -> Vec<String> {
    texts(&node.entries(workshop(1), 2).await.expect("it can be read"))
}

fn is_too_late(result: &Result<(), JournalError>) -> bool {
    matches!(result, Err(JournalError::Conflict { .. }))
}

/// One writes, and the others come too late, one after another.
async fn is_quicker<const N: usize>(quick: &RedisJournal, late: [&RedisJournal; N]) {
    quick.append(workshop(1), 1, bytes(&["1"])).await.unwrap();
    for late in late {
        let lost = late.append(workshop(1), 1, bytes(&["?"])).await;
        assert!(is_too_late(&lost), "{lost:?}");
    }
}

#[tokio::test]
async fn whoever_came_too_late_writes_before_whoever_was_quicker_writes_again() {
    let server = RedisServer::start();
    let [quick, late] = nodes(&server).await;
    is_quicker(&quick, [&late]).await;
    turns_last(&late).await;

    let goes_on = quick.append(workshop(1), 2, bytes(&["quick again"]));
    let catches_up = async {
        are_in_line(&late, 2).await;
        again(&late, 1, "late").await
    };
    let (went_on, caught_up) = join(goes_on, catches_up).await;
    caught_up.unwrap();
    assert!(is_too_late(&went_on), "{went_on:?}");
    // And then it is the other's turn again.
    again(&quick, 2, "quick again").await.unwrap();
    assert_eq!(lines(&late).await, ["1", "late", "quick again"]);
}

#[tokio::test]
async fn of_several_each_has_a_turn_in_the_order_in_which_they_came_too_late() {
    let server = RedisServer::start();
    let [quick, second, third] = nodes(&server).await;
    is_quicker(&quick, [&second, &third]).await;
    turns_last(&quick).await;
    let goes_on = quick.append(workshop(1), 2, bytes(&["?"]));
    let catch_up = async {
        are_in_line(&second, 3).await;
        again(&second, 1, "2").await.unwrap();
        again(&third, 1, "3").await.unwrap();
    };
    let (went_on, ()) = join(goes_on, catch_up).await;
    assert!(is_too_late(&went_on), "{went_on:?}");
    again(&quick, 2, "4").await.unwrap();
    assert_eq!(lines(&quick).await, ["1", "2", "3", "4"]);
}

#[tokio::test]
async fn a_turn_that_is_not_taken_is_over() {
    let server = RedisServer::start();
    let [quick, late] = nodes(&server).await;
    is_quicker(&quick, [&late]).await;
    drop(late);
    let goes_on = quick.append(workshop(1), 2, bytes(&["2"]));
    timeout(AT_MOST, goes_on).await.unwrap().unwrap();
    assert_eq!(lines(&quick).await, ["1", "2"]);
}

#[tokio::test]
async fn whoever_has_nothing_to_write_any_more_gives_way() {
    let server = RedisServer::start();
    let [quick, late] = nodes(&server).await;
    is_quicker(&quick, [&late]).await;
    turns_last(&late).await;
    late.give_way(workshop(1)).await.unwrap();
    let goes_on = quick.append(workshop(1), 2, bytes(&["2"]));
    timeout(AT_MOST, goes_on).await.unwrap().unwrap();
}

#[tokio::test]
async fn nobody_waits_for_a_node_that_is_far_behind() {
    let server = RedisServer::start();
    let [quick, far] = nodes(&server).await;
    let many = limits::REDIS_PAGE_ENTRIES + 1;
    quick
        .append(workshop(1), 1, vec![b"x".to_vec(); many])
        .await
        .unwrap();
    let lost = far.append(workshop(1), 1, bytes(&["?"])).await;
    assert!(is_too_late(&lost), "{lost:?}");
    let in_line: i64 = say(&far, &["LLEN", &keys::queue(workshop(1))]).await;
    assert_eq!(in_line, 0);
}
