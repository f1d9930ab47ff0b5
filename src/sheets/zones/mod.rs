//! Time zones, as people write them: IANA names, offsets from UTC, countries, cities, names of Windows, abbreviations.

mod tables;

use super::codes;
use super::headings::fold;
use super::problem::Fault;
use crate::domain::{Instant, Zone};
use crate::instance::codes::UNKNOWN_ZONE;
use crate::instance::zone_names::{similar_name, written_offset as offset, zone_help};
use tables::{Country, tables};

/// The cells that tell where a person or audience is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PlaceNames<'a> {
    /// A time zone, or a country or city instead of it.
    pub zone: Option<&'a str>,
    /// A country.
    pub country: Option<&'a str>,
    /// A city.
    pub city: Option<&'a str>,
}

/// The time zone of a place. Zones of a country that agree at each instant of `when` count as one: the first of them.
///
/// # Errors
/// A fault if the place is unknown, or if it has several time zones; it lists them.
pub(crate) fn resolve(place: PlaceNames<'_>, when: &[Instant]) -> Result<String, Fault> {
    if let Some(text) = place.zone {
        return zone(text, place.country, when);
    }
    match (place.country, place.city) {
        (Some(country), None) => in_country(country, when),
        (None, Some(city)) => in_city(city, None, when).unwrap_or_else(|| Err(unknown(city))),
        (Some(country), Some(city)) => {
            let code = country_named(country).ok_or_else(|| unknown(country))?.code;
            // A country with one zone needs no city; where it has several, the city decides.
            in_country(country, when).or_else(|fault| in_city(city, Some(code), when).unwrap_or(Err(fault)))
        }
        (None, None) => Err(Fault::new(&UNKNOWN_ZONE, "the time zone is missing")),
    }
}

/// The time zone for one text: an IANA name in any case, an offset, a country, a city, or `city, country`.
fn zone(text: &str, country: Option<&str>, when: &[Instant]) -> Result<String, Fault> {
    if Zone::parse(text).is_ok() {
        return Ok(text.to_owned());
    }
    if let Some(name) = tables().by_name.get(&fold(text)).filter(|_| text.contains('/')) {
        return Ok((*name).to_owned());
    }
    if let Some(offset) = offset(text) {
        return Ok(offset);
    }
    if let Some(zones) = tables().by_other_name.get(&fold(text)) {
        return one_of(zones, when).map_err(|several| ambiguous(text.trim(), &several));
    }
    let code = country.and_then(country_named).map(|country| country.code);
    if spelled_country(text) {
        return in_country(text, when);
    }
    if let Some(found) = in_city(text, code, when) {
        return found;
    }
    if let Some((city, country)) = text.rsplit_once(',').filter(|(_, country)| spelled_country(country)) {
        return resolve(PlaceNames { zone: None, country: Some(country), city: Some(city) }, when);
    }
    // `(UTC+01:00) Amsterdam, Berlin, Bern`, as Windows shows its zones. The offset is the one of winter.
    if let Some((offset_text, cities)) = text.strip_prefix('(').and_then(|rest| rest.split_once(')'))
        && offset(offset_text).is_some()
        && let Some(city) = cities.split([',', '\\']).next().filter(|city| !city.trim().is_empty())
    {
        return zone(city.trim(), country, when).map_err(|_| unknown(text));
    }
    // `NZDT UTC+13`, `CET (GMT+1)`: the offset is clear.
    let signed = |word: &&str| word.contains(['+', '-', '\u{2212}']) && offset(word).is_some();
    if let Some(found) = text.split([' ', '(', ')']).find(signed).and_then(offset).filter(|_| !text.starts_with('(')) {
        return Ok(found);
    }
    // `Germany (Berlin)`, `Berlin (Germany)`, `Berlin time`
    if let Some((first, rest)) = text.split_once('(') {
        let inner = rest.trim_end_matches(|c: char| c == ')' || c.is_whitespace());
        for (country, city) in [(first, inner), (inner, first)] {
            if spelled_country(country) {
                return resolve(PlaceNames { zone: None, country: Some(country), city: Some(city) }, when);
            }
        }
    }
    Err(unknown(text))
}

