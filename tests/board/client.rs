//! A board that runs, and a client that speaks HTTP word by word.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::common::{Folder, plenary};

/// How long a test waits for what must happen at once; the machine may be busy.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A board that runs. It is killed at the end of the test.
pub struct Board {
    pub child: Child,
    /// What it printed.
    pub printed: Value,
    pub port: u16,
    /// The path of the address to edit: `/TOKEN/`.
    pub edit: String,
    /// The path of the address to look.
    pub look: String,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub code: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    /// The document of an answer with this code.
    #[track_caller]
    pub fn json(&self, code: u16) -> Value {
        assert_eq!(self.code, code, "{}", String::from_utf8_lossy(&self.body));
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The words of a refusal.
    #[track_caller]
    pub fn refusal(&self, code: u16) -> String {
        let document = self.json(code);
        assert!(document["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "{document}");
        document["error"].as_str().unwrap().to_owned()
    }
}

impl Board {
    /// Starts a board in a folder.
    pub fn start(folder: &Folder, line: &str) -> Board {
        let mut command = plenary(folder.path());
        command.arg("board").args(shell_words::split(line).unwrap()).args(["--json", "--no-open"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut text = String::new();
        while !text.ends_with('}') {
            let line = lines.next().expect("the board prints its addresses").unwrap();
            text.push_str(&line);
        }
        let found: Value = serde_json::from_str(&text).unwrap();
        let path = |address: &Value| {
            let rest = address.as_str().unwrap_or_default().trim_start_matches("http://127.0.0.1:").to_owned();
            rest.split_once('/').map(|(port, path)| (port.to_owned(), format!("/{path}")))
        };
        let (port, look) = path(&found["look"]).expect("an address");
        let edit = path(&found["edit"]).map_or_else(String::new, |(_, edit)| edit);
        Board { child, printed: found, port: port.parse().unwrap(), edit, look }
    }

    /// Opens a connection and sends bytes.
    pub fn connect(&self, request: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        // The board may close the connection before it has read all.
        let _ = stream.write_all(request);
        stream
    }

    /// Sends a request with these further headers, each with a line break after it.
    pub fn send(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> Answer {
        let host = if headers.to_lowercase().contains("host:") {
            String::new()
        } else {
            format!("Host: 127.0.0.1:{}\r\n", self.port)
        };
        let length = if method == "GET" { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        let head = format!("{method} {path} HTTP/1.1\r\n{host}{headers}{length}Connection: close\r\n\r\n");
        answer(self.connect(&[head.as_bytes(), body].concat()))
    }

    /// Asks at the address to edit.
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", &format!("{}{path}", self.edit), "", b"")
    }

    /// Sends a change to the address to edit.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        let headers = "Content-Type: application/json\r\n";
        self.send("POST", &format!("{}api/{path}", self.edit), headers, body.to_string().as_bytes())
    }

    /// The state.
    pub fn state(&self) -> Value {
        self.get("api/state").json(200)
    }

    /// Sends a change of the present revision.
    pub fn change(&self, path: &str, mut body: Value) -> Answer {
        body["revision"] = self.state()["revision"].clone();
        self.post(path, &body)
    }

    /// Moves a session to a start and a room, which must be possible. Returns the answer.
    #[track_caller]
    pub fn moves(&self, session: &str, start: i64, room: &str) -> Value {
        self.change("move", json!({ "session": session, "start": start, "room": room })).json(200)
    }

    /// The state once it is as expected.
    #[track_caller]
    pub fn state_once(&self, expected: impl Fn(&Value) -> bool) -> Value {
        let begun = Instant::now();
        loop {
            let state = self.state();
            if expected(&state) {
                return state;
            }
            assert!(begun.elapsed() < PATIENCE, "{state}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Ends the board with Ctrl-C. Returns its exit code.
    #[cfg(unix)]
    pub fn interrupt(mut self) -> Option<i32> {
        let number = self.child.id().to_string();
        assert!(std::process::Command::new("kill").args(["-INT", &number]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads an answer to its end.
pub fn answer(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    // A reset after the answer is the end of it, too.
    let _ = stream.read_to_end(&mut bytes);
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.unwrap_or_else(|| panic!("no answer: {}", String::from_utf8_lossy(&bytes)));
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let code = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { code, head: head.to_lowercase(), body: bytes[end + 4..].to_vec() }
}
