//! What every request must satisfy before it is answered, and the headers of every answer.
//!
//! A page of another site can make a browser send requests here. It cannot know the token, cannot send another `Host` or
//! `Origin` than its own, and cannot send JSON without asking first, which is never granted.

use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};

use super::access::{Right, Tokens};
use super::refusal::Refusal;

/// What a page of the board may load: only what the board itself serves.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Checks a request without its body, and returns what its token allows.
pub(super) fn check(
    tokens: &Tokens,
    port: u16,
    (method, path): (&Method, &str),
    headers: &HeaderMap,
) -> Result<Right, Refusal> {
    let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if !text(&header::HOST).is_some_and(|host| is_ours(host, port)) || headers.get_all(header::HOST).iter().count() > 1
    {
        let hint = "open the address that plenary board printed";
        return Err(Refusal::new(StatusCode::FORBIDDEN, "the board answers only on this machine's own address", hint));
    }
    let token = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let Some(right) = tokens.right(token) else {
        let hint = "open the address that plenary board printed; each start of the board has a new one";
        return Err(Refusal::new(StatusCode::NOT_FOUND, "there is no board at this address", hint));
    };
    if text(&header::ORIGIN).is_some_and(|origin| !is_our_origin(origin, port)) {
        let hint = "open the address that plenary board printed in a window of its own";
        return Err(Refusal::new(StatusCode::FORBIDDEN, "a page of another site may not use the board", hint));
    }
    if *method == Method::GET || *method == Method::HEAD {
        return Ok(right);
    }
    if right == Right::Look {
        let hint = "to change the timetable, open the address to edit";
        return Err(Refusal::new(StatusCode::FORBIDDEN, "this address is to look at the board only", hint));
    }
    let kind = text(&header::CONTENT_TYPE).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if *method == Method::POST && !kind.eq_ignore_ascii_case("application/json") {
        let hint = "send the header content-type: application/json";
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "a change is sent as JSON", hint));
    }
    Ok(right)
}

/// Adds the headers of every answer.
pub(super) fn protect(headers: &mut HeaderMap) {
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Whether a host is one of the names of the loopback interface, with the board's port.
fn is_ours(host: &str, port: u16) -> bool {
    let Some((name, given)) = host.rsplit_once(':') else { return false };
    given.parse() == Ok(port) && (["127.0.0.1", "[::1]"].contains(&name) || name.eq_ignore_ascii_case("localhost"))
}

fn is_our_origin(origin: &str, port: u16) -> bool {
    origin.strip_prefix("http://").is_some_and(|host| is_ours(host, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(method: Method, path: &str, headers: &[(HeaderName, &str)]) -> u16 {
        let tokens = Tokens { edit: Some("edit".to_owned()), look: "look".to_owned() };
        let pairs = headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()));
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(name, value);
        }
        match check(&tokens, 8000, (&method, path), &map) {
            Ok(_) => 200,
            Err(refusal) => axum::response::IntoResponse::into_response(refusal).status().as_u16(),
        }
    }

    #[test]
    fn only_the_loopback_addresses_are_hosts() {
        let get = |host: &str| status(Method::GET, "/look/api/state", &[(header::HOST, host)]);
        for host in ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"] {
            assert_eq!(get(host), 200, "{host}");
        }
        for host in ["127.0.0.1", "127.0.0.1:80", "localhost:8001", "board.example:8000", "127.0.0.1.nip.io:8000", ""] {
            assert_eq!(get(host), 403, "{host}");
        }
        assert_eq!(status(Method::GET, "/look/", &[]), 403);
        let twice = [(header::HOST, "localhost:8000"), (header::HOST, "evil.example:8000")];
        assert_eq!(status(Method::GET, "/look/", &twice), 403);
    }

    #[test]
    fn a_wrong_token_a_foreign_origin_and_a_form_are_refused() {
        let host = (header::HOST, "localhost:8000");
        let json = (header::CONTENT_TYPE, "application/json; charset=utf-8");
        let origin = |text| (header::ORIGIN, text);
        assert_eq!(status(Method::POST, "/edit/api/move", &[host.clone(), json.clone()]), 200);
        assert_eq!(status(Method::POST, "/look/api/move", &[host.clone(), json.clone()]), 403);
        for path in ["/", "/other/", "/edi/", "//edit/x", "/edit"] {
            let expected = if path.contains("/edit") { 200 } else { 404 };
            assert_eq!(status(Method::GET, path, std::slice::from_ref(&host)), expected, "{path}");
        }
        for (from, expected) in [
            ("http://localhost:8000", 200),
            ("http://127.0.0.1:8000", 200),
            ("https://localhost:8000", 403),
            ("http://localhost:9000", 403),
            ("http://evil.example", 403),
            ("null", 403),
        ] {
            let headers = [host.clone(), json.clone(), origin(from)];
            assert_eq!(status(Method::POST, "/edit/api/move", &headers), expected, "{from}");
        }
        for kind in ["text/plain", "application/x-www-form-urlencoded", ""] {
            let headers = [host.clone(), (header::CONTENT_TYPE, kind)];
            assert_eq!(status(Method::POST, "/edit/api/move", &headers), 415, "{kind}");
        }
    }
}
