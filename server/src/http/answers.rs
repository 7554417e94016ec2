//! Answers that nobody takes: what is kept for all of them together is bounded.
//!
//! A large answer is handed to its connection in pieces, each when there is room on the way, and holds its share of one
//! budget until the last has gone. Whoever asks while the budget is spent waits for others to take theirs, a few at a
//! time, and is told to come back where that lasts. A connection that takes nothing is ended by its write deadline (`connections`), so no
//! share is held for ever.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::Stream;
use hyper::body::Body as _;
use plenary_protocol::limits;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use super::problem::ApiError;

/// One permit of the budget, in bytes: a semaphore counts no further than 32 bits.
const SHARE_BYTES: usize = 1024;

/// What is handed on at once. The connection's own buffer takes a few of these.
const PIECE_BYTES: usize = 16 * 1024;

/// The budget of one server.
#[derive(Debug, Clone)]
pub(super) struct Answers {
    shares: Arc<Semaphore>,
    // An answer that waits is kept outside the budget.
    waiting: Arc<Semaphore>,
}

impl Answers {
    pub(super) fn new() -> Self {
        Self {
            shares: Arc::new(Semaphore::new(limits::ANSWERS_BYTES / SHARE_BYTES)),
            waiting: Arc::new(Semaphore::new(limits::ANSWERS_WAITING)),
        }
    }

    /// Room for an answer of this size, once there is some; nothing where there is none for long.
    async fn room(&self, size_bytes: usize) -> Option<OwnedSemaphorePermit> {
        let shares = size_bytes.min(limits::ANSWERS_BYTES).div_ceil(SHARE_BYTES) as u32;
        if let Ok(share) = self.shares.clone().try_acquire_many_owned(shares) {
            return Some(share);
        }
        let _turn = self.waiting.try_acquire().ok()?;
        let room = self.shares.clone().acquire_many_owned(shares);
        timeout(limits::ANSWER_WAITS, room).await.ok()?.ok()
    }
}

/// Serves a request, and lets its answer out when there is room for it.
pub(super) async fn bounded(
    State(answers): State<Answers>,
    request: Request,
    next: Next,
) -> Response {
    let (mut head, body) = next.run(request).await.into_parts();
    // Answers are made whole, so their size is known.
    let size = body.size_hint().exact().unwrap_or(0);
    if size <= PIECE_BYTES as u64 {
        return Response::from_parts(head, body);
    }
    let Some(share) = answers.room(size as usize).await else {
        return ApiError::unavailable(
            "many large answers are on their way: try again in a few seconds",
            "the budget for answers is spent",
        )
        .into_response();
    };
    match to_bytes(body, usize::MAX).await {
        Ok(left) => {
            head.headers
                .insert(header::CONTENT_LENGTH, HeaderValue::from(left.len()));
            Response::from_parts(
                head,
                Body::from_stream(Pieces {
                    left,
                    _share: share,
                }),
            )
        }
        Err(err) => ApiError::internal(&format!("an answer broke off: {err}")).into_response(),
    }
}

/// An answer in pieces, with its share of the budget.
struct Pieces {
    left: Bytes,
    _share: OwnedSemaphorePermit,
}

impl Stream for Pieces {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left.is_empty() {
            return Poll::Ready(None);
        }
        let now = PIECE_BYTES.min(self.left.len());
        Poll::Ready(Some(Ok(self.left.split_to(now))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn large_answers_wait_for_each_other_a_few_at_a_time() {
        let answers = Answers::new();
        let most = limits::ANSWERS_BYTES;
        let half = answers.room(most / 2).await.expect("there is room");
        let rest = answers.room(most / 2).await.expect("there is room");
        assert!(answers.room(1).await.is_none(), "nobody takes theirs");
        let waiting: Vec<_> = (0..limits::ANSWERS_WAITING)
            .map(|_| {
                let answers = answers.clone();
                tokio::spawn(async move { answers.room(1).await.is_some() })
            })
            .collect();
        tokio::task::yield_now().await;
        assert!(answers.room(1).await.is_none(), "enough wait already");
        drop(half);
        for one in waiting {
            assert!(one.await.unwrap(), "room came in time");
        }
        drop(rest);
        assert!(
            answers.room(3 * most).await.is_some(),
            "alone the largest passes"
        );
    }

    #[tokio::test]
    async fn an_answer_goes_in_pieces_and_holds_its_share_to_the_last() {
        let answers = Answers::new();
        let whole = Bytes::from(vec![7; 3 * PIECE_BYTES + 1]);
        let share = answers.room(whole.len()).await.expect("there is room");
        let free = || answers.shares.available_permits();
        let before = free();
        let pieces = Pieces {
            left: whole.clone(),
            _share: share,
        };
        let came = to_bytes(Body::from_stream(pieces), usize::MAX)
            .await
            .unwrap();
        assert_eq!(came, whole);
        assert_eq!(free(), before + whole.len().div_ceil(SHARE_BYTES));
    }
}