/// Whether a text names a country. Outside a column of countries, two letters may mean a state (`CA`, `LA`), so they do
/// not count, except `UK` and `US`.
fn spelled_country(text: &str) -> bool {
    let folded = fold(text);
    (folded.chars().count() > 2 || matches!(folded.as_str(), "uk" | "us")) && country_named(text).is_some()
}

fn country_named(text: &str) -> Option<&'static Country> {
    let index = *tables().countries_by_name.get(&fold(text))?;
    tables().countries.get(index)
}

/// The time zone of a country; a fault if it has several.
fn in_country(text: &str, when: &[Instant]) -> Result<String, Fault> {
    let country = country_named(text).ok_or_else(|| unknown(text))?;
    one_of(&country.zones, when).map_err(|several| unclear(country.name, &several, when))
}

/// The time zone of a city, within a country if one is given; `None` if no known city has this name.
fn in_city(text: &str, country: Option<&str>, when: &[Instant]) -> Option<Result<String, Fault>> {
    let all = tables().cities.get(&fold(text))?;
    let zones: Vec<&'static str> =
        all.iter().filter(|(_, of)| country.is_none_or(|country| *of == country)).map(|(zone, _)| *zone).collect();
    if zones.is_empty() {
        return None;
    }
    Some(one_of(&zones, when).map_err(|several| unclear(text.trim(), &several, when)))
}

