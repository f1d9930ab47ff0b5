//! The server: HTTP/1 on the loopback interface.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::{Notify, Semaphore};
use tokio::time::{interval, sleep, timeout};

use super::access::Tokens;
use super::desk::{self, Paths};
use super::events::Events;
use super::jobs::Jobs;
use super::open::BoardRequest;
use super::routes::{Shared, router};
use crate::app::editing::Editor;
use crate::app::{Failure, Observer, files};
use crate::report::board::Addresses;

/// The most open connections. A browser needs six for each window.
const MOST_CONNECTIONS: usize = 512;

/// How long a client may take to send the head of a request, or stay idle between two.
const HEAD: Duration = Duration::from_secs(20);

/// How often a sign of life is sent to the open streams of events.
const ALIVE: Duration = Duration::from_secs(15);

/// Ends a board.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<Notify>);

impl Stop {
    /// Ends the board at once.
    pub fn stop(&self) {
        self.0.notify_one();
    }
}

/// A board that is ready to be served.
#[derive(Debug)]
pub struct Board {
    listener: TcpListener,
    port: u16,
    tokens: Tokens,
    editor: Editor,
    paths: Paths,
}

impl Board {
    /// Opens the timetable and the port.
    ///
    /// # Errors
    /// A [`Failure`] if a file cannot be used, another process changes the timetable, or the port is in use.
    pub fn open(request: &BoardRequest, observer: &dyn Observer) -> Result<Board, Failure> {
        let schedule = request.schedule(observer)?;
        let editor = request.editor(&schedule, observer)?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, request.port));
        let listen = || {
            let listener = TcpListener::bind(address)?;
            listener.set_nonblocking(true)?;
            let port = listener.local_addr()?.port();
            Ok((listener, port))
        };
        let (listener, port) = listen().map_err(|error: std::io::Error| {
            let (reason, _) = files::trouble(&error);
            let failure = Failure::new(format!("the board cannot use port {} of this machine: {reason}", request.port));
            failure.hint("leave out --port, and the system chooses a free one")
        })?;
        let paths = Paths { programme: request.programme.clone(), schedule, read_only: request.read_only };
        Ok(Board { listener, port, tokens: Tokens::new(request.read_only)?, editor, paths })
    }

    /// Where the board is found.
    pub fn addresses(&self) -> Addresses {
        let address = |token: &String| format!("http://127.0.0.1:{}/{token}/", self.port);
        Addresses { edit: self.tokens.edit.as_ref().map(address), look: address(&self.tokens.look) }
    }

    /// The schedule file that is shown.
    pub fn schedule(&self) -> &Path {
        &self.paths.schedule
    }

    /// Serves the board until it is stopped.
    ///
    /// # Errors
    /// A [`Failure`] if the system lacks what a server needs.
    pub fn serve(self, stop: &Stop) -> Result<(), Failure> {
        let Board { listener, port, tokens, editor, paths } = self;
        let failed = |error: std::io::Error| Failure::new(format!("the board cannot be served: {error}"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let events = Arc::new(Events::default());
        let (handle, thread) = desk::start(editor, paths, Arc::clone(&events))?;
        let jobs = Arc::new(Jobs::new(Arc::clone(&events)));
        let shared = Shared {
            desk: handle,
            events: Arc::clone(&events),
            jobs: Arc::clone(&jobs),
            tokens: Arc::new(tokens),
            port,
        };
        let served = runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            tokio::spawn(accept(listener, router(shared)));
            tokio::spawn(async move {
                let mut interval = interval(ALIVE);
                loop {
                    interval.tick().await;
                    events.keep_alive();
                }
            });
            stop.0.notified().await;
            Ok(())
        });
        jobs.stop_all();
        // With the connections, the last handle of the desk goes; the desk puts the journal away. An export that is being
        // made is not waited for.
        runtime.shutdown_background();
        let _ = thread.join();
        served.map_err(failed)
    }
}

/// Accepts connections, each served by a task of its own.
async fn accept(listener: tokio::net::TcpListener, router: Router) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Most likely, the process has too many files open for a moment.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            tokio::spawn(timeout(HEAD, turn_away(stream)));
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let mut connection = http1::Builder::new();
            connection.timer(TokioTimer::new()).header_read_timeout(HEAD);
            // An error is the client's: it is gone, or does not speak HTTP.
            let _ = connection.serve_connection(TokioIo::new(stream), service).await;
            drop(place);
        });
    }
}

/// Answers a connection for which there is no place.
async fn turn_away(mut stream: TcpStream) {
    let text = r#"{"error":"too many connections to the board are open","hint":"close some of its windows"}"#;
    let answer = format!(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: \
         close\r\n\r\n{text}",
        text.len()
    );
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
}
