//! Small random instances, and changes of the kinds that are proposed.

use serde_json::{Value, json};

/// Draws what stands in small instances, and changes of them.
pub struct Draw(pub u64);

impl Draw {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % count
    }

    fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    /// One of these, or nothing.
    fn maybe(&mut self, list: &[Value]) -> Value {
        if self.below(2) == 0 { Value::Null } else { self.of(list) }
    }

    /// Some of these, in their order.
    fn some(&mut self, list: &[Value]) -> Value {
        list.iter().filter(|_| self.below(2) == 0).cloned().collect()
    }
}

/// The object without what is not said.
fn said(mut object: Value) -> Value {
    object.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    object
}

const DATES: [&str; 4] = ["2027-03-13", "2027-03-14", "2027-03-28", "2027-03-29"];

/// How sessions are named by the phase in which they can be held.
pub const PHASE: &str = "\"phase\":\"one\"";

/// What sessions and types can say.
fn shared(d: &mut Draw, id: &str, minutes: Value) -> Value {
    let window = |from: &str, until: &str| json!({ "from": from, "until": until });
    let allowed = [
        json!([window("2027-03-13T08:00", "2027-03-14T20:00")]),
        json!([window("2027-03-13T08:00", "2027-03-13T20:00"), window("2027-03-28T09:00Z", "2027-03-29T24:00")]),
    ];
    let seats = [json!("p"), json!({ "id": "q", "attends": { "from": 20 } }), json!({ "id": "r", "optional": true })];
    let orders = [json!("a"), json!({ "tag": "first", "gap_minutes": 10 }), json!({ "track": "t", "phase": "one" })];
    let aparts = [json!({ "track": "t" }), json!({ "type": "main", "weight": 2 }), json!("b"), json!({ "tag": "x" })];
    let people = d.some(&seats);
    said(json!({
        "id": id, "minutes": minutes, "track": d.maybe(&[json!("t"), json!("u")]), "tags": d.maybe(&[json!(["first"]), json!(["x"])]),
        "people": d.maybe(&[people]), "services": d.maybe(&[json!(["s"]), json!([])]), "alone": d.maybe(&[json!(true)]),
        "after": if d.below(4) == 0 { json!([d.of(&orders)]) } else { Value::Null },
        "before": if d.below(6) == 0 { json!([d.of(&orders)]) } else { Value::Null },
        "apart_from": if d.below(3) == 0 { json!([d.of(&aparts)]) } else { Value::Null },
        "allowed": if d.below(4) == 0 { d.of(&allowed) } else { Value::Null },
    }))
}