/// The first zone if all agree at each instant; otherwise the first of each group that agrees.
fn one_of(zones: &[&'static str], when: &[Instant]) -> Result<String, Vec<&'static str>> {
    let mut kinds: Vec<(Vec<i64>, &'static str)> = Vec::new();
    for name in zones {
        let Ok(zone) = Zone::parse(name) else { continue };
        let offsets: Vec<i64> = when.iter().map(|&at| zone.offset_minutes(at)).collect();
        if !kinds.iter().any(|(known, _)| *known == offsets) {
            kinds.push((offsets, name));
        }
    }
    match kinds.as_slice() {
        [(_, only)] => Ok((*only).to_owned()),
        _ => Err(kinds.into_iter().map(|(_, name)| name).collect()),
    }
}

fn unclear(what: &str, zones: &[&str], when: &[Instant]) -> Fault {
    let shown = |name: &&str| match (Zone::parse(name), when.first()) {
        (Ok(zone), Some(&at)) => {
            let offset = i32::try_from(zone.offset_minutes(at)).unwrap_or(0);
            format!("{name} (UTC{})", Zone::Fixed(offset))
        }
        _ => (*name).to_owned(),
    };
    let list = zones.iter().map(shown).collect::<Vec<_>>().join(", ");
    let message = format!(
        "we do not know the time zone of \"{what}\": it has {} different ones on the days of the event",
        zones.len()
    );
    Fault::new(&codes::UNCLEAR_ZONE, message).help(format!("write one of these time zones: {list}; or add the city"))
}

fn ambiguous(abbreviation: &str, zones: &[&str]) -> Fault {
    let message = format!("\"{abbreviation}\" is the abbreviation of {} different time zones", zones.len());
    Fault::new(&codes::UNCLEAR_ZONE, message).help(format!("write one of these time zones: {}", zones.join(", ")))
}

fn unknown(text: &str) -> Fault {
    let text = text.trim();
    let fault = Fault::new(
        &UNKNOWN_ZONE,
        format!("we do not know the time zone of \"{text}\": it is not a known time zone, country or city"),
    );
    let names = tables().countries.iter().map(|country| country.name);
    match zone_help(text).or_else(|| similar_name(text, names)) {
        Some(help) => fault.help(help),
        None => fault,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn november() -> Vec<Instant> {
        (2..5).map(|day| Instant::from_utc(format!("2020-11-{day:02}T12:00:00").parse().unwrap())).collect()
    }

    fn read(text: &str) -> Result<String, String> {
        let place = PlaceNames { zone: Some(text), ..PlaceNames::default() };
        resolve(place, &november()).map_err(|fault| format!("{}; {}", fault.message, fault.help.unwrap_or_default()))
    }

    #[test]
    fn zones_are_read_as_people_write_them() {
        for (text, zone) in [
            ("Europe/Berlin", "Europe/Berlin"),
            ("europe/berlin", "Europe/Berlin"),
            ("America/New York", "America/New_York"),
            ("+05:30", "+05:30"),
            ("UTC+2", "+02:00"),
            ("GMT -5:30", "-05:30"),
            ("utc", "UTC"),
            ("Kenya", "Africa/Nairobi"),
            ("KOREA, Republic of", "Asia/Seoul"),
            ("Côte d'Ivoire", "Africa/Abidjan"),
            ("germany", "Europe/Berlin"),
            ("Argentina", "America/Argentina/Buenos_Aires"),
            ("Nairobi", "Africa/Nairobi"),
            ("são paulo", "America/Sao_Paulo"),
            ("Geneva", "Europe/Zurich"),
            ("Austin, United States", "America/Chicago"),
            ("San Juan, Puerto Rico", "America/Puerto_Rico"),
            ("Austin (USA)", "America/Chicago"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(zone), "{text}");
        }
    }

    #[test]
    fn names_of_windows_and_abbreviations_are_known() {
        for (text, zone) in [
            ("W. Europe Standard Time", "Europe/Berlin"),
            ("India Standard Time", "Asia/Kolkata"),
            ("Eastern Time (US & Canada)", "America/New_York"),
            ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome", "Europe/Amsterdam"),
            ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
            ("PST", "America/Los_Angeles"),
            ("pdt", "America/Los_Angeles"),
            ("CEST", "Europe/Berlin"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(zone), "{text}");
        }
        let message = read("IST").unwrap_err();
        assert!(message.ends_with("time zones: Asia/Kolkata, Europe/Dublin, Asia/Jerusalem"), "{message}");
        assert!(read("(UTC+01:00)").is_err() && read("(UTC+01:00) Atlantis").is_err() && read("(x) Berlin").is_err());
        // Sydney and Brisbane have different times in November.
        assert!(read("AEST").is_err());
    }

    #[test]
    fn a_country_with_several_zones_is_refused_with_a_list() {
        let message = read("USA").unwrap_err();
        assert!(message.starts_with("we do not know the time zone of \"United States\": it has "), "{message}");
        for part in ["America/New_York (UTC-05:00)", "America/Los_Angeles (UTC-08:00)", "(UTC-10:00)"] {
            assert!(message.contains(part), "{message}");
        }
        // Indiana has the same times as New York, so it is not listed.
        assert!(!message.contains("Indianapolis"), "{message}");
        let message = read("San Juan").unwrap_err();
        let both = ["America/Argentina/San_Juan", "America/Puerto_Rico"];
        assert!(both.iter().all(|zone| message.contains(zone)), "{message}");
    }

    #[test]
    fn an_unknown_place_is_refused_with_a_similar_name() {
        assert!(read("Germny").unwrap_err().contains("did you mean \"Germany\"?"));
        assert!(read("Atlantis").is_err());
        assert!(read("Korea").is_err(), "there are two countries of this name");
    }

    #[test]
    fn a_city_decides_if_its_country_has_several_zones() {
        let place = |country, city| PlaceNames { zone: None, country: Some(country), city: Some(city) };
        assert_eq!(resolve(place("USA", "Chicago"), &november()).as_deref(), Ok("America/Chicago"));
        assert_eq!(resolve(place("Kenya", "Kitale"), &november()).as_deref(), Ok("Africa/Nairobi"));
        assert_eq!(resolve(place("USA", "Springfield"), &november()).unwrap_err().code.id, "unclear-zone");
        assert_eq!(resolve(place("UK", "London"), &november()).as_deref(), Ok("Europe/London"));
    }
}
