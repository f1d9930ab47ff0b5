//! The random tokens in the addresses of a board. Only a request with a valid token is answered.

use crate::app::Failure;

/// Bytes of a token. Nobody guesses 128 bits.
const BYTES: usize = 16;

/// What a token allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Right {
    /// To change the timetable.
    Edit,
    /// To look at it.
    Look,
}

/// The tokens of a board.
#[derive(Debug, Clone)]
pub(super) struct Tokens {
    /// `None` if nobody may change the timetable.
    pub edit: Option<String>,
    pub look: String,
}

impl Tokens {
    /// New random tokens.
    ///
    /// # Errors
    /// A [`Failure`] if the system has no random numbers.
    pub(super) fn new(read_only: bool) -> Result<Tokens, Failure> {
        let edit = if read_only { None } else { Some(random()?) };
        Ok(Tokens { edit, look: random()? })
    }

    /// What a token allows; `None` for a wrong one.
    pub(super) fn right(&self, token: &str) -> Option<Right> {
        if self.edit.as_deref().is_some_and(|known| same(known, token)) {
            return Some(Right::Edit);
        }
        same(&self.look, token).then_some(Right::Look)
    }
}

fn random() -> Result<String, Failure> {
    let mut bytes = [0_u8; BYTES];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::new(format!("the system gives no random numbers for an address: {error}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Whether two tokens are equal, in a time that does not depend on where they differ.
fn same(known: &str, token: &str) -> bool {
    known.len() == token.len() && known.bytes().zip(token.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_token_has_its_right_and_no_other_text_has_one() {
        let tokens = Tokens::new(false).unwrap();
        let edit = tokens.edit.clone().unwrap();
        assert_eq!((edit.len(), tokens.look.len()), (32, 32));
        assert_ne!(edit, tokens.look);
        assert_eq!(tokens.right(&edit), Some(Right::Edit));
        assert_eq!(tokens.right(&tokens.look), Some(Right::Look));
        let almost = format!("{}{}", &edit[..31], if edit.ends_with('0') { '1' } else { '0' });
        for wrong in ["", &edit[..31], &almost, &edit.to_uppercase().replace(|c: char| c.is_numeric(), "A")] {
            assert_eq!(tokens.right(wrong), None, "{wrong}");
        }
        let closed = Tokens::new(true).unwrap();
        assert_eq!((closed.edit.as_deref(), closed.right(&closed.look)), (None, Some(Right::Look)));
    }
}