/// A small instance. Not every one is valid.
pub fn instance(d: &mut Draw) -> Value {
    let window = |from: &str, until: &str| json!({ "from": from, "until": until });
    let days: Vec<Value> = DATES.iter().map(|date| json!(date)).collect();
    let slots = [
        json!({ "from": "09:00", "until": "11:30" }),
        json!({ "from": "13:00", "until": "16:00", "rooms": ["r1"] }),
        json!({ "from": "16:30", "until": "18:00", "days": ["2027-03-13"] }),
    ];
    let phase = |id: &str, days: &[Value], d: &mut Draw| {
        let exceptions = [json!({ "day": days[0], "latest": "19:00" }), json!({ "day": days[1], "earliest": "09:30" })];
        let hours =
            said(json!({ "earliest": d.maybe(&[json!("08:00")]), "latest": d.maybe(&[json!("21:00"), json!("26:00")]),
            "longest_day_minutes": d.maybe(&[json!(600)]), "exceptions": d.some(&exceptions) }));
        let types = d.maybe(&[json!(["talk"]), json!(["main", "talk"])]);
        said(
            json!({ "id": id, "days": days, "hours": hours, "session_types": types, "slots": if id == "one" { d.some(&slots) } else { json!([]) } }),
        )
    };
    let one = phase("one", &days[..2], d);
    let two = phase("two", &days[2..], d);
    let closed = [window("2027-03-13T08:00", "2027-03-13T12:00"), window("2027-03-13T11:00", "2027-03-14T09:00")];
    let away = [
        json!({ "from": "22:00", "until": "07:00" }),
        json!({ "days": ["2027-03-14"] }),
        json!({ "from": "2027-03-13T10:00", "until": "2027-03-13T15:00" }),
    ];
    let person = |id: &str, d: &mut Draw| {
        let there = d.some(&away);
        said(json!({ "id": id, "zone": d.of(&["UTC", "Asia/Tokyo", "America/New_York"]), "unavailable": d.some(&away),
            "available": if d.below(3) == 0 { there } else { Value::Null } }))
    };
    let people: Vec<Value> = ["p", "q", "r"].iter().map(|id| person(id, d)).collect();
    let mut sessions = Vec::new();
    for id in ["a", "b", "c", "d"] {
        let minutes = d.maybe(&[json!(60), json!(90)]);
        let mut session = shared(d, id, minutes);
        session["type"] = d.of(&[json!("talk"), json!("main")]);
        if d.below(4) == 0 {
            session["fixed"] = json!({ "start": "2027-03-13T13:00", "room": "r1" });
        }
        sessions.push(session);
    }
    let some = [json!("a"), json!("b"), json!({ "track": "t" }), json!({ "type": "talk" }), json!("d")];
    let relation = |d: &mut Draw| {
        let weight = d.maybe(&[json!(2)]);
        let kind = d.of(&["same-day", "different-days", "directly-after", "gap"]);
        said(json!({ "kind": kind, "sessions": d.some(&some), "weight": weight }))
    };
    let relations: Vec<Value> = (0..d.below(3)).map(|_| relation(d)).collect();
    let services = json!([said(
        json!({ "id": "s", "rooms": d.maybe(&[json!(["r1"])]), "minutes_per_day": d.maybe(&[json!(300)]) })
    )]);
    json!({
        "format": "plenary/1", "time_zone": d.of(&["UTC", "Europe/Berlin", "America/New_York", "+05:30"]),
        "turnaround_minutes": d.of(&[0, 10]), "person_gap_minutes": d.of(&[0, 30]),
        "rooms": [said(json!({ "id": "r1", "capacity": d.maybe(&[json!(50)]), "closed": d.some(&closed) })), { "id": "r2" }],
        "services": services, "phases": [one, two], "people": people,
        "types": [shared(d, "talk", json!(60)), shared(d, "main", json!(120))],
        "tracks": [{ "id": "t", "wishes": [{ "rooms": ["r1"], "discomfort": 5 }] }, { "id": "u" }],
        "sessions": sessions, "relations": relations,
        "interest": [{ "sessions": [{ "type": "talk" }, "a"], "people": 10 }],
    })
}

/// A case of a kind that is proposed. Not every one makes a valid instance.
pub fn case(d: &mut Draw) -> String {
    let (a, b) = (d.of(&["a", "b"]), d.of(&["c", "d"]));
    let (one, other) = if d.below(2) == 0 { (a, b) } else { (b, a) };
    let date = d.of(&DATES);
    let kinds = [
        format!("hours earliest {date} 0{}:30", 5 + d.below(4)),
        format!("hours latest {date} {}:00", 19 + d.below(6)),
        format!("hours longest {} 11h", d.of(&["one", "two"])),
        format!("turnaround {}", d.of(&[0, 5])),
        "gap 15".to_owned(),
        "service minutes s 7h".to_owned(),
        "service teams s 2".to_owned(),
        "service rooms s r1,r2".to_owned(),
        format!("session shorten {one} by 25"),
        format!("person free {} {date}", d.of(&["p", "q", "r"])),
        format!("person free {} 2027-03-13T09:00Z 2027-03-14T05:00Z", d.of(&["p", "q", "r"])),
        format!("person leave {} {one}", d.of(&["p", "q", "r"])),
        format!("session service {one} without s"),
        "room add r3 like r1; room add r4 like r1".to_owned(),
        format!("room open r1 {date}"),
        "room open r1 2027-03-13T10:00Z 2027-03-13T15:00Z".to_owned(),
        "room capacity r1 75".to_owned(),
        "phase types one main,talk".to_owned(),
        "day add 2027-03-15 to one".to_owned(),
        "day add 2027-03-30 to two".to_owned(),
        "slots drop one".to_owned(),
        format!("session unlock {one}"),
        format!("session anytime {one}"),
        format!("session alone {one} no"),
        format!("order drop {one} before {other}"),
        format!("apart drop {one} and {other}"),
        format!("relation drop {} {one} and {other}", d.of(&["same-day", "different-days", "directly-after", "gap"])),
        "track drop t".to_owned(),
        format!("session withdraw {one}"),
    ];
    d.of(&kinds)
}
