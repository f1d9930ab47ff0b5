//! What the arguments of `solve` resolve to.

use std::num::NonZero;
use std::path::PathBuf;
use std::time::Duration;

use super::{Args, BackendName, MethodName};
use crate::cli::failure::Failure;
use crate::solve::exact::Backend;
use crate::solve::{Budget, Method};

/// Everything `solve` needs to know, with the defaults filled in.
pub struct Settings {
    pub instance: PathBuf,
    pub output: PathBuf,
    pub seed: u64,
    pub budget: Budget,
    pub searchers: u32,
    pub threads: usize,
    pub method: Method,
    pub backend: Backend,
    pub from: Option<PathBuf>,
    pub json: bool,
}

/// Without `--steps` and `--time-limit`.
const DEFAULT_LIMIT: Duration = Duration::from_secs(30);

/// Fills in the defaults.
pub fn resolve(args: &Args) -> Result<Settings, Failure> {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    Ok(Settings {
        output: args.output.clone().unwrap_or_else(|| args.instance.with_extension("schedule.json")),
        instance: args.instance.clone(),
        seed: args.seed,
        budget: args.steps.map_or(Budget::Time(args.time_limit.unwrap_or(DEFAULT_LIMIT)), Budget::Steps),
        searchers: args.searchers,
        threads: args.threads.map_or(cores, |threads| threads as usize),
        method: match args.method {
            _ if args.repair => Method::Repair,
            MethodName::Auto => Method::Auto,
            MethodName::Search => Method::Search,
            MethodName::Exact => Method::Exact,
        },
        backend: backend(args.backend)?,
        from: args.from.clone(),
        json: args.json,
    })
}

fn backend(name: BackendName) -> Result<Backend, Failure> {
    match name {
        BackendName::Microlp => Ok(Backend::Microlp),
        #[cfg(feature = "highs")]
        BackendName::Highs => Ok(Backend::Highs),
        #[cfg(not(feature = "highs"))]
        BackendName::Highs => Err(Failure::new("this build of plenary has no HiGHS")
            .hint("build it with: cargo build --release --features highs (needs cmake, libclang, a C++ compiler)")),
    }
}

/// Reads `30s`, `5min`, `1h 30min`; a bare number means seconds.
pub fn time_limit(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().map(Duration::from_secs);
    let limit = seconds.map_or_else(|| humantime::parse_duration(text), Ok);
    match limit {
        Ok(limit) if limit.is_zero() => Err("it has to be longer than nothing".to_owned()),
        Ok(limit) if limit > Duration::from_secs(7 * 24 * 3600) => Err("more than a week is refused".to_owned()),
        Ok(limit) => Ok(limit),
        Err(error) => Err(format!("{error}; write it like 30s or 5min")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_limits_as_people_write_them() {
        assert_eq!(time_limit("30s"), Ok(Duration::from_secs(30)));
        assert_eq!(time_limit("1h 30min"), Ok(Duration::from_secs(5400)));
        assert_eq!(time_limit("12"), Ok(Duration::from_secs(12)));
        for wrong in ["0s", "", "soon", "-3s", "99999999999h", "18446744073709551616", "3 fortnights"] {
            assert!(time_limit(wrong).is_err(), "{wrong}");
        }
    }
}
