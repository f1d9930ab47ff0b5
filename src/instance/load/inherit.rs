//! The fields that a session takes over from its type.

use crate::instance::format::{Session, Type};

/// The session, with the field of its type for each field that it does not have.
pub fn inherit(session: &Session, kind: Option<&Type>) -> Session {
    let mut full = session.clone();
    let Some(kind) = kind else { return full };
    macro_rules! fill {
        ($($field:ident),*) => {$(
            if full.$field.is_none() {
                full.$field.clone_from(&kind.$field);
            }
        )*};
    }
    fill!(track, minutes, attendance, people, audience, tags, services, alone);
    fill!(after, before, apart_from, wishes, allowed);
    full
}

/// A session with the fields of a type. It is used to check the fields of types that no session has.
pub(crate) fn session_of_type(kind: &Type) -> Session {
    let bare = Session { id: kind.id.clone(), r#type: Some(kind.id.clone()), ..Session::default() };
    inherit(&bare, Some(kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::format::At;

    #[test]
    fn a_field_of_a_session_replaces_the_whole_field_of_its_type() {
        let minutes = Some(At::from(60));
        let tags = Some(vec![At::from("a".to_owned()), At::from("b".to_owned())]);
        let kind = Type { minutes, tags, alone: Some(true), ..Type::default() };
        let tags = Some(vec![At::from("c".to_owned())]);
        let session = Session { tags, alone: Some(false), ..Session::default() };
        let full = inherit(&session, Some(&kind));
        assert_eq!(full.minutes.map(|m| m.value), Some(60));
        assert_eq!(full.tags.map(|t| t.len()), Some(1));
        assert_eq!(full.alone, Some(false));
    }
}
