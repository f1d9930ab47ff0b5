//! The public part of an instance: a public workbook has no addresses, absences, attendance or wishes.

use crate::instance::format::Instance;

/// Removes the data that is for organisers only, and the links of sessions and rooms, unless `links` is true.
pub fn public(instance: &Instance, links: bool) -> Instance {
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
    if !links {
        public.sessions.iter_mut().for_each(|session| session.value.link = None);
        public.rooms.iter_mut().flat_map(|rooms| &mut rooms.value).for_each(|room| room.value.link = None);
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
        let text = r#"{ "format": "plenary/1", "rooms": [ { "id": "r", "link": "https://a.org/HALL" } ], "phases": [ { "id": "p", "days": ["2027-03-01"] } ],
            "people": [ { "id": "a", "zone": "UTC", "email": "PRIVATE", "organisation": "Open",
              "unavailable": [ { "from": "2027-03-01T08:00", "until": "2027-03-01T09:00" } ], "extra": { "PRIVATE": 1 } } ],
            "sessions": [ { "id": "s", "minutes": 60, "link": "https://a.org/JOIN", "attendance": 4711, "people": ["a"], "extra": { "PRIVATE": 1 } } ] }"#;
        let instance = crate::instance::document(text.as_bytes(), "i").unwrap();
        let left = serde_json::to_string(&public(&instance, false)).unwrap();
        assert!(left.contains("Open") && left.contains("\"s\""), "{left}");
        for private in ["PRIVATE", "4711", "08:00", "HALL", "JOIN"] {
            assert!(!left.contains(private), "{left}");
        }
        let with_links = serde_json::to_string(&public(&instance, true)).unwrap();
        assert!(with_links.contains("HALL") && with_links.contains("JOIN") && !with_links.contains("4711"));
    }
}
