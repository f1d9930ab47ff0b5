//! Server-sent events: every open page learns at once what changed.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use futures_core::Stream;
use tokio::sync::mpsc;

/// The most open streams. A page needs one.
const MOST_STREAMS: usize = 64;

/// The most events that wait for a slow reader. One that is slower is cut off; its page connects again.
const MOST_WAITING: usize = 256;

/// The open streams.
#[derive(Debug, Default)]
pub(super) struct Events {
    streams: Mutex<Vec<mpsc::Sender<Bytes>>>,
}

impl Events {
    /// Opens a stream; `None` if too many are open.
    pub(super) fn open(&self) -> Option<Body> {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        streams.retain(|stream| !stream.is_closed());
        if streams.len() >= MOST_STREAMS {
            return None;
        }
        let (sender, receiver) = mpsc::channel(MOST_WAITING);
        // The first line tells the reader that the stream is open.
        let _ = sender.try_send(comment());
        streams.push(sender);
        Some(Body::from_stream(EventStream(receiver)))
    }

    /// Sends an event to all open streams.
    pub(super) fn send(&self, name: &str, data: &serde_json::Value) {
        // JSON has no line breaks, so the data is one line.
        self.write(&Bytes::from(format!("event: {name}\ndata: {data}\n\n")));
    }

    /// Sends a comment, which keeps the connections open and finds those that are gone.
    pub(super) fn keep_alive(&self) {
        self.write(&comment());
    }

    fn write(&self, bytes: &Bytes) {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        streams.retain(|stream| stream.try_send(bytes.clone()).is_ok());
    }
}

fn comment() -> Bytes {
    Bytes::from_static(b": the board is here\n\n")
}

/// The body of a stream of events.
struct EventStream(mpsc::Receiver<Bytes>);

impl Stream for EventStream {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|bytes| bytes.map(Ok))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_streams_make_room_for_new_ones() {
        let events = Events::default();
        let mut open: Vec<Body> = (0..MOST_STREAMS).map(|_| events.open().unwrap()).collect();
        assert!(events.open().is_none());
        open.pop();
        assert!(events.open().is_some());
        for _ in 0..MOST_WAITING {
            events.send("revision", &serde_json::json!({ "revision": 2 }));
        }
        assert_eq!(events.streams.lock().unwrap().len(), 0, "nobody reads them");
    }
}
