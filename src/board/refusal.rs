//! An answer that says no, in words.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::app::Failure;

/// A refused request.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    document: Map<String, Value>,
}

impl Refusal {
    /// A refusal with what is wrong and what to do about it.
    pub(super) fn new(status: StatusCode, error: &str, hint: &str) -> Refusal {
        Refusal::of(status, &Failure::new(error).hint(hint))
    }

    /// A refusal because of a failure.
    pub(super) fn of(status: StatusCode, failure: &Failure) -> Refusal {
        let document = match serde_json::to_value(failure) {
            Ok(Value::Object(document)) => document,
            _ => Map::from_iter([("error".to_owned(), json!(failure.to_string()))]),
        };
        Refusal { status, document }
    }

    /// The same refusal with a further member.
    pub(super) fn with(mut self, key: &str, value: Value) -> Refusal {
        self.document.insert(key.to_owned(), value);
        self
    }

    /// The thread that answers has ended.
    pub(super) fn ended() -> Refusal {
        let hint = "start plenary board again; every change that was acknowledged is in the schedule file";
        Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "the board has stopped because of an error", hint)
    }
}

/// A failure that is not the fault of the request.
impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Refusal {
        Refusal::of(StatusCode::INTERNAL_SERVER_ERROR, &failure)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let closes = matches!(self.status, StatusCode::PAYLOAD_TOO_LARGE | StatusCode::SERVICE_UNAVAILABLE);
        let mut response = (self.status, Json(Value::Object(self.document))).into_response();
        if closes {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}
