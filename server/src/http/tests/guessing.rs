//! Who tries often: guesses of secrets, and workshops made where anybody may make them.

use super::*;

#[tokio::test]
async fn guesses_at_once_get_no_further_than_one_after_another() {
    tokio::time::pause();
    let server = TestServer::open(None);
    let made = server.workshop().await;
    let joined = server.join(&made).await;
    let code = made.join_code;
    let recover = |words: &str| {
        let asked = json!({"code": code, "recovery_words": words});
        server.post("/api/v1/recover", "", asked)
    };
    let words = joined.recovery_words;
    // However often words are right, the bucket stays full.
    for _ in 0..5 {
        assert_eq!(recover(&words).await.status, StatusCode::OK);
    }
    let (at_once, each_second) = limits::WRONG_WORDS;
    let began = tokio::time::Instant::now();
    let guesses = (0..2 * at_once as usize).map(|_| recover("one two three four"));
    let answers = futures_util::future::join_all(guesses).await;
    let looked_at = answers
        .iter()
        .filter(|answer| answer.status == StatusCode::NOT_FOUND)
        .count() as f64;
    let most = at_once + each_second * began.elapsed().as_secs_f64();
    assert!(
        at_once <= looked_at && looked_at <= most,
        "{looked_at} of {most}"
    );
    let refused = answers
        .iter()
        .find(|answer| answer.status != StatusCode::NOT_FOUND)
        .unwrap();
    check(refused, 429, "wait a few seconds");
}

#[tokio::test]
async fn a_right_organiser_key_takes_nothing_and_wrong_ones_run_dry() {
    tokio::time::pause();
    let server = TestServer::open(Some("a long secret"));
    let make = |key| {
        let asked = json!({"title": "x", "frameworks": ["pit-a"]});
        server.post("/api/v1/workshops", key, asked)
    };
    let at_once = limits::WRONG_KEYS.0 as usize;
    for _ in 0..2 * at_once {
        assert_eq!(make("a long secret").await.status, StatusCode::CREATED);
    }
    let guesses = (0..2 * at_once).map(|_| make("guess"));
    let answers = futures_util::future::join_all(guesses).await;
    let told = |status| answers.iter().filter(|it| it.status == status).count();
    assert!(at_once <= told(StatusCode::UNAUTHORIZED));
    assert!(0 < told(StatusCode::TOO_MANY_REQUESTS));
}

#[tokio::test]
async fn where_anybody_may_make_workshops_nobody_fills_the_disk_with_them() {
    tokio::time::pause();
    let server = TestServer::open(None);
    let asked = json!({"title": "x", "frameworks": ["pit-a"]});
    let make = || server.post("/api/v1/workshops", "", asked.clone());
    let at_once = limits::NEW_WORKSHOPS.0 as usize;
    for _ in 0..at_once {
        assert_eq!(make().await.status, StatusCode::CREATED);
    }
    check(&make().await, 429, "many workshops have been made");
    let made = server.journal.workshops().await.unwrap();
    assert_eq!(made.len(), at_once, "and none more was made");
}
