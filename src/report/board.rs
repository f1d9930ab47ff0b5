//! Where a board is found.

use schemars::JsonSchema;
use serde::Serialize;

/// What `board` prints when it is ready: its addresses. Each contains a random token, like a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Addresses {
    /// The address at which the timetable can be changed; `null` if nobody may change it.
    pub edit: Option<String>,
    /// The address at which it can be looked at only.
    pub look: String,
}

/// The addresses, one on each line.
pub fn addresses(addresses: &Addresses) -> String {
    let edit = addresses.edit.as_ref().map_or_else(String::new, |edit| format!("To edit:    {edit}\n"));
    format!("{edit}To look at: {}\n", addresses.look)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_that_nobody_may_change_has_one_address() {
        let look = "http://127.0.0.1:1/b/".to_owned();
        let both = Addresses { edit: Some("http://127.0.0.1:1/a/".to_owned()), look: look.clone() };
        assert_eq!(super::addresses(&both), "To edit:    http://127.0.0.1:1/a/\nTo look at: http://127.0.0.1:1/b/\n");
        assert_eq!(super::addresses(&Addresses { edit: None, look }), "To look at: http://127.0.0.1:1/b/\n");
    }
}
