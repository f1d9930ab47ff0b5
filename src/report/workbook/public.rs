//! The public part of an instance: a public workbook has no addresses, absences, attendance or wishes.

use crate::instance::format::Instance;

/// Removes the data that is for organisers only.
pub fn public(instance: &Instance) -> Instance {
    let mut public = instance.clone();
    for person in &mut public.people {
        let person = &mut person.value;
        (person.email, person.available, person.days_off, person.extra) = (None, None, None, None);
        person.unavailable.clear();
        person.comfort.clear();
    }
    for session in &mut public.sessions {
        let session = &mut session.value;
        (session.attendance, session.audience, session.wishes, session.extra) = (None, None, None, None);
    }
    for kind in &mut public.types {
        let kind = &mut kind.value;
        (kind.attendance, kind.audience, kind.wishes, kind.extra) = (None, None, None, None);
    }
    public.interest.clear();
    public.extra = None;
    public
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_data_is_removed() {
        let text = r#"{ "format": "plenary/1", "rooms": [ { "id": "r" } ], "phases": [ { "id": "p", "days": ["2027-03-01"] } ],
            "people": [ { "id": "a", "zone": "UTC", "email": "PRIVATE", "organisation": "Open",
              "unavailable": [ { "from": "2027-03-01T08:00", "until": "2027-03-01T09:00" } ], "extra": { "PRIVATE": 1 } } ],
            "sessions": [ { "id": "s", "minutes": 60, "attendance": 4711, "people": ["a"], "extra": { "PRIVATE": 1 } } ] }"#;
        let instance = crate::instance::document(text.as_bytes(), "i").unwrap();
        let left = serde_json::to_string(&public(&instance)).unwrap();
        assert!(left.contains("Open") && left.contains("\"s\""), "{left}");
        for private in ["PRIVATE", "4711", "08:00"] {
            assert!(!left.contains(private), "{left}");
        }
    }
}
