//! Faults from outside: runs that are killed, full disks, folders without rights, two runs on one output.

mod disk;
mod kills;
mod states;
mod together;
